"""Between the core's values and the protocol's: places, severities, paths. Only this file counts UTF-16."""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath, PureWindowsPath
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from lsprotocol import types

from layerwise.findings.finding import Severity
from layerwise.regex import regex
from layerwise.text import Edit, Lines, Place, Span

_DRIVE = regex(r"/[A-Za-z]:")
_LAST_OF_ONE_UNIT = "\uffff"
_MARKUP = regex(
    r"""
    ^```.*\n?                             # a fence
    | (?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)  # code keeps its stars and underscores
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | \[(?P<label>(?:[^\]\[\\]|\\.)*)\]\([^()]*\)  # a link
    | \*\*? | ^\#+[ ]
    """,
    re.MULTILINE | re.VERBOSE,
)

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


class Places(Protocol):
    """Maps offsets of one text to positions in a document, and back."""

    def holds(self, position: types.Position) -> bool:
        """Whether a position lies in the text."""

    def position(self, offset: int) -> types.Position:
        """The position of an offset."""

    def range(self, span: Span) -> types.Range:
        """The range of a span."""

    def offset(self, position: types.Position) -> int:
        """The offset of a position; outside the text or inside a character, of the place before it."""

    def span(self, range_: types.Range) -> Span:
        """The span of a range."""

    def edits(self, edits: Sequence[Edit]) -> list[types.TextEdit] | None:
        """The edits as text edits of the document, None where they cannot be made there."""


class Positions:
    """The places of a text that is the whole document, in the encoding agreed with the client."""

    __slots__ = ("_lines", "_text", "_units")

    def __init__(self, text: str, encoding: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._units = _UNITS[encoding]

    def holds(self, position: types.Position) -> bool:
        """Whether a position lies in the text: all do."""
        del position
        return True

    def position(self, offset: int) -> types.Position:
        """The position of an offset."""
        place = self._lines.place(offset)
        start = self._lines.line(place.line).start
        return types.Position(place.line, self._units(self._text[start : start + place.column]))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The offset of a position; outside the text or inside a character, of the place before it."""
        if not 0 <= position.line < len(self._lines):
            return self._lines.offset(Place(position.line, 0))
        line = self._lines.line(position.line)
        text = line.of(self._text).rstrip("\r\n")
        return line.start + _column(text, position.character, self._units)

    def span(self, range_: types.Range) -> Span:
        """The span of a range."""
        start, end = self.offset(range_.start), self.offset(range_.end)
        return Span(min(start, end), max(start, end))

    def edits(self, edits: Iterable[Edit]) -> list[types.TextEdit]:
        """The edits as text edits, after which the text is the same in every editor."""
        written = _joined_to_the_end(tuple(edits), self._text)
        return [types.TextEdit(self.range(edit.span), edit.text) for edit in written]


def _joined_to_the_end(edits: tuple[Edit, ...], text: str) -> tuple[Edit, ...]:
    """The edits, with lines that are inserted below the last one appended to what stands before them.

    Neovim from 0.9 on leaves an empty line below what is inserted where the text ends.
    """
    ending = "\r\n" if text.endswith("\r\n") else "\n"
    end = Span(len(text), len(text))
    last = next((edit for edit in edits if edit.span == end), None)
    if last is None or not text.endswith(ending) or not last.text.endswith(ending):
        return edits
    others = tuple(edit for edit in edits if edit is not last)
    above = next((edit for edit in others if edit.span.end == end.start), None)
    if above is not None:
        joined = Edit(above.span, above.text + last.text)
        return tuple(joined if edit is above else edit for edit in others)
    place = len(text) - len(ending)
    return (*others, Edit(Span(place, place), ending + last.text.removesuffix(ending)))


def _column(text: str, character: int, units: Callable[[str], int]) -> int:
    """The index in a line that lies `character` units from its start."""
    if text.isascii():
        return min(max(character, 0), len(text))
    passed = 0
    for index, letter in enumerate(text):
        passed += units(letter)
        if passed > character:
            return index
    return len(text)


def _utf16(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(letter > _LAST_OF_ONE_UNIT for letter in text)


def _utf8(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


_UNITS: dict[str, Callable[[str], int]] = {
    types.PositionEncodingKind.Utf8.value: _utf8,
    types.PositionEncodingKind.Utf16.value: _utf16,
    types.PositionEncodingKind.Utf32.value: len,
}


def path_of(uri: str) -> Path | None:
    """The path that a URI names, None where it names no file."""
    try:
        name = file_name(uri, is_windows=os.name == "nt")
    except ValueError:  # "file://[" is no URI at all
        return None
    return None if name is None else Path(name)


def file_name(uri: str, *, is_windows: bool) -> str | None:
    """The file name in a URI; on Windows `/c%3A/x` is `c:/x` and a host is the server of a share."""
    scheme, host, path, query, fragment = urlsplit(uri)
    # An editor that leaves `?` and `#` unescaped means the characters: a file has no query.
    path = unquote(
        path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else ""),
        errors="surrogateescape",
    )
    if scheme != "file" or not path.startswith("/") or "\0" in path:
        return None
    if host and host != "localhost":
        return f"//{unquote(host)}{path}" if is_windows else None  # elsewhere it is another machine's file
    if is_windows and _DRIVE.match(path):
        return path[1:]
    return path


def uri_of(path: PurePath) -> str:
    """The URI of an absolute path; the server of a share is its host, as on Windows only."""
    name = path.as_posix()
    if name.startswith("//") and isinstance(path, PureWindowsPath):
        return f"file:{quote(name, errors='surrogateescape')}"
    return f"file:///{quote(name.lstrip('/'), errors='surrogateescape')}"


def plain(markdown: str) -> str:
    """Markdown as plain text, for clients that show it raw."""
    return _MARKUP.sub(lambda match: match["code"] or match["escaped"] or match["label"] or "", markdown)
