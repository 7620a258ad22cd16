"""Here-documents: which ones a line announces, and their bodies (BuildKit, `parser/parser.go`)."""

from collections.abc import Sequence

from layerwise.regex import regex
from layerwise.syntax.lexer import Lexer
from layerwise.syntax.lines import Line
from layerwise.syntax.substitutions import LexError
from layerwise.syntax.tree import Heredoc, Joined
from layerwise.text import Span
from layerwise.tuples import NamedTuple

_MARK = regex(r"[0-9]*<<(-?)[\t\n\f\r ]*([^<]+)")
_LINE = regex(r"[^\n]*\n|[^\n]+")
_QUOTES = regex("['\"]")


class Mark(NamedTuple):
    """What `<<name` announces."""

    name: str
    expands: bool
    strips_tabs: bool


def read_marks(line: str) -> tuple[Mark, ...]:
    """The heredocs that a joined line announces; none where its quotes or variables are at fault.

    The escape is always a backslash here, whatever the directive says.
    """
    if "<<" not in line:
        return ()
    words = _words(line, keeps_quotes=True, keeps_escapes=True)
    marks = (_mark(match[1], match[2]) for word in words if (match := _MARK.fullmatch(word)))
    return tuple(mark for mark in marks if mark)


def _mark(dash: str, rest: str) -> Mark | None:
    plain = _words(rest)
    if len(plain) != 1:
        return None
    quoted = _words(rest, keeps_quotes=True)
    expands = len(_QUOTES.findall(plain[0])) == len(_QUOTES.findall(quoted[0]))
    return Mark(plain[0], expands, strips_tabs=dash == "-")


def _words(source: str, *, keeps_quotes: bool = False, keeps_escapes: bool = False) -> list[str]:
    try:
        return Lexer(source, None, keeps_quotes=keeps_quotes, keeps_escapes=keeps_escapes).words()
    except LexError:
        return []


class Bodies(NamedTuple):
    """The heredocs of one instruction, and the number of the line after them."""

    heredocs: tuple[Heredoc, ...]
    after: int


def read_bodies(text: str, lines: Sequence[Line], first: int, marks: Sequence[Mark]) -> Bodies:
    """The bodies from line `first` on, one after the other."""
    heredocs: list[Heredoc] = []
    for mark in marks:
        number = first
        while number < len(lines) and not _ends(lines[number], mark):
            number += 1
        heredocs.append(_heredoc(text, lines, first, number, mark))
        first = min(number + 1, len(lines))
    return Bodies(tuple(heredocs), first)


def _ends(line: Line, mark: Mark) -> bool:
    return (line.text.lstrip("\t") if mark.strips_tabs else line.text) == mark.name


def _heredoc(text: str, lines: Sequence[Line], first: int, last: int, mark: Mark) -> Heredoc:
    """The heredoc with the body from line `first` and its terminator, if there is one, in line `last`."""
    start = lines[first - 1].end
    body_end = lines[last - 1].end
    is_open = last == len(lines)
    end = body_end if is_open else lines[last].start + len(lines[last].text)
    body = text[start:body_end]
    joined = _without_tabs(body, start) if mark.strips_tabs else Joined(body, (0,), (start,))
    return Heredoc(
        name=mark.name,
        lines=joined,
        expands=mark.expands,
        strips_tabs=mark.strips_tabs,
        span=Span(start, end),
        body_span=Span(start, body_end),
        is_open=is_open,
    )


def _without_tabs(body: str, start: int) -> Joined:
    """A body whose lines have lost the tabs in front."""
    texts, starts, origins = [""], [0], [start]
    for line in _LINE.findall(body):
        text = line.lstrip("\t")
        starts.append(starts[-1] + len(texts[-1]))
        origins.append(start + len(line) - len(text))
        texts.append(text)
        start += len(line)
    return Joined("".join(texts), tuple(starts), tuple(origins))
