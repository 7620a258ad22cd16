"""Explanations as markdown: what an editor shows on hover."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from layerwise.analysis import Analysis
from layerwise.cache.copies import Copy
from layerwise.cache.figures import Figure, busiest, figures
from layerwise.cache.key import key
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.ecosystems.facts import Reason
from layerwise.gains import gains
from layerwise.history.log import History
from layerwise.measures import count, files_of, size_of
from layerwise.rules.finding import Finding, Safety
from layerwise.split.groups import copy_of
from layerwise.text import Lines, Span
from layerwise.unknown import Unknown

_SHOWN = 5  # files listed one by one
_FEW = 3  # folders named in a sentence
_MARKDOWN = re.compile(r"([\\`*_\[\]()!|<>~&])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Explanation(NamedTuple):
    """Markdown about one part of the document; text from files is escaped in it."""

    span: Span
    markdown: str


def hover(analysis: Analysis, offset: int, history: History | None = None) -> Explanation | None:
    """What there is to say about the instruction at an offset, or None.

    `history` is that of the first build's context, None where it is not known.
    """
    at = Span(offset, offset)
    for plan in analysis.plans[:1]:
        for stage in plan.stages:
            for step in stage.steps:
                if step.instruction.span.contains(at):
                    lines = list(_about(analysis, plan, step, history))
                    return Explanation(step.instruction.span, "\n\n".join(lines)) if lines else None
    return None


def code(text: str) -> str:
    """Text from a file as inline code that cannot end early, without control characters."""
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def prose(text: str) -> str:
    """Text from a file within a sentence, with markdown's characters escaped."""
    return _MARKDOWN.sub(r"\\\1", _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))


def _about(analysis: Analysis, plan: BuildPlan, step: Step, history: History | None) -> Iterator[str]:
    finding = _finding_at(analysis, step)
    if finding is not None:
        yield from _found(analysis, plan, finding)
        yield from _gain(plan, finding, history)
        yield from _verdict(analysis, finding)
    yield from _taken_in(analysis, step)
    match step.instruction.keyword:
        case "COPY" | "ADD":
            yield from _copied(plan, step)
            yield from _changing(plan, step, history)
        case "RUN":
            yield from _run(analysis, plan, step)
    if finding is None:
        yield from _often(plan, step, history)


def _gain(plan: BuildPlan, finding: Finding, history: History | None) -> Iterator[str]:
    """How often the rerun steps would have rerun in the commits of late, and how often after the first fix."""
    if history is None or not history.commits or plan.is_presumed:
        return
    rows = []
    for label, now, then in gains(plan, finding, history)[:_SHOWN]:
        after = "" if then is None else f"; after the fix in {_times(then)}"
        rows.append(f"{code(label)} would have rerun in {_times(now)} of {history.extent}{after}.")
    if rows:
        yield "  \n".join(rows)


def _often(plan: BuildPlan, step: Step, history: History | None) -> Iterator[str]:
    """How often a step without a finding would have rerun."""
    if history is None or not history.commits or plan.is_presumed or not step.events:
        return
    found = figures(plan, history).get((step.stage, step.number))
    if found is None:
        yield "The build's target does not need this stage, so the builder leaves it out."
        return
    yield f"It would have rerun in {_times(found)} of {history.extent}."


def _times(figure: Figure) -> str:
    more = f" (and in {figure.perhaps} more if an earlier step's output changed)" if figure.perhaps else ""
    return f"{figure.surely}{more}"


def _finding_at(analysis: Analysis, step: Step) -> Finding | None:
    """The finding about steps that rerun that is anchored in the step or has it as evidence."""
    own = step.instruction.span
    for finding in analysis.findings:
        if not finding.takes and any(
            own.contains(span) for span in (finding.span, *(e.span for e in finding.evidence))
        ):
            return finding
    return None


def _found(analysis: Analysis, plan: BuildPlan, finding: Finding) -> Iterator[str]:
    own = () if _copied_above(plan, finding) is not None else (finding.span,)
    spans = (*own, *(evidence.span for evidence in finding.evidence))
    commands = [span.of(analysis.document.text) for span in spans]
    named = ", ".join(code(" ".join(command.split())) for command in commands)
    verb = "reads" if len(commands) == 1 else "read"
    rows = [f"- {code(path)}: {prose(why)}" for path, why in finding.reads[:_SHOWN]]
    more = len(finding.reads) - _SHOWN
    rows += [f"- and {more} more"] if more > 0 else []
    heading = f"The downloads of {named} need only" if finding.is_partial else f"{named} {verb} only"
    yield f"**{heading}**\n" + "\n".join(rows or ["- nothing of what is copied above"])
    before = _copied_above(plan, finding)
    if finding.fixes and before is not None and not plan.is_presumed:
        verb = "Downloaded again" if finding.is_partial else "Rerun"
        yield f"{verb} by an edit of {before} now, of {count(len(finding.reads))} after the fix."


def _taken_in(analysis: Analysis, step: Step) -> Iterator[str]:
    """The folders that a copy takes in for nothing."""
    for finding in analysis.findings:
        if finding.takes and step.instruction.span.contains(finding.span):
            rows = [f"- {code(path)}: {prose(what)}" for path, what in finding.takes[:_SHOWN]]
            more = len(finding.takes) - _SHOWN
            rows += [f"- and {more} more"] if more > 0 else []
            yield "**Takes in for nothing**\n" + "\n".join(rows)
            yield from _verdict(analysis, finding)


def _verdict(analysis: Analysis, finding: Finding) -> Iterator[str]:
    refusal = finding.refusal
    line = None if refusal is None else Lines(analysis.document.text).place(refusal.span.start).line + 1
    for fix in finding.fixes[:1]:
        if fix.safety is Safety.SAFE:
            yield f"Safe fix, with the same image: {prose(fix.title)}."
        else:
            yield f"Fix to review: {prose(fix.title)}. The reason: {prose(fix.reason)}."
    if not finding.fixes and refusal is not None:
        yield f"No fix is offered; line {line} stands in the way: {prose(refusal.note)}."


def _copied_above(plan: BuildPlan, finding: Finding) -> str | None:
    """How many files the finding's copy brings."""
    for stage in plan.stages:
        for step in stage.steps:
            copy = copy_of(step)
            if copy is not None and step.instruction.span.contains(finding.span):
                return files_of(copy)
    return None


def _copied(plan: BuildPlan, step: Step) -> Iterator[str]:
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
            f"from the build context{named} ({prose(build.origin)})."
        )
    else:
        yield f"Cache key: the content of what it takes from {_place(copy)}."


def _changing(plan: BuildPlan, step: Step, history: History | None) -> Iterator[str]:
    """The folders of a copy that change most."""
    copy = copy_of(step)
    if history is None or copy is None or not copy.is_context or plan.is_presumed:
        return
    rows = [f"{code(name)} in {number}" for name, number in busiest(copy, history)[:_FEW]]
    if rows:
        yield f"Changed most in {history.extent}: {', '.join(rows)}."


def _run(analysis: Analysis, plan: BuildPlan, step: Step) -> Iterator[str]:
    lines = Lines(analysis.document.text)
    rows = []
    for other in plan.lineage(step.stage):
        copy = copy_of(other)
        if copy is None or (other.stage, other.number) >= (step.stage, step.number):
            continue
        number = lines.place(other.instruction.span.start).line + 1
        what = files_of(copy) if copy.is_context and not plan.is_presumed else _place(copy)
        rows.append(f"- line {number}: {what}")
    if rows:
        yield "Rerun when any of these change:\n" + "\n".join(rows[:_SHOWN])
    else:
        yield "No file of the build context reruns it."
    yield from _keyed(plan, step)
    yield from _installs(step)


def _keyed(plan: BuildPlan, step: Step) -> Iterator[str]:
    """What else is in the cache key of a RUN, without what its base image has set."""
    read = key(step)
    stage = plan.stages[step.stage]
    while stage.parent is not None:
        stage = plan.stages[stage.parent]
    given = stage.start.environment.items()
    names = [name for name, value in read.environment if (name, value) not in given]
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
