r"""Places in a text and changes to it; knows nothing of Dockerfiles.

Offsets count code points of the Python text. Lines end where editors end them: at `\n`, `\r\n` or a
lone `\r` (Language Server Protocol, "Text Documents").
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from layerwise.regex import regex
from layerwise.tuples import NamedTuple

_LINE_END = regex(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range of offsets."""

    start: int
    end: int

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies inside, ends included."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """Whether the two share a place, ends included: what a cursor at either end touches."""
        return self.start <= other.end and other.start <= self.end

    def of(self, text: str) -> str:
        """The text that it covers."""
        return text[self.start : self.end]


class Edit(NamedTuple):
    """A replacement of one span; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits, which are given in terms of the text before any and do not overlap."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        assert edit.span.start >= done, f"edits overlap at {edit.span.start}"
        pieces += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    pieces.append(text[done:])
    return "".join(pieces)


class Place(NamedTuple):
    """A line and a column in it, both from 0, the column in code points."""

    line: int
    column: int


def _starts(text: str) -> list[int]:
    """Where the lines of a text start."""
    if text.count("\r") != text.count("\r\n"):
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    *lengths, _ = map(len, text.split("\n"))
    return [0, *accumulate(length + 1 for length in lengths)]


class Lines:
    """Maps offsets of one text to places and back; `above` are the lines above it in the file in which it stands."""

    __slots__ = ("_above", "_length", "_starts")

    def __init__(self, text: str, above: int = 0) -> None:
        self._above = above
        self._starts = _starts(text)
        self._length = len(text)

    def __len__(self) -> int:
        """How many lines there are; an empty text has one."""
        return len(self._starts)

    def place(self, offset: int) -> Place:
        """The place of an offset; offsets outside the text are moved to its nearer end."""
        offset = min(max(offset, 0), self._length)
        line = bisect_right(self._starts, offset) - 1
        return Place(line, offset - self._starts[line])

    def number(self, offset: int) -> int:
        """The number of an offset's line in its file, counted from 1, for people."""
        return self.place(offset).line + 1 + self._above

    def offset(self, place: Place) -> int:
        """The offset of a place; a place outside the text is moved to the nearest one inside."""
        if place.line < 0:
            return 0
        if place.line >= len(self._starts):
            return self._length
        return min(self._starts[place.line] + max(place.column, 0), self.line(place.line).end)

    def line(self, number: int) -> Span:
        """The span of a line with its line end."""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self._length
        return Span(self._starts[number], end)
