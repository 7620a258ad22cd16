r"""
A copy takes in folders that the build has no use for.

## What it does

Finds a `COPY` or `ADD` of a whole folder that takes in what is of no use in the image: the folder of version
control, dependencies and build output of your machine that the build makes for itself, caches, settings of editors.
Only what lies in your build context now is told, and only where no step of the build uses it. With it, files about
the build itself are named, such as the Dockerfile: an edit of theirs reruns the copy for nothing.

## Why is this bad?

Each of these changes without the source: every commit changes `.git`, every test run changes `__pycache__`. The copy
and all steps below it then rerun for nothing. What your machine has installed is laid over what the image has
installed, for another system perhaps. And all of it is sent to the builder, and stays in the image.

## Example

```text package.json
{"dependencies": {"express": "5.1.0"}}
```

```text package-lock.json
{"lockfileVersion": 3, "packages": {}}
```

```text node_modules/express/package.json
{"name": "express"}
```

```text server.js
require("express")
```

```text .git/HEAD
ref: refs/heads/main
```

```dockerfile
FROM node:22
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
#   ~~~~~~ installs node_modules, over which the copy lays the host's
COPY . .
#<^^^^ context-not-ignored
CMD ["node", "server.js"]
```

Use instead: the same Dockerfile, with a `.dockerignore` beside it.

```dockerfile
FROM node:22
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
CMD ["node", "server.js"]
```

```gitignore .dockerignore
.git
node_modules
Dockerfile
.dockerignore
```

## When not to use it

When a script needs one of the folders and the tool cannot see that: name it in an exception (`!.git`) of the ignore
file, or put `# layerwise: ignore=context-not-ignored` on the line above the `COPY`.

## Fix safety

The fix is for review: the image no longer holds those files. It appends lines to the ignore file that is in force, or
creates `.dockerignore`; never one that a copy, a mount or an install of this Dockerfile or of another one beside it
needs, nor one that an exception of yours lets in. Where a step asks version control for something, such as
`git describe`, or a file says that the build does, its folder is left out.
"""

from collections.abc import Iterator, Sequence

from layerwise.builds.ignoring import with_lines
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.context.context import BuildContext
from layerwise.findings.finding import Evidence, FileChange, Finding, Fix, Safety, Severity
from layerwise.findings.words import counted, shorten
from layerwise.ignoring.taken import Taken, taken_in
from layerwise.ignoring.version_control import stamper
from layerwise.rules.rule import Rule
from layerwise.text import Span

_CODE = "context-not-ignored"
_WIDTH = 20  # of the copy in the message, which names up to three folders besides


def check(plans: Sequence[BuildPlan]) -> Iterator[Finding]:
    """One finding for each build context of which copies take in something for nothing."""
    seen: set[Span] = set()
    for alike in _by_context(plans):
        taken = taken_in(alike)
        if taken is not None and taken.copies[0].step.events[0].span not in seen:
            seen.add(taken.copies[0].step.events[0].span)
            yield _finding(alike[0], taken, is_only=len(alike) == len(plans))


def _by_context(plans: Sequence[BuildPlan]) -> list[list[BuildPlan]]:
    """The plans whose context can be read, those of one context together."""
    found: list[list[BuildPlan]] = []
    for plan in plans:
        if isinstance(plan.build.context, BuildContext):
            alike = next((one for one in found if one[0].build.context == plan.build.context), None)
            if alike is None:
                found.append([plan])
            else:
                alike.append(plan)
    return found


def _finding(plan: BuildPlan, taken: Taken, *, is_only: bool) -> Finding:
    first = taken.copies[0].step
    span = first.events[0].span
    fix = _fix(plan, taken) if is_only else None
    why = "the ignore file is not one that can be changed here"
    if not is_only:
        why = "the Dockerfile is built from several contexts"
    names = counted(_taken_by(plan, taken, first))
    return Finding(
        rule=_CODE,
        severity=Severity.INFORMATION,
        span=span,
        message=f"{shorten(first.events[0].label, _WIDTH)} takes in {names}, whose changes rerun it",
        evidence=tuple(_evidence(plan, taken)),
        fixes=(fix,) if fix is not None else (),
        refusal=None if fix is not None else Evidence(span, why),
        takes=(
            *((one.path, one.what) for one in taken.folders),
            *((path, "a file about the build itself") for path in _there(plan, taken)),
        ),
    )


def _taken_by(plan: BuildPlan, taken: Taken, step: Step) -> list[str]:
    """What one of the copies takes in."""
    copies = [copy.copy for copy in taken.copies if copy.step is step]
    paths = (*(one.path for one in taken.folders), *_there(plan, taken))
    return [path for path in paths if any(copy.takes(path) for copy in copies)]


def _there(plan: BuildPlan, taken: Taken) -> list[str]:
    """The files about the build that are there; the ignore file may be made by the fix only."""
    context = plan.build.context
    assert isinstance(context, BuildContext), "it was looked at"
    return [path for path in taken.files if context.raw.entry(path) is not None]


def _evidence(plan: BuildPlan, taken: Taken) -> Iterator[Evidence]:
    steps = {copy.step.instruction.span: copy.step for copy in taken.copies}
    for step in list(steps.values())[1:]:
        yield Evidence(step.events[0].span, f"takes in {counted(_taken_by(plan, taken, step))}")
    if taken.asker is not None:
        yield Evidence(taken.asker.span, taken.asker.why)
    for copy in taken.copies:
        for event in plan.stages[copy.step.stage].events:
            if event is copy.step.events[0]:
                break
            outputs = event.reading.outputs if event.reading is not None else ()
            for one in taken.folders:
                if one.is_result and copy.target_of(one.path) in outputs:
                    yield Evidence(event.span, f"installs {one.path}, over which the copy lays the host's")


def _fix(plan: BuildPlan, taken: Taken) -> Fix | None:
    patterns = tuple(dict.fromkeys((*(one.pattern for one in taken.folders), *taken.files)))
    longer = with_lines(plan.build, patterns)
    if longer is None:
        return None
    names = counted([one.path for one in taken.folders])
    verb = "Create" if longer.is_new else "Extend"
    return Fix(
        title=f"{verb} {longer.path} with {counted(patterns)}",
        edits=(),
        changes=(FileChange(longer.path, longer.is_new, (longer.edit,)),),
        safety=Safety.REVIEW,
        reason=f"{names} of the build context would no longer enter the image{_asked(plan, taken)}",
    )


def _asked(plan: BuildPlan, taken: Taken) -> str:
    """Who would look for version control in vain."""
    if not any(one.is_repository for one in taken.folders):
        return ""
    command = stamper(plan)
    if command is not None:
        return f", nor be there for {command}, which may write the commit into what it builds"
    return ", nor be there for scripts that ask it"


RULE = Rule(
    code=_CODE,
    severity=Severity.INFORMATION,
    page=__doc__ or "",
    check=check,
    is_circumstantial=True,
)
