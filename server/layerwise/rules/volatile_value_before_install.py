r"""
A value that changes with each build is declared above installs that do not need it.

## What it does

Finds an `ARG` in a stage whose value is another one with each commit or each build (`GIT_SHA`, `BUILD_DATE`,
`CI_PIPELINE_ID`, …, and arguments that a build file gives such a value), declared above installs and downloads that
do not read it.

## Why is this bad?

An `ARG`, and an `ENV` that it feeds, is in the environment of every later `RUN` of its stage and of the stages built
from it, so that it is in their cache keys, used or not. With each new value, the builder runs all of them again.

## Example

```text requirements.txt
flask==3.1.0
```

```dockerfile
FROM python:3.13
ARG GIT_SHA
#   ^^^^^^^ volatile-value-before-install
LABEL org.opencontainers.image.revision=$GIT_SHA
WORKDIR /app
COPY requirements.txt ./
RUN pip install -r requirements.txt
#   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ reruns with each new GIT_SHA
COPY . .
CMD ["python", "app.py"]
```

Use instead:

```dockerfile
FROM python:3.13
WORKDIR /app
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
ARG GIT_SHA
LABEL org.opencontainers.image.revision=$GIT_SHA
CMD ["python", "app.py"]
```

## When not to use it

When rerunning is what the value is for. Arguments that say so by their name (`CACHE_BUST`) are left alone, and so are
those that nothing uses; for others put `# layerwise: ignore=volatile-value-before-install` on the line above the
`ARG`. A value that is written into the Dockerfile (`ARG REVISION=4f1c2d9`) is taken for one that changes by hand.

## Fix safety

The `ARG` goes down, with the `ENV` and `LABEL` that it feeds, to right above its first use, or to the end of its stage.
A step that may read the value from its environment counts as a use: one that builds the project or runs a script of
which nobody knows what it reads. The fix is safe, since nothing that stands above the first use reads the value, and
all below it meets what it met. It is not offered where a stage built from this one inherits the value above its own
installs.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from layerwise.cache.plan import BuildPlan
from layerwise.findings.finding import Evidence, Finding, Fix, Safety, Severity
from layerwise.findings.words import listed
from layerwise.rules.rule import Rule
from layerwise.split.verdict import PRESUMED
from layerwise.text import Span

if TYPE_CHECKING:  # most Dockerfiles have no ARG in a stage, and need nothing of that layer
    from layerwise.values.changing import Volatile

_CODE = "volatile-value-before-install"
_WIDTH = 40  # of a command in a message that names a variable too


def check(plans: Sequence[BuildPlan]) -> Iterator[Finding]:
    """One finding for each ARG and the steps that it reruns for nothing, in its stage and in those built from it."""
    if not any(one.keyword == "ARG" for one in plans[0].document.instructions):
        return
    from layerwise.values.changing import volatiles  # noqa: PLC0415 - see above

    seen: set[tuple[Span, bool]] = set()
    for plan in plans:
        others = [other for other in plans if other is not plan]
        for one in volatiles(plan):
            key = (one.declared.word.span, one.heir is None)
            if key not in seen:
                seen.add(key)
                yield _finding(plan, one, others)


def _finding(plan: BuildPlan, one: "Volatile", others: Sequence[BuildPlan]) -> Finding:
    name = one.declared.name
    first, *more = [event for _, event in one.rerun]
    rest = f" and {len(more)} more" if more else ""
    fix, refusal = _judged(plan, one, others)
    start = one.declared.word.span.start
    source = plan.build.changing.get(name)
    span = Span(start, start + len(name))
    told = (Evidence(span, f"{name} changes with each build ({source})"),) if source else ()
    return Finding(
        rule=_CODE,
        severity=Severity.WARNING if fix and fix.safety is Safety.SAFE else Severity.INFORMATION,
        span=span,
        message=f"Each new {name} reruns {_short(first.label)}{rest}",
        evidence=(*told, *(Evidence(e.span, f"reruns with each new {name}") for e in (first, *more))),
        fixes=(fix,) if fix else (),
        refusal=refusal,
    )


def _judged(
    plan: BuildPlan, one: "Volatile", others: Sequence[BuildPlan]
) -> tuple[Fix | None, Evidence | None]:
    """The fix, and what makes it one for review or stands in its way."""
    from layerwise.values.judged import obstacle  # noqa: PLC0415 - see above
    from layerwise.values.moves import move  # noqa: PLC0415 - see above

    if one.obstacle is not None:
        return None, Evidence(one.obstacle.span, one.obstacle.why)
    edits = move(plan, one.fall)
    if edits is None:
        return None, Evidence(one.declared.word.span, "a comment stands between the words of the instruction")
    found = obstacle((plan, *others), one.declared, one.fall, edits)
    if found is not None:
        return None, Evidence(found.span, found.why)
    reason = _doubt((plan, *others), one)
    fix = Fix(
        title=_title(one),
        edits=edits,
        safety=Safety.REVIEW if reason else Safety.SAFE,
        reason=reason or "",
    )
    return fix, Evidence(one.declared.word.span, reason) if reason else None


def _title(one: "Volatile") -> str:
    names = listed([one.declared.name, *sorted(one.fall.names - {one.declared.name})])
    return f"Declare {names} below {_short(one.rerun[-1][1].label)}"


def _short(label: str) -> str:
    return label if len(label) <= _WIDTH else label[: _WIDTH - 1] + "…"


def _doubt(plans: Sequence[BuildPlan], one: "Volatile") -> str | None:
    """Why a person should look at it: what an install reads of the project is not sure."""
    if not any(event.install is not None for step in one.fall.passed for event in step.events):
        return None
    if any(plan.is_presumed for plan in plans):
        return PRESUMED
    return next((plan.build.doubt for plan in plans if plan.build.doubt is not None), None)


RULE = Rule(
    code=_CODE,
    severity=Severity.WARNING,
    page=__doc__ or "",
    check=check,
    is_circumstantial=True,
    is_of_families=True,
)
