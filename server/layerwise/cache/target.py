"""Which stages a build carries out: the target, and what it is made of."""

from layerwise.cache.asked import kept
from layerwise.cache.key import key
from layerwise.cache.plan import BuildPlan, PlannedStage


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
            pending += sources(plan, plan.stages[index])
    return frozenset(found)


def target_stage(plan: BuildPlan) -> int | None:
    """The stage whose image is built, None where the build names one that is not there."""
    wanted = plan.build.target
    if wanted is None:
        return plan.stages[-1].index if plan.stages else None
    # BuildKit takes no number here (`findStateByName` in dockerfile2llb/convert.go).
    named = (stage.index for stage in reversed(plan.stages) if stage.stage.name == wanted.lower())
    return next(named, None)


def sources(plan: BuildPlan, stage: PlannedStage) -> tuple[int, ...]:
    """The stages that a stage is built from, copies from, or binds."""
    return kept(plan, stage, _sources)


def _sources(_: BuildPlan, stage: PlannedStage) -> tuple[int, ...]:
    parent = () if stage.parent is None else (stage.parent,)
    copies = (copy for step in (*stage.triggered, *stage.steps) for copy in key(step).copies)
    return (*parent, *dict.fromkeys(copy.stage for copy in copies if copy.stage is not None))
