"""Where keys and values stand in the text of a TOML document that is known to be one; `toml_text` has the values."""

import re
from typing import TypeAlias

from layerwise.manifests import toml_text
from layerwise.regex import regex
from layerwise.text import Span
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

Path: TypeAlias = tuple[str | int, ...]

_BLANK = regex(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = regex(r"[ \t]*")
_BARE = regex(r"[A-Za-z0-9_-]+")
_QUOTED = regex(r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'")
_MULTILINE = regex(r'"""(?:[^\\]|\\.)*?"{3,5}(?!")|' r"'''.*?'{3,5}(?!')", re.DOTALL)
_PLAIN = regex(r"[^\s,\]}#]+(?: \d\d:[^\s,\]}#]+)?")  # numbers, booleans, dates with a blank before the time


class Place(NamedTuple):
    """Where a key and its value stand; those of an element of an array are the same, of a table its header's."""

    key: Span
    value: Span


def places(text: str) -> dict[Path, Place]:
    """The places of all keys, tables and elements of arrays, by the names and numbers that lead to them."""
    scanner = _Scanner(text)
    try:
        scanner.document()
    except (IndexError, RecursionError):
        assert isinstance(toml_text.load(text), Unknown), "a TOML document is read to its end"
    return scanner.found


class _Scanner:
    """A walk through a document from its start to its end; not one of the text's faults is looked for."""

    def __init__(self, text: str) -> None:
        self.found: dict[Path, Place] = {}
        self._text = text
        self._at = 0
        self._counts: dict[Path, int] = {}  # of the elements that an array of tables has so far

    def document(self) -> None:
        """Find everything."""
        self._at = self._text.startswith("\ufeff")
        table: Path = ()
        while self._skip(_BLANK) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        """A table's header, or that of one more table of an array."""
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        names, span = self._key()
        self._at += 2 if is_array else 1
        path: Path = ()
        for number, name in enumerate(names):
            path = (*path, name)
            self.found.setdefault(path, Place(span, span))
            if is_array and number == len(names) - 1:
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        self.found[path] = Place(span, span)
        return path

    def _pair(self, table: Path) -> None:
        names, span = self._key()
        self._at += len("=")
        self._skip(_SPACE)
        for count in range(1, len(names)):
            self.found.setdefault((*table, *names[:count]), Place(span, span))
        self._value((*table, *names), span)

    def _key(self) -> tuple[tuple[str, ...], Span]:
        """The names of a dotted key, and where they stand; what follows them is next."""
        self._skip(_SPACE)
        names = []
        start = end = self._at
        while True:
            match = _BARE.match(self._text, self._at) or _QUOTED.match(self._text, self._at)
            if match is None:
                raise IndexError
            names.append(_name(match[0]))
            self._at = end = match.end()
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return tuple(names), Span(start, end)
            self._at += 1
            self._skip(_SPACE)

    def _value(self, path: Path, key: Span | None) -> None:
        """A value, and all that it holds; an element of an array is its own key."""
        start = self._at
        # Its place comes before those of its parts, so that the order is the text's.
        self.found[path] = Place(key or Span(start, start), Span(start, start))
        match self._text[start]:
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case _:
                found = next(
                    (m for p in (_MULTILINE, _QUOTED, _PLAIN) if (m := p.match(self._text, start))), None
                )
                if found is None:
                    raise IndexError
                self._at = found.end()
        span = Span(start, self._at)
        self.found[path] = Place(key or span, span)

    def _array(self, path: Path) -> None:
        self._at += 1
        count = 0
        while self._text[self._skip(_BLANK)] != "]":
            self._value((*path, count), None)
            count += 1
            if self._text[self._skip(_BLANK)] == ",":
                self._at += 1
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        while self._text[self._skip(_BLANK)] != "}":
            self._pair(path)
            if self._text[self._skip(_BLANK)] == ",":
                self._at += 1
        self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        """Pass over what a pattern matches here, and say where that ends."""
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at


def _name(written: str) -> str:
    """The name that a part of a key is, its quotes and escapes resolved."""
    if written.startswith("'"):
        return written[1:-1]
    if not written.startswith('"'):
        return written
    value = toml_text.load(f"name = {written}")
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) else written
