"""The copies of whole directories of the build context that a build carries out."""

from collections.abc import Iterator

from layerwise.cache.copies import Copy, Mapping
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.cache.target import needed_stages
from layerwise.context.paths import join, relative
from layerwise.split.groups import copy_of
from layerwise.tuples import NamedTuple


class Wide(NamedTuple):
    """A directory of the build context that a step copies."""

    step: Step
    copy: Copy
    mapping: Mapping

    def target_of(self, path: str) -> str | None:
        """The image path that a path of the context gets, None where the copy does not take it."""
        below = relative(path, self.mapping.source)
        return join(self.mapping.target, below) if below is not None and self.copy.takes(path) else None


def wide_copies(plan: BuildPlan) -> Iterator[Wide]:
    """The directories that a build copies from its context, in the order of the Dockerfile.

    Those that a build argument names are left out: another build takes another one.
    """
    needed = needed_stages(plan)
    for stage in plan.stages:
        for step in stage.steps if stage.index in needed else ():
            copy = copy_of(step)
            if copy is not None and copy.is_context and not _is_asked(plan, step):
                yield from (Wide(step, copy, mapping) for mapping in copy.mappings if mapping.is_directory)


def _is_asked(plan: BuildPlan, step: Step) -> bool:
    escape = plan.document.escape
    return any(step.state.asked(word.text, escape) for word in step.instruction.words[:-1])
