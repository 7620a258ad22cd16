"""Findings as diagnostics."""

from collections.abc import Iterator

from lsprotocol import types

from layerwise.findings.finding import Evidence, Finding
from layerwise.lsp.client import Client
from layerwise.lsp.convert import SEVERITIES
from layerwise.lsp.told import CONFIGURATION, Told
from layerwise.site import ADDRESS

SOURCE = "Layerwise"


def diagnostics(result: Told, client: Client) -> list[types.Diagnostic]:
    """All diagnostics of a document: its findings and, where hints are quiet, the steps that they rerun."""
    found = [diagnostic(result, finding) for finding in result.findings]
    if client.is_vscode:
        found += [hint for finding in result.findings for hint in _hints(result, finding)]
    return found


def diagnostic(result: Told, finding: Finding) -> types.Diagnostic:
    """A finding as a diagnostic, its evidence as related information."""
    return types.Diagnostic(
        range=result.positions.range(finding.span),
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(page(finding)),
        source=SOURCE,
        message=finding.message,
        related_information=[_related(result, evidence) for evidence in finding.evidence] or None,
    )


def page(finding: Finding) -> str:
    """The address of the page about the finding's rule."""
    return ADDRESS.format(page=CONFIGURATION if finding.rule == CONFIGURATION else f"rules/{finding.rule}")


def _hints(result: Told, finding: Finding) -> Iterator[types.Diagnostic]:
    back = _related(result, Evidence(finding.span, finding.message))
    for evidence in finding.evidence:
        if not finding.span.contains(evidence.span):
            yield types.Diagnostic(
                range=result.positions.range(evidence.span),
                severity=types.DiagnosticSeverity.Hint,
                code=finding.rule,
                code_description=types.CodeDescription(page(finding)),
                source=SOURCE,
                message=evidence.note,
                related_information=[back],
            )


def _related(result: Told, evidence: Evidence) -> types.DiagnosticRelatedInformation:
    place = types.Location(result.document.uri, result.positions.range(evidence.span))
    return types.DiagnosticRelatedInformation(place, evidence.note)
