"""Text from files in a comment on a forge: no markup, no mention of anybody, nothing that steers a terminal."""

import re

from layerwise.cli.terminal import visible
from layerwise.markdown import code as span
from layerwise.markdown import prose as sentence
from layerwise.regex import regex

# What a forge makes links of without any markup: names, numbers, addresses.
_LINKING = regex(r"([@#]|://|www\.)")


def code(text: str) -> str:
    """Inline code."""
    return span(visible(text))


def cell(text: str) -> str:
    """Inline code in a table, where a bar would end the cell even there."""
    return code(text).replace("|", "\\|")


def prose(text: str) -> str:
    """Words of a sentence."""
    return _LINKING.sub(r"\1<!-- -->", sentence(visible(text)))


def fenced(lines: list[str], language: str) -> str:
    """Lines as a block of code that none of them can end early."""
    shown = [visible(line.rstrip("\r\n")) for line in lines]
    longest = max((len(run) for line in shown for run in re.findall("`+", line)), default=0)
    fence = "`" * max(longest + 1, 3)
    return "\n".join((f"{fence}{language}", *shown, fence))
