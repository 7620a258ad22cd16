"""The value of a Dockerfile word: quotes taken off, escapes undone, variables replaced."""

from collections.abc import Mapping
from contextlib import suppress

from layerwise.regex import regex
from layerwise.syntax.lexer import Lexer
from layerwise.syntax.substitutions import LexError, Value
from layerwise.unknown import Unknown

# Nothing in these stands for anything else, whatever the escape is; the builder skips a byte order mark.
_PLAIN = regex("[^'\"$\\\\`\ufeff]*")
# What Linux gives to a program as one word (MAX_ARG_STRLEN).
_LONGEST = 131_072
_NAMED = regex(r"\$\{?(\w+|[@*#?$!-])")


def is_plain(word: str) -> bool:
    """Whether a word is its own value."""
    return _PLAIN.fullmatch(word) is not None


def expand(
    word: str, variables: Mapping[str, Value], escape: str = "\\", undefined: Unknown | None = None
) -> Value:
    """What the builder makes of a word; a variable that is not defined is empty, or what `undefined` says.

    Unknown where the value depends on an unknown variable, and where the builder would refuse the word.
    """
    if is_plain(word):
        return word
    if len(word) > _LONGEST:
        return Unknown("a word is too long to follow")
    try:
        return Lexer(word, lambda name: variables.get(name, undefined), escape).value()
    except LexError as error:
        return Unknown(str(error))


def names(word: str, escape: str = "\\") -> tuple[str, ...]:
    """The variables that a word mentions, in order and once each, those in unused alternatives included."""
    if is_plain(word):
        return ()
    if len(word) > _LONGEST:
        return tuple(dict.fromkeys(_NAMED.findall(word)))
    found: dict[str, Value] = {}
    # What was found before a fault is still mentioned.
    with suppress(LexError):
        Lexer(word, lambda name: found.setdefault(name, Unknown("not asked for")), escape).value()
    return tuple(found)
