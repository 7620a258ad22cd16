r"""
Manifests are mounted while an install runs, instead of copied before it.

## What it does
Takes out the COPY that brings manifests alone, and mounts the same files in the RUN that reads them
(`RUN --mount=type=bind`). The copy of the source below brings them into the image, as before.

## Why?
There is one copy of each file in the Dockerfile and in the image, and no layer for the manifests. The install still
reruns only when a mounted file changes.

## Example
```text package.json
{"name": "shop", "version": "1.0.0"}
```

```text package-lock.json
{"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "shop", "version": "1.0.0"}}}
```

```text server.js
console.log("open")
```

```dockerfile
FROM node:22
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
```

becomes

```dockerfile
FROM node:22
WORKDIR /app
RUN --mount=type=bind,source=package.json,target=package.json \
    --mount=type=bind,source=package-lock.json,target=package-lock.json \
    npm ci
COPY . .
```

## When not to use it
With podman and buildah, of which older ones do not rerun a step when a mounted file changes.

## When it is not offered
Where nothing below brings the files again, or another step in between may need them. Where the install may write its
lockfile again, which a mount does not allow. Where it does not run as root, or the folder of the files would only be
made by the mount.
"""

import posixpath
from collections.abc import Sequence

from layerwise.cache.compare import differences
from layerwise.cache.conflicts import brings_the_same
from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.paths import USUAL_DIRECTORIES
from layerwise.cache.plan import BuildPlan, PlannedStage, plan
from layerwise.cache.state import is_root
from layerwise.cache.steps import Step
from layerwise.context.tree import Entry, Kind
from layerwise.findings.finding import Fix, Safety
from layerwise.refactorings.mounting import mount_edit
from layerwise.refactorings.refactoring import PlannedRun, Refactoring, at_runs
from layerwise.refactorings.shown import listed
from layerwise.regex import regex
from layerwise.split.groups import copy_of
from layerwise.split.verdict import PRESUMED, Refusal
from layerwise.syntax.parse import parse
from layerwise.text import Edit, apply
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_PLAIN = regex(r"[\w.@+/=:~%-]+")  # a comma would end the option
_PINNING = "corepack"
_MOST = 6  # with more it is a copy that reads well
_FROZEN = ("--frozen", "--frozen-lockfile", "--immutable", "--locked", "--deploy")


class _Brought(NamedTuple):
    """A copy of manifests alone, and its files by their image paths."""

    step: Step
    copy: Copy
    files: tuple[str, ...]


def _judge(run: PlannedRun) -> Fix | Refusal | None:
    before, stage, step = run
    installs = [event for event in step.events if event.install is not None]
    needed = {need.path for event in installs if event.reading is not None for need in event.reading.needs}
    brought = [
        one
        for other in stage.steps[: step.number]
        if (one := _brought(other)) and not needed.isdisjoint(one.files)
    ]
    if not brought:
        return None
    obstacle = _unfit(step, installs, brought) or _folderless(stage, step, brought)
    obstacle = obstacle or next((why for one in brought if (why := _needed_else(stage, step, one))), None)
    if obstacle is not None:
        return obstacle
    found = _written(step, brought)
    if isinstance(found, Refusal):
        return found
    gone = tuple(Edit(one.step.instruction.lines, "") for one in brought)
    without = plan(parse(apply(before.document.text, gone)), before.build)
    other = next(differences(without, before), None)
    if other is not None:
        return Refusal(other.why, other.span)
    names = [posixpath.basename(path) for one in brought for path in one.files]
    reason = _pinned(before, step, brought) or _reason(installs, brought)
    reason = PRESUMED if before.is_presumed else reason
    return Fix(
        title=f"Mount {listed(names)} instead of copying",
        edits=(*gone, mount_edit(before.document, step.instruction, found)),
        safety=Safety.SAFE if reason is None else Safety.REVIEW,
        reason=reason or "",
    )


def _brought(step: Step) -> _Brought | None:
    """The manifests that a step copies, None where it copies folders, or nothing from the build context."""
    copy = copy_of(step)
    if copy is None or not copy.is_context or copy.unknown is not None or step.instruction.heredocs:
        return None
    if any(mapping.is_directory for mapping in copy.mappings) or not copy.mappings:
        return None
    if copy.watched and not _patterns(step):
        return None
    return _Brought(step, copy, tuple(mapping.target for mapping in copy.mappings))


def _patterns(step: Step) -> list[str]:
    """The sources that stand for whatever files there are."""
    return [word.text for word in step.instruction.words[:-1] if any(sign in word.text for sign in "*?[")]


def _unfit(step: Step, installs: Sequence[Event], brought: Sequence[_Brought]) -> Refusal | None:
    """Why the RUN cannot have mounts in place of the files."""
    span = step.instruction.span
    files = {path for one in brought for path in one.files}
    writer = next((event for event in installs if not event.soft.isdisjoint(files)), None)
    if writer is not None:
        lock = posixpath.basename(min(writer.soft & files))
        return Refusal(f"{writer.label} may write {lock} again, which a mount does not allow", writer.span)
    changer = next((e for e in step.events if any(e.changes.may_hold(path) for path in files)), None)
    if changer is not None and changer.install is None:
        return Refusal(f"{changer.label} changes what would be mounted", changer.span)
    if not is_root(step.state.user):
        return Refusal("mounted files are root's, and the install does not run as root", span)
    if any((one.copy.owner, one.copy.mode) != (None, None) for one in brought):
        return Refusal("the copy gives its files another owner or mode, which a mount does not", span)
    return Refusal("there are too many files to mount", span) if len(files) > _MOST else None


def _folderless(stage: PlannedStage, step: Step, brought: Sequence[_Brought]) -> Refusal | None:
    """A folder of the files that would not be there without their copy."""
    gone = [event for one in brought for event in one.step.events]
    above = stage.inherited + tuple(
        e for s in (*stage.triggered, *stage.steps[: step.number]) for e in s.events
    )
    image = Image([event for event in above if event not in gone])
    for folder in sorted({posixpath.dirname(path) for one in brought for path in one.files}):
        entry = image.entry(folder)
        is_there = isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY
        if not is_there and folder not in USUAL_DIRECTORIES:
            return Refusal(f"{folder} would only be made by the mount", step.instruction.span)
    return None


def _needed_else(stage: PlannedStage, step: Step, one: _Brought) -> Refusal | None:
    """Another step that needs the files before they are brought again, or that nothing brings them again."""
    below = stage.steps[one.step.number + 1 :]
    missing = set(one.files)
    for other in below:
        copy = copy_of(other)
        if copy is not None and other.number > step.number:
            missing -= {path for path in missing if brings_the_same(one.copy, copy, path)}
            if not missing:
                return None
        for event in other.events if other.number != step.number and copy is None else ():
            paths = event.looks | event.changes
            if paths.unknown is not None or any(paths.meets(path) for path in one.files):
                name = posixpath.basename(one.files[0])
                return Refusal(f"{event.label} may need {name} before it is brought again", event.span)
    names = listed([posixpath.basename(path) for path in one.files if path in missing])
    return Refusal(f"no copy below brings {names} again", one.step.instruction.span)


def _written(step: Step, brought: Sequence[_Brought]) -> list[str] | Refusal:
    """The mounts as they are written."""
    found = []
    for one in brought:
        for mapping in one.copy.mappings:
            is_here = step.state.resolve(mapping.source) == mapping.target
            target = mapping.source if is_here else mapping.target
            if not _PLAIN.fullmatch(mapping.source) or not _PLAIN.fullmatch(target):
                return Refusal(f"{mapping.source} cannot be written in a mount", one.step.instruction.span)
            found.append(f"--mount=type=bind,source={mapping.source},target={target}")
    return found


def _reason(installs: Sequence[Event], brought: Sequence[_Brought]) -> str | None:
    """Why a person should look: an install that is not bound to its lockfile by its words."""
    files = [path for one in brought for path in one.files]
    patterns = [pattern for one in brought for pattern in _patterns(one.step)]
    if patterns:
        return f"{patterns[0]} would take in further files of such names"
    for event in installs:
        assert event.install is not None, "installs are given"
        call, locks = event.install.call, event.install.ecosystem.lockfiles
        is_frozen = call.install.is_frozen or call.has(*_FROZEN)
        lock = next((path for path in files if posixpath.basename(path) in locks), None)
        if lock is not None and not is_frozen:
            return f"{event.label} fails if it writes {posixpath.basename(lock)} again"
    return None


def _pinned(before: BuildPlan, step: Step, brought: Sequence[_Brought]) -> str | None:
    """Why a person should look: a manifest into which a launcher writes the version that it has chosen.

    Corepack did so from 0.26 on, where package.json names no package manager (its README, COREPACK_ENABLE_AUTO_PIN).
    """
    steps = (
        s for s in before.lineage(step.stage) if s.instruction.span <= step.instruction.span and s.script
    )
    named = (word.value for s in steps if s.script for command in s.script.commands for word in command.words)
    if _PINNING not in named:
        return None
    for one in brought:
        for mapping in one.copy.mappings:
            text = None if isinstance(one.copy.tree, Unknown) else one.copy.tree.text(mapping.source)
            is_manifest = posixpath.basename(mapping.source) == "package.json"
            if is_manifest and not (isinstance(text, str) and '"packageManager"' in text):
                return f"some versions of {_PINNING} write the package manager into {mapping.source}"
    return None


REFACTORING = Refactoring(
    name="bind-mounts", title="Mount the manifests instead of copying", page=__doc__, offer=at_runs(_judge)
)
