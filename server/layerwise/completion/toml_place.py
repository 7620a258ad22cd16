r"""Where in a TOML text a cursor stands, though the text may be no TOML yet.

The text before the cursor is read piece by piece: what is written behind it does not matter, and a line that begins
like a key or a table ends whatever was left open above.
"""

import re
from enum import Enum, auto

from layerwise.records import dataclass
from layerwise.regex import regex
from layerwise.text import Span

_PIECE = regex(
    r"""
    (?P<blank>[ \t\r]+) | (?P<comment>\#.*)
    | (?P<long>\"\"\".*?(?:\"\"\"|\Z) | '''.*?(?:'''|\Z))
    | (?P<string>"(?:[^"\\]|\\.)*"? | '[^']*'?)
    | (?P<word>[\w-]+) | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADER = regex(r"[ \t]*\[\[?[ \t]*(?P<name>[\w.\"'-][\w.\"' \t-]*)\]\]?[ \t]*(?:#.*)?\r?")
_KEY = regex(r"[ \t]*[\w-]+(?:[ \t]*\.[ \t]*[\w-]+)*[ \t]*=")
_REST = regex(r"[\w-]*")
_LINE_REST = regex(r"[^\r\n]*")


class Part(Enum):
    """Which part of TOML is being written."""

    HEADER = auto()
    KEY = auto()
    VALUE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlPlace:
    """A cursor's place: `path` leads to it, the tables around it first.

    `span` is what is being written, for a header from its first bracket to the end of its line; `quote` is what stands
    before it. `in_list`: it is one of several values.
    """

    part: Part
    path: tuple[str, ...]
    span: Span
    quote: str = ""
    in_list: bool = False


def place_at(text: str, offset: int) -> TomlPlace | None:
    """The place of an offset; None in comments and long strings, and where nothing but a mark can be written."""
    table: tuple[str, ...] = ()
    reader = _Reader()
    *above, current = text[:offset].split("\n")
    start = 0
    for line in above:
        header = _HEADER.fullmatch(line)
        if header is not None:
            table = tuple(name.strip(" \t\"'") for name in header["name"].split("."))
            reader = _Reader()
        else:
            reader = _Reader() if _KEY.match(line) or not reader.is_open else reader
            reader.read(line, start)
        start += len(line) + 1
    if _KEY.match(current) or not reader.is_open:
        reader = _Reader()
    reader.read(current, start)
    return reader.place(text, offset, table)


class _Reader:
    """What is open after the pieces that were read: keys, lists and inline tables."""

    def __init__(self) -> None:
        self._open: list[tuple[str, tuple[str, ...]]] = []
        self._path: tuple[str, ...] = ()
        self._names: list[str] = []
        self._is_value = False
        self._is_done = False
        self._header: int | None = None
        self._last = ("blank", "", 0)

    @property
    def is_open(self) -> bool:
        """Whether a list goes on in the next line."""
        return any(mark == "[" for mark, _ in self._open) and self._header is None

    def read(self, line: str, start: int) -> None:
        """Take in a line."""
        for match in _PIECE.finditer(line):
            kind = match.lastgroup or ""
            self._last = (kind, match[0], start + match.start())
            if kind in {"word", "string"} and not self._is_value:
                self._names.append(match[0].strip("\"'"))
            elif kind in {"word", "string", "long"}:
                self._is_done = True
            elif kind == "mark":
                self._mark(match[0], start + match.start())

    def _mark(self, mark: str, at: int) -> None:
        if mark == "=" and not self._is_value:
            self._path, self._names, self._is_value = (*self._path, *self._names), [], True
        elif mark == "[" and not self._is_value:
            self._header = at if self._header is None else self._header
        elif mark in "[{":
            self._open.append((mark, self._path))
            self._is_value = mark == "["
        elif mark in "]}":
            self._path = self._open.pop()[1] if self._open else self._path
            self._is_value = self._is_done = True
        elif mark == "," and self._open:
            opened, self._path = self._open[-1]
            self._is_value, self._is_done, self._names = opened == "[", False, []

    def place(self, text: str, offset: int, table: tuple[str, ...]) -> TomlPlace | None:
        """The place behind all that was read."""
        kind, last, at = self._last
        is_unclosed = kind == "string" and (len(last) == 1 or last[-1] != last[0])
        is_being_written = kind == "word" or is_unclosed
        if kind in {"comment", "long"} or (self._is_done and not is_being_written):
            return None
        begin = at if kind == "word" else at + 1 if is_unclosed else offset
        span = Span(begin, _end(_REST, text, offset))
        quote = last[0] if is_unclosed else ""
        if self._header is not None:
            return TomlPlace(
                part=Part.HEADER, path=(), span=Span(self._header, _end(_LINE_REST, text, offset))
            )
        if self._is_value:
            in_list = bool(self._open) and self._open[-1][0] == "["
            path = (*table, *self._path)
            return TomlPlace(part=Part.VALUE, path=path, span=span, quote=quote, in_list=in_list)
        names = self._names[:-1] if is_being_written else self._names
        if names and kind in {"blank", "string"} and not is_being_written:
            return None  # an equals sign comes next
        return TomlPlace(part=Part.KEY, path=(*table, *self._path, *names), span=span, quote=quote)


def _end(pattern: re.Pattern[str], text: str, offset: int) -> int:
    match = pattern.match(text, offset)
    return match.end() if match else offset
