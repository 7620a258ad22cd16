"""A COPY by a pattern that puts the manifests of several folders on top of each other."""

import posixpath
from collections.abc import Iterator, Sequence

from layerwise.cache.asked import each
from layerwise.cache.copies import Copy, Mapping
from layerwise.cache.image import Image
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.cache.target import needed_stages
from layerwise.context.paths import join
from layerwise.edits import indentation, newline
from layerwise.records import replace
from layerwise.split.groups import copy_of
from layerwise.split.narrow import Site, narrow_copies
from layerwise.text import Edit
from layerwise.tuples import NamedTuple


class Flattened(NamedTuple):
    """A copy, the sources that go to one path, of which the last one stays, and an install below that reads it."""

    plan: BuildPlan
    step: Step
    sources: tuple[str, ...]
    install: Step


def flattened(plan: BuildPlan) -> Iterator[Flattened]:
    """The copies of manifests that lose all but one of them, in the stages that are built."""
    built = () if plan.is_presumed else sorted(needed_stages(plan))
    return each(plan, _flattened_in, stages=(stage for stage in plan.asked if stage.index in built))


def _flattened_in(plan: BuildPlan, stage: PlannedStage) -> Iterator[Flattened]:
    for step in stage.steps:
        copy = copy_of(step)
        by_target: dict[str, list[str]] = {}
        for mapping in copy.mappings if copy is not None and copy.is_context else ():
            if not mapping.is_directory:
                by_target.setdefault(mapping.target, []).append(mapping.source)
        for target, sources in by_target.items():
            reader = _reader(plan, step, target) if len(set(sources)) > 1 else None
            if reader is not None and _are_lost(plan, step, sources, reader):
                yield Flattened(plan, step, tuple(sources), reader)


def _reader(plan: BuildPlan, copying: Step, target: str) -> Step | None:
    """The first install that opens one of its manifests as a copy left it, with nothing copied over it since."""
    lineage = plan.lineage(copying.stage)
    before = [event for step in lineage[: lineage.index(copying)] for event in step.events]
    for step in plan.stages[copying.stage].steps[copying.number :]:
        for event in step.events:
            is_manifest = (
                event.install is not None
                and posixpath.basename(target) in event.install.ecosystem.manifests
                and event.reading is not None
                and any(need.path == target for need in event.reading.needs)
            )
            if is_manifest and any(Image(before).origin(target) is one for one in copying.events):
                return step
            before.append(event)
    return None


def _are_lost(plan: BuildPlan, copying: Step, sources: Sequence[str], reader: Step) -> bool:
    """Whether one of the sources that do not stay is brought by no other copy above the install, nor by its name."""
    lineage = plan.lineage(copying.stage)
    above = lineage[: lineage.index(reader)]
    others = [
        copy
        for step in (*above, *plan.stages[copying.stage].steps)
        if step is not copying and (copy := copy_of(step)) is not None and copy.is_context
    ]
    over = [copy for step in above if step is not copying and (copy := copy_of(step)) is not None]
    return any(
        not any(copy.is_context and copy.takes(source) for copy in over)
        and not any(source in _named(copy) for copy in others)
        for source in sources[:-1]
    )


def _named(copy: Copy) -> tuple[str, ...]:
    """The files that a copy names, rather than a directory in which they lie."""
    return tuple(mapping.source for mapping in copy.mappings if not mapping.is_directory)


def parted(found: Flattened) -> tuple[Edit, ...] | None:
    """The edits with which each file goes to its own folder, None where they cannot be written."""
    copy, instruction = copy_of(found.step), found.step.instruction
    others = [m for m in copy.mappings if m.source not in found.sources] if copy is not None else []
    if copy is None or others or instruction.comments:
        return None
    document = found.plan.document
    written = found.step.state.expand(instruction.words[-1].text, document.escape)
    folder = found.step.state.resolve(written) if isinstance(written, str) else None
    if folder is None:
        return None
    whole = replace(copy, mappings=(Mapping("", folder, is_directory=True),))
    paths = [join(folder, source) for source in found.sources]
    site = Site(document, found.step, found.step.state)
    lines = narrow_copies(site, whole, paths, frozenset())
    if lines is None:
        return None
    between = newline(document) + indentation(document, instruction)
    return (Edit(instruction.span, between.join(lines)),)
