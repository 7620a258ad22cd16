"""An embedded text with parts of it replaced by what they stand for."""

from collections.abc import Iterable

from layerwise.embedded.embedded import Embedded
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.text import Span
from layerwise.tuples import NamedTuple

# Where the author leaves signs single that stand for themselves, as in `$(date)`, so are those of edits.
_ALL = regex(r"\$")
_NEEDED = regex(r"\$(?=[$A-Za-z_{])")


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
    done, has_single = 0, False
    for span, value, is_sign in stands:
        before = text[done : span.start]
        has_single = has_single or "$" in before
        pieces += (before, value)
        outer += places[done : span.start]
        if not is_sign:
            frozen.append(Span(len(outer), len(outer) + len(value)))
        outer += [places[span.start]] * len(value)
        done = span.end
    has_single = has_single or "$" in text[done:]
    pieces.append(text[done:])
    outer += places[done:]
    return replace(
        embedded,
        text="".join(pieces),
        places=tuple(outer),
        frozen=tuple(frozen),
        doubled=_NEEDED if has_single else _ALL,
    )
