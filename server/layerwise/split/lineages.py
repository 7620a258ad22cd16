"""What stands above in a stage and in those that it is built from; of a plan, each stage is looked through once."""

from typing import NamedTuple, cast

from layerwise.cache.copies import Copy
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.split.reads_above import manifests


class Copying(NamedTuple):
    """A step of a lineage that copies, and its place among them all."""

    place: int
    step: Step
    copy: Copy


def copies_above(plan: BuildPlan, stage: PlannedStage) -> tuple[Copying, ...]:
    """The copies of a stage and of those that it is built from, each of which is looked through once."""
    key = (copies_above, stage.index)
    if key not in plan.answers:
        above = () if stage.parent is None else copies_above(plan, plan.stages[stage.parent])
        first = len(plan.lineage(stage.index)) - len(stage.steps)
        steps = enumerate(stage.steps, start=first)
        own = (Copying(n, one, e.copy) for n, one in steps for e in one.events if e.copy is not None)
        plan.answers[key] = (*above, *own)
    return cast("tuple[Copying, ...]", plan.answers[key])


def manifests_above(plan: BuildPlan, stage: PlannedStage) -> frozenset[str]:
    """What the project's installs of these stages read."""
    key = (manifests_above, stage.index)
    if key not in plan.answers:
        own = manifests(stage.steps)
        above = frozenset[str]() if stage.parent is None else manifests_above(plan, plan.stages[stage.parent])
        plan.answers[key] = above if own <= above else above | own
    return cast("frozenset[str]", plan.answers[key])
