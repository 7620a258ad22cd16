"""An image while it is built: the ordered overlay of what each event wrote, seen as a folder tree."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from layerwise.cache.event import Event
from layerwise.cache.paths import NOTHING
from layerwise.cache.spots import Spots
from layerwise.context.paths import is_within
from layerwise.context.tree import Entry, Kind
from layerwise.unknown import Unknown

_FEW = 4  # questions, for which it does not pay to look up where events write
_SHORT = 6  # events, of which each is looked at as quickly


class Image:
    """The image after some events; implements the Tree protocol with absolute paths.

    What the base image holds below the paths that the Dockerfile writes is taken as nothing: it is the same
    before and after any fix. What only a RUN wrote is Unknown; what a copy brought is taken as it was brought,
    also where a RUN may have changed it since: that the two bear on each other is for `compare` to say.
    """

    __slots__ = (
        "_asked",
        "_changes",
        "_changing",
        "_count",
        "_found",
        "_grown",
        "_held",
        "_links",
        "_rest",
        "_spots",
        "_whole",
    )

    def __init__(self, events: Sequence[Event] = (), spots: Spots | None = None, count: int = 0) -> None:
        """`spots` are those of its first events, of so many."""
        self._grown: list[Event] = []  # shared by the images of which each grew out of another
        self._held = 0  # how many of these are of this one; the rest stands behind them
        self._rest = tuple(events)
        self._spots = spots
        self._count = count
        self._changing: Sequence[tuple[int, Event]] | None = None
        self._links: Sequence[str] | None = None
        self._asked = 0
        self._whole: Image | None = None
        self._changes: dict[str, list[int]] = {}
        self._found: dict[str, tuple[Event | None, Entry | Unknown | None]] = {}

    @property
    def events(self) -> tuple[Event, ...]:
        """All that it is made of, in order."""
        return (*self._grown[: self._held], *self._rest) if self._held else self._rest

    @property
    def _size(self) -> int:
        return self._held + len(self._rest)

    def _event(self, number: int) -> Event:
        return self._grown[number] if number < self._held else self._rest[number - self._held]

    def after(self, events: Sequence[Event]) -> "Image":
        """The image after a few more events, for a few questions."""
        if not events:
            return self
        made = Image((*self._rest, *events), self._spots, self._count)
        made._grown, made._held = self._grown, self._held
        return made

    def grown(self, events: Sequence[Event]) -> "Image":
        """The image after the events of the next step, for whoever builds one up: cheap once for each image."""
        spots, grown = self._spots, self._grown
        if spots is None or not self._count == spots.count == self._size:
            spots = Spots(self.events)
        if not self._size == self._held == len(grown):
            grown = [*self.events]
        spots.add(events)
        grown += events
        made = Image((), spots, len(grown))
        made._grown, made._held = grown, len(grown)
        if self._changing is not None:
            made._changing = [*self._changing, *_changing(events, self._size)]
        return made

    def placed(self, events: Sequence[Event]) -> "Image":
        """The image of the same events where they stand in another text: it is known where they write."""
        return Image(events, self._spots, self._count)

    def first(self, count: int) -> "Image":
        """The image after only so many of its events; for whoever asks for many such, of one that does not grow."""
        if self._spots is None:
            self._spots, self._count = Spots(self.events), self._size
        part = Image(self.events[:count], self._spots, min(count, self._count))
        changing = self.changing
        part._whole = self
        part._changing = changing[: bisect_left(changing, count, key=lambda one: one[0])]
        return part

    def entry(self, path: str) -> Entry | Unknown | None:
        """What stands at the path, symlinks not followed."""
        _, written = self._last(path)
        return written

    def text(self, path: str) -> str | Unknown | None:
        """The text of the file there, where it was copied from a place that can be read."""
        event = self.origin(path)
        if event is None:
            return None
        if event.copy is None:
            found = _written(event, path)
            return found if isinstance(found, Unknown) else "" if path in event.empties else None
        source = event.copy.source_of(path)
        if source is None or isinstance(event.copy.tree, Unknown):
            return None
        return event.copy.tree.text(source)

    def names(self, path: str) -> Sequence[str] | Unknown:
        """The names that copies brought into a directory; what RUN steps of the stage wrote is not among them."""
        found: set[str] = set()
        for event in self.events:
            if event.copy is not None:
                names = event.copy.names(path)
                if isinstance(names, Unknown) or event.writes.may_hold(path):
                    return Unknown(f"{event.label} may bring more")
                found |= names
            elif event.is_directory:
                found.update(_child(target, path) for target in event.writes.files if _is_below(target, path))
        return tuple(sorted(found))

    def origin(self, path: str) -> Event | None:
        """The copy that brought the path last, else the event that wrote it last, or None."""
        event, _ = self._last(path)
        return event

    def has_directory(self, path: str) -> bool | None:
        """Whether there is a directory that a step has made, `mkdir` too; None where no step made anything there."""
        event, entry = self._last(path)
        if isinstance(entry, Entry):
            return entry.kind is Kind.DIRECTORY
        if event is not None:
            return path in event.folders
        is_above = any(is_within(folder, path) for event in self.events for folder in event.folders)
        return True if is_above else None

    def _last(self, path: str) -> tuple[Event | None, Entry | Unknown | None]:
        """The path's origin and what stands there by it."""
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._sought(path)
        return found

    def _sought(self, path: str) -> tuple[Event | None, Entry | Unknown | None]:
        made: tuple[Event | None, Entry | Unknown | None] = (None, None)
        for number in self._numbers(path):
            event = self._event(number)
            written = _written(event, path)
            if written is not None and event.copy is not None:
                return event, written
            if written is not None and (made[0] is None or path in made[0].empties):
                made = event, written
        return made

    @property
    def changing(self) -> Sequence[tuple[int, Event]]:
        """The events that change more than what plain copies bring, with their numbers."""
        if self._changing is None:
            self._changing = _changing(self.events, 0)
        return self._changing

    @property
    def links(self) -> Sequence[str]:
        """The paths at which events may have made symbolic links, sorted."""
        if self._links is None:
            self._links = sorted(path for event in self.events for path in event.links)
        return self._links

    def is_changed_since(self, path: str, number: int) -> bool:
        """Whether an event beyond that of a number may have changed a path, plain copies left aside."""
        if self._whole is not None:
            found = self._whole.changes_of(path)
            place = bisect_right(found, number)
            return place < len(found) and found[place] < self._size
        since = takewhile(lambda one: one[0] > number, reversed(self.changing))
        return any(_may_change(event, path) for _, event in since)

    def changes_of(self, path: str) -> Sequence[int]:
        """The numbers of the events that may change a path, plain copies left aside."""
        if path not in self._changes:
            self._changes[path] = [number for number, event in self.changing if _may_change(event, path)]
        return self._changes[path]

    def copied_at(self, path: str) -> int:
        """The number of the last event that copied something to the path; -1 where none did."""
        for number in self._numbers(path):
            copy = self._event(number).copy
            if copy is not None and copy.source_of(path) is not None:
                return number
        return -1

    def _numbers(self, path: str) -> Iterator[int]:
        """The numbers of the events that may have written a path, the last first."""
        if self._spots is None and self._asked >= _FEW:
            self._spots, self._count = Spots(self.events), self._size
        if self._spots is None or self._size <= _SHORT:
            self._asked += 1
            yield from range(self._size - 1, -1, -1)
            return
        yield from range(self._size - 1, self._count - 1, -1)
        yield from self._spots.touching(path, self._count)


def _changing(events: Sequence[Event], first: int) -> list[tuple[int, Event]]:
    return [pair for pair in enumerate(events, start=first) if pair[1].changes != NOTHING]


def _may_change(event: Event, path: str) -> bool:
    return event.changes.unknown is not None or event.changes.may_hold(path)


def _written(event: Event, path: str) -> Entry | Unknown | None:
    if event.copy is not None:
        found = event.copy.entry(path)
        if found is None and any(is_within(m.target, path) for m in event.copy.mappings):
            return Entry(Kind.DIRECTORY, mode=0o755)  # made on the way to a target
        if found is None and event.writes.may_hold(path):
            return Unknown(f"{event.label} may bring it")
        return found
    if event.is_directory:
        (made,) = event.writes.files
        return Entry(Kind.DIRECTORY, mode=0o755) if is_within(made, path) else None
    if path in event.empties:
        return Entry(Kind.FILE, mode=0o644)
    if event.writes.may_hold(path):
        return Unknown(f"{event.label} writes it")
    return None


def _is_below(path: str, directory: str) -> bool:
    return path != directory and is_within(path, directory)


def _child(path: str, directory: str) -> str:
    return path[len(directory) :].lstrip("/").partition("/")[0]
