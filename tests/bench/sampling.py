"""Figures: many values of one thing, and how they are taken in turns so that all meet the same machine."""

import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from bench.client import Silence

_T = TypeVar("_T")

_FEWEST = 3  # of these the median is still no accident of one


class Unit(NamedTuple):
    """What values are counted in, and whether the lower one is the better."""

    name: str
    is_better_low: bool = True


MS = Unit("ms")
MB = Unit("MB")
RATE = Unit("files/s", is_better_low=False)
TIMES = Unit("x")


class Taken(NamedTuple):
    """Milliseconds on the clock, and of CPU; not a number where that is not known."""

    wall: float
    cpu: float


class Figure(NamedTuple):
    """Values of one thing; the CPU milliseconds that each took, where known; what is to be said besides."""

    values: tuple[float, ...]
    unit: Unit = MS
    cpu: float | None = None
    note: str = ""

    @property
    def median(self) -> float | None:
        """The value in the middle; none where nothing could be measured."""
        return statistics.median(self.values) if self.values else None


def figure_of(taken: Sequence[Taken], note: str = "") -> Figure:
    """The figure of something that was done several times."""
    cpu = statistics.fmean(one.cpu for one in taken) if taken else math.nan
    return Figure(tuple(one.wall for one in taken), MS, None if math.isnan(cpu) else cpu, note)


def in_turns(
    measures: Mapping[str, Callable[[], _T]], rounds: int, budget: float, fewest: int = _FEWEST
) -> tuple[dict[str, list[_T]], dict[str, str]]:
    """What each measure gave, round by round, and what kept one from going on.

    One that has used up its seconds stays out of later rounds, though not before its fewest values.
    """
    values: dict[str, list[_T]] = {name: [] for name in measures}
    obstacles: dict[str, str] = {}
    spent = dict.fromkeys(measures, 0.0)
    names = list(measures)
    for number in range(rounds if names else 0):
        # Another one begins each round: whoever comes behind a busy neighbour is not always the same.
        for name in names[number % len(names) :] + names[: number % len(names)]:
            if name in obstacles or (spent[name] > budget and len(values[name]) >= fewest):
                continue
            began = time.perf_counter()
            try:
                values[name].append(measures[name]())
            except Silence as silence:
                obstacles[name] = str(silence)
            spent[name] += time.perf_counter() - began
    return values, obstacles
