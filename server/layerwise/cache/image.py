"""An image while it is built: the ordered overlay of what each event wrote, seen as a folder tree."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import takewhile

from layerwise.cache.copies import Copy
from layerwise.cache.paths import NOTHING, Paths, parents, prefixes
from layerwise.context.paths import is_within
from layerwise.context.tree import Entry, Kind
from layerwise.ecosystems.facts import Ecosystem, Reading
from layerwise.ecosystems.recognise import Recognised
from layerwise.records import dataclass
from layerwise.text import Span
from layerwise.unknown import Unknown

_FEW = 4  # questions, for which it does not pay to look up where events write


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that a step does to the image: a copy, a directory made by WORKDIR, or one command of a RUN.

    `identity` is equal for the same event in two versions of a Dockerfile: same words, same environment, same
    directory, same `user`. `span` is where to point at, `label` what to call it. `around` is what any program
    may look at besides its own `reads`; `marks` are paths that get another mode or owner, besides `writes`.
    `soft` are written paths that the restored copy would only write the same way again unless a lockfile is out
    of step; `shared` are written trees in which it leaves alone what has other names than its own files. `tool`
    is whose command it is where that reads no file of any project, such as apt's. `links` are written paths that
    may be symbolic links, so that what is copied there lands elsewhere; `folders` are those that are directories;
    `empties` are written files that are empty unless they were there before, and stay as they are where they were.
    `has_cwd`: its working directory is that of the base image, which has it.
    """

    identity: tuple[object, ...]
    span: Span
    label: str
    copy: Copy | None = None
    reads: Paths
    writes: Paths
    around: Paths = NOTHING
    marks: Paths = NOTHING
    soft: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    empties: frozenset[str] = frozenset()
    install: Recognised | None = None
    tool: Ecosystem | None = None
    reading: Reading | None = None
    cwd: str | None = None
    has_cwd: bool = False
    user: str | None = None
    is_directory: bool = False

    @property
    def looks(self) -> Paths:
        """All that it may look at."""
        return self.reads | self.around

    @property
    def changes(self) -> Paths:
        """All that it may leave otherwise than it was."""
        return self.writes | self.marks


class Spots:
    """Where events write: which of many may have written a path, without a look at each. Events are only added."""

    __slots__ = ("_above", "_at", "_count")

    def __init__(self, events: Iterable[Event]) -> None:
        self._at: dict[str, list[int]] = {}
        self._above: dict[str, list[int]] = {}
        self._count = 0
        self.add(events)

    def add(self, events: Iterable[Event]) -> None:
        """The events that come next."""
        for event in events:
            made = event.writes.files if event.is_directory else frozenset[str]()
            targets = {one.target for one in event.copy.mappings} if event.copy is not None else set[str]()
            for path in {*event.writes.files, *event.writes.trees, *event.empties, *targets}:
                self._at.setdefault(path, []).append(self._count)
            # What a copy or a WORKDIR makes on the way to its place.
            for path in {above for place in (*made, *targets) for above in ("", "/", *parents(place))}:
                self._above.setdefault(path, []).append(self._count)
            self._count += 1

    def touching(self, path: str, count: int) -> Iterator[int]:
        """The numbers of those of the first events that may have written a path, the last first, some of them twice."""
        found = [self._at[one] for one in {path, *prefixes(path)} if one in self._at]
        if path in self._above:
            found.append(self._above[path])
        return merge(*(_downward(numbers, count) for numbers in found), reverse=True)


def _downward(numbers: Sequence[int], count: int) -> Iterator[int]:
    return (numbers[place] for place in range(bisect_left(numbers, count) - 1, -1, -1))


class Image:
    """The image after some events; implements the Tree protocol with absolute paths.

    What the base image holds below the paths that the Dockerfile writes is taken as nothing: it is the same
    before and after any fix. What only a RUN wrote is Unknown; what a copy brought is taken as it was brought,
    also where a RUN may have changed it since: that the two bear on each other is for `compare` to say.
    """

    __slots__ = ("_asked", "_changes", "_changing", "_count", "_links", "_spots", "_whole", "events")

    def __init__(self, events: Sequence[Event] = (), spots: Spots | None = None, count: int = 0) -> None:
        """`spots` are those of its first events, of so many."""
        self.events = tuple(events)
        self._spots = spots
        self._count = count
        self._changing: Sequence[tuple[int, Event]] | None = None
        self._links: Sequence[str] | None = None
        self._asked = 0
        self._whole: Image | None = None
        self._changes: dict[str, list[int]] = {}

    def after(self, events: Sequence[Event]) -> "Image":
        """The image after a few more events, for a few questions."""
        return Image((*self.events, *events), self._spots, self._count)

    def grown(self, events: Sequence[Event]) -> "Image":
        """The image after the events of the next step: for whoever builds one up, and makes no other of this one."""
        spots = self._spots
        if spots is None or self._count != len(self.events):
            spots = Spots(self.events)
        spots.add(events)
        return Image((*self.events, *events), spots, len(self.events) + len(events))

    def first(self, count: int) -> "Image":
        """The image after only so many of its events; for whoever asks for many such, of one that does not grow."""
        if self._spots is None:
            self._spots, self._count = Spots(self.events), len(self.events)
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
        made: tuple[Event | None, Entry | Unknown | None] = (None, None)
        for event in self._touching(path):
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
            self._changing = [pair for pair in enumerate(self.events) if pair[1].changes != NOTHING]
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
            return place < len(found) and found[place] < len(self.events)
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
            copy = self.events[number].copy
            if copy is not None and copy.source_of(path) is not None:
                return number
        return -1

    def _touching(self, path: str) -> Iterator[Event]:
        """The events that may have written a path, the last first."""
        return (self.events[number] for number in self._numbers(path))

    def _numbers(self, path: str) -> Iterator[int]:
        if self._spots is None and self._asked >= _FEW:
            self._spots, self._count = Spots(self.events), len(self.events)
        if self._spots is None:
            self._asked += 1
            yield from range(len(self.events) - 1, -1, -1)
            return
        yield from range(len(self.events) - 1, self._count - 1, -1)
        yield from self._spots.touching(path, self._count)


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
