"""What stands in for a build context that cannot be read: the usual manifests and lockfiles."""

import posixpath
from collections.abc import Sequence

from layerwise.context.tree import Entry, Kind
from layerwise.ecosystems.index import NAMES

_NAMES = frozenset(
    name for manifests, lockfiles, _ in NAMES.values() for name in (*manifests, *lockfiles) if "*" not in name
)
_EMPTY = {".json": "{}", ".edn": "{}", ".xml": "<project/>"}


class ConventionalTree:
    """A tree with every conventional manifest and lockfile, empty, in its root directory, and nothing else."""

    def entry(self, path: str) -> Entry | None:
        """A file for a manifest's name, a directory for the root."""
        if path in ("", ".", "/"):
            return Entry(Kind.DIRECTORY, mode=0o755)
        return Entry(Kind.FILE) if _is_manifest(path) else None

    def text(self, path: str) -> str | None:
        """An empty manifest of its format."""
        if not _is_manifest(path):
            return None
        return next((text for ending, text in _EMPTY.items() if path.endswith(ending)), "")

    def names(self, path: str) -> Sequence[str]:
        """The manifests in the root directory."""
        return sorted(_NAMES) if path in ("", ".", "/") else ()


def _is_manifest(path: str) -> bool:
    path = path.strip("/")
    return path in _NAMES and not posixpath.dirname(path)
