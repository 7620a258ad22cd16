r"""
Files that an install reads are in the build context, but not in the image when it runs.

## What it does

Finds an install of dependencies above which some of its manifests were copied and others were left out: an included
requirements file, a lockfile, a patch, the manifest of a workspace member that another one depends on, a script that
`postinstall` runs. What an install reads is looked up in your build context, from file to file.

## Why is this bad?

The install fails, or worse: it installs less, or other versions than the lockfile says, and says nothing. A warm
build cache hides it until the day it is empty.

## Example

```text requirements.txt
-r base.txt
gunicorn==23.0.0
```

```text base.txt
flask==3.1.0
```

```text app.py
import flask
```

```dockerfile
FROM python:3.13
WORKDIR /app
COPY requirements.txt ./
#<^^^^^^^^^^^^^^^^^^^ manifest-not-copied
RUN pip install -r requirements.txt
#   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ fails without base.txt
COPY . .
CMD ["python", "app.py"]
```

Use instead:

```dockerfile
FROM python:3.13
WORKDIR /app
COPY requirements.txt base.txt ./
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "app.py"]
```

## When not to use it

Where a file is left out on purpose, such as a lockfile that is to have no say in the image. Say it to the tool
(`npm install --no-package-lock`), or put `# layerwise: ignore=manifest-not-copied` on the line above the `COPY`.

## What the fix does

The missing files become further sources of the `COPY` that brought the manifest, or are copied right below it, each
to its own place in the tree. Where the ignore file keeps out what the install cannot do without, an exception is added
to that.

## Fix safety

The fix is safe where the build surely fails without the files and is known to need nothing else. Otherwise it is for
review: the image then holds what it did not hold before, such as the versions of the lockfile.
"""

from collections.abc import Iterator, Sequence

from layerwise.cache.plan import BuildPlan, plans
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.findings.finding import Evidence, FileChange, Finding, Fix, Safety, Severity
from layerwise.findings.words import listed, shorten
from layerwise.missing.adding import added, restored
from layerwise.missing.flattened import flattened, parted
from layerwise.missing.search import Harm, Missing, missing
from layerwise.records import replace
from layerwise.rules.rule import Rule
from layerwise.syntax.parse import parse
from layerwise.text import Edit, Span, apply

_CODE = "manifest-not-copied"


def check(builds: Sequence[BuildPlan]) -> Iterator[Finding]:
    """One finding for each install that lacks files of the build context."""
    seen: set[Span] = set()
    for plan in builds:
        for found in missing(plan):
            is_doubtful = any(
                other.build.is_guess and not _is_missed(other, found) for other in builds if other is not plan
            )
            if found.event.span not in seen and not (plan.build.is_guess and is_doubtful):
                seen.add(found.event.span)
                yield _finding(found, builds)
    yield from _flattenings(builds)


def _flattenings(builds: Sequence[BuildPlan]) -> Iterator[Finding]:
    """One finding for each copy that puts manifests of several folders on top of each other."""
    seen: set[Span] = set()
    for found in (found for plan in builds for found in flattened(plan)):
        event = found.step.events[0]
        if event.span in seen:
            continue
        seen.add(event.span)
        edits = parted(found) if len(builds) == 1 else None
        why = "each manifest then goes to a folder of its own, where the install finds it"
        fix = Fix(title="Copy each to its own folder", edits=edits or (), safety=Safety.REVIEW, reason=why)
        yield Finding(
            rule=_CODE,
            severity=Severity.WARNING,
            span=event.span,
            message=f"{listed(found.sources)} go to one place, where only the last stays",
            evidence=(Evidence(found.install.instruction.span, f"reads {found.sources[-1]} only"),),
            fixes=(fix,) if edits else (),
            refusal=Evidence(event.span, why if edits else "the copies cannot be written here"),
        )


def _is_missed(plan: BuildPlan, found: Missing) -> bool:
    return any(other.event.span == found.event.span for other in missing(plan))


def _finding(found: Missing, builds: Sequence[BuildPlan]) -> Finding:
    fix = _fix(found, builds)
    event = found.anchor.events[0]
    return Finding(
        rule=_CODE,
        severity=Severity.WARNING,
        span=event.span,
        message=_message(found),
        evidence=(Evidence(found.event.span, _note(found)),),
        fixes=(fix,) if fix else (),
        refusal=_refusal(found, fix),
        reads=tuple((source, need.why) for need, source in found.files),
    )


def _names(found: Missing) -> str:
    return listed([source for _, source in found.files])


def _message(found: Missing) -> str:
    names, command = _names(found), shorten(found.event.label)
    if found.is_hidden:
        context = found.plan.build.context
        assert isinstance(context, BuildContext), "it has been read"
        return f"{context.ignore.name} keeps out {listed(found.worst)}, without which {command} fails"
    verb = "is" if len(found.files) == 1 else "are"
    if found.harm is Harm.UNLOCKED:
        return f"{command} chooses versions anew: {names} {verb} not copied before it"
    need, source = found.files[0]
    named = f"{source}, {need.why}," if len(found.files) == 1 and " in " in need.why else names
    return f"{named} {verb} not copied before {command}"


def _note(found: Missing) -> str:
    names = listed(found.worst)
    match found.harm:
        case Harm.FAILS:
            return f"fails without {names}"
        case Harm.UNLOCKED:
            return f"does not keep to {names}"
        case Harm.LESS:
            return f"does without {names}"


def _refusal(found: Missing, fix: Fix | None) -> Evidence | None:
    if fix is None:
        why = "the copy of the missing files cannot be written here"
        if found.is_hidden:
            why = "what else is kept out with them is not known"
        return Evidence(found.event.span, why)
    return Evidence(found.anchor.events[0].span, fix.reason) if fix.reason else None


def _fix(found: Missing, builds: Sequence[BuildPlan]) -> Fix | None:
    """The fix where it is right in all builds: the install then finds its files in each."""
    change = restored(found.plan, [source for _, source in found.files]) if found.is_hidden else None
    if found.is_hidden and change is None:
        return None
    edits = added(found) if not found.is_hidden or not _comes_with(found, change) else ()
    if edits is None or not _is_gone(found, builds, edits, change):
        return None
    reason = _reason(found)
    names = _names(found)
    title = f"Copy {names} before {shorten(found.event.label)}"
    if change is not None:
        title = f"Let {names} into the build context" + (", and copy it" if edits else "")
    return Fix(
        title=title,
        edits=edits,
        changes=(change,) if change else (),
        safety=Safety.REVIEW if reason else Safety.SAFE,
        reason=reason,
    )


def _reason(found: Missing) -> str:
    command = shorten(found.event.label)
    names = _names(found)
    if found.is_hidden:
        return f"{names} would enter the build context, from which it is kept out now"
    if found.harm is Harm.UNLOCKED:
        return f"{command} then keeps to {names}, which it does not now"
    if found.harm is Harm.LESS:
        return f"{command} then heeds {names}, which it does not now"
    return "" if found.is_enough else f"what else of the source {command} needs is not known"


def _comes_with(found: Missing, change: FileChange | None) -> bool:
    """Whether the copies that are there bring the files as soon as they are let in."""
    return _is_gone(found, (found.plan,), (), change)


def _is_gone(
    found: Missing, builds: Sequence[BuildPlan], edits: Sequence[Edit], change: FileChange | None
) -> bool:
    document = parse(apply(found.plan.document.text, edits))
    changed = [_with(plan, change) for plan in builds]
    paths = {need.path for need, _ in found.files}
    for after in plans(document, [plan.build for plan in changed]):
        place = (found.step.stage, found.event.identity)
        if any((other.step.stage, other.event.identity) == place for other in missing(after)):
            return False
        same = (
            event
            for stage in after.stages
            for step in stage.steps
            for event in step.events
            if step.stage == found.step.stage and event.identity == found.event.identity
        )
        event = next(same, None)
        if event is None or event.reading is None or event.reading.failure is not None:
            return False
        if not paths <= {need.path for need in event.reading.needs}:
            return False
    return True


def _with(plan: BuildPlan, change: FileChange | None) -> BuildPlan:
    """A build whose ignore file is changed."""
    context = plan.build.context
    if change is None or not isinstance(context, BuildContext):
        return plan
    text = context.raw.text(context.ignore.name)
    ignore = parse_ignore(apply(text if isinstance(text, str) else "", change.edits), context.ignore.name)
    return replace(plan, build=replace(plan.build, context=replace(context, ignore=ignore)))


RULE = Rule(code=_CODE, severity=Severity.WARNING, page=__doc__ or "", check=check, is_of_families=True)
