"""Steps between a copy and an install that work on what the copy brings, and move down with it."""

from collections.abc import Iterator

from layerwise.cache.conflicts import bears_on
from layerwise.cache.image import Event
from layerwise.cache.order import bear_on_each_other
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.split.groups import Rerun, copy_of


def sinking(plan: BuildPlan, installs: tuple[Rerun, ...]) -> tuple[Step, ...]:
    """The RUNs that can only run where the copies are, such as `chmod +x start.sh`; none where an install can.

    Only within one stage: elsewhere the order of steps is other stages' business too.
    """
    last = installs[-1].step
    copies = tuple(step for install in installs for step in install.copies)
    if any(step.stage != last.stage for step in (*copies, *(install.step for install in installs))):
        return ()
    own = [install.step for install in installs]
    first = min(step.number for step in copies)
    between = [s for s in plan.stages[last.stage].steps if first < s.number < last.number and s not in own]
    brought = [copy for step in copies if (copy := copy_of(step)) is not None]
    found: list[Step] = []
    for step in between:
        if step.instruction.keyword != "RUN" or not step.events:
            continue
        is_bound = any(bears_on(copy, event, frozenset()) for copy in brought for event in step.events)
        follows = any(
            bear_on_each_other(event, other) is not None for other in _events(found) for event in step.events
        )
        if (is_bound or follows) and all(_is_known(event) for event in step.events):
            found.append(step)
    return tuple(found)


def _events(steps: list[Step]) -> Iterator[Event]:
    return (event for step in steps for event in step.events)


def _is_known(event: Event) -> bool:
    return event.reads.unknown is None and event.changes.unknown is None and event.install is None
