r"""Physical lines as the builder reads them, and continued lines joined to one.

The builder ends lines at `\n` alone, so that form feeds and U+2028 stand inside a line, and takes
carriage returns off their ends (BuildKit, `parser/parser.go`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from layerwise.syntax.tree import Joined
from layerwise.text import Span
from layerwise.tuples import NamedTuple

BLANKS = "\t\v\f\r "
"""What separates words."""
SPACES = (
    BLANKS + "\n\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)
"""What is taken off the ends of lines: Go's `unicode.IsSpace`, which is not quite Python's."""
BYTE_ORDER_MARK = "\ufeff"


class Line(NamedTuple):
    """A physical line: its text without line end, where that starts, and where the line with its end ends."""

    text: str
    start: int
    end: int


def split_lines(text: str, start: int = 0) -> list[Line]:
    """The lines of a text that begins at an offset; a byte order mark at the very top belongs to no line's text."""
    lines: list[Line] = []
    last = start + len(text)
    for content in text.split("\n"):
        end = min(start + len(content) + 1, last)
        if start == 0 and content.startswith(BYTE_ORDER_MARK):
            lines.append(Line(content[1:].rstrip("\r"), 1, end))
        elif start < end:
            lines.append(Line(content.rstrip("\r"), start, end))
        start = end
    return lines


def comment_span(line: Line) -> Span | None:
    """The span of a comment from its `#`, None where the line is no comment."""
    text = line.text.lstrip(SPACES)
    if not text.startswith("#"):
        return None
    end = line.start + len(line.text)
    return Span(end - len(text), end)


def is_blank(line: Line) -> bool:
    """Whether nothing but white space stands in the line."""
    return not line.text.strip(SPACES)


class LogicalLine(NamedTuple):
    """A line with its continuations: `first` and `after` are the numbers of its first line and of the next.

    `stop` is the offset after its last character. `is_open`: the file ends where a continuation is due.
    """

    joined: Joined
    comments: tuple[Span, ...]
    first: int
    after: int
    stop: int
    is_open: bool


def join(lines: Sequence[Line], first: int, escape: str) -> LogicalLine:
    """The logical line that starts at line `first`, which is neither blank nor a comment."""
    line = lines[first]
    if not line.text.rstrip().endswith(escape):
        joined = _strip(Joined(line.text, (0,), (line.start,)))
        return LogicalLine(joined, (), first, first + 1, joined.origins[0] + len(joined.text), is_open=False)
    return _join(lines, first, escape)


def _join(lines: Sequence[Line], first: int, escape: str) -> LogicalLine:
    pieces: list[tuple[str, int]] = []
    comments: list[Span] = []
    is_open = True
    number = first
    stop = lines[first].start
    while is_open and number < len(lines):
        line = lines[number]
        comment = comment_span(line)
        if comment:
            comments.append(comment)
        elif not is_blank(line):
            piece = _before_escape(line.text, escape)
            is_open = piece is not None
            pieces.append((line.text if piece is None else piece, line.start))
            stop = line.start + len(line.text.rstrip(SPACES))
        number += 1
    return LogicalLine(_strip(_glue(pieces)), tuple(comments), first, number, stop, is_open)


def _before_escape(line: str, escape: str) -> str | None:
    """The line up to the escape that continues it, None where the line ends here."""
    text = line.rstrip(" \t")
    if not text.endswith(escape) or text.endswith(escape * 2):
        return None
    return text[:-1]


def _glue(pieces: Sequence[tuple[str, int]]) -> Joined:
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for text, origin in pieces:
        if text:
            starts.append(length)
            origins.append(origin)
            length += len(text)
    if not starts:
        return Joined("", (0,), (pieces[0][1],))
    return Joined("".join(text for text, _ in pieces), tuple(starts), tuple(origins))


def _strip(joined: Joined) -> Joined:
    start = len(joined.text) - len(joined.text.lstrip(SPACES))
    return cut(joined, start, len(joined.text.rstrip(SPACES)))


def cut(joined: Joined, start: int, end: int) -> Joined:
    """The part from `start` to `end`; an empty part stands directly after the text before it."""
    if end <= start:
        after = joined.span(0, min(start, len(joined.text))).end
        return Joined("", (0,), (after,))
    if len(joined.starts) == 1:
        return Joined(joined.text[start:end], (0,), (joined.origins[0] + start,))
    low = bisect_right(joined.starts, start) - 1
    high = bisect_left(joined.starts, end)
    starts = (0, *(piece - start for piece in joined.starts[low + 1 : high]))
    return Joined(joined.text[start:end], starts, (joined.offset(start), *joined.origins[low + 1 : high]))
