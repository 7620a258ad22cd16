"""What `${name-word}` and its kin come to, for values of which some are unknown."""

from collections.abc import Iterable

from layerwise.syntax.patterns import Pattern, PatternError, remove_prefix, remove_suffix, replace
from layerwise.unknown import Unknown

Value = str | Unknown
# Characters: what Windows gives a variable at most; `ENV A=$A$A`, thirty times, would be a gigabyte.
LONGEST = 32_767


class LexError(Exception):
    """The word is one that the builder refuses; the message completes "unknown because ..."."""


def concatenate(pieces: Iterable[Value]) -> Value:
    """The pieces as one value, which is unknown where one of them is."""
    known: list[str] = []
    length = 0
    for piece in pieces:
        if isinstance(piece, Unknown):
            return piece
        known.append(piece)
        length += len(piece)
        if length > LONGEST:
            return Unknown("a value is too long to follow")
    return "".join(known)


def choose(operator: str, name: str, value: Value | None, word: Value) -> Value:
    """`${x-word}`, `${x+word}` and `${x?word}`, where None stands for not set."""
    if isinstance(value, Unknown):
        return value
    if operator == "-":
        return word if value is None else value
    if operator == "+":
        return "" if value is None else word
    if value is None:
        raise LexError(f"{name} is required and not set")
    return value


def remove(operator: str, value: Value, word: Value) -> Value:
    """`${x#word}`, `${x##word}` and the same with `%`; a doubled operator takes the longest match."""
    if isinstance(word, Unknown):
        return word
    if isinstance(value, Unknown):
        return value
    is_longest = word.startswith(operator)
    pattern = _pattern(word[1:] if is_longest else word)
    if operator == "#":
        return remove_prefix(value, pattern, is_longest=is_longest)
    return remove_suffix(value, pattern, is_longest=is_longest)


def substitute(value: Value, word: Value, replacement: Value, *, is_everywhere: bool) -> Value:
    """`${x/word/replacement}`, with a doubled first slash everywhere."""
    if isinstance(word, Unknown):
        return word
    if isinstance(replacement, Unknown):
        return replacement
    if isinstance(value, Unknown):
        return value
    return replace(value, _pattern(word), replacement, is_everywhere=is_everywhere)


def _pattern(source: str) -> Pattern:
    try:
        return Pattern(source)
    except PatternError as error:
        raise LexError(str(error)) from error
