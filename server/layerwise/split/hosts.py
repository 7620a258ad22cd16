"""What an install makes and the build context holds too, such as the host's node_modules."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from layerwise.builds.build import Build
from layerwise.cache.plan import BuildPlan, plan
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.paths import is_within
from layerwise.split.groups import Group, Rerun, copy_of
from layerwise.text import Edit, Span

# Other characters have a meaning of their own in an ignore file, or are stripped.
_PLAIN = re.compile(r"[\w.@+/=:~%,][\w.@+/=:~%, -]*(?<! )")


class Ignoring(NamedTuple):
    """An ignore file with more lines: its name, whether it is new, the edit, and the build with it in force."""

    name: str
    create: bool
    edit: Edit
    build: Build


class IgnoreMore(NamedTuple):
    """An ignore file with lines for some paths, and the plan with it in force."""

    name: str
    create: bool
    edit: Edit
    paths: tuple[str, ...]
    plan: BuildPlan


def ignore_outputs(before: BuildPlan, group: Group) -> IgnoreMore | None:
    """The build without what its installs make themselves, or None where the context holds nothing of it."""
    paths = tuple(dict.fromkeys(_outputs_in_context(before, group)))
    more = ignoring(before.build, paths) if paths else None
    if more is None:
        return None
    return IgnoreMore(more.name, more.create, more.edit, paths, plan(before.document, more.build))


def ignoring(build: Build, paths: Sequence[str]) -> Ignoring | None:
    """The build with some paths of its context ignored; None where that cannot be written."""
    context = build.context
    if not isinstance(context, BuildContext) or not all(map(_PLAIN.fullmatch, paths)):
        return None
    name = context.ignore.name
    written = context.raw.text(name)
    if written is not None and not isinstance(written, str):
        return None
    text = written or ""
    end = "\r\n" if "\r\n" in text else "\n"
    start = end if text and not text.endswith("\n") else ""
    added = start + "".join(f"{path}{end}" for path in paths)
    place = Span(len(text), len(text))
    cleaned = replace(context, ignore=parse_ignore(text + added, name))
    return Ignoring(name, written is None, Edit(place, added), replace(build, context=cleaned))


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
    above = (
        step
        for step in plan.lineage(install.step.stage)
        if step.instruction.span > install.copies[0].instruction.span
    )
    for event in (event for step in above for event in step.events if event.copy is None):
        if event.install is None and event.writes.may_hold(output):
            return False
        if any(is_within(path, output) for path in event.reads.files | event.reads.trees):
            return True
        if event is install.event:
            return False
    return False
