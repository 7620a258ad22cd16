"""What copies name that a build context does not have."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from layerwise.cache.copies import Copy
from layerwise.cache.difference import Difference, Weight
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.split.groups import Group, copy_of
from layerwise.split.moves import Lift


def absent(wanted: Lift, builds: Sequence[BuildPlan]) -> Iterator[Difference]:
    """Copies above the installs whose sources are not in the context that was looked at."""
    lowest = {install.step.stage: install.step for install in wanted.installs}
    for last in lowest.values():
        for step in (step for plan in builds for step in _above(plan, last)):
            copy = copy_of(step)
            if copy is not None and copy.absent:
                why = f"{copy.absent[0]}, which a COPY names, is not in the build context"
                yield Difference(Weight.SMALL, why, step.events[0].span)


def _above(plan: BuildPlan, last: Step) -> Iterator[Step]:
    """The steps above one of another build's plan."""
    return takewhile(lambda step: step.instruction.span != last.instruction.span, plan.lineage(last.stage))


def lacking(before: BuildPlan, after: BuildPlan, group: Group) -> Iterator[Difference]:
    """Files that the narrow copies name and that one of several build contexts does not have: that build would fail."""
    now = {name for copy in _copies(after.unlike(before)) for name in copy.absent}
    was = {name for copy in _copies(before.stages) for name in copy.absent} if now else set()
    for name in sorted(now - was):
        why = f"{name} is not in the build context of {before.build.origin}"
        yield Difference(Weight.GREAT, why, group.span_of_first())


def _copies(stages: Iterable[PlannedStage]) -> Iterator[Copy]:
    steps = (step for stage in stages for step in stage.steps)
    return (copy for step in steps if (copy := copy_of(step)) is not None)
