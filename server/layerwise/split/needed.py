"""Which files of a wide copy the steps below it read, and which steps read each."""

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from layerwise.cache.conflicts import is_there, seen_copy
from layerwise.cache.copies import Copy
from layerwise.cache.image import Event, Image
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.context.tree import Entry, Kind
from layerwise.split.groups import Rerun, last_with
from layerwise.text import Span


def needed(
    plan: BuildPlan, step: Step, copy: Copy, installs: tuple[Rerun, ...], sunk: Collection[Step]
) -> dict[str, tuple[Step, ...]]:
    """The files of a copy that anything between it and the last install reads, each with its readers in order.

    Steps that move down with the copy read what it brings there.
    """
    found: dict[str, tuple[Step, ...]] = {}
    lineage = plan.lineage(step.stage)
    before = Image([event for other in lineage[: lineage.index(step)] for event in other.events])
    for install in installs:
        if step not in install.copies:
            continue
        stage = plan.stages[install.step.stage]
        for reader, event in _until(plan, stage, step, install):
            if reader in sunk:
                continue
            reading = event.reading
            ordered = [need.path for need in reading.needs] if reading else []
            for path in (*ordered, *sorted(event.reads.files.difference(ordered))):
                is_usual = not plan.is_presumed or _is_usual(event, path)
                if reader in found.get(path, ()) or not is_usual:
                    continue
                if path in found or _is_file_of(copy, path, stage, event):
                    found[path] = (*found.get(path, ()), reader)
    return {path: readers for path, readers in found.items() if not is_there(copy, before, path)}


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


def _until(plan: BuildPlan, stage: PlannedStage, step: Step, install: Rerun) -> Iterator[tuple[Step, Event]]:
    """The events below a copy, up to and including an install and what is one with it, with their steps."""
    lineage = plan.lineage(stage.index)
    last = last_with(install.step, install.event)
    for other in lineage[lineage.index(step) + 1 :]:
        for event in other.events:
            yield other, event
            if event is last:
                return


def _is_file_of(copy: Copy, path: str, stage: PlannedStage, reader: Event) -> bool:
    """Whether it is this copy's file that the reader finds at the path."""
    if copy.source_of(path) is None:
        return False
    entry = copy.entry(path)
    if not isinstance(entry, Entry) or entry.kind is Kind.DIRECTORY:
        return False
    before = takewhile(lambda event: event is not reader, stage.events)
    return seen_copy(Image(tuple(before)), path) is copy
