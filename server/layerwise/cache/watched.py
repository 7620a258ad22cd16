"""What decides about a COPY or ADD besides the files that it maps: patterns, archives, symbolic links."""

from collections.abc import Iterator, Sequence

from layerwise.cache.image import Image
from layerwise.context.paths import OUTSIDE, below_root, clean, is_within, resolve
from layerwise.context.pattern import escape, has_pattern
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

ARCHIVE = regex(r"\.(?:tar|tgz|tbz2?|txz|tar\.\w+)$")
REMOTE = regex(r"^(?:https?://|git://|git@|ssh://)")


class Watched(NamedTuple):
    """Patterns of the paths that decide about a copy besides its mappings; absolute ones outside of contexts.

    `is_led_away`: a source may lie behind a link of which nobody knows where it points.
    """

    patterns: tuple[str, ...] = ()
    is_led_away: bool = False


def watched(tree: Tree | Unknown, sources: Sequence[str], *, is_add: bool = False) -> Watched:
    """What decides about a copy of these source words, or about a mount of one."""
    if isinstance(tree, Unknown):
        return Watched()
    named = [source for source in sources if not source.startswith("<<")]
    if isinstance(tree, Image):
        paths = [clean(f"/{source}") for source in named]
        patterns = (pattern for path in paths for pattern in _of_image(tree, path))
        return Watched(tuple(patterns), any(_leads_away(tree, path) for path in paths))
    patterns = (found for source in named for found in _of_context(tree, below_root(source), is_add=is_add))
    return Watched(tuple(patterns))


def _of_context(tree: Tree, path: str, *, is_add: bool) -> Iterator[str]:
    if has_pattern(path):
        yield path
    elif is_add and ARCHIVE.search(path):
        yield escape(path)
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


def _of_image(image: Image, path: str) -> Iterator[str]:
    """A pattern, or where the links lead to that copies brought."""
    if has_pattern(path):
        yield path
        return
    real = resolve(lambda place: image.entry(f"/{place}"), path)
    if isinstance(real, str) and f"/{real}" != path:
        yield escape(f"/{real}")


def _leads_away(image: Image, path: str) -> bool:
    links = frozenset().union(*(event.links for event in image.events))
    if any(is_within(path, link) for link in links):
        return True
    copies = [event.copy for event in image.events if event.copy is not None]

    def look(place: str) -> Entry | Unknown | None:
        return next((found for copy in reversed(copies) if (found := copy.entry(f"/{place}"))), None)

    return resolve(look, path) is OUTSIDE
