"""What decides about a COPY or ADD besides the files that it maps: patterns, archives, symbolic links."""

import re
from collections.abc import Iterator, Sequence

from layerwise.context.paths import below_root, clean, resolve
from layerwise.context.pattern import escape, has_pattern
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.unknown import Unknown

ARCHIVE = re.compile(r"\.(?:tar|tgz|tbz2?|txz|tar\.\w+)$")
REMOTE = re.compile(r"^(?:https?://|git://|git@|ssh://)")


def watched(
    tree: Tree | Unknown, sources: Sequence[str], *, is_add: bool, is_context: bool
) -> tuple[str, ...]:
    """Patterns of the paths that decide about a copy of these source words; absolute ones outside of contexts."""
    if isinstance(tree, Unknown):
        return ()
    named = (source for source in sources if not source.startswith("<<"))
    local = [source for source in named if not (is_add and REMOTE.match(source))]
    return tuple(found for source in local for found in _of_source(tree, source, is_add, is_context))


def _of_source(tree: Tree, source: str, is_add: bool, is_context: bool) -> Iterator[str]:
    path = below_root(source) if is_context else clean(f"/{source}")
    if has_pattern(path):
        yield path
    elif is_add and ARCHIVE.search(path):
        yield escape(path)
    if is_context:
        yield from map(escape, _links(tree, path))


def _links(tree: Tree, path: str) -> Sequence[str]:
    """The symbolic links that lead to what a path names."""
    found: list[str] = []

    def look(place: str) -> Entry | Unknown | None:
        entry = tree.entry(place)
        if isinstance(entry, Entry) and entry.kind is Kind.SYMLINK:
            found.append(place)
        return entry

    resolve(look, path)
    return found
