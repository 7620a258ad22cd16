"""Patterns of MSBuild's items, such as `src/**/*.csproj`."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.globs import is_match

_MOST_FOLDERS = 2_000


def matching(reads: Reads, folder: str, pattern: str) -> Iterator[str]:
    """The files that a pattern finds, seen from a folder."""
    prefix = pattern.partition("*")[0].rpartition("/")[0]
    root = posixpath.normpath(posixpath.join(folder, prefix))
    rest = pattern[len(prefix) :].lstrip("/")
    waiting = [root]
    for _ in range(_MOST_FOLDERS):
        if not waiting:
            return
        place = waiting.pop()
        for name in reads.listed(place):
            path = f"{place.rstrip('/')}/{name}"
            if reads.kind(path) is Kind.DIRECTORY:
                waiting.append(path)
            elif is_match(path[len(root) :].lstrip("/"), rest):
                yield path
    reads.cannot_know(f"{pattern} has too many folders to follow", root)
