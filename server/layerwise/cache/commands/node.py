"""JavaScript's package managers besides their installs: caches, settings, stores.

Names are those of npm-config(7), npm-cache(1), and yarn's, pnpm's and Bun's pages of the same commands.
"""

from collections.abc import Callable, Sequence

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
from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.paths import Paths, files, trees
from layerwise.shell.script import Command


def npm(command: Command) -> Effects:
    """`npm cache`, `npm config`, `npm set`; anything else runs scripts or changes the project."""
    given = arguments(command, valued=_NPM_OPTIONS)
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if given.has("--prefix", "-C", "-w", "--workspace", "--workspaces", "--ws", "-ws"):
        return not_known("npm in another directory")
    reads = upward(command, ".npmrc", "package.json") | files(*at_home(command, ".npmrc", ".gitconfig"))
    reads |= files("/usr/local/etc/npmrc", "/etc/npmrc")
    reads |= places(command, given.of("--userconfig", "--globalconfig"))
    reads |= named_by(command, "NPM_CONFIG_USERCONFIG") | named_by(command, "NPM_CONFIG_GLOBALCONFIG")
    if _is_asked(given, verb):  # seen with strace: the settings are read, and no log is written
        return Effects(reads)
    kept = trees(at_home(command, ".npm")) | named_by(command, "npm_config_cache")
    kept |= named_by(command, "NPM_CONFIG_CACHE") | subtrees(command, given.of("--cache"))
    if verb == "cache" and rest[:1] != ["add"]:
        return Effects(reads | kept, kept)
    if verb == "set" or (verb in ("config", "c") and rest[:1] and rest[0] in _NPM_CONFIG):
        return Effects(reads, kept | _npm_settings(command, given, [verb, *rest]))
    if verb in _NPM_ASKING or (verb == "version" and not rest):  # with a word it changes the project
        return Effects(reads, kept)
    if verb == "pkg" and rest[:1] in (["get"], ["set"], ["delete"]):
        package = upward(command, "package.json")
        return Effects(reads, kept if rest[0] == "get" else kept | package)
    return not_known(f"npm {verb}")


def _is_asked(given: Arguments, verb: str) -> bool:
    """Whether a tool is asked for its version or help alone."""
    return verb == "" and bool(given.options) and given.options <= {"--version", "-v", "--help", "-h"}


_NPM_ASKING = ("root", "bin", "prefix", "view", "info", "show", "ping", "whoami", "get", "help", "search", "")
_NPM_OPTIONS = (
    "--location", "-L", "--userconfig", "--globalconfig", "--cache", "--registry", "--prefix", "-C",
    "--scope", "-w", "--workspace", "--tag", "--otp", "--loglevel", "--auth-type", "--reg", "--cafile",
)  # fmt: skip
_NPM_CONFIG = ("set", "get", "delete", "list", "ls", "fix")


def _npm_settings(command: Command, given: Arguments, words: Sequence[str]) -> Paths:
    """The file that a setting goes to: the user's, the system's with -g, or the project's."""
    if words[0] != "set" and words[1:2] and words[1] in ("get", "list", "ls"):
        return Paths()
    if given.has("-g", "--global"):
        return SYSTEM_TREES
    where = {word.value for word in given.of("--location", "-L")}
    if "project" in where or None in where:
        return upward(command, ".npmrc")
    every = upward(command, ".npmrc") if words[1:2] == ["fix"] else Paths()
    named = places(command, (*given.of("--userconfig"), *given.of("--globalconfig")))
    variable = named_by(command, "NPM_CONFIG_USERCONFIG") | named_by(command, "npm_config_userconfig")
    return files(*at_home(command, ".npmrc")) | SYSTEM_TREES | named | variable | every


def yarn(command: Command) -> Effects:
    """`yarn cache clean`, `yarn config`: the project may hold the cache, the settings and yarn itself."""
    given = arguments(command, valued=("--cwd", "--cache-folder", "--mutex", "--network-timeout"))
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if given.of("--cwd"):
        return not_known("yarn --cwd")
    reads = upward(command, ".npmrc", "package.json", ".yarnrc", ".yarnrc.yml", "yarn.lock")
    reads |= upward(command, ".yarn-metadata.json", ".env.yarn", ".corepack.env")
    reads |= trees(_below(command, ".yarn/releases", ".yarn/plugins"))
    reads |= files(*at_home(command, ".npmrc", ".yarnrc", ".yarnrc.yml"))
    kept = trees(at_home(command, ".cache/yarn", ".yarn", ".yarn-cache", ".config/yarn"))
    kept |= trees(("/usr/local/share/.cache", "/usr/local/share/.config"))
    kept |= named_by(command, "YARN_CACHE_FOLDER") | subtrees(command, given.of("--cache-folder"))
    kept |= _corepack_home(command)
    if _is_asked(given, verb):
        return Effects(reads, kept)
    if verb == "cache" and rest[:1] in (["clean"], ["dir"], ["list"]):
        is_clean = rest[0] == "clean"
        own = trees(_below(command, ".yarn/cache", ".yarn/unplugged")) if is_clean else Paths()
        return Effects(reads | kept, kept | own)
    if verb == "config":
        if rest[:1] in ([], ["get"], ["list"]):
            return Effects(reads, kept)
        settings = files(*at_home(command, ".yarnrc", ".yarnrc.yml"))
        return Effects(reads, kept | settings | upward(command, ".yarnrc.yml"))
    return not_known(f"yarn {verb}".rstrip())


def _corepack_home(command: Command) -> Paths:
    """Where corepack, which may stand in for a tool, keeps the versions that projects ask for."""
    return named_by(command, "COREPACK_HOME", *at_home(command, ".cache/node/corepack"))


def _below(command: Command, *names: str) -> frozenset[str]:
    """These names in the working directory and all above it."""
    return upward(command, *names).files


def pnpm(command: Command) -> Effects:
    """`pnpm store`, `pnpm config`, `pnpm setup`, `pnpm env`: the store and the settings of the home."""
    given = arguments(command, valued=("--location", "-C", "--dir", "--store-dir", "--filter", "-F"))
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if given.has("-C", "--dir", "--filter", "-F", "--filter-prod", "-r", "--recursive"):
        return not_known(f"pnpm {verb}")
    reads = upward(command, ".npmrc", "package.json", "pnpm-workspace.yaml", ".corepack.env", *_PNPM_CODE)
    reads |= trees(at_home(command, ".config/pnpm")) | files(*at_home(command, ".npmrc", ".gitconfig"))
    kept = trees(at_home(command, ".local/share/pnpm", ".cache/pnpm", ".local/state/pnpm", ".pnpm-store"))
    kept |= named_by(command, "PNPM_HOME") | subtrees(command, given.of("--store-dir"))
    kept |= _corepack_home(command) | trees(at_home(command, ".npm", ".config/pnpm"))
    if _is_asked(given, verb):
        return Effects(reads, kept)
    if verb == "store" and rest[:1] in (["prune"], ["path"], ["status"]):
        return Effects(reads | kept, kept | trees(_below(command, ".pnpm-store")))
    if verb in ("config", "set", "c"):
        settings = files(*at_home(command, ".npmrc", ".config/pnpm/rc", ".config/pnpm/auth.ini"))
        where = {word.value for word in given.of("--location")}
        if where and where not in ({"global"}, {"user"}):
            settings |= upward(command, ".npmrc", "pnpm-workspace.yaml")
        is_asking = verb != "set" and rest[:1] in (["get"], ["list"], ["ls"])
        return Effects(reads, kept if is_asking else kept | settings)
    if verb == "setup" or (verb == "env" and given.has("-g", "--global")):
        return Effects(reads, kept | files(*at_home(command, ".bashrc", ".profile", ".zshrc")))
    return not_known(f"pnpm {verb}".rstrip())


# A project's hooks are loaded by every command, whose names are checked for misspellings (measured with pnpm 10).
_PNPM_CODE = (
    ".pnpmfile.cjs", "pnpmfile.cjs", ".pnpmfile.mjs", "pnpm-lock.yaml", "pnpm-workspace.yml",
    ".pnpm-workspace.yaml", ".pnpm-workspace.yml", "pnpm-workspaces.yaml", "pnpm-workspaces.yml",
    ".pnpm-workspaces.yaml", ".pnpm-workspaces.yml",
)  # fmt: skip


def bun(command: Command) -> Effects:
    """`bun pm cache rm`, `bun upgrade`; anything else runs the project."""
    verb = [word.value or word.raw for word in arguments(command).plain]
    home = trees(at_home(command, ".bun")) | named_by(command, "BUN_INSTALL")
    if verb[:3] == ["pm", "cache", "rm"] or verb[:1] == ["upgrade"]:
        return Effects(upward(command, "package.json", "bunfig.toml") | home, home | SYSTEM_TREES)
    return not_known(f"bun {' '.join(verb[:1])}".rstrip())


HANDLERS: dict[str, Callable[[Command], Effects]] = {
    "npm": npm,
    **dict.fromkeys(("yarn", "yarnpkg"), yarn),
    "pnpm": pnpm,
    "bun": bun,
}
