"""Literal block scalars of YAML (`|`): the text that one is, line by line where it stands (YAML 1.2, chapter 8.1)."""

import re
from collections.abc import Iterator

from layerwise.embedded.embedded import Embedded
from layerwise.regex import regex
from layerwise.text import Span

_HEADER = regex(
    r"(?:[&!]\S*[ \t]+)*\|(?:(?P<indent>[1-9])|(?P<chomp>[+-])){0,2}[ \t]*(?:#[^\r\n]*)?(?P<end>\r?\n)"
)
_BEFORE = regex(r"[ ]*(?:-[ ]+)*")
_LINE = regex(r"(?P<content>[^\r\n]*)(?P<end>\r?\n|\Z)")


def literal(host: str, start: int) -> Embedded | None:
    """The literal scalar whose header, tag and anchor included, begins at an offset; None where none does.

    None too where lines end in another way than people's do, which YAML counts as line ends.
    """
    header = _HEADER.match(host, start)
    if header is None:
        return None
    lines = list(_lines(host, header.end()))
    indent = _indent(host, start, header, [line.of(host) for line, _ in lines])
    if indent is None:
        return None
    kept: list[tuple[Span, Span]] = []
    for line, end in lines:
        content = line.of(host)
        if content.strip(" ") and not content.startswith(" " * indent):
            break
        kept.append((Span(min(line.start + indent, line.end), line.end), end))
    return _embedded(host, kept, header["chomp"] or "", " " * indent, header["end"])


def _lines(host: str, start: int) -> Iterator[tuple[Span, Span]]:
    """The lines from an offset on, each with its line end; the last one has none."""
    while start < len(host):
        match = _LINE.match(host, start)
        if match is None:  # a lone carriage return
            return
        yield Span(*match.span("content")), Span(*match.span("end"))
        start = match.end()


def _indent(host: str, start: int, header: re.Match[str], lines: list[str]) -> int | None:
    """How far the text is indented: as the header says, counted from the key's column, else as its first line is."""
    if header["indent"] is not None:
        before = _BEFORE.match(host, host.rfind("\n", 0, start) + 1)
        return int(header["indent"]) + (len(before[0]) if before is not None else 0)
    number = next((number for number, line in enumerate(lines) if line.strip(" ")), None)
    if number is None:
        return None
    indent = len(lines[number]) - len(lines[number].lstrip(" "))
    # Blank lines above the first one must not be longer than its indent.
    return indent if indent and all(len(line) <= indent for line in lines[:number]) else None


def _embedded(
    host: str, lines: list[tuple[Span, Span]], chomp: str, indent: str, newline: str
) -> Embedded | None:
    trailing = 0
    while trailing < len(lines) and not lines[len(lines) - 1 - trailing][0].of(host):
        trailing += 1
    content = lines if chomp == "+" else lines[: len(lines) - trailing]
    if not content:
        return None
    pieces: list[str] = []
    places: list[int] = []
    for line, end in content:
        pieces.append(line.of(host))
        places += range(*line)
        if end.start < end.end:
            pieces.append("\n")
            places.append(end.start)
    last, end = content[-1]
    if chomp == "-" and end.start < end.end:
        pieces.pop()
        places.pop()
        end = Span(last.end, last.end)
    return Embedded(
        host=host, text="".join(pieces), places=(*places, end.end), indent=indent, newline=newline
    )
