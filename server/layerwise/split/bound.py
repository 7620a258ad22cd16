"""Whether a command has to stay below a copy that moves: for its files, or for a directory to write into."""

import posixpath

from layerwise.cache.conflicts import bears_on
from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.context.paths import is_within


def stays_below(copy: Copy, event: Event, provided: frozenset[str]) -> bool:
    """Whether it works on what the copy brings, when the files in `provided` are there all the same.

    Installs make the directories that they write into themselves.
    """
    written = event.changes.files | event.changes.trees if event.install is None else frozenset[str]()
    inside = (path for path in written if any(is_within(path, m.target) for m in copy.mappings))
    return bears_on(copy, event, provided) or any(copy.brings(posixpath.dirname(path)) for path in inside)
