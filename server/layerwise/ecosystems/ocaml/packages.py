"""opam's packages and compilers by their names: `opam install dune`, `opam switch create 5.2.0`."""

import posixpath
import re

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

_NAME = regex(r"[A-Za-z0-9][\w+-]*(?:(?:\.|>=|<=|=|>|<)[\w.+~-]+)?")
_VALUED = frozenset((
    "-j", "--jobs", "--switch", "--root", "--cli", "--color", "--confirm-level", "--repos", "--repositories",
    "--packages", "--solver", "--criteria", "--debug-level",
))  # fmt: skip


def _names_all(call: Call) -> bool:
    named = [word.value or "" for word in call.arguments]
    return bool(named) and all(_NAME.fullmatch(name) and not name.endswith(".opam") for name in named)


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which opam runs is not known"), is_project=False)
    reads = Reads(tree, call.cwd)
    for word in call.arguments:
        name = re.split(r"[.<>=]", word.value or "")[0]
        if reads.kind(reads.resolve(f"{name}.opam")) is not None:
            reads.cannot_know(f"{name} may be pinned to this folder")
    folder = call.cwd
    while True:  # a switch of the folder, or of one above it, is filled ("opam switch", opam's manual)
        if reads.kind(posixpath.join(folder, "_opam")) is not None:
            reads.cannot_know("the folder may be a switch of opam")
        if folder == "/":
            break
        folder = posixpath.dirname(folder)
    environment = call.command.environment
    root = environment.get("OPAMROOT", "")
    home = environment.get("HOME")
    if root is None:
        reads.cannot_know("the value of OPAMROOT is not known")
    outputs = [reads.resolve(root)] if root else [f"{home}/.opam"] if home else []
    return reads.reading(outputs=tuple(outputs), is_project=False)


ECOSYSTEM = Ecosystem(
    name="opam-packages",
    tool=Tool(names=("opam",), valued=_VALUED),
    installs=(
        Install("install", applies=_names_all, is_frozen=True, shown="opam install dune"),
        Install("switch create", applies=_names_all, is_frozen=True, shown="opam switch create 5.2.0"),
    ),
    cache_dirs=("/home/opam/.opam/download-cache", "/root/.opam/download-cache"),
    read=_read,
    verdict=Verdict.MOVE_UP,
    cost=Cost.LONG,
    proof="run with opam 2.1: files opened (strace); local switches from its manual",
)
