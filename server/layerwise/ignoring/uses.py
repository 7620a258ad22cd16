"""What a build uses by name: paths of the context that no line of an ignore file may hide."""

from collections.abc import Iterator

from layerwise.cache.asked import kept
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.context.paths import below_root, is_within
from layerwise.regex import regex

_BETWEEN = regex(r"[^\w.@+-]+")


def named_sources(plan: BuildPlan) -> Iterator[str]:
    """The context paths that copies and bind mounts spell out, those that are not there among them."""
    for stage in plan.stages:
        yield from kept(plan, stage, _named_in)


def _named_in(_: BuildPlan, stage: PlannedStage) -> tuple[str, ...]:
    bound = (mount.event for step in stage.steps for mount in step.mounts if mount.event is not None)
    own = (event for step in stage.steps for event in step.events)
    found: list[str] = []
    for copy in (event.copy for event in (*own, *bound)):
        if copy is not None and copy.is_context:
            found += (mapping.source for mapping in copy.mappings if mapping.source)
            found += (below_root(source) for source in (*copy.absent, *copy.watched))
    return tuple(dict.fromkeys(found))


def needed_sources(plan: BuildPlan) -> Iterator[str]:
    """The context paths that installs open."""
    for stage in plan.stages:
        yield from kept(plan, stage, _needed_in)


def _needed_in(_: BuildPlan, stage: PlannedStage) -> tuple[str, ...]:
    copies = [event.copy for event in stage.events if event.copy is not None and event.copy.is_context]
    readings = (event.reading for event in stage.events if event.reading is not None)
    paths = dict.fromkeys(need.path for reading in readings for need in reading.needs)
    found = (next((s for copy in reversed(copies) if (s := copy.source_of(path))), None) for path in paths)
    return tuple(source for source in found if source is not None)


def is_read(plan: BuildPlan, target: str) -> bool:
    """Whether a command reads something at or below an image path, as far as that is known."""
    return any(
        event.copy is None and any(is_within(path, target) for path in event.reads.files | event.reads.trees)
        for stage in plan.stages
        for event in stage.events
    )


def is_mentioned(plan: BuildPlan, name: str) -> bool:
    """Whether an instruction has a name among its words, also as a part of a path."""
    return any(
        name in _BETWEEN.split(text)
        for instruction in plan.document.instructions
        for text in (instruction.body.text, *(heredoc.body for heredoc in instruction.heredocs))
    )
