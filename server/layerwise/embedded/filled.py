"""An embedded text with parts of it replaced by what they stand for."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from layerwise.embedded.embedded import Embedded
from layerwise.text import Span


class Stand(NamedTuple):
    """A part of a text, and what it stands for; `is_sign`: it is a way of writing that text, whatever else is so."""

    span: Span
    value: str
    is_sign: bool = False


def filled(embedded: Embedded, stands: Iterable[Stand]) -> Embedded:
    """The text with each part replaced, in order; none but signs may be touched by edits."""
    text, places = embedded.text, embedded.places
    pieces: list[str] = []
    outer: list[int] = []
    frozen: list[Span] = []
    done = 0
    for span, value, is_sign in stands:
        pieces.append(text[done : span.start])
        outer += places[done : span.start]
        start = len(outer)
        pieces.append(value)
        outer += [places[span.start]] * len(value)
        if not is_sign:
            frozen.append(Span(start, start + len(value)))
        done = span.end
    pieces.append(text[done:])
    outer += places[done:]
    return replace(embedded, text="".join(pieces), places=tuple(outer), frozen=tuple(frozen), doubles=True)
