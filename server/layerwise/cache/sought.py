"""What was looked for in an image in vain: all that could make an answer another one, were more files there."""

from collections.abc import Sequence
from typing import NamedTuple

from layerwise.context.tree import Entry, Tree
from layerwise.unknown import Unknown


class Sought(NamedTuple):
    """The paths at which nothing was found, and the folders whose names were listed."""

    absent: frozenset[str]
    listed: frozenset[str]


class Witness:
    """A tree that notes what it is asked for in vain; implements the Tree protocol."""

    __slots__ = ("_absent", "_listed", "_tree")

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._absent: set[str] = set()
        self._listed: set[str] = set()

    @property
    def sought(self) -> Sought:
        """What it was asked for in vain by now."""
        return Sought(frozenset(self._absent), frozenset(self._listed))

    def entry(self, path: str) -> Entry | Unknown | None:
        """What stands at the path in the tree."""
        found = self._tree.entry(path)
        if found is None:
            self._absent.add(path)
        return found

    def text(self, path: str) -> str | Unknown | None:
        """The text of the file there."""
        found = self._tree.text(path)
        if found is None:
            self._absent.add(path)
        return found

    def names(self, path: str) -> Sequence[str] | Unknown:
        """The names in a directory."""
        self._listed.add(path)
        return self._tree.names(path)
