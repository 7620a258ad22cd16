"""Explanations as markdown: what an editor shows on hover."""

from collections.abc import Iterator
from itertools import islice

from layerwise.account import account, brief
from layerwise.analysis import Analysis
from layerwise.cache.copies import Copy
from layerwise.cache.figures import busiest
from layerwise.cache.key import key
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.ecosystems.facts import Reason
from layerwise.findings.finding import Finding
from layerwise.frequency import often
from layerwise.history.log import History
from layerwise.markdown import code, prose
from layerwise.measures import files_of, size_of
from layerwise.origin import Origins
from layerwise.past import Past
from layerwise.split.groups import copy_of
from layerwise.text import Span
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_SHOWN = 5  # files listed one by one
_FEW = 3  # folders named in a sentence
_NOTHING = Past()
_PLAIN = Origins()


class Explanation(NamedTuple):
    """Markdown about one part of the document; text from files is escaped in it."""

    span: Span
    markdown: str


def hover(
    analysis: Analysis, offset: int, past: Past = _NOTHING, origins: Origins = _PLAIN
) -> Explanation | None:
    """What there is to say about the instruction at an offset, or None."""
    at = Span(offset, offset)
    for plan in analysis.plans[:1]:
        for stage in plan.stages:
            for step in stage.steps:
                if step.instruction.span.contains(at):
                    lines = list(_about(analysis, plan, step, past, origins))
                    return Explanation(step.instruction.span, "\n\n".join(lines)) if lines else None
    return None


def _about(analysis: Analysis, plan: BuildPlan, step: Step, past: Past, origins: Origins) -> Iterator[str]:
    found = _findings_at(analysis, step)
    for finding in found[:1]:
        yield from account(analysis, plan, finding, past)
    if found[1:]:
        span = step.instruction.span
        yield "  \n".join(brief(finding, is_marked=span.contains(finding.span)) for finding in found[1:])
    match step.instruction.keyword:
        case "COPY" | "ADD":
            yield from _copied(plan, step, origins)
            yield from _changing(plan, step, past.history)
        case "RUN":
            yield from _run(analysis, plan, step)
    if not any(finding.saves_reruns or finding.is_partial for finding in found):
        yield from often(plan, step, past)


def _findings_at(analysis: Analysis, step: Step) -> list[Finding]:
    """The findings that are anchored in the step, else those that have it as evidence; those about reruns first."""
    own = step.instruction.span
    anchored = [finding for finding in analysis.findings if own.contains(finding.span)]
    touching = (f for f in analysis.findings if any(own.contains(evidence.span) for evidence in f.evidence))
    return sorted(anchored or touching, key=lambda finding: not finding.saves_reruns)


def _copied(plan: BuildPlan, step: Step, origins: Origins) -> Iterator[str]:
    copy = copy_of(step)
    if copy is None:
        return
    if copy.unknown is not None:
        yield f"What it copies is not known: {prose(copy.unknown)}."
    elif plan.is_presumed and copy.is_context:
        yield "The build context cannot be read from here."
    elif isinstance(copy.tree, Unknown):
        yield f"It copies from {_place(copy)}."
    elif copy.is_context:
        build = plan.build
        named = f" {code(build.label)}" if build.label else ""
        size = f" ({found})" if (found := size_of(copy)) is not None else ""
        yield (
            f"Cache key: the names, modes and contents of {files_of(copy)}{size} "
            f"from the build context{named} ({origins.named(build)})."
        )
        yield from origins.left_out()
    else:
        yield f"Cache key: the content of what it takes from {_place(copy)}."


def _changing(plan: BuildPlan, step: Step, history: History | None) -> Iterator[str]:
    """The folders of a copy that change most."""
    copy = copy_of(step)
    if (
        history is None
        or not history.says_how_often
        or copy is None
        or not copy.is_context
        or plan.is_presumed
    ):
        return
    rows = [f"{code(name)} in {number}" for name, number in busiest(copy, history)[:_FEW]]
    if rows:
        yield f"Changed most in {history.extent}: {', '.join(rows)}."


def _run(analysis: Analysis, plan: BuildPlan, step: Step) -> Iterator[str]:
    rows = list(islice(_copied_above(analysis, plan, step), _SHOWN))
    if rows:
        yield "Rerun when any of these change:\n" + "\n".join(rows)
    else:
        yield "No file of the build context reruns it."
    yield from _keyed(plan, step)
    yield from _installs(step)


def _copied_above(analysis: Analysis, plan: BuildPlan, step: Step) -> Iterator[str]:
    """What is copied above a step, a row for each copy."""
    lines = analysis.document.lines
    for other in plan.lineage(step.stage):
        copy = copy_of(other)
        if copy is None or (other.stage, other.number) >= (step.stage, step.number):
            continue
        number = lines.number(other.instruction.span.start)
        what = files_of(copy) if copy.is_context and not plan.is_presumed else _place(copy)
        yield f"- line {number}: {what}"


def _keyed(plan: BuildPlan, step: Step) -> Iterator[str]:
    """What else is in the cache key of a RUN, without what its base image has set."""
    read = key(step)
    stage = plan.stages[step.stage]
    while stage.parent is not None:
        stage = plan.stages[stage.parent]
    given = stage.start.environment.items()
    names = [name for name, value in read.environment.items() if (name, value) not in given]
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield f"Its key also holds the values of {', '.join(map(code, names[:_SHOWN]))}{more}."
    for copy in read.mounts:
        yield f"It reads {files_of(copy)} through a mount from {_place(copy)}."


def _installs(step: Step) -> Iterator[str]:
    for event in step.events:
        reading = event.reading
        if reading is not None and reading.source is not None:
            yield f"{code(event.label)} needs the source: {_reason(reading.source)}."
        elif reading is not None and reading.unknown is not None:
            yield f"What {code(event.label)} reads is not known: {_reason(reading.unknown)}."


def _reason(reason: Reason) -> str:
    return prose(reason.note) + (f" ({code(reason.path)})" if reason.path else "")


def _place(copy: Copy) -> str:
    return "the build context" if copy.is_context else prose(copy.origin)
