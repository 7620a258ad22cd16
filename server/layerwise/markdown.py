"""Text from files in markdown: nothing in it is taken for markup, and no control character gets through."""

import re

from layerwise.regex import regex

_MARKDOWN = regex(r"([\\`*_\[\]()!|<>~&])")
_CONTROL = regex(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def code(text: str) -> str:
    """Text from a file as inline code that cannot end early, without control characters."""
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def prose(text: str) -> str:
    """Text from a file within a sentence, with markdown's characters escaped."""
    return _MARKDOWN.sub(r"\\\1", _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))
