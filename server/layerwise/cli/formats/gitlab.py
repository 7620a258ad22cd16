"""The format of GitLab's code quality reports, which merge requests compare by their fingerprints.

See "Code Quality report format" in GitLab's documentation: https://docs.gitlab.com/ci/testing/code_quality/
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from layerwise.cli.checked import Checked, path_of
from layerwise.cli.fingerprints import fingerprints
from layerwise.cli.formats.format import Format
from layerwise.cli.terminal import visible
from layerwise.findings.finding import Severity
from layerwise.text import Lines, Span

_SEVERITIES = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.INFORMATION: "minor",
    Severity.HINT: "info",
}


_Issues = list[dict[str, object]]


def _part(result: Checked) -> _Issues:
    return list(_issues(result))


def _report(files: Iterable[_Issues]) -> Iterator[str]:
    """The whole report, an array of issues."""
    yield json.dumps([issue for issues in files for issue in issues], indent=2) + "\n"


def _issues(result: Checked) -> Iterator[dict[str, object]]:
    path = path_of(result)
    if result.analysis is None:
        text = visible(result.error or "")
        yield _issue(path, "unreadable", text, "critical", {"begin": 1, "end": 1}, "unreadable")
        return
    lines = Lines(result.analysis.document.text)
    for finding, mark in zip(result.findings, fingerprints(result.analysis), strict=True):
        text, severity = visible(finding.message), _SEVERITIES[finding.severity]
        yield _issue(path, finding.rule, text, severity, _lines(finding.span, lines), mark)


def _lines(span: Span, lines: Lines) -> dict[str, int]:
    return {"begin": lines.place(span.start).line + 1, "end": lines.place(span.end).line + 1}


def _issue(
    path: str, check: str, description: str, severity: str, lines: dict[str, int], mark: str
) -> dict[str, object]:
    return {
        "type": "issue",
        "description": description,
        "check_name": check,
        # Fingerprints are compared across the whole report.
        "fingerprint": hashlib.sha256(f"{path}\n{mark}".encode(errors="surrogateescape")).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": lines},
    }


FORMAT = Format(_part, _report)
