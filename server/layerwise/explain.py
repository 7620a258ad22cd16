"""Explanations as markdown: what an editor shows on hover and the command line under `explain`."""

from typing import NamedTuple

from layerwise.analysis import Analysis
from layerwise.text import Span


class Explanation(NamedTuple):
    """Markdown about one part of the document; text from files is escaped in it."""

    span: Span
    markdown: str


def hover(analysis: Analysis, offset: int) -> Explanation | None:
    """What there is to say about the instruction at an offset, or None."""
    del analysis, offset
    return None
