"""What an install makes and the build context holds too, such as the host's node_modules."""

from collections.abc import Iterator

from layerwise.builds.ignoring import with_lines
from layerwise.cache.plan import BuildPlan, plan
from layerwise.context.paths import is_within
from layerwise.split.groups import Group, Rerun, copy_of
from layerwise.text import Edit
from layerwise.tuples import NamedTuple


class IgnoreMore(NamedTuple):
    """An ignore file with more lines: its name, whether it is new, the edit, and the plan with it in force."""

    name: str
    create: bool
    edit: Edit
    paths: tuple[str, ...]
    plan: BuildPlan


def ignore_outputs(before: BuildPlan, group: Group) -> IgnoreMore | None:
    """The build without what its installs make themselves, or None where the context holds nothing of it."""
    paths = tuple(dict.fromkeys(_outputs_in_context(before, group)))
    longer = with_lines(before.build, paths) if paths else None
    if longer is None:
        return None
    return IgnoreMore(longer.path, longer.is_new, longer.edit, paths, plan(before.document, longer.build))


def _outputs_in_context(plan: BuildPlan, group: Group) -> Iterator[str]:
    for install in group.installs:
        needed = [need.path for need in install.reading.needs]
        for output in install.reading.outputs:
            if any(is_within(path, output) for path in needed):
                continue  # it is committed on purpose, like the cache of a zero-install
            if _is_used_as_copied(plan, install, output):
                continue
            for step in install.copies:
                copy = copy_of(step)
                source = copy.source_of(output) if copy is not None and copy.is_context else None
                if source:
                    yield source


def _is_used_as_copied(plan: BuildPlan, install: Rerun, output: str) -> bool:
    """Whether a command up to the install works with what only the copy put there, such as the host's `activate`."""
    lineage = plan.lineage(install.step.stage)
    above = lineage[lineage.index(install.copies[0]) + 1 :]
    for event in (event for step in above for event in step.events if event.copy is None):
        if event.install is None and event.writes.may_hold(output):
            return False
        if any(is_within(path, output) for path in event.reads.files | event.reads.trees):
            return True
        if event is install.event:
            break
    return False
