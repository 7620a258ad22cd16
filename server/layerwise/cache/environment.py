"""Ordered variables that grow line by line: each version shares with the one before it all that they have in common.

A Dockerfile of thousands of ENV and ARG has as many environments, and each RUN is known by all of its own.
"""

import re
from bisect import bisect_left
from collections.abc import ItemsView, Iterator, Mapping
from typing import Any, TypeAlias
from weakref import ReferenceType, ref

_Value: TypeAlias = str | None
_Pair: TypeAlias = tuple[str, _Value]


class _Log:
    """All that was set from the first version to the last, with the places at which each name was."""

    __slots__ = ("__weakref__", "found", "hashes", "pairs", "places", "same", "twin")

    def __init__(self) -> None:
        self.pairs: list[_Pair] = []
        self.places: dict[str, list[int]] = {}
        self.hashes: list[int] = [0]  # of each version
        self.found: dict[re.Pattern[str], tuple[list[int], int]] = {}
        # Another one that was seen to begin with the same pairs, and with how many.
        self.twin: ReferenceType[_Log] | None = None
        self.same = 0

    def put(self, name: str, value: _Value) -> None:
        """Set a name."""
        places = self.places.setdefault(name, [])
        gone = hash(self.pairs[places[-1]]) if places else 0
        places.append(len(self.pairs))
        self.pairs.append((name, value))
        self.hashes.append(self.hashes[-1] ^ gone ^ hash((name, value)))

    def begins_as(self, other: "_Log", count: int) -> bool:
        """Whether the first pairs are the same in another log. Those that were compared before are not again.

        The environments of one text are compared with those of the next version of it, from the top to the bottom.
        """
        known = self.same if self.twin is not None and self.twin() is other else 0
        if known < count:
            if self.pairs[known:count] != other.pairs[known:count]:
                return False
            self.twin, self.same = ref(other), count
        return True

    def matching(self, pattern: re.Pattern[str]) -> list[int]:
        """Where names were set that a pattern matches whole."""
        found, count = self.found.get(pattern, ([], 0))
        found += (at for at in range(count, len(self.pairs)) if pattern.fullmatch(self.pairs[at][0]))
        self.found[pattern] = found, len(self.pairs)
        return found


def matching(variables: Mapping[str, _Value], pattern: re.Pattern[str]) -> Iterator[_Pair]:
    """The variables of any kind of mapping whose whole names a pattern matches, in order."""
    if isinstance(variables, Environment):
        return variables.matching(pattern)
    return ((name, value) for name, value in variables.items() if pattern.fullmatch(name))


class Environment(Mapping[str, _Value]):
    """Variables in the order in which they were set last; a value, equal only to one of the same order."""

    __slots__ = ("_count", "_first", "_log", "_size")

    def __init__(self, values: Mapping[str, _Value] | None = None) -> None:
        self._log = _Log()
        for name, value in (values or {}).items():
            self._log.put(name, value)
        self._count = self._size = len(self._log.pairs)
        self._first: _Pair | None = None  # stands before all others, whose name it does not have

    def with_value(self, name: str, value: _Value) -> "Environment":
        """The same with a name set, which is the last then."""
        at = self
        if self._count != len(self._log.pairs) or self._first is not None:
            at = Environment(self)
        made = at._made(at._count + 1, at._size + (name not in at))
        at._log.put(name, value)
        return made

    def below(self, name: str, value: _Value) -> "Environment":
        """The same with a name that stands before all others, as long as none of these is called so."""
        if name in self:
            return self
        if self._first is not None:
            return Environment({name: value, **self})
        return self._made(self._count, self._size + 1, (name, value))

    def matching(self, pattern: re.Pattern[str]) -> Iterator[_Pair]:
        """The variables whose whole names a pattern matches, in order; the time that it takes is that of these."""
        if self._first is not None and pattern.fullmatch(self._first[0]):
            yield self._first
        for at in self._log.matching(pattern):
            if at >= self._count:
                return
            if self._is_last(at):
                yield self._log.pairs[at]

    def _made(self, count: int, size: int, first: _Pair | None = None) -> "Environment":
        made = object.__new__(Environment)
        made._log, made._count, made._size, made._first = self._log, count, size, first
        return made

    def _place(self, name: str) -> int | None:
        places = self._log.places.get(name)
        if places is None:
            return None
        index = len(places) if places[-1] < self._count else bisect_left(places, self._count)
        return places[index - 1] if index else None

    def _is_last(self, at: int) -> bool:
        return self._place(self._log.pairs[at][0]) == at

    def __contains__(self, name: object) -> bool:
        is_first = self._first is not None and self._first[0] == name
        return is_first or (isinstance(name, str) and self._place(name) is not None)

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - as Mapping has it
        """The value of a name: asked so often, and mostly in vain, that no exception is raised for it."""
        at = self._place(name)
        if at is not None:
            return self._log.pairs[at][1]
        return self._first[1] if self._first is not None and self._first[0] == name else default

    def __getitem__(self, name: str) -> _Value:
        at = self._place(name)
        if at is not None:
            return self._log.pairs[at][1]
        if self._first is not None and self._first[0] == name:
            return self._first[1]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def items(self) -> ItemsView[str, _Value]:
        """The variables with their values."""
        return self._whole().items()

    def _whole(self) -> dict[str, _Value]:
        """All of it: with a loop of our own only where a name was set again, and so has gone to the end."""
        log, first = self._log, () if self._first is None else (self._first,)
        if len(log.places) == len(log.pairs):
            return dict((*first, *log.pairs[: self._count]))
        return dict((*first, *(log.pairs[at] for at in range(self._count) if self._is_last(at))))

    def __len__(self) -> int:
        return self._size

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Environment):
            return super().__eq__(other)
        if self._log is other._log and self._count == other._count and self._first == other._first:
            return True
        if hash(self) != hash(other):
            return False
        is_alike = self._count == other._count and self._first == other._first
        if is_alike and self._log.begins_as(other._log, self._count):
            return True
        return [*self.items()] == [*other.items()]

    def __hash__(self) -> int:
        first = 0 if self._first is None else hash(self._first)
        return self._log.hashes[self._count] ^ first
