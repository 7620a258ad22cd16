"""JavaScript's other tools: corepack, versions of Node, browsers, and Node itself.

Names are those of corepack's and nvm's READMEs, and of Playwright's page on browsers.
"""

import posixpath
from collections.abc import Callable, Sequence

from layerwise.cache.commands import node
from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    at_home,
    named_by,
    not_known,
    subtrees,
    upward,
)
from layerwise.cache.commands.folders import SYSTEM_TREES, programs
from layerwise.cache.paths import Paths, files, trees
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.shell.script import Command


def corepack(command: Command) -> Effects:
    """`corepack enable`, `prepare`, `install -g`: shims beside Node, tools in its home; `use` changes the project."""
    given = arguments(command, valued=("--install-directory", "-o", "--output"))
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    reads = upward(command, "package.json", ".corepack.env")
    home = named_by(command, "COREPACK_HOME", *at_home(command, ".cache/node/corepack"))
    tool = verb.partition("@")[0]
    if tool in _LAUNCHED:
        number = next(n for n, word in enumerate(command.words) if (word.value or word.raw) == verb)
        return _launched(tool, replace(command, words=command.words[number:]), reads, home)
    written = home | programs(command) | subtrees(command, given.of("--install-directory"))
    if verb in ("enable", "disable"):
        return Effects(writes=written)
    is_named = bool(rest) and (verb in ("prepare", "hydrate") or given.has("-g", "--global"))
    if given.has("-o", "--output"):
        return not_known("corepack --output")
    if verb in ("prepare", "install", "hydrate", "cache"):
        packed = (
            word for word in given.plain[1:] if verb == "hydrate" or (word.value or "").endswith(".tgz")
        )
        return Effects(subtrees(command, packed) if is_named else reads, written)
    return not_known(f"corepack {verb}".rstrip())


_LAUNCHED = ("npm", "pnpm", "yarn")


def _launched(tool: str, command: Command, reads: Paths, home: Paths) -> Effects:
    """`corepack pnpm ...`: the tool itself, in the version that the project asks for."""
    if all(word.value in ("--version", "-v", "--help") for word in command.words[1:]):
        return Effects(reads, home)
    done = node.HANDLERS[tool](command)
    return done._replace(reads=done.reads | reads, writes=done.writes | home)


def nvm(command: Command, earlier: Sequence[Command] = ()) -> Effects:
    """`nvm install`, `use`, `alias`: nvm's own directory, which is where `nvm.sh` was sourced from."""
    given = arguments(command)
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if verb not in _NVM:
        return not_known(f"nvm {verb}".rstrip())
    sources = [one for one in earlier if one.name in (".", "source") and len(one.words) > 1]
    scripts = [one.words[1].value for one in sources if (one.words[1].value or "").endswith("/nvm.sh")]
    known = trees(posixpath.dirname(path) for path in scripts if path)
    if not scripts:
        known = named_by(command, "NVM_DIR", *at_home(command, ".nvm", ".config/nvm"))
        known |= trees(("/usr/local/nvm", "/opt/nvm"))
    reads = known if rest else known | upward(command, ".nvmrc")
    return Effects(reads | files(*at_home(command, ".npmrc")), known)


_NVM = ("install", "use", "alias", "uninstall", "ls", "list", "cache", "current", "version", "which")


def npx(command: Command) -> Effects:
    """`npx playwright install`: other programs are not known."""
    plain = [word.value or word.raw for word in command.words[1:]]
    named = [word for word in plain if not word.startswith("-")]
    if not named or not _BROWSERS.fullmatch(named[0]) or named[1:2] not in (["install"], ["install-deps"]):
        return not_known(f"npx {' '.join(named[:1])}".rstrip())
    tools = trees(upward(command, "node_modules").files)
    reads = upward(command, "package.json", ".npmrc") | files(*at_home(command, ".npmrc"))
    done = browsers(command)
    return Effects(reads | tools | done.reads, done.writes | trees(at_home(command, ".npm")))


_BROWSERS = regex(r"(?:playwright|playwright-chromium|puppeteer)(?:@.*)?")


def browsers(command: Command) -> Effects:
    """`playwright install`: browsers into the home or where a variable says, and packages of the system."""
    words = {word.value for word in command.words}
    if words.isdisjoint(("install", "install-deps", "uninstall")):
        return not_known(f"{command.name}")
    if command.environment.get("PLAYWRIGHT_BROWSERS_PATH") == "0":
        return not_known("a browser that goes among the project's packages")
    usual = at_home(command, ".cache/ms-playwright", ".cache/puppeteer")
    kept = named_by(command, "PLAYWRIGHT_BROWSERS_PATH", *usual)
    return Effects(kept, kept | SYSTEM_TREES)


def script(command: Command) -> Effects:
    """`node -p process.version` and its kin; any other script is not known."""
    words = [word.value for word in command.words[1:]]
    is_text = len(words) == len(("-p", "text")) and words[0] in ("-p", "-e", "-pe")
    if is_text and _INERT.fullmatch(words[1] or ""):
        return Effects()
    return not_known("the script of node")


_INERT = regex(r"(?:console\.log\()?process\.(?:version|versions(?:\.\w+)?|arch|platform)\)?;?")


HANDLERS: dict[str, Callable[[Command], Effects]] = {
    "corepack": corepack,
    **dict.fromkeys(("npx", "bunx", "pnpx"), npx),
    "playwright": browsers,
    **dict.fromkeys(("node", "nodejs"), script),
}
