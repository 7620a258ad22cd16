"""What a cache mount would hide: files that others bring to its folder, or look for there."""

import re
from collections.abc import Iterator, Sequence

from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan
from layerwise.cache.runs import label
from layerwise.cache.steps import Step
from layerwise.context.paths import is_within
from layerwise.ecosystems.facts import Ecosystem
from layerwise.refactorings.family import family, holders, later
from layerwise.refactorings.places import Place, above
from layerwise.refactorings.uses import Use, calls, uses
from layerwise.regex import regex
from layerwise.split.verdict import Refusal

_OFFLINE = regex(r"--offline|(?:\w+_)?OFFLINE", re.IGNORECASE)
_BRINGS_NOTHING = frozenset({"WORKDIR", "chmod", "chown", "mkdir", "rm"})


def hidden(plan: BuildPlan, use: Use, found: Sequence[Place]) -> Refusal | None:
    """Why a command's folders cannot be mounted, None where they can."""
    reasons = [*_unfilled(plan, use, found)]
    for place in found:
        reasons += [*_brought(plan, use, place), *_taken(plan, use, place)]
        reasons += [] if place.cache.is_result else [*_looked_for(plan, use, place)]
    reasons += _offline(plan, use, found)
    return next(iter(reasons), None)


def _unfilled(plan: BuildPlan, use: Use, found: Sequence[Place]) -> Iterator[Refusal]:
    """What has to run in the same RUN, and does not; and later steps that look for what it has brought."""
    verb = next((place.cache.filled_by for place in found if place.cache.filled_by), "")
    if not verb:
        return
    if not _runs_before(use.step, use.ecosystem, verb):
        tool = use.ecosystem.tool.names[0]
        yield Refusal(
            f"{tool} {verb} does not run in this RUN, and what it brought would be hidden", use.event.span
        )
    for step in later(plan, use.step):
        for other in uses(step):
            if other.ecosystem is use.ecosystem and not _runs_before(step, use.ecosystem, verb):
                yield Refusal(f"{other.event.label} needs what this RUN leaves", other.event.span)


def _runs_before(step: Step, ecosystem: Ecosystem, verb: str) -> bool:
    """Whether a step runs a verb of a tool before it installs."""
    installs = {use.event.span for use in uses(step) if use.ecosystem is ecosystem}
    for command in step.script.commands if step.script is not None else ():
        place = calls(command, ecosystem)
        words = [] if place is None else [word.value for word in command.words[place + 1 :]]
        if verb in words and not command.is_conditional:
            return True
        if command.span in installs:
            return False
    return False


def _brought(plan: BuildPlan, use: Use, place: Place) -> Iterator[Refusal]:
    """What steps above put into the folder, but the tool itself."""
    for event in above(plan, use):
        name = event.label.split()[0].rpartition("/")[2]
        if name in (*_BRINGS_NOTHING, *use.ecosystem.tool.names) or use.ecosystem is _tool(event):
            continue
        changed = (*event.changes.files, *event.changes.trees) if event.copy is None else ()
        is_there = event.copy is not None and event.copy.brings(place.target)
        if is_there or any(is_within(path, place.target) for path in changed):
            yield Refusal(f"{event.label} brings files to {place.target}, which would be hidden", event.span)


def _tool(event: Event) -> Ecosystem | None:
    return event.install.ecosystem if event.install is not None else event.tool


def _taken(plan: BuildPlan, use: Use, place: Place) -> Iterator[Refusal]:
    """Copies and mounts of a stage that take what would be in the mount."""
    stages = holders(plan, use.step)
    for step in (step for stage in plan.stages for step in stage.steps):
        events = (*step.events, *(mount.event for mount in step.mounts if mount.event is not None))
        for copy in (event.copy for event in events):
            if copy is None or copy.stage not in stages:
                continue
            for source in (mapping.source for mapping in copy.mappings):
                holds_it = place.cache.is_result and is_within(place.target, source)
                if holds_it or is_within(source, place.target):
                    why = f"{source} is taken from the stage, without what would be in the mount"
                    yield Refusal(why, step.instruction.span)


def _looked_for(plan: BuildPlan, use: Use, place: Place) -> Iterator[Refusal]:
    """Later steps that need the downloads themselves: they name their folder, or work without network."""
    for step in later(plan, use.step):
        for event in step.events:
            if _tool(event) is not None or event.label.split()[0] in _BRINGS_NOTHING:
                continue
            seen = (*event.reads.files, *event.reads.trees)
            if any(is_within(path, place.target) for path in seen):
                yield Refusal(f"{event.label} looks for what would be in the mount", event.span)


def _offline(plan: BuildPlan, use: Use, found: Sequence[Place]) -> Iterator[Refusal]:
    """Commands that work without network, on what an earlier step has left where nobody mounts anything."""
    is_everywhere = any(place.cache.is_result for place in found) and len(_installing(plan, use)) > 1
    for step in () if is_everywhere else (use.step, *later(plan, use.step)):
        for command in step.script.commands if step.script is not None else ():
            said = [word.value or "" for word in command.words]
            said += [name for name, value in command.environment.items() if value != ""]
            if calls(command, use.ecosystem) is not None and any(map(_OFFLINE.fullmatch, said)):
                yield Refusal(
                    f"{label(command)} works without network, on what is in the image", command.span
                )


def _installing(plan: BuildPlan, use: Use) -> list[Step]:
    """The steps that install with the tool."""
    return [s for s in family(plan, use.step) if any(one.ecosystem is use.ecosystem for one in uses(s))]
