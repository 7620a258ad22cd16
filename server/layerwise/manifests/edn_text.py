"""EDN text, and Clojure's own syntax around it, as plain forms; knows no file's meaning, and evaluates nothing."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

MAX_LENGTH = 1_000_000
MAX_DEPTH = 200


class Name(NamedTuple):
    """A keyword, symbol, number or character as written: ":deps", "org.clojure/clojure", "1.5"."""

    text: str


class Form(NamedTuple):
    """A collection or a marked form: `opener` is "(", "[", "{", "#{", or a mark such as "#=", "~", "#tag"."""

    opener: str
    items: tuple["Edn", ...]

    def get(self, key: str) -> "Edn | None":
        """The value of a keyword in a map."""
        return next((value for one, value in self.pairs() if one == Name(key)), None)

    def pairs(self) -> Iterator[tuple["Edn", "Edn"]]:
        """The keys and values of a map, or of a list that is written like one."""
        return zip(self.items[::2], self.items[1::2], strict=False)

    def all(self) -> Iterator["Form"]:
        """This form and all forms in it."""
        waiting = [self]
        while waiting:
            form = waiting.pop()
            yield form
            waiting += [one for one in form.items if isinstance(one, Form)]


Edn: TypeAlias = str | Name | Form

_TOKEN = regex(
    r"""(?P<blank>[\s,]+|;[^\n]*)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<pattern>\#"(?:[^"\\]|\\.)*")"""
    r"""|(?P<open>\#\{|\#\?@\(|\#\?\(|\#\(|[(\[{])|(?P<close>[)\]}])|(?P<drop>\#_)"""
    r"""|(?P<mark>\#=|\#'|\#\^|\#:{1,2}[^\s,()\[\]{}";]*|~@|['`~@^])|(?P<tag>\#[^\s,()\[\]{}";\#]+)"""
    r"""|(?P<name>\\(?:[^\s,()\[\]{}";]+|.)|[^\s,()\[\]{}";\\'`~@^\#][^\s,()\[\]{}";@^`~\\]*)""",
    re.DOTALL,
)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_ESCAPE = regex(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_MARKS_OF_TWO = ("^", "#^")


def load(text: str) -> Form | Unknown:
    """The forms of a text, as the items of one form; Unknown where brackets or quotes do not fit."""
    if len(text) > MAX_LENGTH:
        return Unknown("the file is too long to read")
    reader = _Reader()
    at = 1 if text.startswith("\ufeff") else 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        problem = "it is not EDN" if found is None else reader.take(found.lastgroup or "", found[0])
        if found is None or problem:
            return Unknown(f"{problem} (line {text.count(chr(10), 0, at) + 1})")
        at = found.end()
    return reader.result()


class _Reader:
    """The collections that are open, each with what it holds so far."""

    __slots__ = ("open",)

    def __init__(self) -> None:
        self.open: list[tuple[str, list[Edn]]] = [("", [])]

    def take(self, kind: str, token: str) -> str | None:
        """Take in one token; what is wrong with it, if anything is."""
        if kind in {"open", "mark", "tag", "drop"}:
            self.open.append((token, []))
            return "it is nested too deep" if len(self.open) > MAX_DEPTH else None
        if kind == "close":
            opener, items = self.open.pop()
            if _CLOSING.get(opener[-1:]) != token or opener == "#_":
                return f"a {token} closes nothing"
            self._add(Form(opener, tuple(items)))
        elif kind == "text":
            self._add(_ESCAPE.sub(_unescaped, token[1:-1]))
        elif kind != "blank":
            self._add(Name(token))
        return None

    def _add(self, value: Edn) -> None:
        """Put a value into the collection; marks in front of it end with it."""
        opener, items = self.open[-1]
        items.append(value)
        is_collection = opener == "" or opener[-1:] in _CLOSING
        if is_collection or (opener in _MARKS_OF_TWO and len(items) < len(_MARKS_OF_TWO)):
            return
        self.open.pop()
        if opener in _MARKS_OF_TWO:
            self._add(items[1])  # metadata falls away
        elif opener != "#_":
            self._add(Form(opener, tuple(items)))

    def result(self) -> Form | Unknown:
        """All forms, where nothing is open."""
        if len(self.open) > 1:
            return Unknown(f"a {self.open[-1][0]} is not closed")
        return Form("", tuple(self.open[0][1]))


def _unescaped(found: re.Match[str]) -> str:
    said = found[1]
    return chr(int(said[1:], 16)) if len(said) > 1 else _ESCAPED.get(said, said)
