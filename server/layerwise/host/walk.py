"""The files below some folders that have the names of a kind, in the order of a reader; also as a program of its own.

Nothing is imported here that takes time: a search is mostly over before a whole analysis would be loaded.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from layerwise.builds.names import is_dockerfile

# Folders of other people's files; names that begin with a dot are left out as well.
_LEFT_OUT = frozenset({"node_modules", "bower_components", "vendor", "venv", "site-packages", "__pycache__"})
_POLITE = 5  # how much others go before us, where processes have a rank; the user waits all the same


_PIECE = 250  # entries


def no_rest(count: int) -> None:
    """What is done after so many entries where nobody else wants the processor."""
    del count


def files_below(
    directory: str, is_wanted: Callable[[str], bool], rest: Callable[[int], None] = no_rest
) -> Iterator[str]:
    """The files below a directory whose names are wanted; symlinked, hidden and installed folders are not entered.

    `rest` is called with the number of entries that were looked at since the last time.
    """
    pending = [directory]
    while pending:
        folder = pending.pop()
        names, folders = _listed(folder, is_wanted, rest)
        yield from (os.path.join(folder, name) for name in sorted(names))  # noqa: PTH118 - a Path takes ten times longer
        pending += (os.path.join(folder, name) for name in sorted(folders, reverse=True))  # noqa: PTH118 - as above


def apart(folders: Iterable[str]) -> list[str]:
    """The folders without those that lie in another one of them."""
    known = [*dict.fromkeys(folders)]
    return [
        one
        for one in known
        if not any(one != other and f"{one}/".startswith(f"{other.rstrip('/')}/") for other in known)
    ]


def wanted(kind: str) -> Callable[[str], bool]:
    """Which names are those of a kind: "dockerfile", or "source" for all files that may lead to one."""
    if kind == "dockerfile":
        return is_dockerfile
    from layerwise.builds.sources import is_compose_file, names_dockerfiles  # noqa: PLC0415 - not for Dockerfiles

    return lambda name: is_dockerfile(name) or is_compose_file(name) or names_dockerfiles(name)


def main(argv: Sequence[str]) -> None:
    """Write the files of a kind below folders, at most so many, each with a NUL behind it, as they are found."""
    kind, most, *folders = argv
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    found = (path for folder in folders for path in files_below(folder, wanted(kind)))
    for path in islice(found, int(most)):
        sys.stdout.buffer.write(os.fsencode(path) + b"\0")
        sys.stdout.buffer.flush()


def _listed(
    folder: str, is_wanted: Callable[[str], bool], rest: Callable[[int], None]
) -> tuple[list[str], list[str]]:
    """The wanted files of a folder, and the folders in it to look into."""
    files: list[str] = []
    folders: list[str] = []
    count = 0
    try:
        with os.scandir(folder) as entries:
            for count, entry in enumerate(entries, start=1):
                if not count % _PIECE:
                    rest(_PIECE)
                name = entry.name
                if is_wanted(name) and not entry.is_dir():
                    files.append(name)
                elif (
                    not name.startswith(".") and name not in _LEFT_OUT and entry.is_dir(follow_symlinks=False)
                ):
                    folders.append(name)
    except OSError:
        return files, folders
    rest(count % _PIECE)
    return files, folders
