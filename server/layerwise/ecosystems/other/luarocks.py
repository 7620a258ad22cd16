"""LuaRocks: the dependencies of a `*.rockspec`."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.plain import Files, plain
from layerwise.ecosystems.reads import Reads

_ONLY = ("--only-deps", "--deps-only")
# Lua looks for modules in the working directory first (seen with strace).
_SHADOWING = ("lfs.lua", "luarocks", "ltn12.lua", "socket.lua")
_FILES = Files(
    manifests=(),
    optional=("luarocks.lock", ".luarocks/", "~/.luarocks/config-5.1.lua", "~/.luarocks/config-5.4.lua"),
    outputs=("lua_modules", "~/.luarocks", "~/.cache/luarocks", "/usr/local/lib/luarocks"),
)


def _follow(reads: Reads, call: Call) -> None:
    """The rockspec that is named, or the only one here, or in rockspec/ and rockspecs/ (measured with 3.8)."""
    named = [word.value or "" for word in call.arguments if (word.value or "").endswith(".rockspec")]
    folders = () if named else ("", "rockspec", "rockspecs")
    found = [
        f"{folder}/{name}"
        for folder in folders
        for name in reads.names(reads.resolve(folder))
        if name.endswith(".rockspec")
    ]
    for path in named or [one.lstrip("/") for one in found]:
        reads.required(reads.resolve(path), "names the dependencies")
    if not named and len(found) != 1:
        reads.cannot_know("there is not just one rockspec")
    for name in _SHADOWING:
        if reads.kind(reads.resolve(name)) is not None:
            reads.needs_source("Lua loads modules from the working directory", reads.resolve(name))
    if call.has("--tree") or call.has("--lua-dir"):
        reads.cannot_know("it is told another place")


def _is_dependencies(call: Call) -> bool:
    return call.has(*_ONLY)


ECOSYSTEM = Ecosystem(
    name="luarocks",
    tool=Tool(
        names=("luarocks",),
        valued=frozenset({"--tree", "--lua-version", "--lua-dir", "--server", "--deps-mode"}),
    ),
    installs=(
        Install("install", applies=_is_dependencies, shown="luarocks install --only-deps X.rockspec"),
        Install("make", applies=_is_dependencies, shown="luarocks make --deps-only"),
        Install("build", applies=_is_dependencies, shown="luarocks build --only-deps"),
    ),
    manifests=("*.rockspec",),
    lockfiles=("luarocks.lock",),
    cache_dirs=("/root/.cache/luarocks",),
    ignore=("lua_modules",),
    read=plain(_FILES, _follow),
    verdict=Verdict.SPLIT,
    cost=Cost.SECONDS,
    proof="run with LuaRocks 3.8: its help, files opened (strace)",
)
