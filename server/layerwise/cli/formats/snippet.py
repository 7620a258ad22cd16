"""The lines that a finding is about, with what is marked in them, as far as the screen is wide."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from layerwise.cli.screen import Screen, cut, wrap
from layerwise.cli.terminal import Colour, visible, width
from layerwise.findings.finding import Finding
from layerwise.records import dataclass
from layerwise.text import Lines, Span
from layerwise.tuples import NamedTuple

_AROUND = 8  # columns kept before a mark that lies too far right for its line's beginning to be shown
_LEAST_ROOM = 24  # columns for a note beside its mark; where there are fewer it stands below
_MARKED = 16  # columns of a mark that shall be seen


@dataclass(frozen=True, slots=True)
class Gutter:
    """The column of line numbers, as wide as the longest one."""

    screen: Screen
    digits: int

    def row(self, text: str = "", number: int | None = None) -> str:
        """A line right of the gutter, with its number if it has one."""
        shown = "" if number is None else str(number)
        head = self.screen.painted(f"{shown:>{self.digits + 1}} |", Colour.BLUE)
        return f"{head} {text}" if text else head

    def note(self, words: str) -> Iterator[str]:
        """A visible remark below the lines."""
        first, *rest = wrap(words, self.room)
        head = self.screen.painted(f"{'':>{self.digits + 1}} =", Colour.BLUE)
        yield f"{head} {first}"
        for line in rest:
            yield f"{'':{self.indent}}{line}"

    @property
    def indent(self) -> int:
        """The column where text begins."""
        return self.digits + 4

    @property
    def room(self) -> int | None:
        """How many columns there are for text, None for as many as it takes."""
        return None if self.screen.columns is None else max(self.screen.columns - self.indent, _LEAST_ROOM)


class _Mark(NamedTuple):
    span: Span
    sign: str
    note: str
    colours: tuple[Colour, ...]


def snippet(
    finding: Finding, text: str, lines: Lines, gutter: Gutter, colours: tuple[Colour, ...]
) -> Iterator[str]:
    """The marked lines in their order, each with its marks beneath."""
    marks = [_Mark(finding.span, "^", "", colours)]
    marks += [_Mark(one.span, "~", visible(one.note), (Colour.CYAN,)) for one in finding.evidence]
    marks.sort(key=lambda mark: mark.span)
    for number, found in groupby(marks, lambda mark: lines.place(mark.span.start).line):
        yield from _line(number, list(found), text, lines.line(number), gutter)


def _line(number: int, marks: Sequence[_Mark], text: str, line: Span, gutter: Gutter) -> Iterator[str]:
    shown = visible(line.of(text).rstrip())
    places = [_columns(mark.span, line, text) for mark in marks]
    start = 0
    if gutter.room is not None and width(shown) > gutter.room:
        seen = places[0][0] + min(places[0][1], _MARKED)
        start = 0 if seen < gutter.room else max(places[0][0] - _AROUND, 0)
        shown = cut(shown, gutter.room, start)
    yield gutter.row(shown, number + 1)
    for mark, (column, length) in zip(marks, places, strict=True):
        yield from _mark(mark, column - start, length, gutter)


def _columns(span: Span, line: Span, text: str) -> tuple[int, int]:
    """Where a mark begins and how long it is; a span over several lines is drawn on its first one."""
    before = visible(text[line.start : span.start])
    marked = visible(text[span.start : min(span.end, line.end)].rstrip("\r\n"))
    return width(before), max(width(marked), 1)


def _mark(mark: _Mark, column: int, length: int, gutter: Gutter) -> Iterator[str]:
    if gutter.room is not None:
        length = min(length + min(column, 0), gutter.room - max(column, 0))
        column = max(column, 0)
    if length < 1:  # it lies outside of what is seen of the line
        yield from _below(mark, 0, gutter)
        return
    signs = gutter.screen.painted(mark.sign * length, *mark.colours)
    room = None if gutter.room is None else gutter.room - column - length - 1
    if room is None or width(mark.note) <= room:
        note = gutter.screen.painted(mark.note, *mark.colours)
        yield gutter.row(f"{'':{column}}{signs} {note}" if note else f"{'':{column}}{signs}")
        return
    yield gutter.row(f"{'':{column}}{signs}")
    yield from _below(mark, column, gutter)


def _below(mark: _Mark, column: int, gutter: Gutter) -> Iterator[str]:
    """A note in lines of its own, under its mark where there is room for it."""
    assert gutter.room is not None, "without an end of the line, notes stand beside their marks"
    if gutter.room - column < _LEAST_ROOM:
        column = 0
    for line in wrap(mark.note, gutter.room - column) if mark.note else ():
        yield gutter.row(f"{'':{column}}{gutter.screen.painted(line, *mark.colours)}")
