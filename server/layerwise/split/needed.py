"""Which files of a wide copy the steps below it read, and which steps read each."""

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import cast

from layerwise.cache.conflicts import is_there, seen_copy
from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.context.tree import Entry, Kind
from layerwise.split.groups import Rerun, last_with
from layerwise.text import Span
from layerwise.tuples import NamedTuple


def needed(
    plan: BuildPlan, step: Step, copy: Copy, installs: tuple[Rerun, ...], sunk: Collection[Step]
) -> dict[str, tuple[Step, ...]]:
    """The files of a copy that anything between it and the last install reads, each with its readers in order.

    Steps that move down with the copy read what it brings there.
    """
    mine = [one for one in installs if any(c.instruction.span == step.instruction.span for c in one.copies)]
    key = (needed, id(copy), *(id(one.event) for one in mine), needed, *map(id, sunk))
    if key not in plan.answers:
        # With what they are about, whose numbers are no others' that long.
        plan.answers[key] = (copy, mine, tuple(sunk)), _needed(plan, step, copy, mine, sunk)
    _, found = cast("tuple[object, dict[str, tuple[Step, ...]]]", plan.answers[key])
    return found


def _needed(
    plan: BuildPlan, step: Step, copy: Copy, installs: Sequence[Rerun], sunk: Collection[Step]
) -> dict[str, tuple[Step, ...]]:
    found: dict[str, dict[int, Step]] = {}
    lineage = plan.lineage(step.stage)
    above = lineage[: len(lineage) - len(plan.stages[step.stage].steps) + step.number]
    before = Image([event for other in above for event in other.events])
    walks: dict[int, _Walk] = {}
    for install in installs:
        stage = plan.stages[install.step.stage]
        if stage.index not in walks:
            walks[stage.index] = _Walk(plan, stage, step, _above(plan, stage, walks))
        walk = walks[stage.index]
        for reader, event in walk.until(last_with(install.step, install.event)):
            if any(reader is one for one in sunk):
                continue
            reading = event.reading
            ordered = [need.path for need in reading.needs] if reading else []
            for path in (*ordered, *sorted(event.reads.files.difference(ordered))):
                if plan.is_presumed and not _is_usual(event, path):
                    continue
                if path in found or _is_file_of(copy, path, event, walk):
                    found.setdefault(path, {}).setdefault(id(reader), reader)
    return {
        path: tuple(readers.values()) for path, readers in found.items() if not is_there(copy, before, path)
    }


class Batch(NamedTuple):
    """Files that are copied at once above a step, and the last of the steps for which they are."""

    above: Step
    reader: Step
    paths: list[str]


def batches(plan: BuildPlan, needed: Mapping[str, Sequence[Step]]) -> list[Batch]:
    """The files by the step that reads them first, in order, so that no install is rerun by another's manifests.

    What looks into a manifest right above its install (`npm config set`) gets all of the install's files: it takes
    no time to speak of.
    """
    found: dict[Span, Batch] = {}
    for path, (reader, *_) in needed.items():
        found.setdefault(reader.instruction.span, Batch(reader, reader, [])).paths.append(path)
    joined: list[Batch] = []
    for batch in (found[span] for span in sorted(found)):
        upper = joined[-1] if joined else None
        is_shared = upper is not None and all(batch.reader in needed[path] for path in upper.paths)
        if upper is not None and is_shared and _is_right_above(plan, upper.reader, batch.reader):
            joined[-1] = Batch(upper.above, batch.reader, upper.paths + batch.paths)
        else:
            joined.append(batch)
    return joined


def _is_right_above(plan: BuildPlan, upper: Step, lower: Step) -> bool:
    """Whether a step does nothing but look and set, and nothing is done between it and another."""
    if upper.stage != lower.stage:
        return False
    between = plan.stages[upper.stage].steps[upper.number + 1 : lower.number]
    is_light = all(
        event.install is None and event.tool is None and event.changes.unknown is None
        for event in upper.events
    )
    return is_light and not any(step.events for step in between)


def _is_usual(event: Event, path: str) -> bool:
    """Whether a file of a presumed context is one that this very install usually has."""
    if event.install is None:
        return False
    ecosystem = event.install.ecosystem
    return posixpath.basename(path) in (*ecosystem.manifests, *ecosystem.lockfiles)


def _above(plan: BuildPlan, stage: PlannedStage, walks: Mapping[int, "_Walk"]) -> "_Walk | None":
    """The walk of the nearest stage that another is built from."""
    while stage.parent is not None:
        if stage.parent in walks:
            return walks[stage.parent]
        stage = plan.stages[stage.parent]
    return None


class _Walk:
    """The commands below a copy in a stage, each met once, also where that goes on from another one."""

    def __init__(self, plan: BuildPlan, stage: PlannedStage, step: Step, above: "_Walk | None") -> None:
        """`above` is the walk in a stage that this one is built from, as far as it has come by now."""
        lineage = plan.lineage(stage.index)
        self.steps = len(lineage)
        self.done = 0
        self.below: list[tuple[Step, Event]] = []
        if above is None:
            span = step.instruction.span
            start = next(place for place, one in enumerate(lineage) if one.instruction.span == span) + 1
            self.image, first = stage.image(), 0
        else:
            start, first = above.steps, len(above.image.events)
            self.below += above.below[above.done :]
            self.image = above.image.grown(stage.events[first:])
        self.below += [(one, event) for one in lineage[start:] for event in one.events]
        self._end = {id(event): place + 1 for place, (_, event) in enumerate(self.below)}
        self.place = {id(event): first + place for place, event in enumerate(stage.events[first:])}
        self.above = above

    def until(self, last: Event) -> Iterator[tuple[Step, Event]]:
        """Those up to and including one, with their steps, that were not met yet."""
        done, self.done = self.done, max(self.done, self._end[id(last)])
        return iter(self.below[done : self.done])

    def before(self, event: Event) -> Image:
        """The image that a command finds."""
        walk = self
        while id(event) not in walk.place and walk.above is not None:
            walk = walk.above
        return walk.image.first(walk.place[id(event)])


def _is_file_of(copy: Copy, path: str, reader: Event, walk: _Walk) -> bool:
    """Whether it is this copy's file that the reader finds at the path."""
    if copy.source_of(path) is None:
        return False
    entry = copy.entry(path)
    if not isinstance(entry, Entry) or entry.kind is Kind.DIRECTORY:
        return False
    return seen_copy(walk.before(reader), path) is copy
