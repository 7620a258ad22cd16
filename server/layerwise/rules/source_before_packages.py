r"""
Packages of the system, tools and downloads are installed after the source is copied.

## What it does

Finds steps that take nothing from the project (`apt-get install`, `apk add`, `pip install NAME`, `npm install -g`,
downloads by `curl`, …) below a `COPY` or `ADD` of source files.

## Why is this bad?

The builder reruns a step when anything above it has changed. With the source above it, every edit of every file
downloads and installs the same packages again.

## Example

```text app.py
print("hello")
```

```dockerfile
FROM debian:12
WORKDIR /app
COPY . .
RUN apt-get update && apt-get install -y python3
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ source-before-packages
CMD ["python3", "app.py"]
```

Use instead:

```dockerfile
FROM debian:12
WORKDIR /app
RUN apt-get update && apt-get install -y python3
COPY . .
CMD ["python3", "app.py"]
```

## When not to use it

When the packages are meant to be fetched anew with every edit. Put
`# layerwise: ignore=source-before-packages` on the line above the `RUN`.

## Fix safety

The copy goes below the step, with the steps between them that work on the source. That is safe where the two
provably do not bear on each other; otherwise the fix is for review with the one reason, or not offered, and the hover
names the line that stands in the way.
"""

from collections.abc import Iterator, Mapping, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.findings.finding import Evidence, Finding, Fix, Safety, Severity
from layerwise.findings.words import on_edit, shorten
from layerwise.records import replace
from layerwise.rules.rule import Rule
from layerwise.split.groups import Group, Rerun, groups, is_context_free
from layerwise.split.proposal import may_be_safe, propose
from layerwise.split.settled import lifted
from layerwise.split.temporary import has_temporary
from layerwise.split.verdict import Proposal, Refusal
from layerwise.text import Span

_CODE = "source-before-packages"
_TRIES = 4  # of splits for less than the whole group


def check(plans: Sequence[BuildPlan]) -> Iterator[Finding]:
    """One finding for each group of copies and the context-free steps that they rerun.

    Steps that a manifest-first split lifts anyway are not told of twice; where that is for review, a safe fix is.
    """
    seen: set[Span] = set()
    for plan in plans:
        others = [other for other in plans if other is not plan]
        found = groups(plan, is_context_free)
        done = lifted(plan, others) if found else {}
        certain = _certain(others) if plan.build.is_guess else None
        for group in found:
            steps = tuple(one for one in _by_step(group) if certain is None or one.event.span in certain)
            finding = _told(plan, replace(group, installs=steps), done, others)
            if finding is not None and finding.span not in seen:
                seen.add(finding.span)
                yield finding


def _told(
    plan: BuildPlan, group: Group, done: Mapping[Span, bool], others: Sequence[BuildPlan]
) -> Finding | None:
    """The finding about what no split lifts; or about what no safe one does, where the fix for that is safe."""
    kept = tuple(one for one in group.installs if one.step.instruction.span not in done)
    doubtful = tuple(one for one in group.installs if not done.get(one.step.instruction.span))
    if doubtful != kept and may_be_safe(plan, others):
        finding = _finding(plan, replace(group, installs=doubtful), others)
        if finding.severity is Severity.WARNING:
            return finding
    return _finding(plan, replace(group, installs=kept), others) if kept else None


def _certain(others: Sequence[BuildPlan]) -> frozenset[Span] | None:
    """The commands that other guesses of the build context find too, None where there is no other guess.

    In a workspace's member `pnpm add -g` runs the version that the root asks for, if it is built there.
    """
    guesses = [plan for plan in others if plan.build.is_guess]
    found = [
        frozenset(one.event.span for group in groups(plan, is_context_free) for one in group.installs)
        for plan in guesses
    ]
    return frozenset.intersection(*found) if found else None


def _by_step(group: Group) -> Iterator[Rerun]:
    """The first command of each step: `curl … && apt-get install …` moves as one.

    Not of a step that removes its packages again: in a layer of their own they would stay.
    """
    steps: set[Span] = set()
    for one in group.installs:
        if one.step.instruction.span not in steps and not has_temporary(one.step):
            steps.add(one.step.instruction.span)
            yield one


def _finding(plan: BuildPlan, group: Group, others: Sequence[BuildPlan]) -> Finding:
    judged = _judged(plan, group, others)
    first, *more = group.installs
    fixes: tuple[Fix, ...] = ()
    refusal = None
    if isinstance(judged, Proposal):
        fixes = (_fix(judged),)
        refusal = Evidence(first.event.span, judged.reason) if judged.reason else None
    else:
        refusal = Evidence(judged.span, judged.why)
    is_safe = any(fix.safety is Safety.SAFE for fix in fixes)
    edited = "any file" if plan.is_presumed else group.example
    return Finding(
        rule=_CODE,
        severity=Severity.WARNING if is_safe else Severity.INFORMATION,
        span=first.event.span,
        message=f"{on_edit(edited)} reruns {shorten(first.event.label)}",
        evidence=tuple(Evidence(one.event.span, "reads no file of the project either") for one in more),
        fixes=fixes,
        refusal=refusal,
        saves_reruns=True,
    )


def _judged(plan: BuildPlan, group: Group, others: Sequence[BuildPlan]) -> Proposal | Refusal:
    """The split for all of the group, or for the first of it where that one is safe and the whole is not."""
    whole = propose(plan, group, others)
    if len(group.installs) == 1 or (isinstance(whole, Proposal) and whole.reason is None):
        return whole
    if not may_be_safe(plan, others):
        return whole
    for count in range(len(group.installs) - 1, max(len(group.installs) - _TRIES, 0), -1):
        part = propose(plan, replace(group, installs=group.installs[:count]), others)
        if isinstance(part, Proposal) and part.reason is None:
            return part
    return whole


def _fix(proposal: Proposal) -> Fix:
    installs = proposal.lift.installs
    command = shorten(installs[0].event.label)
    others = f" and {len(installs) - 1} more" if len(installs) > 1 else ""
    return Fix(
        title=f"Copy the source after {command}{others}",
        edits=proposal.move.edits,
        safety=Safety.REVIEW if proposal.reason else Safety.SAFE,
        reason=proposal.reason or "",
    )


RULE = Rule(code=_CODE, severity=Severity.WARNING, page=__doc__ or "", check=check, is_of_families=True)
