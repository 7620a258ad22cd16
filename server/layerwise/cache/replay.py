"""Which steps an edit reruns."""

import posixpath
from collections.abc import Collection, Iterator
from enum import Enum

from layerwise.cache.copies import Copy
from layerwise.cache.image import Event
from layerwise.cache.key import key
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.context.paths import is_within


class Rerun(Enum):
    """Whether a step reruns. IF_OUTPUT_CHANGES: only if an earlier step's output changes."""

    NO = "no"
    IF_OUTPUT_CHANGES = "only if an earlier step's output changes"
    YES = "yes"


def rerun_by(plan: BuildPlan, changed: Collection[str]) -> dict[tuple[int, int], Rerun]:
    """What each step does when these paths of the build context change; keyed by stage and step number.

    A copy reruns when a file that it brings changes, a RUN when what it binds does, and everything below a
    rerun step of the same chain too (BuildKit keys; a COPY --from is keyed by the content of what it takes).
    """
    found: dict[tuple[int, int], Rerun] = {}
    for stage in plan.stages:
        so_far = Rerun.NO
        if stage.parent is not None:
            so_far = worst(*(found[s.stage, s.number] for s in plan.lineage(stage.parent)))
        for step in stage.triggered:
            so_far = worst(so_far, _own(plan, step, frozenset(changed), found))
        for step in stage.steps:
            so_far = worst(so_far, _own(plan, step, frozenset(changed), found))
            found[step.stage, step.number] = so_far
    return found


def worst(*answers: Rerun) -> Rerun:
    """The answer that is nearest to yes."""
    order = (Rerun.NO, Rerun.IF_OUTPUT_CHANGES, Rerun.YES)
    return max(answers, key=order.index, default=Rerun.NO)


def _own(plan: BuildPlan, step: Step, changed: frozenset[str], found: dict[tuple[int, int], Rerun]) -> Rerun:
    """What the step does of itself, whatever stands above it."""
    read = key(step)
    copies = [copy for copy in (read.copy, *read.mounts) if copy is not None]
    return worst(*(_copy(plan, copy, changed, found) for copy in copies))


def _copy(plan: BuildPlan, copy: Copy, changed: frozenset[str], found: dict[tuple[int, int], Rerun]) -> Rerun:
    if copy.is_context:
        return Rerun.YES if any(takes(copy, path) for path in changed) else Rerun.NO
    if not copy.origin.startswith("stage "):
        return Rerun.NO
    stage = int(copy.origin.removeprefix("stage "))
    sources = [mapping.source for mapping in copy.mappings] or ["/"]
    return worst(*(_below(plan, stage, source, changed, found) for source in sources))


def takes(copy: Copy, changed: str) -> bool:
    """Whether a copy from the context takes a changed path, ignored files left out by the context itself."""
    return any(
        changed == mapping.source
        or (mapping.is_directory and _is_below(changed, mapping.source) and copy.would_take(mapping, changed))
        for mapping in copy.mappings
    )


def _is_below(path: str, directory: str) -> bool:
    return not directory or path.startswith(directory.rstrip("/") + "/")


def _below(
    plan: BuildPlan, stage: int, path: str, changed: frozenset[str], found: dict[tuple[int, int], Rerun]
) -> Rerun:
    """Whether what a stage holds at and below a path changes."""
    answer = Rerun.NO
    for step in plan.lineage(stage):
        ran = found[step.stage, step.number]
        for event in step.events if ran is not Rerun.NO else ():
            answer = worst(answer, _changes(plan, event, path, changed, found))
    return answer


def _changes(
    plan: BuildPlan, event: Event, path: str, changed: frozenset[str], found: dict[tuple[int, int], Rerun]
) -> Rerun:
    """Whether an event that ran again brings something else at or below a path."""
    if event.copy is None:
        changed_paths = event.changes
        may_write = changed_paths.unknown is not None or any(
            is_within(tree, path) or is_within(path, tree)
            for tree in changed_paths.trees | changed_paths.files
        )
        return Rerun.IF_OUTPUT_CHANGES if may_write and not event.is_directory else Rerun.NO
    if event.copy.is_context:
        hits = any(is_within(target, path) for target in _targets(event.copy, changed))
        return Rerun.YES if hits else Rerun.NO
    return _copy(plan, event.copy, changed, found) if event.copy.brings(path) else Rerun.NO


def _targets(copy: Copy, changed: frozenset[str]) -> Iterator[str]:
    """The image paths to which a copy takes the changed context paths."""
    for mapping in copy.mappings:
        for path in changed:
            if path == mapping.source:
                yield mapping.target
            elif mapping.is_directory and _is_below(path, mapping.source):
                relative = path[len(mapping.source) :].lstrip("/") if mapping.source else path
                if copy.would_take(mapping, path):
                    yield posixpath.join(mapping.target, relative)
