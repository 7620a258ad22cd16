"""Steps between a copy and an install that work on what the copy brings, and move down with it."""

from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.order import bear_on_each_other
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.split.bound import stays_below
from layerwise.split.groups import Rerun, copy_of

# Commands that take no time to speak of: below the copy they cost less than an install that their files rerun.
_QUICK = frozenset((
    "[", "[[", "cat", "cd", "chmod", "cp", "cut", "echo", "grep", "head", "ln", "ls", "mkdir", "mv", "sed", "tail",
    "test", "touch",
))  # fmt: skip


def is_quick(steps: tuple[Step, ...]) -> bool:
    """Whether all of the steps together take no time to speak of."""
    return all(c.name in _QUICK for step in steps if step.script for c in step.script.commands)


def sinking(plan: BuildPlan, installs: tuple[Rerun, ...]) -> tuple[Step, ...]:
    """The RUNs that can only run where the copies are, such as `chmod +x start.sh`; none where an install can.

    Only within one stage: elsewhere the order of steps is other stages' business too.
    """
    last = installs[-1].step
    copies = tuple(step for install in installs for step in install.copies)
    if any(step.stage != last.stage for step in (*copies, *(install.step for install in installs))):
        return ()
    own = {install.step.number for install in installs}
    first = min(step.number for step in copies)
    brought = [copy for step in copies if (copy := copy_of(step)) is not None]
    image = plan.stages[last.stage].events
    found: list[Step] = []
    for step in plan.stages[last.stage].steps[first + 1 : last.number]:
        if (
            step.instruction.keyword != "RUN"
            or step.number in own
            or any(event.install for event in step.events)
        ):
            continue
        is_bound = any(stays_below(copy, event, frozenset()) for copy in brought for event in step.events)
        if is_bound or _follows(step, found, image):
            found.append(step)
    return tuple(found)


def _follows(step: Step, sunk: list[Step], image: tuple[Event, ...]) -> bool:
    """Whether a step must stay below one that moves down."""
    for event in (event for one in sunk for event in one.events):
        before = Image(image[: next(number for number, made in enumerate(image) if made is event)])
        if any(bear_on_each_other(event, other, before) is not None for other in step.events):
            return True
    return False
