"""Which stages a build carries out: the target, and what it is made of."""

from collections.abc import Iterator

from layerwise.cache.key import key
from layerwise.cache.plan import BuildPlan


def needed_stages(plan: BuildPlan) -> frozenset[int]:
    """The stages that the builder carries out; all of them where the build's target is none of the stages."""
    target = target_stage(plan)
    if target is None:
        return frozenset(stage.index for stage in plan.stages)
    found: set[int] = set()
    pending = [target]
    while pending:
        index = pending.pop()
        if index not in found:
            found.add(index)
            pending += _sources(plan, index)
    return frozenset(found)


def target_stage(plan: BuildPlan) -> int | None:
    """The stage whose image is built, None where the build names one that is not there."""
    wanted = plan.build.target
    if wanted is None:
        return plan.stages[-1].index if plan.stages else None
    # BuildKit takes no number here (`findStateByName` in dockerfile2llb/convert.go).
    named = (stage.index for stage in reversed(plan.stages) if stage.stage.name == wanted.lower())
    return next(named, None)


def _sources(plan: BuildPlan, index: int) -> Iterator[int]:
    """The stages that a stage is built from, copies from, or binds."""
    stage = plan.stages[index]
    if stage.parent is not None:
        yield stage.parent
    for step in (*stage.triggered, *stage.steps):
        for copy in key(step).copies:
            if copy.stage is not None:
                yield copy.stage
