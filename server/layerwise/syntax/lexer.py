"""BuildKit's lexer for words: quotes, escapes and variables (`frontend/dockerfile/shell/lex.go`).

Two users: `expand.py`, which wants the value of a word, and `heredocs.py`, which wants the words of a line
with quotes and variables left in.
"""

from collections.abc import Callable

from layerwise.regex import regex
from layerwise.syntax.lines import BYTE_ORDER_MARK, SPACES
from layerwise.syntax.substitutions import LexError, Value, choose, concatenate, remove, substitute

Lookup = Callable[[str], Value | None]

# BuildKit has no limit; without one, five thousand nested `${a:-` would exhaust Python's stack.
_MAX_DEPTH = 50
_PLAIN = regex(r"[\w.:=,@+-]+")
_SPECIAL_PARAMETERS = "@*#?-$!"


class Words:
    """Collects words: white space ends one unless it is added raw."""

    __slots__ = ("_word", "done")

    def __init__(self) -> None:
        self.done: list[str] = []
        self._word: list[str] = []

    def add(self, text: str) -> None:
        """Adds text whose white space separates words."""
        for char in text:
            if char in SPACES:
                self.end()
            else:
                self._word.append(char)

    def add_raw(self, text: str) -> None:
        """Adds text that belongs to the present word whatever it holds."""
        self._word.append(text)

    def end(self) -> None:
        """Ends the present word; one without characters is none."""
        word = "".join(self._word)
        if word:
            self.done.append(word)
        self._word.clear()


class Lexer:
    """Reads one source once.

    `lookup` is None in raw mode: variables stay as written, as do quotes with `keeps_quotes` and escapes
    with `keeps_escapes`.
    """

    __slots__ = ("_depth", "_escape", "_keeps_escapes", "_keeps_quotes", "_lookup", "_position", "_source")

    def __init__(
        self,
        source: str,
        lookup: Lookup | None,
        escape: str = "\\",
        *,
        keeps_quotes: bool = False,
        keeps_escapes: bool = False,
    ) -> None:
        self._source = source.removeprefix(BYTE_ORDER_MARK)  # Go's scanner skips it.
        self._lookup = lookup
        self._escape = escape
        self._keeps_quotes = keeps_quotes
        self._keeps_escapes = keeps_escapes
        self._position = 0
        self._depth = 0

    def value(self) -> Value:
        """The value of the whole source; raises LexError."""
        return self._until("", Words(), keeps_escapes=self._keeps_escapes)

    def words(self) -> list[str]:
        """The words of the source; raises LexError."""
        words = Words()
        self._until("", words, keeps_escapes=self._keeps_escapes)
        words.end()
        return words.done

    def _peek(self) -> str:
        return self._source[self._position : self._position + 1]

    def _next(self) -> str:
        char = self._peek()
        self._position += 1
        return char

    def _until(self, stop: str, words: Words, *, keeps_escapes: bool) -> Value:
        """The value up to the character `stop`, which is consumed, or up to the end where it is empty."""
        outer, self._keeps_escapes = self._keeps_escapes, keeps_escapes
        pieces: list[Value] = []
        while char := self._peek():
            if char == stop:
                self._position += 1
                break
            self._piece(char, pieces, words)
        else:
            if stop:
                raise LexError(f"a substitution lacks its {stop}")
        self._keeps_escapes = outer
        return concatenate(pieces)

    def _piece(self, char: str, pieces: list[Value], words: Words) -> None:
        if char == "'":
            quoted: Value = self._single_quoted()
        elif char == '"':
            quoted = self._double_quoted()
        elif char == "<":
            quoted = self._heredoc_mark()
        elif char == "$":
            value = self._dollar()
            pieces.append(value)
            # The words of what is put in are nobody's question, and it may be long.
            words.add(value if self._lookup is None and isinstance(value, str) else "")
            return
        elif char == self._escape:
            quoted = self._escaped()
        else:
            plain = _PLAIN.match(self._source, self._position)
            text = plain[0] if plain else char
            self._position += len(text)
            pieces.append(text)
            if plain:
                words.add_raw(text)
            else:
                words.add(text)
            return
        pieces.append(quoted)
        words.add_raw(quoted if isinstance(quoted, str) else "")

    def _escaped(self) -> str:
        """An escape outside quotes with its character; an escape at the end is dropped unless kept."""
        escape = self._next()
        return (escape if self._keeps_escapes else "") + self._next()

    def _single_quoted(self) -> str:
        end = self._source.find("'", self._position + 1)
        if end < 0:
            raise LexError("a single quote is not closed")
        text = self._source[self._position : end + 1]
        self._position = end + 1
        return text if self._keeps_quotes else text[1:-1]

    def _double_quoted(self) -> Value:
        self._position += 1
        quote = '"' if self._keeps_quotes else ""
        pieces: list[Value] = [quote]
        while char := self._peek():
            if char == '"':
                self._position += 1
                return concatenate([*pieces, quote])
            if char == "$":
                pieces.append(self._dollar())
                continue
            self._position += 1
            if char == self._escape:
                pieces.append(self._escaped_in_quotes())
            else:
                pieces.append(char)
        raise LexError("a double quote is not closed")

    def _escaped_in_quotes(self) -> str:
        """Inside double quotes only the quote, `$` and the escape itself can be escaped."""
        kept = self._escape if self._keeps_escapes else ""
        following = self._peek()
        if not following:
            return kept
        if following in ('"', "$", self._escape):
            return kept + self._next()
        return kept + self._escape

    def _heredoc_mark(self) -> str:
        """A `<`, or `<<` with the white space after it, which belongs to the word of a heredoc."""
        start = self._position
        self._position += 1
        if self._peek() == "<":
            self._position += 1
            while self._peek() in ("\t", "\r", " "):
                self._position += 1
        return self._source[start : self._position]

    def _dollar(self) -> Value:
        start = self._position
        self._position += 1
        if self._peek() != "{":
            name = self._name()
            if not name:
                return "$"
            return f"${name}" if self._lookup is None else self._variable(name) or ""
        self._position += 1
        if self._peek() in ("", "{", "}", ":"):
            raise LexError("a substitution is not valid")
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise LexError("substitutions are nested too deeply")
        value = self._substitution(self._name())
        self._depth -= 1
        return self._source[start : self._position] if self._lookup is None else value

    def _name(self) -> str:
        start = self._position
        char = self._peek()
        if char and char in _SPECIAL_PARAMETERS:
            self._position += 1
        elif char.isdecimal():
            while self._peek().isdecimal():
                self._position += 1
        else:
            while (char := self._peek()).isalpha() or char.isdecimal() or char == "_":
                self._position += 1
        return self._source[start : self._position]

    def _variable(self, name: str) -> Value | None:
        return None if self._lookup is None else self._lookup(name)

    def _substitution(self, name: str) -> Value:
        """The value of `${name...}`, from after its name through its closing brace."""
        operator = self._next()
        if operator == "}":
            return self._variable(name) or ""
        if operator == "/":
            return self._replaced(name)
        null_is_unset = operator == ":"
        if null_is_unset:
            operator = self._next()
        is_pattern = operator in ("#", "%")
        if operator not in ("+", "-", "?", "#", "%") and not (null_is_unset and self._lookup is None):
            raise LexError("a substitution is not valid")
        if null_is_unset and is_pattern:
            raise LexError("a substitution is not valid")
        value = self._variable(name)
        word = self._until("}", Words(), keeps_escapes=is_pattern)
        if self._lookup is None:
            return ""
        if is_pattern:
            return remove(operator, value or "", word)
        if null_is_unset and value == "":
            value = None
        return choose(operator, name, value, word)

    def _replaced(self, name: str) -> Value:
        is_everywhere = self._peek() == "/"
        if is_everywhere:
            self._position += 1
        value = self._variable(name) or ""
        pattern = self._until("/", Words(), keeps_escapes=True)
        replacement = self._until("}", Words(), keeps_escapes=True)
        return substitute(value, pattern, replacement, is_everywhere=is_everywhere)
