"""Nimble, of Nim: `*.nimble`, locked by `nimble.lock`."""

import re

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.plain import Files, plain
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

# What a package's script may do besides stating facts: it is NimScript, which runs.
_DOES_MORE = regex(
    r"^[^\S\n]*(?:include|import|from)\b|\b(?:readFile|staticRead|staticExec|gorge\w*|exec|slurp)\b|^[^\S\n]*(?:before|after)\s",
    re.MULTILINE,
)
_FILES = Files(
    manifests=("*.nimble",),
    optional=("nim.cfg", "config.nims", "nimble.paths"),
    lockfiles=("nimble.lock",),
    outputs=("~/.nimble", "nimbledeps"),
)


def _follow(reads: Reads, call: Call) -> None:
    if call.has("-l", "--localdeps"):
        reads.cannot_know("it installs into the project")
    folder = reads.resolve(".")
    for name in reads.names(folder):
        if name.endswith(".nimble"):
            text = reads.text(reads.resolve(name), "names the dependencies") or ""
            if _DOES_MORE.search(text):
                reads.needs_source("its script does more than state facts", reads.resolve(name))


def _is_dependencies(call: Call) -> bool:
    return call.has("-d", "--depsOnly", "--depsonly") and not call.arguments


ECOSYSTEM = Ecosystem(
    name="nimble",
    tool=Tool(names=("nimble",), valued=frozenset({"--nimbleDir", "--nim", "-p", "--passNim"})),
    installs=(Install("install", ("i",), _is_dependencies, shown="nimble install --depsOnly"),),
    manifests=("*.nimble",),
    lockfiles=("nimble.lock",),
    cache_dirs=("/root/.nimble",),
    result_dirs=("/root/.nimble",),
    ignore=("nimbledeps", "nimcache"),
    read=plain(_FILES, _follow),
    verdict=Verdict.SPLIT_IF,
    condition="the `.nimble` file only states facts",
    cost=Cost.SECONDS,
    proof="conservative, from Nimble's manual and its help",
)
