"""An image as it would be if a directory of the build context had been copied into it whole."""

import posixpath
from collections.abc import Sequence

from layerwise.cache.image import Image
from layerwise.cache.paths import parents, prefixes
from layerwise.context.paths import join
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.ecosystems.reads import Sought
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Pair(NamedTuple):
    """A directory of the image, and the one of the build context whose files go there."""

    image: str
    context: str


class Laid:
    """The image with directories of the context beneath it; implements the Tree protocol.

    `only` are the image paths of the files that are taken from there; None takes all of them. `without` is one path
    at which nothing stands.
    """

    __slots__ = ("_context", "_folders", "_image", "_only", "_pairs", "_without")

    def __init__(
        self,
        image: Image,
        context: Tree,
        pairs: Sequence[Pair],
        only: frozenset[str] | None = None,
        without: str | None = None,
    ) -> None:
        self._image = image
        self._context = context
        self._pairs: dict[str, list[str]] = {}  # the directories of the context by those of the image
        for pair in pairs:
            self._pairs.setdefault(pair.image, []).append(pair.context)
        self._only = only
        folders = set(map(posixpath.dirname, only or ()))
        self._folders = frozenset({"", "/", *folders, *(above for one in folders for above in parents(one))})
        self._without = without

    def source_of(self, path: str) -> str | None:
        """The context path that would be copied to an image path at which nothing stands yet."""
        if path == self._without or not self._is_taken(path):
            return None
        for image in (path, *reversed(prefixes(path))):  # the innermost first
            for directory in self._pairs.get(image, ()):
                source = join(directory, path[len(image) :].lstrip("/"))
                if isinstance(self._context.entry(source), Entry):
                    return source
        return None

    def adds_to(self, sought: Sought) -> bool:
        """Whether it answers any question otherwise than the image, of those that were asked of the image."""
        return any(self.source_of(path) is not None for path in sought.absent) or any(
            self.names(path) != self._image.names(path) for path in sought.listed
        )

    def entry(self, path: str) -> Entry | Unknown | None:
        """What stands at the path: the image's own, else the context's."""
        found = self._image.entry(path)
        if found is not None:
            return found
        source = self.source_of(path)
        return None if source is None else self._context.entry(source)

    def text(self, path: str) -> str | Unknown | None:
        """The text of the file there."""
        if self._image.entry(path) is not None:
            return self._image.text(path)
        source = self.source_of(path)
        return None if source is None else self._context.text(source)

    def names(self, path: str) -> Sequence[str] | Unknown:
        """The names in a directory, those of image and context together."""
        found = self._image.names(path)
        if isinstance(found, Unknown):
            return found
        source = self.source_of(path)
        entry = None if source is None else self._context.entry(source)
        if source is None or not isinstance(entry, Entry) or entry.kind is not Kind.DIRECTORY:
            return found
        listed = self._context.names(source)
        if isinstance(listed, Unknown):
            return listed
        more = [name for name in listed if self.source_of(posixpath.join(path, name)) is not None]
        return tuple(sorted({*found, *more}))

    def _is_taken(self, path: str) -> bool:
        if self._only is None:
            return True
        return path in self._only or (bool(self._only) and path in self._folders)
