"""Folder trees as values: what the core may ask of the disk, without touching it."""

from collections.abc import Sequence
from enum import Enum
from typing import Protocol

from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Kind(Enum):
    """What a path is."""

    FILE = "file"
    DIRECTORY = "directory"
    SYMLINK = "symlink"
    OTHER = "other"  # pipes, sockets, devices: never opened


class Entry(NamedTuple):
    """One path: `size` in bytes, `mode` the permission bits, `target` where a symlink points, as written."""

    kind: Kind
    size: int = 0
    mode: int = 0o644
    target: str | None = None


class Tree(Protocol):
    """A folder tree: a build context, or the image as an install command sees it.

    Paths use `/`. In a context they are relative to its root, which is ""; in an image they are absolute.
    None means absent; Unknown means that nobody can say.
    """

    def entry(self, path: str) -> Entry | Unknown | None:
        """What stands at the path, symlinks not followed."""

    def text(self, path: str) -> str | Unknown | None:
        """The text of the file there, symlinks followed while they stay inside; None where there is none."""

    def names(self, path: str) -> Sequence[str] | Unknown:
        """The names in a directory, sorted; empty where there is no directory."""
