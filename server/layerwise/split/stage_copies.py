"""Copies from a stage that stand above an install with good reason, or never rerun it."""

from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.plan import BuildPlan
from layerwise.context.paths import is_within


def is_worked_on(copy: Copy, event: Event) -> bool:
    """Whether it brings what the install then adds to: an environment that another stage has made."""
    outputs = event.reading.outputs if event.reading is not None and not copy.is_context else ()
    targets = [mapping.target for mapping in copy.mappings]
    return bool(targets) and all(any(is_within(one, output) for output in outputs) for one in targets)


def is_marker(plan: BuildPlan, copy: Copy, stage: int) -> bool:
    """Whether it brings empty files alone, which are the same in each build: `make test && touch /tests-passed`."""
    image = Image([event for step in plan.lineage(stage) for event in step.events])
    sources = [mapping.source for mapping in copy.mappings]
    origins = [(source, image.origin(source)) for source in sources]
    return bool(origins) and all(
        origin is not None and source in origin.empties for source, origin in origins
    )
