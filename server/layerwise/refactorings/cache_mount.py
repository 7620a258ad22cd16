r"""
An install keeps what it has downloaded in a cache mount.

## What it does
Mounts the tool's download cache while the install runs (`RUN --mount=type=cache`), and takes out of the RUN what
would empty it: `--no-cache-dir`, `npm cache clean`, `rm -rf /var/lib/apt/lists/*`.

## Why?
After an edit of a manifest the install runs again, and downloads only what is new. What is in the mount is not in
the image.

## Example
```dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
```

becomes

```dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
COPY . .
```

The folder is the one that the user, HOME and variables such as `PIP_CACHE_DIR` or `GOPATH` give; another user than
root gets `uid=`. Tools that must not share their cache get `sharing=locked`.

Where the cache is what is installed (Go's modules, cargo's registry, Maven's repository, NuGet's packages), every step
that may need it gets the mount in the same edit. apt also gets a step that lets it keep packages.

## When not to use it
A builder without a cache of its own, such as a fresh machine in CI, has nothing in the mount. The mount is not there
when a container runs.

## When it is not offered
Where the folder is not known: the base image is not, a build argument decides, a settings file may name another. Where
something else than the RUN keeps the cache empty (`ENV PIP_NO_CACHE_DIR=1`). Where a copy brings files there, another
stage copies from there, or a later step works without network. Where `apt-get update` is a step of its own.
"""

import posixpath
from collections.abc import Iterable, Iterator, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.edits import block, indentation, newline
from layerwise.findings.finding import Fix, Safety
from layerwise.refactorings.cached import Mounted, mounted
from layerwise.refactorings.emptying import kept
from layerwise.refactorings.family import is_final
from layerwise.refactorings.mounting import mount_edit
from layerwise.refactorings.places import above
from layerwise.refactorings.refactoring import PlannedRun, Refactoring, at_runs
from layerwise.refactorings.uses import Use
from layerwise.split.verdict import PRESUMED, Refusal
from layerwise.text import Edit, Span


def _judge(run: PlannedRun) -> Fix | Refusal | None:
    plan, _, step = run
    wanted = mounted(plan, step)
    if wanted is None or isinstance(wanted, Refusal):
        return wanted
    edits = [*_preparation(plan, wanted)]
    reasons = [*_reasons(plan, step, wanted)]
    for one in wanted:
        clean = kept(plan, one.step, one.uses, one.places)
        if isinstance(clean, Refusal):
            return clean
        edits += clean.edits
        reasons += [clean.reason] if clean.reason else []
        edits.append(mount_edit(plan.document, one.step.instruction, [place.mount for place in one.places]))
    return Fix(
        title=_title(wanted),
        edits=tuple(sorted(edits)),
        safety=Safety.REVIEW if reasons else Safety.SAFE,
        reason=reasons[0] if reasons else "",
    )


def _title(wanted: Sequence[Mounted]) -> str:
    names = dict.fromkeys(use.ecosystem.name for one in wanted for use in one.uses)
    is_one = len(wanted) == 1 and len(wanted[0].places) == 1
    steps = f" to {len(wanted)} steps" if len(wanted) > 1 else ""
    return f"Add {'a cache mount' if is_one else 'cache mounts'} for {' and '.join(names)}{steps}"


def _reasons(plan: BuildPlan, step: Step, wanted: Sequence[Mounted]) -> Iterator[str]:
    """What a person should know."""
    if plan.is_presumed:
        yield PRESUMED
    found = [place for one in wanted for place in one.places]
    for target in (place.target for place in found if place.cache.is_result):
        if is_final(plan, step):
            yield f"{target} is no longer in the image, should anything need it when it runs"
        if len(wanted) > 1:
            yield f"{target} may be emptied while the step that filled it stays cached"
    for place in found:
        if place.cache.doubt:
            yield place.cache.doubt
        if place.cache.prepared_by:
            yield "the image's own settings keep what is downloaded from there on"
        if place.owner and posixpath.dirname(place.target) not in _homes(
            one for m in wanted for one in m.uses
        ):
            yield f"{posixpath.dirname(place.target)} becomes root's where it is not there yet"
        elif place.owner:
            yield f"older builders leave the folder {place.target} in the image to root"


def _homes(used: Iterable[Use]) -> set[str | None]:
    """The home directories of those who download."""
    return {use.command.environment.get("HOME") for use in used}


def _preparation(plan: BuildPlan, wanted: Sequence[Mounted]) -> Iterator[Edit]:
    """The step above the others without which nothing is kept."""
    first = min(wanted, key=lambda one: one.step.instruction.span)
    document, instruction = plan.document, first.step.instruction
    for use in first.uses:
        undone = [name for name in use.ecosystem.defeated_by if name.startswith("/")]
        done = {path for event in above(plan, use) for path in event.changes.files | event.changes.trees}
        if not done.isdisjoint(undone):
            continue
        commands = {place.cache.prepared_by for place in first.places if place.cache in use.ecosystem.caches}
        for command in sorted(commands - {""}):
            start = block(document, instruction).span.start
            keyword = instruction.keyword_span.of(document.text)
            line = f"{indentation(document, instruction)}{keyword} {command}{newline(document)}"
            yield Edit(Span(start, start), line)
            return


REFACTORING = Refactoring(name="cache-mount", title="Add a cache mount", page=__doc__, offer=at_runs(_judge))
