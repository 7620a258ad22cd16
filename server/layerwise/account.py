"""What a hover says of a finding, beside the message that the editor shows by itself."""

from collections.abc import Iterator, Sequence

from layerwise.analysis import Analysis
from layerwise.cache.copies import Copy
from layerwise.cache.plan import BuildPlan
from layerwise.findings.finding import Finding, Safety
from layerwise.frequency import gain
from layerwise.markdown import code, prose
from layerwise.measures import count, files_of
from layerwise.past import Past
from layerwise.split.groups import copy_of

_SHOWN = 5  # files, or places, listed one by one
_KEPT = "A layer of the image keeps"
_TAKEN = "Takes in for nothing"


def account(analysis: Analysis, plan: BuildPlan, finding: Finding, past: Past) -> Iterator[str]:
    """Paragraphs of markdown: what the steps really read and how often they rerun, else where to look; the fix."""
    if finding.saves_reruns or finding.is_partial:
        yield from _found(analysis, plan, finding)
        yield from gain(plan, finding, past)
    else:
        yield from _kept(finding)
        yield from _places(analysis, finding)
    yield from _verdict(analysis, finding)


def brief(finding: Finding, *, is_marked: bool) -> str:
    """One line: the files concerned, if it is about any, else its message; and what can be done.

    Where it `is_marked`, its message stands there already, and its rule names it.
    """
    heading, paths = _KEPT if finding.keeps else _TAKEN, finding.keeps or finding.takes
    names = ", ".join(code(path) for path, _ in paths[:_SHOWN])
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    told = f"**{finding.rule}**" if is_marked else prose(finding.message)
    what = f"**{heading}** {names}{more}" if paths else told
    fix = next(iter(finding.fixes), None)
    if fix is None:
        return f"{what}."
    kind = "Safe fix" if fix.safety is Safety.SAFE else "Fix to review"
    return f"{what}. {kind}: {prose(fix.title)}."


def _found(analysis: Analysis, plan: BuildPlan, finding: Finding) -> Iterator[str]:
    copy = _copy_of(plan, finding)
    own = (finding.span,) if copy is None else ()
    spans = (*own, *(evidence.span for evidence in finding.evidence))
    commands = [span.of(analysis.document.text) for span in spans]
    named = ", ".join(code(" ".join(command.split())) for command in commands)
    verb = "reads" if len(commands) == 1 else "read"
    rows = [f"- {code(path)}: {prose(why)}" for path, why in finding.reads[:_SHOWN]]
    more = len(finding.reads) - _SHOWN
    rows += [f"- and {more} more"] if more > 0 else []
    heading = f"The downloads of {named} need only" if finding.is_partial else f"{named} {verb} only"
    yield f"**{heading}**\n" + "\n".join(rows or ["- nothing of what is copied above"])
    if finding.fixes and copy is not None and not plan.is_presumed and _is_of(copy, finding.reads):
        verb = "Downloaded again" if finding.is_partial else "Rerun"
        yield f"{verb} by an edit of {files_of(copy)} now, of {count(len(finding.reads))} after the fix."


def _kept(finding: Finding) -> Iterator[str]:
    """The files that the image should not hold, and the folders that a copy takes in for nothing."""
    yield from _listed(_KEPT, finding.keeps)
    yield from _listed(_TAKEN, finding.takes)


def _listed(heading: str, paths: Sequence[tuple[str, str]]) -> Iterator[str]:
    rows = [f"- {code(path)}: {prose(what)}" for path, what in paths[:_SHOWN]]
    more = len(paths) - _SHOWN
    rows += [f"- and {more} more"] if more > 0 else []
    if rows:
        yield f"**{heading}**\n" + "\n".join(rows)


def _places(analysis: Analysis, finding: Finding) -> Iterator[str]:
    """What bears on a finding elsewhere in the Dockerfile, such as deletions that come too late."""
    lines = analysis.document.lines
    rows = []
    for evidence in finding.evidence[:_SHOWN]:
        number = lines.number(evidence.span.start)
        rows.append(f"Line {number} {prose(evidence.note)}.")
    if rows:
        yield "  \n".join(rows)


def _verdict(analysis: Analysis, finding: Finding) -> Iterator[str]:
    refusal = finding.refusal
    line = None if refusal is None else analysis.document.lines.number(refusal.span.start)
    for fix in finding.fixes[:1]:
        if fix.safety is Safety.SAFE:
            yield f"Safe fix, with the same image: {prose(fix.title)}."
        else:
            yield f"Fix to review: {prose(fix.title)}. The reason: {prose(fix.reason)}."
    if not finding.fixes and refusal is not None:
        yield f"No fix is offered; line {line} stands in the way: {prose(refusal.note)}."


def _is_of(copy: Copy, reads: Sequence[tuple[str, str]]) -> bool:
    """Whether the files that a finding's steps read come from its copy, as far as there are any."""
    return not reads or any(copy.takes(path) for path, _ in reads)


def _copy_of(plan: BuildPlan, finding: Finding) -> Copy | None:
    """The copy at which a finding stands."""
    for stage in plan.stages:
        for step in stage.steps:
            copy = copy_of(step)
            if copy is not None and step.instruction.span.contains(finding.span):
                return copy
    return None
