r"""
Manifests are copied before an install, instead of mounted while it runs.

## What it does
Puts a COPY of the mounted files above the RUN, and takes the mounts (`--mount=type=bind`) out of it.

## Why?
A copy is understood by every builder, and by people who have not met mounts. Steps below the install find the files
too.

## Example
```text requirements.txt
flask==3.1.0
```

```text app.py
import flask
```

```dockerfile
FROM python:3.13-slim
WORKDIR /app
RUN --mount=type=bind,source=requirements.txt,target=requirements.txt pip install -r requirements.txt
COPY . .
```

becomes

```dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
```

## When it is not offered
Where a folder is mounted, where commands may write to the mount, or where a step below would
find the files sooner than it does now.
"""

import posixpath
from collections.abc import Sequence
from itertools import pairwise

from layerwise.cache.compare import differences
from layerwise.cache.conflicts import brings_the_same
from layerwise.cache.copies import Copy
from layerwise.cache.plan import BuildPlan, PlannedStage, plan
from layerwise.cache.steps import Step
from layerwise.edits import block, indentation, newline
from layerwise.findings.finding import Fix, Safety
from layerwise.refactorings.refactoring import PlannedRun, Refactoring, at_runs
from layerwise.refactorings.shown import listed
from layerwise.regex import regex
from layerwise.split.groups import copy_of
from layerwise.split.verdict import Refusal
from layerwise.syntax.parse import parse
from layerwise.text import Edit, Span, apply
from layerwise.tuples import NamedTuple

_PLAIN = regex(r"[\w.@+/=:~%-]+")


class _Bound(NamedTuple):
    """A mounted file of the build context: where it lies, where it is seen, and the option that says so."""

    source: str
    target: str
    flag: Span
    copy: Copy


def _judge(run: PlannedRun) -> Fix | Refusal | None:
    before, stage, step = run
    bound = _bound(step)
    if isinstance(bound, Refusal):
        return bound
    if not bound:
        return None
    lines = _lines(step, bound)
    if isinstance(lines, Refusal):
        return lines
    taken = _without(step, bound)
    edits = (_copied(before, step, lines), *taken)
    left = _left(stage, step, bound)
    text = before.document.text
    bare, after = (plan(parse(apply(text, made)), before.build) for made in (taken, edits))
    other = next(differences(bare, after), None)
    if other is not None and not left:
        return Refusal(other.why, step.instruction.span)
    doubt = _found_sooner(stage, step, bound)
    if isinstance(doubt, Refusal):
        return doubt
    reason = doubt or (f"{listed(left)} would stay in the image" if left else None)
    return Fix(
        title=f"Copy {listed([posixpath.basename(one.target) for one in bound])} instead of mounting",
        edits=edits,
        safety=Safety.SAFE if reason is None else Safety.REVIEW,
        reason=reason or "",
    )


def _copied(before: BuildPlan, step: Step, lines: Sequence[str]) -> Edit:
    """The edit that puts the copies above the RUN and its comments."""
    start = block(before.document, step.instruction).span.start
    margin, end = indentation(before.document, step.instruction), newline(before.document)
    is_lower = step.instruction.keyword_span.of(before.document.text).islower()
    keyword = "copy" if is_lower else "COPY"
    return Edit(Span(start, start), "".join(f"{margin}{keyword} {line}{end}" for line in lines))


def _left(stage: PlannedStage, step: Step, bound: Sequence[_Bound]) -> list[str]:
    """The names of files that no copy below brings again in the same way."""
    later = [copy for other in stage.steps[step.number + 1 :] if (copy := copy_of(other)) is not None]
    brought = (any(brings_the_same(one.copy, copy, one.target) for copy in later) for one in bound)
    pairs = zip(bound, brought, strict=True)
    return [posixpath.basename(one.target) for one, is_brought in pairs if not is_brought]


def _bound(step: Step) -> list[_Bound] | Refusal:
    """The mounted files of the build context."""
    flags = [flag for flag in step.instruction.flags if flag.name == "mount" and flag.value]
    found = []
    for flag, mount in zip(flags, step.mounts, strict=True):
        copy = mount.event.copy if mount.event is not None else None
        if copy is None or not copy.is_context:
            continue
        mapping = copy.mappings[0]
        if mapping.is_directory or copy.watched:
            return Refusal(f"{mapping.source or 'the whole build context'} is no single file", flag.span)
        if mount.is_scratch:
            return Refusal("commands may write to the mount, and what they write is dropped", flag.span)
        found.append(_Bound(mapping.source, mapping.target, flag.span, copy))
    return found


def _lines(step: Step, bound: Sequence[_Bound]) -> list[str] | Refusal:
    """What follows COPY: one line for each folder, and for each file that gets another name."""
    by_folder: dict[str, list[str]] = {}
    for one in bound:
        folder, name = posixpath.split(one.target)
        if not _PLAIN.fullmatch(one.source) or not _PLAIN.fullmatch(one.target):
            return Refusal(f"{one.source} cannot be written in a copy of the same form", one.flag)
        is_named_alike = posixpath.basename(one.source) == name
        here = "./" if folder == step.state.cwd else f"{folder.rstrip('/')}/"
        by_folder.setdefault(here if is_named_alike else here + name, []).append(one.source)
    return [" ".join((*dict.fromkeys(sources), target)) for target, sources in by_folder.items()]


def _without(step: Step, bound: Sequence[_Bound]) -> tuple[Edit, ...]:
    """The edits that take the mounts out, each up to what follows."""
    gone = {one.flag for one in bound}
    flags = step.instruction.flags
    starts = [*(flag.span.start for flag in flags), step.instruction.body.offset(0)]
    pairs = zip(flags, pairwise(starts), strict=True)
    return tuple(Edit(Span(*pair), "") for flag, pair in pairs if flag.span in gone)


def _found_sooner(stage: PlannedStage, step: Step, bound: Sequence[_Bound]) -> Refusal | str | None:
    """A step below that would find the files before the copy that brings them now, surely or perhaps."""
    left = {one.target for one in bound}
    doubt = None
    for other in stage.steps[step.number + 1 :]:
        copy = copy_of(other)
        if copy is not None:
            left -= {path for path in left if copy.source_of(path) is not None}
            continue
        for event in other.events if left else ():
            paths = event.looks | event.changes
            if any(paths.meets(path) for path in left):
                return Refusal(f"{event.label} would find {posixpath.basename(min(left))}", event.span)
            if paths.unknown is not None:
                doubt = doubt or f"{event.label} may find {posixpath.basename(min(left))} then"
    return doubt


REFACTORING = Refactoring(
    name="manifest-copy",
    title="Copy the manifests instead of mounting",
    page=__doc__,
    offer=at_runs(_judge),
    writes_mounts=False,
)
