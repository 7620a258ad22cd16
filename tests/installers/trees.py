"""A folder's files as values: what stands at each path, and what an install changed."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple


class Node(NamedTuple):
    """What stands at a path: kind, permission bits, digest of the content, target of a link."""

    kind: str
    mode: int = 0
    digest: str = ""
    target: str = ""


Snapshot = Mapping[str, Node]
Changes = Mapping[str, Node | None]  # None where nothing stands any more


def snapshot(folder: Path) -> Snapshot:
    """Everything below a folder, by its path in it."""
    return dict(_nodes(folder, ""))


def _nodes(folder: Path, prefix: str) -> Iterator[tuple[str, Node]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name) if folder.is_dir() else ():
        path, place = f"{prefix}{entry.name}", Path(entry.path)
        mode = stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode)
        if entry.is_symlink():
            yield path, Node("link", target=str(place.readlink()))
        elif entry.is_dir():
            yield path, Node("folder", mode)
            yield from _nodes(place, f"{path}/")
        else:
            yield path, Node("file", mode, hashlib.sha256(place.read_bytes()).hexdigest())


def changes(before: Changes, after: Changes) -> dict[str, Node | None]:
    """The paths at which something else stands now."""
    return {path: after.get(path) for path in {*before, *after} if before.get(path) != after.get(path)}
