"""One stage in two versions of a Dockerfile, event by event: what is lost, added, or has changed places."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from itertools import accumulate

from layerwise.cache.conflicts import brings_linked, brings_the_same, conflicts
from layerwise.cache.copies import Copy
from layerwise.cache.difference import Difference, Weight
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.paths import NOTHING
from layerwise.cache.plan import PlannedStage
from layerwise.records import replace
from layerwise.tuples import NamedTuple

_Covers = Callable[[Copy, Copy, str], bool]


class Comparison:
    """One stage in both versions, events matched by identity."""

    def __init__(
        self,
        old: PlannedStage,
        new: PlannedStage,
        new_one: int | None,
        above: "Comparison | None",
        *,
        is_target: bool,
    ) -> None:
        """`above` is the comparison of the parents, None where nobody made it."""
        self._old = _renumbered(old.events, new_one)
        self._new = new.events
        self._stage = old
        self._made = new.made
        self._is_target = is_target
        self._positions = _match(self._old, self._new)
        is_alike = above is not None and above.is_top_of(new.inherited, self._positions)
        self._above = above if is_alike else None
        self._known: list[_Pair] | None = None
        self._again: set[int] = set()

    def is_of(self, new: PlannedStage) -> bool:
        """Whether the second version is this one."""
        return new.made is self._made

    def is_top_of(self, inherited: Sequence[Event], positions: Sequence[int | None]) -> bool:
        """Whether a stage goes on from this one, by what its second version inherits and how its events are matched."""
        return self._new is inherited and self._positions == positions[: self.count]

    @property
    def count(self) -> int:
        """How many events the first version has."""
        return len(self._old)

    @property
    def holds_less(self) -> bool:
        """Whether a copy of the first version is not in the second."""
        pairs = zip(self._old, self._positions, strict=True)
        return any(position is None and event.copy is not None for event, position in pairs)

    def differences(self) -> Iterator[Difference]:
        """Every way found in which the second version may be another image."""
        matched = {position for position in self._positions if position is not None}
        for event, position in zip(self._old, self._positions, strict=True):
            if position is None:
                yield Difference(Weight.GREAT, self._lost(event), event.span)
                return
        for position, event in enumerate(self._new):
            is_idle = event.copy is None and event.changes == NOTHING
            if is_idle and position not in matched and (path := self._missed(event, position)) is not None:
                why = f"{event.label} would not find {path} yet"
                yield Difference(Weight.GREAT, why, self._stage.stage.start.span)
            if position in matched or is_idle or self._is_again(event, position):
                continue
            if self._is_covered(event, position, _brings_either):
                why = f"{event.label} brings a file where the copy below puts a link to it"
                yield Difference(Weight.SMALL, why, self._stage.stage.start.span)
            else:
                unknown = event.copy.unknown if event.copy is not None else None
                why = f"{event.label}: {unknown}" if unknown else f"{event.label} would add files"
                yield Difference(Weight.GREAT, why, self._stage.stage.start.span)
        yield from self._reordered()

    def _lost(self, event: Event) -> str:
        """What becomes of an event of the first version that is not in the second as it was."""
        stage = self._stage.stage.name or self._stage.index
        if any(other.label == event.label for other in self._new):
            return f"{event.label} would not do the same in the stage {stage}"
        alone = ", which is built by itself," if self._is_target else ""
        return f"the stage {stage}{alone} would end without {event.label}"

    def _missed(self, event: Event, position: int) -> str | None:
        """A path that an added command looks for, and that only comes later."""
        before, end = Image(self._new[:position]), Image(self._new)
        looked = (path for path in sorted(event.reads.files) if before.entry(path) is None)
        return next((path for path in looked if end.entry(path) is not None), None)

    def _is_again(self, event: Event, position: int) -> bool:
        """Whether an added copy's files are brought again; what is, in the parent, is so in what is built from it."""
        is_known = self._above is not None and self._above.has_again(position)
        if is_known or self._is_covered(event, position, brings_the_same):
            self._again.add(position)
        return position in self._again

    def has_again(self, position: int) -> bool:
        """Whether the files of an added copy are known to be brought again."""
        return position in self._again

    def _is_covered(self, event: Event, position: int, covers: _Covers) -> bool:
        """Whether everything that an added copy brings is brought again later, from the same place."""
        copy = event.copy
        if copy is None or copy.unknown is not None or event.writes != NOTHING:
            return False

        def is_brought_again(target: str) -> bool:
            # From below: what is narrow stands above what is wide.
            later = (self._new[number].copy for number in range(len(self._new) - 1, position, -1))
            return any(covers(copy, other, target) for other in later if other is not None)

        return all(is_brought_again(target) for target in copy.all_files())

    def _reordered(self) -> Iterator[Difference]:
        """Differences from pairs of events that changed places; a moved copy against what it passed."""
        if self._known is None:
            found: list[_Pair] = []
            for pair in self._pairs():
                found.append(pair)
                yield pair.difference
            self._known = found
        else:
            yield from (pair.difference for pair in self._known)

    def _pairs(self) -> Iterator["_Pair"]:
        """Those pairs, in order; of two that both are in the parent it is known from there."""
        if self._above is None:
            return self._own(0)
        return merge(self._above.pairs(), self._own(self._above.count), key=_Pair.order)

    def pairs(self) -> Sequence["_Pair"]:
        """All of them."""
        if self._known is None:
            self._known = list(self._pairs())
        return self._known

    def _own(self, start: int) -> Iterator["_Pair"]:
        """Pairs of which one at least is beyond so many events of the first version."""
        positions = [position for position in self._positions if position is not None]
        assert len(positions) == len(self._old), "none is lost"
        before, after = Image(self._old), Image(self._new)
        for index, passed in _inversions(positions, start):
            above = before.first(index)
            for later in passed:
                seen = after.first(positions[later])
                for difference in conflicts(self._old[index], self._old[later], above, seen):
                    yield _Pair(index, later, difference)


class _Pair(NamedTuple):
    """Two events of the first version that changed places, and what differs for it."""

    first: int
    later: int
    difference: Difference

    def order(self) -> tuple[int, int]:
        """Where it stands among others."""
        return self.first, self.later


def _inversions(positions: Sequence[int], start: int) -> Iterator[tuple[int, Iterator[int]]]:
    """For each event that changed places with later ones of the first version, these, not those before a start."""
    least = list(accumulate(reversed(positions), min))[::-1]
    for index, place in enumerate(positions):
        first = max(index + 1, start)
        if first < len(positions) and least[first] < place:
            yield index, (later for later in range(first, len(positions)) if positions[later] < place)


def _brings_either(one: Copy, other: Copy, path: str) -> bool:
    """Whether a copy brings what a later one does, or the file to which that one's link points."""
    return brings_the_same(one, other, path) or brings_linked(one, other, path)


def _match(old: tuple[Event, ...], new: tuple[Event, ...]) -> list[int | None]:
    """For each old event the position of the same event among the new ones; equal ones keep their order.

    A copy that is made again later without anything in between does nothing more: where the second version has
    fewer of the same, the upper ones count as moved to where the first of those stands.
    """
    places: dict[tuple[object, ...], list[int]] = {}
    for position, event in enumerate(new):
        places.setdefault(event.identity, []).append(position)
    missing = Counter(event.identity for event in old if event.copy is not None)
    found: list[int | None] = []
    for event in old:
        waiting = places.get(event.identity, [])
        is_surplus = bool(waiting) and missing[event.identity] > len(waiting)
        missing[event.identity] -= 1
        found.append(waiting[0] if is_surplus else waiting.pop(0) if waiting else None)
    return found


def _renumbered(events: tuple[Event, ...], new_one: int | None) -> tuple[Event, ...]:
    """The events of the first version, with the numbers that stages have in the second."""
    return events if new_one is None else tuple(_renumbered_one(event, new_one) for event in events)


def _renumbered_one(event: Event, new_one: int) -> Event:
    number = event.copy.origin.removeprefix("stage ") if event.copy is not None else ""
    if event.copy is None or not number.isdigit() or int(number) < new_one:
        return event
    origin = f"stage {int(number) + 1}"
    keyword, _, *rest = event.identity
    return replace(event, copy=replace(event.copy, origin=origin), identity=(keyword, origin, *rest))
