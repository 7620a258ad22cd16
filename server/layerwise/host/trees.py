"""Folders of the disk that stay one object: as long as they answer as they did, or for one command."""

from collections.abc import Mapping
from pathlib import Path

from layerwise.host.disk import DiskTree

_MOST = 32
# What was asked while paths were typed is looked at again each time; a tree that has grown so much is made anew.
_GROWTH = 4
_SMALL = 500
_LARGE = 20_000  # answers that a snapshot remembers at most


class Trees:
    """The trees that were used last. What is planned in one can be used again for as long as it is the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, frozenset[str]], tuple[DiskTree, int]] = {}

    def tree(self, root: Path, unsaved: Mapping[str, str]) -> DiskTree:
        """The folder as it is now: the tree of the last time, unless anything that was asked of it has changed."""
        key = (root, frozenset(unsaved))
        known, size = self._known.pop(key, (None, 0))
        if known is not None:
            size = size or known.size  # after the first use, in which all is asked for the first time
        is_grown = known is not None and known.size > max(_SMALL, _GROWTH * size)
        if known is None or is_grown or not known.is_as_before(unsaved):
            known, size = DiskTree(root, unsaved), 0
        self._known[key] = (known, size)
        while len(self._known) > _MOST:
            del self._known[next(iter(self._known))]
        return known


class Snapshot:
    """The folder of a project as it was when first asked, for a command that writes nothing.

    Dockerfiles of one project ask for the same folders above them, of which each is read once.
    """

    def __init__(self) -> None:
        self._known: DiskTree | None = None

    def tree(self, root: Path, unsaved: Mapping[str, str]) -> DiskTree:
        """The folder, with texts that stand for the files' own."""
        if unsaved:
            return DiskTree(root, unsaved)
        if self._known is None or self._known.root != root or self._known.size > _LARGE:
            self._known = DiskTree(root)
        return self._known
