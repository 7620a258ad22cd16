"""What stands above a command and is read there: copies of nothing else stand where they have to."""

from collections.abc import Sequence

from layerwise.cache.image import Event
from layerwise.cache.paths import NOTHING, Paths, trees
from layerwise.cache.steps import Step
from layerwise.records import replace


def manifests(lineage: tuple[Step, ...]) -> frozenset[str]:
    """What the project's installs read: with nothing else above it, a step by names is where it is well kept.

    `COPY requirements.txt .`, then `RUN pip install --upgrade pip && pip install -r requirements.txt`.
    """
    readings = (event.reading for step in lineage for event in step.events)
    return frozenset(
        need.path for one in readings if one is not None and one.is_project for need in one.needs
    )


def read_until(lineage: tuple[Step, ...], last: Event) -> frozenset[str]:
    """What the commands up to one read.

    A file that an earlier command reads has to be copied above that command; it is not copied too early.
    """
    found: set[str] = set()
    for event in (event for step in lineage for event in step.events):
        found |= event.reads.files
        if event.tool is not None:
            found |= event.reads.trees
        if event.reading is not None and event.reading.unknown is not None and event.reading.unknown.path:
            found.add(event.reading.unknown.path)
        if event is last:
            break
    return frozenset(found)


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


def rests_on_source(lineage: Sequence[Step], event: Event) -> bool:
    """Whether a tool looks into what an earlier install made that needs the source: `npx playwright install`."""
    if event.tool is None:
        return False
    for other in (other for step in lineage for other in step.events):
        if other is event:
            return False
        reading = other.reading
        if reading is None or not reading.is_project or reading.source is None:
            continue
        if any(event.reads.meets(output) for output in reading.outputs):
            return True
    return False
