"""What a build uses by name: paths of the context that no line of an ignore file may hide."""

from collections.abc import Iterator

from layerwise.cache.plan import BuildPlan
from layerwise.context.paths import below_root, is_within
from layerwise.regex import regex

_BETWEEN = regex(r"[^\w.@+-]+")


def named_sources(plan: BuildPlan) -> Iterator[str]:
    """The context paths that copies and bind mounts spell out, those that are not there among them."""
    for stage in plan.stages:
        for step in stage.steps:
            bound = (mount.event for mount in step.mounts if mount.event is not None)
            for event in (*step.events, *bound):
                copy = event.copy
                if copy is not None and copy.is_context:
                    yield from (mapping.source for mapping in copy.mappings if mapping.source)
                    yield from (below_root(source) for source in (*copy.absent, *copy.watched))


def needed_sources(plan: BuildPlan) -> Iterator[str]:
    """The context paths that installs open."""
    for stage in plan.stages:
        copies = [event.copy for event in stage.events if event.copy is not None and event.copy.is_context]
        for event in stage.events:
            for need in event.reading.needs if event.reading is not None else ():
                found = (copy.source_of(need.path) for copy in reversed(copies))
                source = next((one for one in found if one), None)
                if source is not None:
                    yield source


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
