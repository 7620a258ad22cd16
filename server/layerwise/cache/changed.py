"""The paths of a build's contexts that edits change."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping

from layerwise.cache.copies import Copy
from layerwise.records import dataclass
from layerwise.tuples import NamedTuple


class Changed(NamedTuple):
    """Changed paths: those of the build context, and those of named contexts by the name of each."""

    paths: frozenset[str]
    named: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, paths: Collection[str], named: Mapping[str, Collection[str]] | None = None) -> "Changed":
        """Changed paths in whatever collections they come."""
        return cls(frozenset(paths), {name: frozenset(found) for name, found in (named or {}).items()})

    def seen_by(self, copy: Copy) -> frozenset[str]:
        """The changed paths of the context that a copy takes from; none where it takes from a stage or an image."""
        if copy.is_context:
            return self.paths
        return self.named.get(copy.named_context or "", frozenset())


class ByPath(NamedTuple):
    """ByPath of one context in their order, each with the edits that change it, as bits."""

    order: tuple[str, ...]
    edits: Mapping[str, int]

    @classmethod
    def of(cls, edits: Mapping[str, int]) -> "ByPath":
        """The paths by the edits that change each."""
        return cls(tuple(sorted(edits)), edits)

    def below(self, directory: str) -> Iterator[str]:
        """The paths below a directory; all of them below the root of the context."""
        if not directory:
            yield from self.order
            return
        above = directory.rstrip("/") + "/"
        for number in range(bisect_left(self.order, above), len(self.order)):
            if not self.order[number].startswith(above):
                return
            yield self.order[number]


_NONE = ByPath((), {})


@dataclass(frozen=True, eq=False, slots=True)
class Edits:
    """Edits that are looked at together, each of them a bit of `every`: the paths of the context, and named ones'."""

    every: int
    paths: ByPath
    named: Mapping[str, ByPath]

    @classmethod
    def one(cls, changed: Changed) -> "Edits":
        """A single edit."""
        named = {name: ByPath.of(dict.fromkeys(paths, 1)) for name, paths in changed.named.items()}
        return cls(1, ByPath.of(dict.fromkeys(changed.paths, 1)), named)

    @classmethod
    def several(cls, changed: Iterable[Collection[str]]) -> "Edits":
        """Edits by the paths of the build context that each changes."""
        edits: dict[str, int] = {}
        bit = 1
        for paths in changed:
            for path in paths:
                edits[path] = edits.get(path, 0) | bit
            bit <<= 1
        return cls(bit - 1, ByPath.of(edits), {})

    def seen_by(self, copy: Copy) -> ByPath:
        """The paths of the context that a copy takes from; none where it takes from a stage or an image."""
        return self.paths if copy.is_context else self.named.get(copy.named_context or "", _NONE)
