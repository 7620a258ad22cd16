"""Flags, words and JSON arrays of one joined line, each with its place (BuildKit, `line_parsers.go`)."""

import json
import re
from functools import cache

from layerwise.regex import regex
from layerwise.syntax.lines import BLANKS, SPACES, cut
from layerwise.syntax.tree import Flag, Joined, Word
from layerwise.tuples import NamedTuple

_NOT_BLANK = regex(f"[^{BLANKS}]+")
_BLANK_RUN = regex(f"[{BLANKS}]*")
_JSON_BLANKS = regex(r"[ \t\r\n]*")
_JSON_STRING = regex(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')


class Flags(NamedTuple):
    """The flags of an instruction, and what follows them."""

    flags: tuple[Flag, ...]
    rest: Joined


@cache
def _flag_pattern(escape: str) -> re.Pattern[str]:
    """One flag: escapes count in single quotes too, and an open quote takes the rest of the line."""
    escape = re.escape(escape)
    quoted = "|".join(f"{q}(?:{escape}.|[^{q}{escape}]+)*(?:{q}|{escape}?\\Z)" for q in "'\"")
    return re.compile(f"(?:{escape}(?:.|\\Z)|{quoted}|[^{BLANKS}'\"{escape}]+)+", re.DOTALL)


@cache
def _word_pattern(escape: str) -> re.Pattern[str]:
    """One word of ENV, LABEL or ARG; its groups are an escape at the very end, which the builder drops."""
    escape = re.escape(escape)
    double = f'"(?:{escape}.|[^"{escape}]+)*(?:"|({escape}?)\\Z)'
    single = "'[^']*(?:'|\\Z)"
    return re.compile(f"(?:{escape}.|({escape})\\Z|{double}|{single}|[^{SPACES}'\"{escape}]+)+", re.DOTALL)


def split_flags(body: Joined, escape: str) -> Flags:
    """The leading words that start with `--`, as far as a bare `--`, and the body after them."""
    text = body.text
    pattern = _flag_pattern(escape)
    flags: list[Flag] = []
    position = _blank_length(text, 0)
    while text.startswith("--", position):
        match = pattern.match(text, position)
        assert match, "a dash begins a flag"
        value = _unquote(match[0], escape)
        position = match.end() + _blank_length(text, match.end())
        if value == "--":
            break
        name, equals, setting = value[2:].partition("=")
        flags.append(Flag(name, setting if equals else None, body.span(*match.span())))
    # The builder reads flags byte by byte, so that no space beyond ASCII stands before one.
    position = len(text) - len(text[position:].lstrip(SPACES))
    return Flags(tuple(flags), cut(body, position, len(text)) if position else body)


@cache
def _quote_pattern(escape: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(escape)}(.?)|['\"]", re.DOTALL)


def _unquote(flag: str, escape: str) -> str:
    """A flag without its quotes and escapes, which the builder takes off before it looks at it."""
    pieces: list[str] = []
    quote = ""
    done = 0
    for match in _quote_pattern(escape).finditer(flag):
        if match[0] not in ("'", '"'):
            pieces += (flag[done : match.start()], match[1])
        elif not quote or quote == match[0]:
            pieces.append(flag[done : match.start()])
            quote = "" if quote else match[0]
        else:
            continue
        done = match.end()
    return "".join((*pieces, flag[done:]))


def _blank_length(text: str, position: int) -> int:
    match = _BLANK_RUN.match(text, position)
    return len(match[0]) if match else 0


def blank_words(body: Joined) -> tuple[Word, ...]:
    """The words between blanks; quotes do not hold them together."""
    return tuple(_word(body, *match.span()) for match in _NOT_BLANK.finditer(body.text))


def whole_word(body: Joined) -> tuple[Word, ...]:
    """Everything as one word, none where there is nothing."""
    return (_word(body, 0, len(body.text)),) if body.text else ()


def quoted_words(body: Joined, escape: str) -> tuple[Word, ...]:
    """The words between spaces that stand outside quotes."""
    return tuple(
        _word(body, match.start(), end)
        for match in _word_pattern(escape).finditer(body.text)
        if match.start() < (end := match.end() - len("".join(match.groups(""))))
    )


def pair_words(body: Joined, escape: str) -> tuple[Word, ...]:
    """The words of ENV and LABEL: `name=value ...`, or in the old form a name and the rest as its value."""
    words = quoted_words(body, escape)
    if not words or "=" in words[0].text:
        return words
    name = _NOT_BLANK.match(body.text)
    end = name.end() if name else 0
    value = _NOT_BLANK.search(body.text, end)
    if value is None:
        return (_word(body, 0, end),)
    return (_word(body, 0, end), _word(body, value.start(), len(body.text)))


def _word(body: Joined, start: int, end: int) -> Word:
    return Word(body.text[start:end], body.span(start, end))


def json_words(body: Joined) -> tuple[Word, ...] | None:
    """The strings of a JSON array, None where the body is anything else."""
    text = body.text
    if not text.startswith("["):
        return None
    words: list[Word] = []
    position = _skip(text, 1)
    if text[position:] == "]":
        return ()
    while match := _JSON_STRING.match(text, position):
        words.append(Word(_decoded(match[0]), body.span(*match.span())))
        position = _skip(text, match.end())
        if not text.startswith(",", position):
            return tuple(words) if text[position:] == "]" else None
        position = _skip(text, position + 1)
    return None


def _skip(text: str, position: int) -> int:
    match = _JSON_BLANKS.match(text, position)
    return match.end() if match else position


def _decoded(string: str) -> str:
    """A JSON string's value; half of a surrogate pair becomes U+FFFD, as in Go."""
    value: str = json.loads(string)
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
