"""Zig: `build.zig.zon`, fetched by a `build.zig` that is compiled for it."""

import posixpath
from collections.abc import Iterator

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.plain import Files, plain
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

_IMPORT = regex(r'@(?:import|embedFile)\(\s*"([^"]+)"')
_PATH = regex(r'\.path\s*=\s*"([^"]+)"')
_FILES = Files(
    manifests=("build.zig.zon", "build.zig"), outputs=(".zig-cache", "zig-cache", "zig-pkg", "~/.cache/zig")
)


def _follow(reads: Reads, call: Call) -> None:
    """The files that build.zig imports, and packages that are folders, whose own build.zig is compiled too."""
    if call.has("--build-file", "--cache-dir", "--global-cache-dir"):
        reads.cannot_know("it is told another place")
    for path in _imported(reads, reads.resolve("build.zig")):
        reads.required(path, "imported by build.zig")
    zon = reads.text(reads.resolve("build.zig.zon"), "names the packages") or ""
    for folder in _PATH.findall(zon):
        reads.needs_source(f"it uses the package in {folder}", reads.resolve("build.zig.zon"))


def _imported(reads: Reads, start: str) -> Iterator[str]:
    seen = {start}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        for target in _IMPORT.findall(reads.text(path, "imported by build.zig") or ""):
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            if "." in target and found not in seen:
                seen.add(found)
                waiting.append(found)
                yield found


def _is_fetch(call: Call) -> bool:
    return call.has("--fetch")


ECOSYSTEM = Ecosystem(
    name="zig",
    tool=Tool(
        names=("zig",),
        modules=("ziglang",),
        valued=frozenset({"--build-file", "--cache-dir", "--global-cache-dir"}),
    ),
    installs=(Install("build", applies=_is_fetch, shown="zig build --fetch"),),
    manifests=("build.zig.zon", "build.zig"),
    cache_dirs=("/root/.cache/zig",),
    result_dirs=("/root/.cache/zig",),
    ignore=(".zig-cache", "zig-out"),
    read=plain(_FILES, _follow),
    verdict=Verdict.SPLIT_IF,
    condition="no package is a folder of the project",
    cost=Cost.SECONDS,
    proof="run with Zig 0.17: files opened (strace)",
)
