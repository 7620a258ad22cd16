"""Findings in another version of a text, in which what they are about stands elsewhere."""

from bisect import bisect_right
from collections.abc import Sequence

from layerwise.findings.finding import Evidence, Finding, Fix
from layerwise.records import replace
from layerwise.text import Edit, Span


class Moves:
    """From some places of a text, in order, to those that they have become, each as long as it was."""

    def __init__(self, old: Sequence[Span], new: Sequence[Span]) -> None:
        self._old = old
        self._starts = [span.start for span in old]
        self._by = [to.start - span.start for span, to in zip(old, new, strict=True)]

    def __bool__(self) -> bool:
        """Whether anything moves."""
        return any(self._by)

    def reach(self, finding: Finding) -> bool:
        """Whether all that a finding is about stands in the places."""
        spans = [finding.span, *(one.span for one in finding.evidence)]
        spans += [edit.span for fix in finding.fixes for edit in fix.edits]
        if finding.refusal is not None:
            spans.append(finding.refusal.span)
        return all(self._old[self._place(span)].contains(span) for span in spans)

    def moved(self, finding: Finding) -> Finding:
        """The finding where it stands now."""
        return replace(
            finding,
            span=self._span(finding.span),
            evidence=tuple(map(self._evidence, finding.evidence)),
            fixes=tuple(map(self._fix, finding.fixes)),
            refusal=None if finding.refusal is None else self._evidence(finding.refusal),
        )

    def _place(self, span: Span) -> int:
        return bisect_right(self._starts, span.start) - 1

    def _span(self, span: Span) -> Span:
        by = self._by[self._place(span)]
        return Span(span.start + by, span.end + by) if by else span

    def _evidence(self, evidence: Evidence) -> Evidence:
        return Evidence(self._span(evidence.span), evidence.note)

    def _fix(self, fix: Fix) -> Fix:
        return replace(fix, edits=tuple(Edit(self._span(edit.span), edit.text) for edit in fix.edits))
