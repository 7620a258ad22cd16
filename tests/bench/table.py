"""Lines of figures, what each must reach, and tables of them for a terminal and for a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.contestants import FLOOR, HADOLINT, LANGSERVER, OURS, TALLY
from bench.sampling import Figure

_COLUMNS = (OURS, LANGSERVER, TALLY, HADOLINT, FLOOR)
_WHOLE = 100  # from here on a figure has no decimals


@dataclass(frozen=True, slots=True, kw_only=True)
class Must:
    """What our figure must reach: a value of its own, and a place before others."""

    at_most: float | None = None
    ahead_of: tuple[str, ...] = ()
    within: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that was measured, of each contestant that can do it."""

    what: str
    figures: Mapping[str, Figure]
    must: Must = Must()

    def must_be(self) -> str:
        """What is to be reached, for the table."""
        must, ours = self.must, self.figures.get(OURS)
        unit = "ms" if ours is None else ours.unit.name
        parts = [] if must.at_most is None else [f"≤ {must.at_most:g} {unit}"]
        if must.ahead_of:
            others = " and ".join(must.ahead_of)
            parts.append(f"ahead of {others}" if must.within == 1 else f"≤ {must.within:g}x {others}")
        return ", ".join(parts)

    def is_met(self) -> bool | None:
        """Whether we reach what we must; none where that cannot be told."""
        return self._is_met(lambda figure: figure.median)

    def is_met_in_cpu(self) -> bool | None:
        """The same of the CPU time."""
        return self._is_met(lambda figure: figure.cpu)

    def _is_met(self, pick: Callable[[Figure], float | None]) -> bool | None:
        ours = self.figures.get(OURS)
        own = None if ours is None else pick(ours)
        peers = [pick(self.figures[name]) for name in self.must.ahead_of if name in self.figures]
        known = [value for value in peers if value is not None]
        if ours is None or own is None or (self.must.at_most is None and not known):
            return None
        if self.must.at_most is not None and own > self.must.at_most:
            return False
        if not ours.unit.is_better_low:
            return all(own > value for value in known)
        return all(own < self.must.within * value for value in known)


def rows(lines: Sequence[Line]) -> list[list[str]]:
    """The table of what was measured, its head first."""
    head = ["", "must be", *_COLUMNS, "reached"]
    return [head, *([line.what, line.must_be(), *_cells(line), _verdict(line.is_met())] for line in lines)]


def cpu_rows(lines: Sequence[Line]) -> list[list[str]]:
    """The table of the CPU time of the same, its head first."""
    known = [line for line in lines if any(figure.cpu is not None for figure in line.figures.values())]
    head = ["", "must be", *_COLUMNS, "reached"]
    return [
        head,
        *([line.what, line.must_be(), *_cpu_cells(line), _verdict(line.is_met_in_cpu())] for line in known),
    ]


def markdown(table: Sequence[Sequence[str]]) -> str:
    """A table for a page."""
    head, *rest = table
    rule = ["---", *("---:" for _ in head[1:])]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rest))


def plain(table: Sequence[Sequence[str]]) -> str:
    """A table for a terminal."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in table)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _cells(line: Line) -> list[str]:
    ours = line.figures.get(OURS)
    return [_cell(line.figures.get(name), ours, name) for name in _COLUMNS]


def _cell(figure: Figure | None, ours: Figure | None, name: str) -> str:
    if figure is None:
        return "-"
    if figure.median is None:
        return figure.note
    words = f"{_short(figure.median)} {figure.unit.name}"
    ratio = None if name == OURS or ours is None else _ratio(figure.median, ours.median)
    extras = ", ".join(one for one in (ratio, figure.note) if one)
    return f"{words} ({extras})" if extras else words


def _cpu_cells(line: Line) -> list[str]:
    found = []
    ours = line.figures.get(OURS)
    for name in _COLUMNS:
        figure = line.figures.get(name)
        if figure is None or figure.cpu is None:
            found.append("-")
            continue
        ratio = None if name == OURS or ours is None else _ratio(figure.cpu, ours.cpu)
        found.append(f"{_short(figure.cpu)} ms" + (f" ({ratio})" if ratio else ""))
    return found


def _ratio(theirs: float, ours: float | None) -> str | None:
    """How many times ours: above 1 is slower, or larger, than we are."""
    return f"{theirs / ours:.2g}x" if ours else None


def _verdict(is_met: bool | None) -> str:
    return {True: "yes", False: "**no**", None: ""}[is_met]


def _short(value: float) -> str:
    if value >= _WHOLE:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2g}"
