"""What becomes of a split that was asked for: it is proposed, safe or for review, or refused."""

from layerwise.records import dataclass
from layerwise.split.moves import Lift, Move
from layerwise.text import Span

PRESUMED = "the build context cannot be read, so the usual file names are assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A split that builds: what it lifts, its edits, and why it is for review, if it is.

    `other` is the one that would do with the stages that are there, and is for review.
    """

    lift: Lift
    move: Move
    reason: str | None
    other: "Proposal | None" = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no split is offered, and the place that stands in its way."""

    why: str
    span: Span
