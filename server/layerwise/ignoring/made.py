"""Whether a build makes for itself what a wide copy takes in from the build context."""

from collections.abc import Iterator, Sequence

from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.context.paths import is_within
from layerwise.ignoring.wide import Wide


def is_made(plan: BuildPlan, wide: Wide, target: str) -> bool:
    """Whether every image that the copy goes into gets the path from an install or from another stage as well.

    Not where a step works before that with what the copy has put there.
    """
    return _is_made_in(plan, plan.stages[wide.step.stage], wide, target)


def _is_made_in(plan: BuildPlan, stage: PlannedStage, wide: Wide, target: str) -> bool:
    events = stage.events
    maker = next((number for number, event in enumerate(events) if _makes(event, target)), None)
    if maker is not None:
        first = events.index(wide.step.events[0])
        return not any(_reads(event, target) for event in events[first + 1 : maker])
    below = [one for one in plan.stages if one.parent == stage.index]
    return (
        bool(below)
        and not any(_copies_from(one.events, stage.index) for one in plan.stages)
        and all(_is_made_in(plan, one, wide, target) for one in below)
    )


def _makes(event: Event, target: str) -> bool:
    if event.copy is not None:
        return not event.copy.is_context and any(one.target == target for one in event.copy.mappings)
    reading = event.reading
    if reading is None or event.install is None or any(is_within(n.path, target) for n in reading.needs):
        return False
    return target in reading.outputs


def _reads(event: Event, target: str) -> bool:
    return event.copy is None and any(is_within(p, target) for p in event.reads.files | event.reads.trees)


def _copies_from(events: Sequence[Event], stage: int) -> bool:
    return any(event.copy is not None and event.copy.stage == stage for event in events)


def with_those_below(plan: BuildPlan, index: int) -> tuple[PlannedStage, ...]:
    """A stage and all that are built from it, in order."""
    known = {index}
    for stage in plan.stages:
        if stage.parent in known:
            known.add(stage.index)
    return tuple(plan.stages[one] for one in sorted(known))


def following(plan: BuildPlan, wide: Wide) -> Iterator[Event]:
    """What happens below a copy, in its stage and in those built from it."""
    for stage in with_those_below(plan, wide.step.stage):
        for step in stage.steps:
            if stage.index != wide.step.stage or step.number > wide.step.number:
                yield from step.events
