"""Splits in the working directory of an unknown base image, which may be any directory."""

from collections.abc import Iterator

from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.difference import Difference, Weight
from layerwise.cache.event import Event
from layerwise.cache.paths import BASE_CWD
from layerwise.cache.plan import BuildPlan
from layerwise.context.paths import is_within
from layerwise.split.groups import Rerun, copy_of
from layerwise.split.moves import Lift


def in_base(plan: BuildPlan, wanted: Lift) -> Iterator[Difference]:
    """What is to be said where a lifted install works there: absolute paths between may lie there too."""
    for install in wanted.installs:
        if not _works_there(install):
            continue
        why = "the working directory of the base image is not known"
        yield Difference(Weight.SMALL, why, install.event.span)
        first = min(copy.instruction.span for copy in install.copies)
        for step in plan.lineage(install.step.stage):
            if not first <= step.instruction.span <= install.step.instruction.span:
                continue
            for event in step.events:
                if event.install is None and any(_may_lie_there(path) for path in _written(event)):
                    why = (
                        f"{event.label} may write into the base image's working directory, which is not known"
                    )
                    yield Difference(Weight.GREAT, why, event.span)


def _works_there(install: Rerun) -> bool:
    """Whether it looks for its project there, or a copy brings files there."""
    copies = [copy for step in install.copies if (copy := copy_of(step)) is not None]
    targets = [mapping.target for copy in copies for mapping in copy.mappings]
    places = [*targets, install.event.cwd or "/"] if install.event.install is not None else targets
    return any(is_within(place, BASE_CWD) for place in places)


def _written(event: Event) -> Iterator[str]:
    yield from event.changes.files
    yield from event.changes.trees
    if event.copy is not None:
        yield from (mapping.target for mapping in event.copy.mappings)


def _may_lie_there(path: str) -> bool:
    return not is_within(path, BASE_CWD) and not SYSTEM_TREES.may_hold(path)
