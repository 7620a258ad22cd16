"""The text of a lifecycle script as commands."""

import re
import shlex
from collections.abc import Iterator, Sequence

from layerwise.ecosystems.javascript._node_script_tools import is_known
from layerwise.regex import regex

_RUNNERS = frozenset({"npx", "bunx", "pnpx"})
_MANAGERS = frozenset({"npm", "yarn", "pnpm", "bun"})
_NAMED_COMMANDS = frozenset({"yarn", "pnpm", "bun"})  # those that run a package's command by its name alone
_SEPARATORS = frozenset({"&&", "||", ";", "|", "&"})
_ASSIGNMENT = regex(r"[A-Za-z_]\w*=")


def commands(text: str) -> Iterator[list[str] | None]:
    """The simple commands of a script; None stands for what only a shell can tell."""
    if re.search(r"[`(){}\n]|\$[({]", re.sub(r"'[^']*'|\"[^\"$`]*\"", "", text)):
        yield None
        return
    lexer = shlex.shlex(text, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        tokens = list(lexer)
    except ValueError:
        yield None
        return
    words: list[str] = []
    for token in [*tokens, ";"]:
        if token in _SEPARATORS:
            yield _without_redirects(words)
            words = []
        else:
            words.append(token)


def without_wrappers(words: Sequence[str]) -> list[str]:
    """The words without assignments and without what only looks a command up among the installed ones."""
    rest = list(words)
    while rest:
        if _ASSIGNMENT.match(rest[0]) or rest[0] in ("cross-env", "env", "exec"):
            rest = rest[1:]
        elif rest[0] in _RUNNERS:
            rest = _after_options(rest[1:])
        elif rest[0] in _MANAGERS and rest[1:2] in (["exec"], ["dlx"], ["x"]):
            rest = _after_options(rest[2:])
        elif rest[0] in _NAMED_COMMANDS and len(rest) > 1 and is_known(rest[1]):
            rest = rest[1:]  # `yarn patch-package`: what is no script and no verb is a package's command
        else:
            break
    return rest


def script_called(words: Sequence[str], scripts: dict[str, str]) -> str | None:
    """The script of the same package that a command runs: `npm run NAME`, or `yarn NAME` where it is one."""
    if words[0] not in _MANAGERS:
        return None
    rest = [word for word in words[1:] if not word.startswith("-")]
    if rest[:1] in (["run"], ["run-script"]) and len(rest) > 1:
        return rest[1]
    return rest[0] if words[0] != "npm" and rest and rest[0] in scripts else None


def _without_redirects(words: Sequence[str]) -> list[str] | None:
    """The words without `2>&1` and what goes to /dev/null; None where a file is read or written."""
    kept: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not set(word) <= set("<>&|") or not word:
            kept.append(word)
            continue
        target = rest.pop(0) if rest else ""
        if target != "/dev/null" and not (word == ">&" and target.isdigit()):
            return None
        if kept and kept[-1].isdigit():
            kept.pop()
    return kept


def _after_options(words: list[str]) -> list[str]:
    while words and words[0].startswith("-"):
        words = words[1:]
    return words
