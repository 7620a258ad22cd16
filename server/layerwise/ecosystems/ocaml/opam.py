"""opam: the `.opam` files of a folder, with `.opam.locked` beside them."""

import re

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

_FOLDER = regex(r"\.{0,2}/|\.{1,2}$|~|.*/")
# Run with 2.1: `--no-install` leaves the project alone, `--empty` all packages.
_WITHOUT_PROJECT = {"switch create": ("--no-install", "--empty")}
# A field whose value names a place; of the places below the project none is followed.
_PINNED = regex(r"^pin-depends:(?P<value>.*?)(?=^[\w-]+:|\Z)", re.MULTILINE | re.DOTALL)
# opam install --help, opam --help and opam switch --help of 2.1.
_VALUED = frozenset((
    "-j", "--jobs", "--switch", "--root", "--destdir", "--cli", "--color", "--confirm-level", "--criteria", "--cudf",
    "--debug-level", "--json", "--solver", "-m", "--make", "--lock-suffix", "--repos", "--repositories", "--packages",
    "--kind", "-k",
))  # fmt: skip


def _names_folder(call: Call) -> bool:
    """`.`, `./web`, `web.opam`; other words are packages of the repositories."""
    return not call.has("--help", "--dry-run", "--show-actions") and bool(_folders(call))


def _folders(call: Call) -> list[str]:
    """The folders and .opam files among the arguments."""
    words = [word.value or "" for word in call.arguments]
    named = (word for word in words if "://" not in word and "@" not in word)
    return [word for word in named if _FOLDER.match(word) or word.endswith(".opam")]


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which opam runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    if call.has("--recursive", "-r", "--subpath"):
        reads.cannot_know("it looks for .opam files in every folder below")
    for named in _folders(call):
        _follow(reads, call, reads.resolve(named), is_file=named.endswith(".opam"))
    if call.install.verb == "pin add":
        reads.needs_source("opam takes a copy of the whole folder")
    elif not call.has("--deps-only", "--depext-only", *_WITHOUT_PROJECT.get(call.install.verb, ())):
        reads.needs_source("the project itself is installed: --deps-only is not given")
    return reads.reading(outputs=tuple(_outputs(reads, call)))


def _follow(reads: Reads, call: Call, path: str, *, is_file: bool) -> None:
    """The package definitions of a folder, as opam 2.1 opens them (measured with strace).

    Without --deps-only a folder under version control is taken as committed; with it the files count as they are.
    """
    found = [path] if is_file else _definitions(reads, path)
    if not found and not reads.unknown:
        reads.cannot_know(f"{reads.shown(path)} has no .opam file at this point", path)
    is_locked = call.has("--locked", "--lock-suffix") or bool(call.command.environment.get("OPAMLOCKED"))
    for one in found:
        text = reads.required(one, "says what the package depends on")
        if is_locked:
            reads.text(f"{one}.locked", "the locked versions")
        pinned = _PINNED.search(text or "")
        if pinned and re.search(r'"(?:file:|git\+file:|[./])', pinned["value"]):
            reads.cannot_know("it pins a folder", one)
    if call.has("--lock-suffix"):
        reads.cannot_know("--lock-suffix names other lockfiles")


def _definitions(reads: Reads, folder: str) -> list[str]:
    """`*.opam` and `opam` in a folder and in its folder `opam/`; what lies beside an `opam` may belong to it."""
    found = [f"{folder}/{name}" for name in reads.names(folder) if name.endswith(".opam")]
    kind = reads.kind(f"{folder}/opam")
    if kind is Kind.DIRECTORY:
        inner = [name for name in reads.names(f"{folder}/opam") if name == "opam" or name.endswith(".opam")]
        found += [f"{folder}/opam/{name}" for name in inner]
    elif kind is not None:
        found.append(f"{folder}/opam")
    for one in [path for path in found if reads.kind(path) is Kind.DIRECTORY]:
        found.remove(one)
        found.append(f"{one}/opam")
    reads.folder(f"{folder}/files", "belongs to an opam file")
    for name in ("descr", "url"):
        reads.text(f"{folder}/{name}", "belongs to an opam file")
    return found


def _outputs(reads: Reads, call: Call) -> list[str]:
    """The root, and the switch of the folder where there is one (OPAMROOT, `opam switch` in opam's manual)."""
    environment = call.command.environment
    home = environment.get("HOME")
    named = [word.value for word in call.values("--root")] or [environment.get("OPAMROOT", "")]
    if named[-1] is None:
        reads.cannot_know("the value of OPAMROOT is not known")
    roots = [named[-1] or (f"{home}/.opam" if home else "")]
    return [*(reads.resolve(root) for root in roots if root), reads.resolve("_opam")]


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The dependencies by --deps-only, which heeds --with-test and --locked as the whole does."""
    del tree
    if call.install.verb != "install" or call.has("--inplace-build", "-w", "--working-dir"):
        return None
    return Phases(
        note="opam install runs twice, and the second run installs the project", added="--deps-only"
    )


ECOSYSTEM = Ecosystem(
    name="opam",
    tool=Tool(names=("opam",), valued=_VALUED),
    installs=(
        Install("install", applies=_names_folder, is_frozen=True, shown="opam install . --deps-only"),
        Install(
            "switch create", applies=_names_folder, is_frozen=True, shown="opam switch create . --deps-only"
        ),
        Install("pin add", ("pin",), _names_folder, is_frozen=True, shown="opam pin add ."),
    ),
    manifests=("*.opam", "opam"),
    lockfiles=("*.opam.locked",),
    cache_dirs=("/home/opam/.opam/download-cache", "/root/.opam/download-cache"),
    defeated_by=("opam clean -c",),
    ignore=("_opam", "_build"),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="`--deps-only` is given",
    form="`opam install . --deps-only`, the source, `opam install .`",
    cost=Cost.LONG,
    proof="run with opam 2.1: its help, files opened (strace), with and without git; local switches from its manual",
)
