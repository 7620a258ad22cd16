"""Which findings a pragma silences."""

from collections.abc import Sequence

from layerwise.edits import block
from layerwise.findings.finding import Finding
from layerwise.syntax.tree import Dockerfile, Pragma
from layerwise.text import Span


def unsilenced(document: Dockerfile, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that no pragma silences."""
    return tuple(
        finding
        for finding in findings
        if not any(is_silenced(document, pragma, finding) for pragma in document.pragmas)
    )


def is_silenced(document: Dockerfile, pragma: Pragma, finding: Finding) -> bool:
    """Whether a pragma names the finding's rule, or all, and stands where it speaks for it."""
    return (not pragma.codes or finding.rule in pragma.codes) and reaches(document, pragma, finding.span)


def reaches(document: Dockerfile, pragma: Pragma, span: Span) -> bool:
    """Whether it is for the whole file, or among the comments above or in the instruction around a span."""
    return pragma.name == "ignore-file" or any(
        instruction.span.contains(span) and block(document, instruction).span.contains(pragma.span)
        for instruction in document.instructions
    )
