"""Text from files in markdown: nothing in it is taken for markup, and no control character gets through."""

import re

from layerwise.regex import regex

# At the end, what readers make links of by themselves: addresses with a scheme, of the web, of mail.
_MARKDOWN = regex(r"([\\`*_\[\]()!|<>~&@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_LOST = "\N{REPLACEMENT CHARACTER}"
_SPACES = "\u00a0\u2007\u202f\u3000"  # wide or unbreakable, and of no harm


def code(text: str) -> str:
    """Text from a file as inline code that cannot end early, without control characters."""
    text = _visible(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def prose(text: str) -> str:
    """Text from a file within a sentence, with markdown's characters escaped."""
    return _MARKDOWN.sub(r"\\\1", _visible(text))


def _visible(text: str) -> str:
    """The text on one line, without what reorders or hides what is written."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter in _SPACES else _LOST for letter in text)
