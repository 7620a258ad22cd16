"""JavaScript's tools besides their installs: caches, settings, versions of Node, browsers.

Names are those of npm-config(7), npm-cache(1), yarn's and pnpm's pages of the same commands, corepack's and nvm's
READMEs, and Playwright's page on browsers.
"""

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from layerwise.cache.commands.arguments import (
    Arguments,
    Effects,
    arguments,
    at_home,
    named_by,
    not_known,
    places,
    subtrees,
    upward,
)
from layerwise.cache.commands.system import SYSTEM_TREES, programs
from layerwise.cache.paths import Paths, files, trees
from layerwise.shell.script import Command


def npm(command: Command) -> Effects:
    """`npm cache`, `npm config`, `npm set`; anything else runs scripts or changes the project."""
    given = arguments(command, valued=_NPM_OPTIONS)
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    reads = upward(command, ".npmrc", "package.json") | files(*at_home(command, ".npmrc"))
    reads |= files("/usr/local/etc/npmrc", "/etc/npmrc") | places(command, given.of("--userconfig"))
    kept = trees(at_home(command, ".npm")) | named_by(command, "npm_config_cache")
    kept |= named_by(command, "NPM_CONFIG_CACHE") | subtrees(command, given.of("--cache"))
    if verb == "cache" and rest[:1] != ["add"]:
        return Effects(reads | kept, kept)
    if verb in ("set", "config", "c"):
        return Effects(reads, kept | _npm_settings(command, given, [verb, *rest]))
    if verb in (
        "root",
        "bin",
        "prefix",
        "view",
        "info",
        "show",
        "ping",
        "whoami",
        "get",
        "help",
        "search",
        "",
    ):
        return Effects(reads, kept)
    if verb == "pkg" and rest[:1] in (["get"], ["set"], ["delete"]):
        package = upward(command, "package.json")
        return Effects(reads, kept if rest[0] == "get" else kept | package)
    return not_known(f"npm {verb}")


_NPM_OPTIONS = (
    "--location",
    "-L",
    "--userconfig",
    "--globalconfig",
    "--cache",
    "--registry",
    "--prefix",
    "--scope",
)


def _npm_settings(command: Command, given: Arguments, words: Sequence[str]) -> Paths:
    """The file that a setting goes to: the user's, the system's with -g, or the project's."""
    if words[0] != "set" and words[1:2] and words[1] in ("get", "list", "ls"):
        return Paths()
    if given.has("-g", "--global"):
        return SYSTEM_TREES
    where = {word.value for word in given.of("--location", "-L")}
    if "project" in where or None in where:
        return upward(command, ".npmrc")
    named = places(command, (*given.of("--userconfig"), *given.of("--globalconfig")))
    variable = named_by(command, "NPM_CONFIG_USERCONFIG") | named_by(command, "npm_config_userconfig")
    return files(*at_home(command, ".npmrc")) | SYSTEM_TREES | named | variable


def yarn(command: Command) -> Effects:
    """`yarn cache clean`, `yarn config`: the project may hold the cache, the settings and yarn itself."""
    given = arguments(command, valued=("--cwd", "--cache-folder", "--mutex", "--network-timeout"))
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if given.of("--cwd"):
        return not_known("yarn --cwd")
    reads = upward(command, ".npmrc", "package.json", ".yarnrc", ".yarnrc.yml")
    reads |= trees(_below(command, ".yarn/releases", ".yarn/plugins"))
    reads |= files(*at_home(command, ".npmrc", ".yarnrc", ".yarnrc.yml"))
    kept = trees(at_home(command, ".cache/yarn", ".yarn", ".yarn-cache", ".config/yarn"))
    kept |= trees(("/usr/local/share/.cache", "/usr/local/share/.config")) | named_by(
        command, "YARN_CACHE_FOLDER"
    )
    kept |= subtrees(command, given.of("--cache-folder"))
    if verb == "cache" and rest[:1] in (["clean"], ["dir"], ["list"]):
        is_clean = rest[0] == "clean"
        own = trees(_below(command, ".yarn/cache", ".yarn/unplugged")) if is_clean else Paths()
        return Effects(reads | kept, kept | own)
    if verb == "config":
        if rest[:1] in ([], ["get"], ["list"]):
            return Effects(reads)
        settings = files(*at_home(command, ".yarnrc", ".yarnrc.yml"))
        return Effects(reads, settings | upward(command, ".yarnrc.yml"))
    return not_known(f"yarn {verb}".rstrip())


def _below(command: Command, *names: str) -> frozenset[str]:
    """These names in the working directory and all above it."""
    return upward(command, *names).files


def pnpm(command: Command) -> Effects:
    """`pnpm store`, `pnpm config`, `pnpm setup`, `pnpm env`: the store and the settings of the home."""
    given = arguments(command, valued=("--location", "-C", "--dir", "--store-dir", "--filter", "-F"))
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if given.has("-C", "--dir", "--filter", "-F"):
        return not_known(f"pnpm {verb}")
    reads = upward(command, ".npmrc", "package.json", "pnpm-workspace.yaml") | files(
        *at_home(command, ".npmrc")
    )
    reads |= files(*at_home(command, ".config/pnpm/rc"))
    kept = trees(at_home(command, ".local/share/pnpm", ".cache/pnpm", ".local/state/pnpm", ".pnpm-store"))
    kept |= named_by(command, "PNPM_HOME") | subtrees(command, given.of("--store-dir"))
    if verb == "store" and rest[:1] in (["prune"], ["path"], ["status"]):
        return Effects(reads | kept, kept | trees(_below(command, ".pnpm-store")))
    if verb in ("config", "set", "c"):
        settings = files(*at_home(command, ".npmrc", ".config/pnpm/rc", ".config/pnpm/auth.ini"))
        where = {word.value for word in given.of("--location")}
        if where and where not in ({"global"}, {"user"}):
            settings |= upward(command, ".npmrc", "pnpm-workspace.yaml")
        return Effects(reads, settings if verb == "set" or rest[:1] not in (["get"], ["list"]) else Paths())
    if verb in ("setup", "env"):
        return Effects(reads, kept | files(*at_home(command, ".bashrc", ".profile", ".zshrc")))
    return not_known(f"pnpm {verb}".rstrip())


def bun(command: Command) -> Effects:
    """`bun pm cache rm`, `bun upgrade`; anything else runs the project."""
    verb = [word.value or word.raw for word in arguments(command).plain]
    home = trees(at_home(command, ".bun")) | named_by(command, "BUN_INSTALL")
    if verb[:3] == ["pm", "cache", "rm"] or verb[:1] == ["upgrade"]:
        return Effects(upward(command, "package.json", "bunfig.toml") | home, home | SYSTEM_TREES)
    return not_known(f"bun {' '.join(verb[:1])}".rstrip())


def corepack(command: Command) -> Effects:
    """`corepack enable`, `prepare`, `install -g`: shims beside Node, tools in its home; `use` changes the project."""
    given = arguments(command, valued=("--install-directory", "-o", "--output"))
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    reads = upward(command, "package.json", ".corepack.env")
    home = named_by(command, "COREPACK_HOME", *at_home(command, ".cache/node/corepack"))
    if launched := HANDLERS.get(verb.partition("@")[0]) if verb.partition("@")[0] in _LAUNCHED else None:
        number = next(n for n, word in enumerate(command.words) if (word.value or word.raw) == verb)
        if all(word.value in ("--version", "-v", "--help") for word in command.words[number + 1 :]):
            return Effects(reads, home)
        done = launched(replace(command, words=command.words[number:]))
        return done._replace(reads=done.reads | reads, writes=done.writes | home)
    written = home | programs(command) | subtrees(command, given.of("--install-directory"))
    if verb in ("enable", "disable"):
        return Effects(writes=written)
    is_named = bool(rest) and (verb in ("prepare", "hydrate") or given.has("-g", "--global"))
    if given.has("-o", "--output"):
        return not_known("corepack --output")
    if verb in ("prepare", "install", "hydrate", "cache"):
        return Effects(Paths() if is_named and verb != "hydrate" else reads, written)
    return not_known(f"corepack {verb}".rstrip())


_LAUNCHED = ("npm", "pnpm", "yarn")


def nvm(command: Command, earlier: Sequence[Command] = ()) -> Effects:
    """`nvm install`, `use`, `alias`: nvm's own directory, which is where `nvm.sh` was sourced from."""
    given = arguments(command)
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if verb not in (
        "install",
        "use",
        "alias",
        "uninstall",
        "ls",
        "list",
        "cache",
        "current",
        "version",
        "which",
    ):
        return not_known(f"nvm {verb}".rstrip())
    sources = [one for one in earlier if one.name in (".", "source") and len(one.words) > 1]
    scripts = [one.words[1].value for one in sources if (one.words[1].value or "").endswith("/nvm.sh")]
    known = trees(posixpath.dirname(path) for path in scripts if path)
    if not scripts:
        known = named_by(command, "NVM_DIR", *at_home(command, ".nvm", ".config/nvm"))
        known |= trees(("/usr/local/nvm", "/opt/nvm"))
    reads = known if rest else known | upward(command, ".nvmrc")
    return Effects(reads | files(*at_home(command, ".npmrc")), known)


def npx(command: Command) -> Effects:
    """`npx playwright install`: other programs are not known."""
    plain = [word.value or word.raw for word in command.words[1:]]
    named = [word for word in plain if not word.startswith("-")]
    if not named or not _BROWSERS.fullmatch(named[0]) or named[1:2] not in (["install"], ["install-deps"]):
        return not_known(f"npx {' '.join(named[:1])}".rstrip())
    tools = trees(_below(command, "node_modules"))
    reads = upward(command, "package.json", ".npmrc") | files(*at_home(command, ".npmrc"))
    done = browsers(command)
    return Effects(reads | tools | done.reads, done.writes | trees(at_home(command, ".npm")))


_BROWSERS = re.compile(r"(?:playwright|playwright-chromium|puppeteer)(?:@.*)?")


def browsers(command: Command) -> Effects:
    """`playwright install`: browsers into the home or where a variable says, and packages of the system."""
    words = {word.value for word in command.words}
    if words.isdisjoint(("install", "install-deps", "uninstall")):
        return not_known(f"{command.name}")
    if command.environment.get("PLAYWRIGHT_BROWSERS_PATH") == "0":
        return not_known("a browser that goes among the project's packages")
    kept = named_by(
        command, "PLAYWRIGHT_BROWSERS_PATH", *at_home(command, ".cache/ms-playwright", ".cache/puppeteer")
    )
    return Effects(kept, kept | SYSTEM_TREES)


def node(command: Command) -> Effects:
    """`node -p process.version` and its kin; any other script is not known."""
    words = [word.value for word in command.words[1:]]
    if (
        len(words) == len(("-p", "text"))
        and words[0] in ("-p", "-e", "-pe")
        and _INERT.fullmatch(words[1] or "")
    ):
        return Effects()
    return not_known("the script of node")


_INERT = re.compile(r"(?:console\.log\()?process\.(?:version|versions(?:\.\w+)?|arch|platform)\)?;?")


HANDLERS: dict[str, Callable[[Command], Effects]] = {
    "npm": npm,
    **dict.fromkeys(("yarn", "yarnpkg"), yarn),
    "pnpm": pnpm,
    "bun": bun,
    "corepack": corepack,
    **dict.fromkeys(("npx", "bunx", "pnpx"), npx),
    "playwright": browsers,
    **dict.fromkeys(("node", "nodejs"), node),
}
