"""Where the events of a stage write, so that nobody looks at each of thousands for one path."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from layerwise.cache.event import Event
from layerwise.cache.paths import parents, prefixes

_FEW = 20  # events, which are sorted sooner than merged one by one


class Spots:
    """Where events write: which of many may have written a path, without a look at each. Events are only added."""

    __slots__ = ("_above", "_at", "count")

    def __init__(self, events: Iterable[Event]) -> None:
        self._at: dict[str, list[int]] = {}
        self._above: dict[str, list[int]] = {}
        self.count = 0
        self.add(events)

    def add(self, events: Iterable[Event]) -> None:
        """The events that come next."""
        for event in events:
            made = event.writes.files if event.is_directory else frozenset[str]()
            targets = {one.target for one in event.copy.mappings} if event.copy is not None else set[str]()
            for path in {*event.writes.files, *event.writes.trees, *event.empties, *targets}:
                self._at.setdefault(path, []).append(self.count)
            # What a copy or a WORKDIR makes on the way to its place.
            for path in {above for place in (*made, *targets) for above in ("", "/", *parents(place))}:
                self._above.setdefault(path, []).append(self.count)
            self.count += 1

    def touching(self, path: str, count: int) -> Iterator[int]:
        """The numbers of those of the first events that may have written a path, the last first, some of them twice."""
        at = self._at
        found = [at[one] for one in {path, *prefixes(path)} if one in at]
        if path in self._above:
            found.append(self._above[path])
        if sum(map(len, found)) <= _FEW:
            return iter(sorted([one for numbers in found for one in numbers if one < count], reverse=True))
        return merge(*(_downward(numbers, count) for numbers in found), reverse=True)


def _downward(numbers: Sequence[int], count: int) -> Iterator[int]:
    return (numbers[place] for place in range(bisect_left(numbers, count) - 1, -1, -1))
