"""A folder of a tree as a tree of its own."""

from collections.abc import Sequence

from layerwise.context.paths import join, locate, resolve
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.records import dataclass
from layerwise.unknown import Unknown


@dataclass(frozen=True, slots=True)
class Subtree:
    """The tree below `prefix`, "" being the whole tree; links and `..` do not lead out of it."""

    tree: Tree
    prefix: str = ""

    def entry(self, path: str) -> Entry | Unknown | None:
        """What stands at the path below the prefix."""
        if not self.prefix:
            return self.tree.entry(path)
        place = locate(self._look, path)
        return self._look(place) if isinstance(place, str) else place

    def text(self, path: str) -> str | Unknown | None:
        """The text there, symlinks followed while they stay below the prefix."""
        entry = None if self.prefix else self.tree.entry(path)
        if isinstance(entry, Entry) and entry.kind is Kind.FILE:
            return self.tree.text(path)
        place = resolve(self._look, path)
        return self.tree.text(self._outer(place)) if isinstance(place, str) else place

    def names(self, path: str) -> Sequence[str] | Unknown:
        """The names in a directory below the prefix."""
        place = resolve(self._look, path)
        return self.tree.names(self._outer(place)) if isinstance(place, str) else place or ()

    def _look(self, place: str) -> Entry | Unknown | None:
        return self.tree.entry(self._outer(place))

    def _outer(self, place: str) -> str:
        return join(self.prefix, place) if place else self.prefix
