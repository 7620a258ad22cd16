"""A finding in sentences, for formats that have room for its text and nothing else."""

from collections.abc import Iterator

from layerwise.findings.finding import Finding, Fix
from layerwise.fixes import is_safe
from layerwise.text import Lines


def sentences(finding: Finding, lines: Lines) -> Iterator[str]:
    """The message, what bears on it elsewhere, and what can be done, without a full stop."""
    yield finding.message
    for evidence in finding.evidence:
        yield f"line {lines.place(evidence.span.start).line + 1}: {evidence.note}"
    yield from remedies(finding)


def remedies(finding: Finding) -> Iterator[str]:
    """The first fix, which is the one that is applied: other forms of it are for the editor, where one chooses."""
    for fix in finding.fixes[:1]:
        yield describe(fix)
    if finding.refusal is not None and not finding.fixes:
        yield f"no fix: {finding.refusal.note}"


def describe(fix: Fix) -> str:
    """A fix in one line."""
    return f"safe fix: {fix.title}" if is_safe(fix) else f"fix to review: {fix.title} ({fix.reason})"
