"""Makefiles whose recipes build images; `$(...)` is put into the shell's own words before that reads them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from layerwise.builds.commands import Setting, read_commands
from layerwise.builds.declared import Declared, Files
from layerwise.builds.sources import builds_images
from layerwise.records import replace
from layerwise.regex import regex

_CONTINUED = regex(r"\\\r?\n")
_ASSIGNMENT = regex(
    r"(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*(?P<operator>\+|::?:?|\?|!)?=[ \t]*(?P<value>.*)"
)
_TARGET = regex(r"(?P<name>[^\s:=#][^:=#]*)::?(?!=)")
_COMMENT = regex(r"(?:^|(?<=[ \t]))#.*")
_NAME = regex(r"[A-Za-z_]\w*")
_BRACKETS = {"(": ")", "{": "}"}
_DEEPEST = 4
_DEEPEST_CALL = 20  # of a shell in a shell
_LONGEST = 2_000
# A name that no script sets: what it stands for is not known.
_UNKNOWN = "${LAYERWISE_UNKNOWN}"


def declared(files: Files) -> Iterator[Declared]:
    """The builds of all recipes, each of whose lines runs in the Makefile's folder."""
    return chain.from_iterable(_of_file(path, files.text(path)) for path in files.paths)


@lru_cache(maxsize=16)
def _of_file(path: str, text: str) -> tuple[Declared, ...]:
    """The builds of one Makefile, remembered while a Dockerfile is typed."""
    variables = _variables(text)
    scripts = ((line, target, _expanded(command, variables)) for line, target, command in _recipes(text))
    setting = Setting(path.rpartition("/")[0])
    return tuple(
        replace(found.build, origin=f"{path}, target {target}", path=path, line=line)
        for line, target, script in scripts
        if builds_images(script.replace("\\\n", ""))
        for found in read_commands(script, setting)
    )


def _logical(text: str) -> Iterator[tuple[int, str]]:
    """The lines with those that continue them, each with its number, from 1."""
    number, begun, pieces = 0, 1, ""
    for number, line in enumerate(text.splitlines(), 1):
        begun = begun if pieces else number
        if line.endswith("\\"):
            pieces += line + "\n"
            continue
        yield begun, pieces + line
        pieces = ""
    if pieces:
        yield begun, pieces


def _recipes(text: str) -> Iterator[tuple[int, str, str]]:
    """The commands of recipes with their lines and targets, prefixes such as `@` taken off."""
    target = ""
    for number, line in _logical(text):
        if line.startswith("\t"):
            yield number, target, line.lstrip().lstrip("@-+")
        elif match := _TARGET.match(line):
            target = match["name"].rstrip(" \t")


def _variables(text: str) -> Mapping[str, str]:
    """The values of variables as a shell reads them; one that is set twice, or added to, is not known."""
    written: dict[str, str] = {}
    for _, line in _logical(text):
        match = None if line.startswith("\t") else _ASSIGNMENT.fullmatch(_CONTINUED.sub(" ", line).strip())
        if match is None:
            continue
        value = _COMMENT.sub("", match["value"]).strip()
        is_known = match["name"] not in written and match["operator"] not in ("+", "!")
        written[match["name"]] = value if is_known else f"$({_UNKNOWN})"
    found: dict[str, str] = {}
    for _ in range(_DEEPEST):  # variables that are made of variables
        known = {**dict.fromkeys(written, _UNKNOWN), **found}
        found = {name: _short(_expanded(value, known)) for name, value in written.items()}
    return found


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else _UNKNOWN


def _expanded(text: str, variables: Mapping[str, str], depth: int = 0) -> str:
    """The text as a shell reads it: values put in, `$(shell x)` as `$(x)`, what make alone knows as unknown."""
    if depth > _DEEPEST_CALL:
        return _UNKNOWN
    pieces: list[str] = []
    position = 0
    while (dollar := text.find("$", position)) != -1:
        pieces.append(text[position:dollar])
        following = text[dollar + 1 : dollar + 2]
        end = _closing(text, dollar + 1) if following in _BRACKETS else dollar + 2
        if end is None:
            return "".join((*pieces, _UNKNOWN))
        inside = text[dollar + 2 : end - 1]
        pieces.append("$" if following == "$" else _reference(inside, variables, depth))
        position = end
    return "".join((*pieces, text[position:]))


def _reference(inside: str, variables: Mapping[str, str], depth: int) -> str:
    """What `$(...)` stands for; a variable of the environment keeps its name, by which it may be known to change."""
    kind, _, command = inside.partition(" ")
    if kind == "shell":
        return f"$({_expanded(command, variables, depth + 1)})"
    return variables.get(inside, f"${{{inside}}}" if _NAME.fullmatch(inside) else _UNKNOWN)


def _closing(text: str, start: int) -> int | None:
    """Where the bracket at a place has been closed."""
    opening, closing = text[start], _BRACKETS[text[start]]
    depth = 0
    for match in re.compile(rf"[{opening}{closing}]").finditer(text, start):
        depth += 1 if match[0] == opening else -1
        if depth == 0:
            return match.end()
    return None
