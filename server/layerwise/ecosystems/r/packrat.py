"""packrat: `packrat/packrat.lock`, and the sources of packages beside it."""

import re
from collections.abc import Iterator

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Verdict
from layerwise.ecosystems.r import _r
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

_RESTORE = ("packrat::restore",)
_PACKAGE = regex(r"^Package:[ \t]*(\S+)(?P<fields>(?:\n[^\n]+)*)", re.MULTILINE)
_VERSION = regex(r"^Version:[ \t]*(\S+)", re.MULTILINE)
_LOCAL = regex(r"^(?:Source:[ \t]*source|SourcePath:)", re.MULTILINE)


def _restores(call: Call) -> bool:
    return bool(_r.called(call, _RESTORE))


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which R runs is not known"))
    reads = Reads(tree, call.cwd)
    environment = _r.start(reads, call, "packrat/init.R")
    _r.look_at_code(reads, call, _RESTORE)
    restore = _r.called(call, _RESTORE)[0]
    if restore.first is not None or restore.named("project") is not None:
        reads.cannot_know("packrat works on another project")
    if any(name.startswith("R_PACKRAT_") for name in environment):
        reads.cannot_know("variables point packrat elsewhere")
    lock = reads.resolve("packrat/packrat.lock")
    text = reads.required(lock, "the locked versions") or ""
    for name in ("packrat/packrat.opts", "packrat/init.R"):
        reads.text(reads.resolve(name), "packrat's settings")
    outputs = [*_outputs(reads, lock, text), *_r.outputs(reads, environment)]
    return reads.reading(outputs=tuple(outputs))


def _outputs(reads: Reads, lock: str, text: str) -> Iterator[str]:
    """The library, and the sources that are downloaded since they are not there (run with packrat 0.9)."""
    yield from (reads.resolve(f"packrat/{name}") for name in ("lib", "lib-R", "lib-ext"))
    for match in _PACKAGE.finditer(text):
        if _LOCAL.search(match["fields"]):
            reads.cannot_know(f"{match[1]} is installed from a folder", lock)
        version = _VERSION.search(match["fields"])
        packed = reads.resolve(f"packrat/src/{match[1]}/{match[1]}_{version[1] if version else ''}.tar.gz")
        if reads.kind(packed) is Kind.FILE:
            reads.file(packed, "the packed source of a package")
        else:
            yield packed


ECOSYSTEM = Ecosystem(
    name="packrat",
    tool=_r.TOOL,
    installs=(Install("", applies=_restores, is_frozen=True, shown="R -e 'packrat::restore()'"),),
    manifests=("packrat/packrat.lock",),
    settings=(".Rprofile", "packrat/init.R", "packrat/packrat.opts"),
    ignore=("packrat/lib*",),
    read=_read,
    verdict=Verdict.SPLIT,
    cost=Cost.LONG,
    proof="run with packrat 0.9 and R 4.2: files opened and written (strace)",
)
