"""Findings in a Dockerfile that stands in a compose file, told in that file."""

from collections.abc import Sequence

from layerwise.builds.inline import Inline
from layerwise.findings.finding import Evidence, Finding, Fix, Safety, Severity
from layerwise.records import replace

_FOLDED = "the Dockerfile is no literal block (`|`), into which an edit could be written"
_UNWRITTEN = "the edit cannot be written into the YAML of the compose file"


def carried(finding: Finding, inline: Inline) -> Finding:
    """The finding with its places and edits in the compose file; without fixes that cannot be written there."""
    fixes = tuple(fix for one in finding.fixes if (fix := carried_fix(one, inline)) is not None)
    refusal = finding.refusal
    if refusal is not None:
        refusal = Evidence(inline.outer(refusal.span), refusal.note)
    elif finding.fixes and not fixes:
        refusal = Evidence(inline.key, _UNWRITTEN if inline.is_placed else _FOLDED)
    return replace(
        finding,
        severity=_severity(finding, fixes),
        span=inline.outer(finding.span),
        evidence=tuple(Evidence(inline.outer(span), note) for span, note in finding.evidence)
        if inline.is_placed
        else (),
        fixes=fixes,
        refusal=refusal,
    )


def _severity(finding: Finding, fixes: Sequence[Fix]) -> Severity:
    """As the rules have it, what has lost its sure remedy is told more quietly."""
    had, has = (any(fix.safety is Safety.SAFE for fix in of) for of in (finding.fixes, fixes))
    is_lost = finding.saves_reruns and had and not has
    return Severity.INFORMATION if is_lost and finding.severity is Severity.WARNING else finding.severity


def carried_fix(fix: Fix, inline: Inline) -> Fix | None:
    """The fix in the compose file; one to review where a variable of compose has a say in what is right."""
    edits = inline.carried(fix.edits)
    if edits is None:
        return None
    if inline.doubt is None or fix.safety is Safety.REVIEW:
        return replace(fix, edits=edits)
    return replace(fix, edits=edits, safety=Safety.REVIEW, reason=inline.doubt)
