"""Questions to single stages, whose answers are kept for as long as a stage is made the same.

What is asked must follow from the stage's text, from what stands above it and from the stages that it looks up, in the
build's context: that is what a stage is known by (`PlannedStage.made`). The target, other stages and the lines
at which something stands must not decide. A question is a function of a module, never one that is made anew.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar, cast

from layerwise.cache.plan import BuildPlan, PlannedStage

_Told = TypeVar("_Told")
_Placeless = TypeVar("_Placeless")


def each(
    plan: BuildPlan,
    question: Callable[..., Iterable[_Told]],
    *more: object,
    stages: Iterable[PlannedStage] | None = None,
) -> Iterator[_Told]:
    """What a question about a plan, a stage and more finds in stages, those asked about unless some are given.

    A stage in which it found nothing is not asked again.
    """
    key = (question, *more)
    for stage in plan.asked if stages is None else stages:
        if key not in stage.made.answers:
            found = tuple(question(plan, stage, *more))
            if not found:
                stage.made.answers[key] = ()
            yield from found


def kept(
    plan: BuildPlan, stage: PlannedStage, question: Callable[[BuildPlan, PlannedStage], _Placeless]
) -> _Placeless:
    """What a question about a stage of a plan finds, in which nothing stands at a place of the text."""
    known = stage.made.answers
    if question not in known:
        known[question] = question(plan, stage)
    return cast("_Placeless", known[question])
