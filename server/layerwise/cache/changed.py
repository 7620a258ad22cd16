"""The paths of a build's contexts that an edit changes."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from layerwise.cache.copies import Copy


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
