"""Stages that use one another, directly or through others: what happens in them is of no concern to the rest."""

from collections.abc import Iterator, Sequence

from layerwise.cache.called import called_in
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.sources import stage_names
from layerwise.cache.target import sources


def families(plans: Sequence[BuildPlan]) -> tuple[frozenset[int], ...]:
    """The numbers of the stages of a Dockerfile, those together that use one another in one of its builds.

    In the order of their first stages. A stage uses another that it is built from, copies from or mounts, and also
    one whose name it only seems to call.
    """
    of: list[set[int]] = []
    for stage in plans[0].stages if plans else ():
        mine = {stage.index}
        for used in {used for plan in plans for used in _used(plan, plan.stages[stage.index])}:
            mine |= of[used]
        of.append(mine)
        for index in mine:
            of[index] = mine
    return tuple(frozenset(mine) for index, mine in enumerate(of) if min(mine) == index)


def _used(plan: BuildPlan, stage: PlannedStage) -> Iterator[int]:
    """The stages above one that it uses."""
    yield from sources(plan, stage)
    called = called_in(plan, stage)
    if called:
        for other in plan.stages[: stage.index]:
            if not called.isdisjoint(stage_names(other.index, other.stage.name)):
                yield other.index
