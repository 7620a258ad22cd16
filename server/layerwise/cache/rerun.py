"""The answers to the question whether an edit reruns a step, and those for several edits at once."""

from collections.abc import Iterable
from enum import Enum

from layerwise.tuples import NamedTuple


class Rerun(Enum):
    """Whether a step reruns. IF_OUTPUT_CHANGES: only if an earlier step's output changes."""

    NO = "no"
    IF_OUTPUT_CHANGES = "only if an earlier step's output changes"
    YES = "yes"


class Reruns(NamedTuple):
    """The answers for several edits, each edit being a bit: those that surely rerun a step, and those that may.

    What is sure may also be: `surely` is a part of `possibly`.
    """

    surely: int
    possibly: int

    def first(self) -> Rerun:
        """The answer for the first edit."""
        if self.surely & 1:
            return Rerun.YES
        return Rerun.IF_OUTPUT_CHANGES if self.possibly & 1 else Rerun.NO

    def perhaps(self) -> "Reruns":
        """The same, but none of it sure."""
        return Reruns(0, self.possibly)

    def among(self, edits: int) -> "Reruns":
        """The same for some of the edits, no for the others."""
        return Reruns(self.surely & edits, self.possibly & edits)


NEVER = Reruns(0, 0)


def sure(edits: int) -> Reruns:
    """Yes for some edits, no for the others."""
    return Reruns(edits, edits)


def worst(answers: Iterable[Reruns]) -> Reruns:
    """For each edit the answer that is nearest to yes."""
    surely = possibly = 0
    for one in answers:
        surely |= one.surely
        possibly |= one.possibly
    return Reruns(surely, possibly)
