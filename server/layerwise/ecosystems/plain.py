"""The reading of an install that opens files of fixed names, which is all that most tools do."""

import posixpath
from collections.abc import Callable

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Reading, Reason
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.globs import is_match
from layerwise.records import dataclass

Follow = Callable[[Reads, Call], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What a tool opens and writes, by paths from its working directory; `~/x` lies below HOME.

    `manifests`: of each entry the first alternative that is there ("cpanfile|Makefile.PL"); the call fails where
    none is. `optional`: opened where they are there. `above`: opened in the nearest directory that has them, from
    the working directory up. The last part of a path may hold a `*`; one that ends in `/` is a folder of which
    every file is opened. `lockfiles`: opened, and written again unless one of the options `frozen` is given.
    `outputs`: files and folders that the call writes besides.
    """

    manifests: tuple[str, ...]
    optional: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    lockfiles: tuple[str, ...] = ()
    frozen: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


def plain(files: Files, follow: Follow | None = None) -> Callable[[Tree, Call], Reading]:
    """A tool's reading of a call; `follow` adds what the files name: nested manifests, reasons to need the source."""

    def read(tree: Tree, call: Call) -> Reading:
        if call.cwd is None:
            return Reading(unknown=Reason(f"the directory in which {call.command.name} runs is not known"))
        reads = Reads(tree, call.cwd)
        distrust_arguments(reads, call)
        open_files(reads, call, files)
        if follow is not None:
            follow(reads, call)
        return collected(reads, call, files)

    return read


def distrust_arguments(reads: Reads, call: Call) -> None:
    """Note that nobody knows all words of the call, where that is so."""
    if call.command.feeds_arguments or any(word.value is None or word.is_pattern for word in call.arguments):
        reads.cannot_know("not all arguments are known")


def open_files(reads: Reads, call: Call, files: Files) -> None:
    """Open the manifests, settings and lockfiles of a call."""
    for entry in files.manifests:
        found = [path for name in entry.split("|") for path in places(reads, call, name)]
        opened = next(
            (path for path in found if reads.text(path, "names the dependencies") is not None), None
        )
        if opened is None and not reads.unknown:
            first = entry.partition("|")[0]
            reads.fails(f"{first} is not in the image at this point", reads.resolve(first))
    for name in (*files.optional, *files.lockfiles):
        why = "locks the versions" if name in files.lockfiles else "read where it is there"
        for path in places(reads, call, name):
            if path.endswith("/"):
                reads.folder(path, why)
            elif name.startswith(("~", "/")):
                reads.looked_for(path, why)
            else:
                reads.text(path, why)
    for name in files.above:
        look_above(reads, name)


def places(reads: Reads, call: Call, name: str) -> list[str]:
    """The absolute paths that a name stands for; none below a HOME that is not known."""
    if name.startswith("~/"):
        home = call.command.environment.get("HOME")
        return [posixpath.join(home, name[2:])] if home else []
    path = reads.resolve(name) + ("/" if name.endswith("/") else "")
    folder, _, last = path.rpartition("/")
    if "*" not in last:
        return [path]
    return [posixpath.join(folder, one) for one in reads.names(folder or "/") if is_match(one, last)]


def look_above(reads: Reads, name: str) -> str | None:
    """Opens the nearest file of a name, from the working directory up; its path where there is one."""
    folder = reads.resolve(".")
    while True:
        path = posixpath.join(folder, name)
        if reads.looked_for(path, f"the nearest {name}") is not None:
            return path
        if folder == "/":
            return None
        folder = posixpath.dirname(folder)


def collected(reads: Reads, call: Call, files: Files) -> Reading:
    """The reading of what has been opened, with what the call writes."""
    is_frozen = call.install.is_frozen or call.has(*files.frozen)
    locks = [] if is_frozen else [path for name in files.lockfiles for path in places(reads, call, name)]
    needed = {need.path for need in reads.reading().needs}
    outputs = [path.rstrip("/") for name in files.outputs for path in places(reads, call, name)]
    return reads.reading(
        outputs=(*outputs, *(path for path in locks if path not in needed)),
        rewrites=tuple(path for path in locks if path in needed),
    )
