"""HCL text as blocks and attributes with their places; knows no file's meaning, and evaluates nothing.

Read are strings with `${name}`, heredocs, numbers, booleans, names, lists and maps. Every other expression (calls,
operators, conditions) is Unknown.
"""

import re

from layerwise.manifests.hcl_values import Attribute, Block, Expression, Items, Members, Name, Null, Template
from layerwise.regex import regex
from layerwise.text import Span
from layerwise.unknown import Unknown

MAX_LENGTH = 200_000

_DEEPEST = 50
_BLANK = regex(r"(?:[ \t\r]|(?:\#|//)[^\n]*|/\*[\s\S]{0,9999}?\*/)*")
_BLANKS = regex(r"(?:\s|(?:\#|//)[^\n]*|/\*[\s\S]{0,9999}?\*/)*")
_NAME = regex(r"[A-Za-z_][\w-]*")
_NUMBER = regex(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_COLLECTION = regex(r"[\[{](?P<for>\s*for\s)?")
_HEREDOC = regex(r"<<(-?)([A-Za-z_][\w-]*)[ \t\r]*\n")
_PLAIN = regex(r'(?:[^"\\$%]|\\.|\$\$\{|%%\{|[$%](?!\{))+')
_PLAIN_IN_HEREDOC = regex(r"(?:[^$%]|\$\$\{|%%\{|[$%](?!\{))+")
_SPECIAL = regex(r"\\[\s\S]|\$\$\{|%%\{|([$%]\{)")
_ESCAPE = regex(r"\\(u[0-9A-Fa-f]{4}|.)|\$(?=\$\{)|%(?=%\{)")
_DOUBLED = regex(r"\$(?=\$\{)|%(?=%\{)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_MATCHING = {"(": ")", "[": "]", "{": "}", '"': '"'}
_ENDS = frozenset({"", "\n", ",", "]", "}", ")"})  # what may follow a value
_NO_NAME = frozenset({"true", "false", "null"})


class _BrokenError(Exception):
    """The text is no HCL from here on."""


def load(text: str) -> Block | Unknown:
    """The file as one block without a kind; Unknown where it is no HCL."""
    if len(text) > MAX_LENGTH:
        return Unknown("the file is too long to read")
    try:
        return _Reader(text).body("", (), Span(0, 0), "")
    except _BrokenError as error:
        return Unknown(f"it is not HCL ({error})")


def template(text: str) -> Template:
    """The parts of a string that stands outside of HCL, as in `docker-bake.json`."""
    try:
        return _Reader(text).parts("", _PLAIN_IN_HEREDOC)
    except _BrokenError:
        return Template((Unknown("a template in it is malformed"),))


class _Reader:
    """A place in a text, moved on by what is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.unclosed: set[str] = set()  # marks of heredocs whose end nobody has to look for again

    def body(self, kind: str, labels: tuple[str, ...], span: Span, end: str) -> Block:
        """Attributes and blocks up to `end`, which is "" for the end of the text."""
        attributes: dict[str, Attribute] = {}
        blocks: list[Block] = []
        self._enter()
        while self._skip(_BLANKS) and not self._ends(end):
            start = self.at
            name = self._match(_NAME)
            self._skip(_BLANK)
            if self._take("="):
                value = self.expression()
                attributes.setdefault(name, Attribute(value, Span(start, self.at)))
            else:
                inner = self._labels()
                head = Span(start, self.at)
                self._need("{")
                blocks.append(self.body(name, inner, head, "}"))
        self.depth -= 1
        return Block(kind, labels, attributes, tuple(blocks), span)

    def expression(self) -> Expression:
        """The value here; what follows it up to the end of the line must be nothing more."""
        self._skip(_BLANK)
        start, depth = self.at, self.depth
        self._enter()
        try:
            value = self._primary()
            self._skip(_BLANK)
            is_read = self.text[self.at : self.at + 1] in _ENDS
        except _BrokenError:
            self.at, is_read = start, False
        self.depth = depth
        if is_read:
            return value
        self._pass_over()
        return Unknown("the expression is not read")

    def parts(self, end: str, plain: re.Pattern[str]) -> Template:
        """The parts of a string up to its end."""
        found: list[str | Name | Unknown] = []
        while not (self._take(end) if end else self.at >= len(self.text)):
            if self.text.startswith(("${", "%{"), self.at):
                found.append(self._interpolation())
                continue
            match = plain.match(self.text, self.at)
            if match is None:
                raise _BrokenError("a string is not closed")
            self.at = match.end()
            found.append((_ESCAPE if end else _DOUBLED).sub(_unescaped, match[0]))
        return Template(tuple(found))

    def _primary(self) -> Expression:
        if self._take('"'):
            return self.parts('"', _PLAIN)
        if opening := _COLLECTION.match(self.text, self.at):
            self.at += 1
            if opening["for"]:
                raise _BrokenError("it is computed")
            return self._list() if opening[0].startswith("[") else self._map()
        if heredoc := _HEREDOC.match(self.text, self.at):
            return self._heredoc(heredoc)
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            return Template((number[0],))
        name = self._match(_NAME)
        if name in _NO_NAME:
            return Null() if name == "null" else Template((name,))
        parts = [name]
        while self.text.startswith(".", self.at) and (more := _NAME.match(self.text, self.at + 1)):
            parts.append(more[0])
            self.at = more.end()
        return Name(tuple(parts))

    def _list(self) -> Expression:
        found: list[Expression] = []
        while self._skip(_BLANKS) and not self._ends("]"):
            found.append(self.expression())
            self._skip(_BLANKS)
            if not self.text.startswith("]", self.at):
                self._need(",")
        return Items(tuple(found))

    def _map(self) -> Expression:
        found: dict[str, Expression] = {}
        while self._skip(_BLANKS) and not self._ends("}"):
            key = self._key()
            self._skip(_BLANK)
            if not (self._take("=") or self._take(":")):
                raise _BrokenError("a map is malformed")
            value = self.expression()
            if key is not None:
                found[key] = value
            self._skip(_BLANKS)
            self._take(",")
        return Members(found)

    def _key(self) -> str | None:
        """The key of a map's member, None where it is computed."""
        if self._take('"'):
            parts = self.parts('"', _PLAIN).parts
            return "".join(map(str, parts)) if all(isinstance(part, str) for part in parts) else None
        return self._match(_NAME)

    def _heredoc(self, head: re.Match[str]) -> Template:
        is_known = head[2] in self.unclosed
        ends = re.compile(rf"^[ \t]*{head[2]}[ \t\r]*$", re.MULTILINE)
        end = None if is_known else ends.search(self.text, head.end())
        if end is None:
            self.unclosed.add(head[2])
            raise _BrokenError("a heredoc is not closed")
        lines = self.text[head.end() : end.start()].splitlines(keepends=True)
        indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        self.at = end.end()
        return template("".join(line[indent:] if head[1] else line for line in lines))

    def _interpolation(self) -> Name | Unknown:
        """What stands between `${` and its `}`."""
        is_directive = self.text.startswith("%", self.at)
        self.at += 2
        self._take("~")
        value: Expression = self.expression()
        self._take("~")
        self._need("}")
        is_plain = isinstance(value, Name) and not is_directive
        return value if is_plain and isinstance(value, Name) else Unknown("a template in it is not read")

    def _labels(self) -> tuple[str, ...]:
        found: list[str] = []
        while not self.text.startswith("{", self.at):
            key = self._key()
            if key is None:
                raise _BrokenError("a label is computed")
            found.append(key)
            self._skip(_BLANK)
        return tuple(found)

    def _pass_over(self) -> None:
        """Go on to the end of an expression: a line's end, a comma or a bracket that it does not open."""
        closers: list[str] = []
        while True:
            is_text = bool(closers) and closers[-1] == '"'
            if not is_text:
                self._skip(_BLANKS if closers else _BLANK)
            character = self.text[self.at : self.at + 1]
            if not closers and character in _ENDS:
                return
            if not character:
                raise _BrokenError("a bracket is not closed")
            if is_text and (special := _SPECIAL.match(self.text, self.at)):
                self.at = special.end()
                closers += "}" if special[1] else ""
                continue
            self.at += 1
            if closers and character == closers[-1]:
                closers.pop()
            elif not is_text and character in _MATCHING:
                closers.append(_MATCHING[character])

    def _ends(self, end: str) -> bool:
        if self.at >= len(self.text):
            if end:
                raise _BrokenError("a bracket is not closed")
            return True
        return bool(end) and self._take(end)

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _BrokenError("it is nested too deeply")

    def _skip(self, blank: re.Pattern[str]) -> bool:
        match = blank.match(self.text, self.at)
        assert match, "a blank may be empty"
        self.at = match.end()
        return True

    def _take(self, text: str) -> bool:
        if not text or not self.text.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def _need(self, text: str) -> None:
        if not self._take(text):
            raise _BrokenError(f"{text} is missing")

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _BrokenError("a name is missing")
        self.at = match.end()
        return match[0]


def _unescaped(match: re.Match[str]) -> str:
    escaped = match[1] if match.re.groups else None
    if escaped is None:
        return ""
    return chr(int(escaped[1:], 16)) if len(escaped) > 1 else _ESCAPES.get(escaped, escaped)
