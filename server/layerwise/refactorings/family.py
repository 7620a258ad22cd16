"""The stages and steps whose image has to do with a step's."""

from collections.abc import Iterator

from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step


def family(plan: BuildPlan, step: Step) -> Iterator[Step]:
    """The steps of all stages whose image holds what a step did, or on whose image it is built, in order."""
    for stage in plan.stages:
        if step.stage in _chain(plan, stage.index) or stage.index in _chain(plan, step.stage):
            yield from stage.steps


def later(plan: BuildPlan, step: Step) -> Iterator[Step]:
    """The RUNs among them that stand below it."""
    for other in family(plan, step):
        if other.instruction.keyword == "RUN" and other.instruction.span > step.instruction.span:
            yield other


def holders(plan: BuildPlan, step: Step) -> frozenset[int]:
    """The stages whose image holds what a step did."""
    return frozenset(stage.index for stage in plan.stages if step.stage in _chain(plan, stage.index))


def is_final(plan: BuildPlan, step: Step) -> bool:
    """Whether the build ends with an image that holds what a step did."""
    target = (plan.build.target or "").lower()
    ends = [s for s in plan.stages if target and target in (s.stage.name, str(s.index))] or [plan.stages[-1]]
    return not holders(plan, step).isdisjoint(stage.index for stage in ends)


def _chain(plan: BuildPlan, stage: int | None) -> tuple[int, ...]:
    chain: list[int] = []
    while stage is not None:
        chain.append(stage)
        stage = plan.stages[stage].parent
    return tuple(chain)
