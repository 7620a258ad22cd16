"""A way in which two images may differ, and how much it counts."""

from enum import IntEnum

from layerwise.text import Span
from layerwise.tuples import NamedTuple


class Weight(IntEnum):
    """How much a difference counts: SMALL ones are a person's to judge, GREAT ones rule the change out."""

    SMALL = 1
    GREAT = 2


class Difference(NamedTuple):
    """A way in which the images may differ; `span` is the place in the first version that causes it."""

    weight: Weight
    why: str
    span: Span
