"""Which files of a wide copy the steps below it read, and which steps read each."""

import posixpath
from collections.abc import Collection, Iterator
from itertools import takewhile

from layerwise.cache.conflicts import is_there, seen_copy
from layerwise.cache.copies import Copy
from layerwise.cache.image import Event, Image
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.context.tree import Entry, Kind
from layerwise.split.groups import Rerun, last_with


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
