"""The finding about a command that needs the source, but not for its downloads."""

from collections.abc import Callable, Iterator, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.ecosystems.facts import Install
from layerwise.findings.finding import Evidence, Finding, Fix, Safety, Severity
from layerwise.findings.words import listed, named, on_edit, reads_of, shorten
from layerwise.split.phases import Phased, phased
from layerwise.text import Span


def downloads(
    plans: Sequence[BuildPlan], code: str, is_wanted: Callable[[Install], bool]
) -> Iterator[Finding]:
    """One finding of a rule for each group of copies and the commands whose downloads they rerun for nothing."""
    seen: set[tuple[Span, Span]] = set()
    for plan in plans:
        for split in phased(plan, [other for other in plans if other is not plan], is_wanted):
            place = (split.group.span_of_first(), split.installs[0].span)
            if place not in seen:
                seen.add(place)
                yield _finding(plan, split, code)


def _finding(plan: BuildPlan, split: Phased, code: str) -> Finding:
    first = split.group.installs[0].event.label
    return Finding(
        rule=code,
        severity=Severity.INFORMATION,
        span=split.group.span_of_first(),
        message=f"{on_edit(split.group.example)} reruns the downloads of {shorten(split.installs[0].label)}",
        evidence=tuple(
            Evidence(event.span, f"its downloads need only {named(plan, rerun)}")
            for event, rerun in zip(split.installs, split.firsts, strict=True)
        ),
        fixes=(
            Fix(
                title=_title(listed(split.proposal.move.first), shorten(first)),
                edits=split.edits,
                safety=Safety.REVIEW,
                reason=split.note,
            ),
        ),
        refusal=Evidence(split.installs[0].span, split.note),
        reads=reads_of(plan, split.group),
        is_partial=True,
    )


def _title(copied: str, command: str) -> str:
    if not copied:
        return f"Copy the source after {command}, and do the project's own part there"
    return f"Copy {copied} before {command}, the rest and the project's own part after"
