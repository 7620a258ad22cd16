r"""
Files that change often are copied above a costly step whose own files change rarely.

## What it does

Finds an install, a download or an unpacked archive below a `COPY` of files that the step does not read, where the
history of your repository shows that these files change often and the step's own files rarely. Orders that are wrong
whatever changes, such as a wide `COPY . .` above an install, are found by the other rules, without any history.

## Why is this bad?

The builder reruns a step when anything above it has changed, so that a step costs as often as the busiest files above
it change.

## Example

The last twelve commits, as the files that each changed:

```text history
10 * requirements.txt app.py
2 * app.py
```

```text requirements.txt
flask==3.1.0
```

```text app.py
import flask
```

```dockerfile
FROM python:3.13
WORKDIR /app
COPY requirements.txt ./
#<^^^^^^^^^^^^^^^^^^^ hot-before-cold
RUN apt-get update && apt-get install -y libpq-dev
#                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ reads no file of the project
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "app.py"]
```

Use instead:

```dockerfile
FROM python:3.13
WORKDIR /app
RUN apt-get update && apt-get install -y libpq-dev
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "app.py"]
```

## When not to use it

Where the order is meant, or history says little about the edits to come. Put
`# layerwise: ignore=hot-before-cold` on the line above the `COPY`.

## What counts as often

The last 200 commits that touch the build context are replayed, each as one build after the commit before it. The step
must rerun in a fifth of them less once the copy stands below it, and no other costly step in more of them than before.
With fewer than ten commits nothing is said, nor without git, nor in a workspace that is not trusted.

## Fix safety

The copy goes below the step, with quick steps between them that work on its files, such as `chmod +x start.sh`. The
fix is offered only where both Dockerfiles provably build the same image; nothing is said where they may not.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from layerwise.cache.key import key
from layerwise.cache.plan import BuildPlan
from layerwise.cache.target import needed_stages
from layerwise.findings.finding import Evidence, Finding, Fix, Safety, Severity
from layerwise.findings.words import listed, shorten
from layerwise.rules.rule import Rule
from layerwise.split.groups import Rerun, copy_of
from layerwise.split.unneeded import asked, needs
from layerwise.split.verdict import Proposal
from layerwise.text import Span

if TYPE_CHECKING:
    from layerwise.split.reordered import Cold, Reordered

_CODE = "hot-before-cold"


def check(plans: Sequence[BuildPlan]) -> Iterator[Finding]:
    """One finding for each stage in which copies that change often stand above costly steps that need none of it."""
    seen: set[Span] = set()
    for plan in plans:
        for found in _reordered(plan, [other for other in plans if other is not plan]):
            finding = _finding(plan, found)
            if finding.span not in seen:
                seen.add(finding.span)
                yield finding


def _circumstances(plans: Sequence[BuildPlan]) -> tuple[object, ...]:
    """Where something depends on it, the history, and which of the stages the build needs."""
    return tuple((one.history, needed_stages(plan)) if (one := asked(plan)) else None for plan in plans)


def _reordered(plan: BuildPlan, others: Sequence[BuildPlan]) -> Iterator["Reordered"]:
    question = asked(plan)
    if question is not None:
        from layerwise.split.reordered import reordered  # noqa: PLC0415 - it replays a history, and most have none

        yield from reordered(plan, others, question)


def _finding(plan: BuildPlan, found: "Reordered") -> Finding:
    reruns = [cold.rerun for cold in found.cold]
    first = min((step for one in reruns for step in one.copies), key=lambda step: step.instruction.span)
    read = {path: "the command reads it" for one in reruns for path in _read(plan, one)}
    return Finding(
        rule=_CODE,
        severity=Severity.INFORMATION,
        span=first.events[0].span,
        message=_message(plan, found),
        evidence=tuple(_evidence(plan, cold, found) for cold in found.cold),
        fixes=(Fix(title=_title(found.proposal), edits=found.proposal.move.edits, safety=Safety.SAFE),),
        reads=tuple(read.items()),
        saves_reruns=True,
    )


def _message(plan: BuildPlan, found: "Reordered") -> str:
    cold = found.cold[0]
    own = (
        f"its files changed in {cold.changed}" if _read(plan, cold.rerun) else "it reads none of what changed"
    )
    return f"{shorten(cold.rerun.event.label)} reran in {cold.reran} of {found.history.extent}; {own}"


def _evidence(plan: BuildPlan, cold: "Cold", found: "Reordered") -> Evidence:
    names = listed(_read(plan, cold.rerun))
    note = f"reads only {names}, changed in {cold.changed} of {found.history.extent}"
    return Evidence(cold.rerun.event.span, note if names else "reads no file of the project")


def _read(plan: BuildPlan, one: Rerun) -> tuple[str, ...]:
    """What a command takes from copies and mounts, by the paths in the build context."""
    needed, found = needs(one.event), list[str]()
    lineage = plan.lineage(one.step.stage)
    for copy in (copy_of(step) for step in lineage[: lineage.index(one.step)]):
        if copy is None or not copy.is_context:
            continue
        found += [source for path in sorted(needed.files) if (source := copy.source_of(path))]
        found += [f"{source}/" for path in sorted(needed.trees) if (source := copy.source_of(path))]
    mounted = (copy for copy in key(one.step).mounts if copy.is_context)
    found += [mapping.source + "/" * mapping.is_directory for copy in mounted for mapping in copy.mappings]
    return tuple(dict.fromkeys(found))


def _title(proposal: Proposal) -> str:
    first, (lifted, *more) = listed(proposal.move.first), proposal.lift.installs
    command = shorten(lifted.event.label) + (f" and {len(more)} more" if more else "")
    if first:
        return f"Copy {first} before {command}, the rest after"
    copies = {step.instruction.span: step for one in proposal.lift.installs for step in one.copies}
    names = [word.text for span in sorted(copies) for word in copies[span].instruction.words[:-1]]
    return f"Copy {listed(names)} after {command}"


RULE = Rule(
    code=_CODE,
    severity=Severity.INFORMATION,
    page=__doc__ or "",
    check=check,
    is_circumstantial=True,
    is_of_families=True,
    circumstances=_circumstances,
)
