"""What stands above a command and is read there: copies of nothing else stand where they have to.

Of a plan, each stage is looked through once, also for those that are built from it.
"""

from collections.abc import Sequence
from typing import cast

from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.paths import NOTHING, Paths, trees
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.records import replace
from layerwise.tuples import NamedTuple


def _manifests(lineage: tuple[Step, ...]) -> frozenset[str]:
    """What the project's installs read: with nothing else above it, a step by names is where it is well kept.

    `COPY requirements.txt .`, then `RUN pip install --upgrade pip && pip install -r requirements.txt`.
    """
    readings = (event.reading for step in lineage for event in step.events)
    return frozenset(
        need.path for one in readings if one is not None and one.is_project for need in one.needs
    )


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
        own = _manifests(stage.steps)
        above = frozenset[str]() if stage.parent is None else manifests_above(plan, plan.stages[stage.parent])
        plan.answers[key] = above if own <= above else above | own
    return cast("frozenset[str]", plan.answers[key])


class Above:
    """What stands above the commands of a lineage, for whoever asks about one after the other."""

    def __init__(self, lineage: Sequence[Step]) -> None:
        self._events = [event for step in lineage for event in step.events]
        self._place = {id(event): place for place, event in enumerate(self._events)}
        self._sources = [
            (place, event.reading)
            for place, event in enumerate(self._events)
            if event.reading is not None and event.reading.is_project and event.reading.source is not None
        ]
        self._read: set[str] = set()
        self._done = 0

    def read_until(self, last: Event) -> frozenset[str]:
        """What the commands up to one read.

        A file that an earlier command reads has to be copied above that command; it is not copied too early.
        """
        end = self._place[id(last)] + 1
        if end < self._done:
            self._read, self._done = set(), 0
        for event in self._events[self._done : end]:
            self._read |= event.reads.files
            if event.tool is not None:
                self._read |= event.reads.trees
            if event.reading is not None and event.reading.unknown is not None and event.reading.unknown.path:
                self._read.add(event.reading.unknown.path)
        self._done = end
        return frozenset(self._read)

    def is_source_of(self, event: Event) -> bool:
        """Whether a tool looks into what an earlier install made that needs the source: `npx playwright install`."""
        if event.tool is None:
            return False
        end = self._place[id(event)]
        return any(
            event.reads.meets(output)
            for place, reading in self._sources
            if place < end
            for output in reading.outputs
        )


def read_beside(step: Step) -> frozenset[str]:
    """What the other commands of a RUN read that starts some in the background, so that it cannot be split."""
    parts = step.script.parts if step.script is not None else ()
    if not any(part.operator == "&" for part in parts):
        return frozenset()
    return frozenset(path for event in step.events for path in event.reads.files)


def own(event: Event) -> Paths:
    """What a command that reads no project takes from a copy all the same: a package file, its own program."""
    if event.tool is None:
        return NOTHING
    return replace(event.reads, unknown=None) | trees(event.around.trees)
