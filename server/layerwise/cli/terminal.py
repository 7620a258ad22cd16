"""Text from files on a terminal: it must not steer the terminal, and marks must stand under their text."""

import os
import sys
from enum import Enum
from typing import TextIO

from layerwise.regex import regex

# Controls, and the marks that reorder or hide what is written: a Dockerfile must not draw its own verdict.
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ON_TOP = frozenset({"Mn", "Me"})  # what is written over the letter before, a variation selector for one
# Anywhere in a line: GitHub's older `##[add-mask]x`, Azure's `##vso[task.setvariable]x`, `##teamcity[…]`.
_COMMAND = regex(r"##(?=\w*\[)")
_ESCAPED = r"#\\x23"
_TAB = "    "


class Colour(Enum):
    """A colour of the terminal, or how strong it is, by its number in ECMA-48."""

    BOLD = 1
    FAINT = 2
    RED = 31
    GREEN = 32
    YELLOW = 33
    BLUE = 34
    CYAN = 36


def painted(text: str, colour: Colour) -> str:
    """The text in a colour where colours are wanted: on a terminal, or as NO_COLOR and FORCE_COLOR say."""
    return f"\x1b[{colour.value}m{text}\x1b[0m" if wants_colour(sys.stdout) else text


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream gets colours: a terminal does, unless NO_COLOR or FORCE_COLOR say otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def visible(text: str) -> str:
    """The text on one line, with whatever could steer a terminal or a CI system written out as its number."""
    if "##" in text:
        text = _COMMAND.sub(_ESCAPED, text)
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(letter) for letter in text)


def visible_first(text: str) -> str:
    """The same for what begins a line, where GitHub looks for `::command::`."""
    shown = visible(text)
    bare = shown.lstrip()
    return f"{shown[: len(shown) - len(bare)]}\\x3a{bare[1:]}" if bare.startswith("::") else shown


def width(text: str) -> int:
    """How many columns a visible text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def complain(message: str) -> None:
    """Say on stderr, in one line, what is wrong."""
    print(f"layerwise: {visible(message)}", file=sys.stderr)


def _shown(letter: str) -> str:
    from unicodedata import category  # noqa: PLC0415 - a megabyte that plain letters do without

    if letter == "\t":
        return _TAB
    if category(letter) in _HARMFUL:
        return letter.encode("unicode_escape").decode()
    return letter


def _columns(letter: str) -> int:
    from unicodedata import category, east_asian_width  # noqa: PLC0415 - a megabyte, for few lines

    if category(letter) in _ON_TOP:
        return 0
    return 2 if east_asian_width(letter) in {"W", "F"} else 1
