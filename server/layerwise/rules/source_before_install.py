r"""
Dependencies are installed after source files that the install does not read.

## What it does

Finds an install of dependencies (`pip install -r`, `npm ci`, `go mod download`, …) that stands below a `COPY` or
`ADD` of more than the files that the install reads. What it reads is not guessed from names: included
requirements files, workspace members, lockfiles, settings and patches are looked up in your build context.

## Why is this bad?

The builder reruns a step when anything above it has changed. With the source above the install, every edit of
every file downloads and installs all dependencies again.

## Example

```text requirements.txt
flask==3.1.0
```

```text app.py
import flask
```

```dockerfile
FROM python:3.13
WORKDIR /app
COPY . .
#<^^^^ source-before-install
RUN pip install -r requirements.txt
#   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ reads only requirements.txt
CMD ["python", "app.py"]
```

Use instead:

```dockerfile
FROM python:3.13
WORKDIR /app
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "app.py"]
```

## When not to use it

When the install really needs the source and the tool cannot see that: put
`# layerwise: ignore=source-before-install` on the line above the `COPY`.

## What the fix does

The files that the install reads are copied first, the rest right after it. Steps in between that work on the source,
such as `chmod +x start.sh`, move down with the copy. A `RUN` that goes on with other commands is split, also in a
here-document. Where the install stands in a stage that is built from the copy's, what stands above the copy becomes a
stage of its own, from which the install's stage is built; where that cannot be written, the copy goes on top of each
stage that is built from the copy's. Where a step in between needs the upper ones of several copies, the lower ones
alone move: a finding of their own, which goes, while the one about the upper copies stays. A tree of manifests is one
`COPY --parents` where the declared frontend has it.

Two other forms are offered where they can be written:

- the manifests are bind-mounted while the install runs, so that there is no further layer;
- an install that needs the source, but not for its downloads, is made of two: `uv sync --no-install-project`,
  `poetry install --no-root`, `composer install --no-scripts --no-autoloader`, `pnpm fetch`, `npm ci --ignore-scripts`
  above the copy, the project's own part below it.

## Fix safety

The fix is offered as safe when both Dockerfiles provably build the same image: nothing between the copy and the
install writes what the copy brings, and nothing reads more of it than is copied first. Otherwise it is offered for
review with the one reason, or not at all; the hover then names the line that stands in the way. The two other forms
are always for review.
"""

from collections.abc import Iterator, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.ecosystems.facts import Install
from layerwise.findings.downloads import downloads
from layerwise.findings.finding import Evidence, FileChange, Finding, Fix, Safety, Severity
from layerwise.findings.words import listed, named, on_edit, reads_of, shorten
from layerwise.records import replace
from layerwise.rules.rule import Rule
from layerwise.split.groups import Group, Rerun, groups, is_install
from layerwise.split.hosts import ignore_outputs
from layerwise.split.partial import partly
from layerwise.split.proposal import mounted, propose
from layerwise.split.verdict import Proposal
from layerwise.text import Span

_CODE = "source-before-install"
_MANY_LINES = 12  # a dozen; longer changes are announced in the title


def check(plans: Sequence[BuildPlan]) -> Iterator[Finding]:
    """One finding for each group of copies and the installs that they rerun for nothing.

    Installs that need the source, but not for their downloads, have one of their own.
    """
    seen: set[Span] = set()
    for plan in plans:
        others = [other for other in plans if other is not plan]
        for group in groups(plan, is_install):
            found = [] if group.span_of_first() in seen else _findings(plan, group, others)
            for finding in found:
                seen.add(finding.span)
                yield finding
    yield from downloads(plans, _CODE, _is_no_build)


def _findings(plan: BuildPlan, group: Group, others: Sequence[BuildPlan]) -> Iterator[Finding]:
    """The finding about a group; two where only its lower copies can move."""
    judged = propose(plan, group, others)
    if isinstance(judged, Proposal):
        fixes = (_fix(judged), *((_fix(judged.other),) if judged.other else ()))
        yield _finding(plan, group, fixes, _doubt(group, judged))
        return
    refusal = Evidence(judged.span, judged.why)
    fixes = _with_ignored_outputs(plan, group, others)
    some = None if fixes else partly(plan, group, judged, others)
    if some is None:
        yield _finding(plan, group, fixes, refusal)
        return
    yield _finding(plan, some.upper, (), refusal)
    yield _finding(plan, some.lower, (_fix(some.proposal),), _doubt(some.lower, some.proposal))


def further(plans: Sequence[BuildPlan], finding: Finding) -> tuple[Fix, ...]:
    """The bind-mount form of the split that a finding offers."""
    for plan in plans if finding.fixes else ():
        others = [other for other in plans if other is not plan]
        group = next((one for one in groups(plan, is_install) if one.span_of_first() == finding.span), None)
        judged = None if group is None else propose(plan, group, others)
        if isinstance(judged, Proposal) and judged.move.edits == finding.fixes[0].edits:
            mounts = mounted(plan, judged.other or judged, others)
            return (_mounting(mounts),) if mounts else ()
    return ()


def _doubt(group: Group, proposal: Proposal) -> Evidence | None:
    return Evidence(group.span_of_first(), proposal.reason) if proposal.reason else None


def _finding(plan: BuildPlan, group: Group, fixes: tuple[Fix, ...], refusal: Evidence | None) -> Finding:
    is_safe = any(fix.safety is Safety.SAFE for fix in fixes)
    return Finding(
        rule=_CODE,
        severity=Severity.WARNING if is_safe else Severity.INFORMATION,
        span=group.span_of_first(),
        message=_message(group, "any file" if plan.is_presumed else group.example),
        evidence=tuple(_evidence(plan, install) for install in group.installs),
        fixes=fixes,
        refusal=refusal,
        reads=reads_of(plan, group),
        saves_reruns=True,
    )


def _message(group: Group, example: str) -> str:
    command = shorten(group.installs[0].event.label)
    more = len(group.installs) - 1
    rest = f" and {more} more" if more else ""
    return f"{on_edit(example)} reruns {command}{rest}"


def _evidence(plan: BuildPlan, install: Rerun) -> Evidence:
    names = named(plan, install)
    return Evidence(install.event.span, f"reads only {names}" if names else "reads no file of the copy")


def _fix(proposal: Proposal) -> Fix:
    return Fix(
        title=_title(proposal),
        edits=proposal.move.edits,
        safety=Safety.REVIEW if proposal.reason else Safety.SAFE,
        reason=proposal.reason or "",
    )


def _mounting(proposal: Proposal) -> Fix:
    """The bind-mount form of a split, for those who would rather have no further layer."""
    first, command = listed(proposal.move.first), _lifted(proposal)
    verb = "runs" if len(proposal.lift.installs) == 1 else "run"
    return replace(_fix(proposal), title=f"Mount {first} while {command} {verb}, copy everything after")


def _title(proposal: Proposal) -> str:
    first, command = listed(proposal.move.first), _lifted(proposal)
    lines = proposal.move.lines
    size = f" ({lines} lines of COPY)" if lines > _MANY_LINES else ""
    parting = ", built from a stage without the copy" if proposal.lift.is_parted else ""
    if not first:
        return f"Copy the source after {command}{parting}"
    return f"Copy {first} before {command}, the rest after{size}{parting}"


def _lifted(proposal: Proposal) -> str:
    """The installs of a split in a few words."""
    installs = proposal.lift.installs
    return shorten(installs[0].event.label) if len(installs) == 1 else f"the {len(installs)} installs"


def _with_ignored_outputs(plan: BuildPlan, group: Group, others: Sequence[BuildPlan]) -> tuple[Fix, ...]:
    """The same split for a build context without what the install makes, where that is what stands in the way."""
    ignored = None if others else ignore_outputs(plan, group)
    if ignored is None:
        return ()
    again = [
        other for other in groups(ignored.plan, is_install) if other.span_of_first() == group.span_of_first()
    ]
    judged = propose(ignored.plan, again[0], ()) if again else None
    if not isinstance(judged, Proposal):
        return ()
    names = listed(ignored.paths)
    entering = f", and the new {ignored.name} would" if ignored.create else ""
    return (
        Fix(
            title=f"{_title(judged)}, and ignore {names}",
            edits=judged.move.edits,
            changes=(FileChange(ignored.name, ignored.create, (ignored.edit,)),),
            safety=Safety.REVIEW,
            reason=f"{names} of the build context would no longer enter the image{entering}",
        ),
    )


def _is_no_build(install: Install) -> bool:
    return not install.is_build


RULE = Rule(
    code=_CODE,
    severity=Severity.WARNING,
    page=__doc__ or "",
    check=check,
    is_of_families=True,
    further=further,
)
