"""The answers to the question whether an edit reruns a step."""

from enum import Enum


class Rerun(Enum):
    """Whether a step reruns. IF_OUTPUT_CHANGES: only if an earlier step's output changes."""

    NO = "no"
    IF_OUTPUT_CHANGES = "only if an earlier step's output changes"
    YES = "yes"


_ORDER = (Rerun.NO, Rerun.IF_OUTPUT_CHANGES, Rerun.YES)


def worst(*answers: Rerun) -> Rerun:
    """The answer that is nearest to yes."""
    return max(answers, key=_ORDER.index, default=Rerun.NO)


def at_most(limit: Rerun, answer: Rerun) -> Rerun:
    """The answer, or the limit where the answer is nearer to yes."""
    return min(limit, answer, key=_ORDER.index)
