"""The findings of one file as SARIF results."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from layerwise.analysis import Analysis
from layerwise.cli.checked import Checked, path_of
from layerwise.cli.fingerprints import fingerprints
from layerwise.cli.formats.words import remedies
from layerwise.cli.terminal import visible
from layerwise.cli.texts import Unusable, read_text
from layerwise.findings.finding import Evidence, FileChange, Finding, Fix, Severity
from layerwise.host.disk import directories
from layerwise.text import Edit, Lines, Span

LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
}
_BYTE_ORDER_MARK = "\ufeff"
_Object = dict[str, object]


def results_of(result: Checked, numbers: Mapping[str, int]) -> Iterator[_Object]:
    """A result for each finding; `numbers` are the places of the rules, by code, in the tool's list."""
    if result.analysis is None:
        return
    writer = _Writer(result, result.analysis)
    for finding, mark in zip(result.findings, fingerprints(result.analysis), strict=True):
        index = {"ruleIndex": numbers[finding.rule]} if finding.rule in numbers else {}
        yield {
            "ruleId": finding.rule,
            **index,
            **writer.finding(finding),
            "partialFingerprints": {"layerwise/v1": mark},
        }


def artifact(result: Checked) -> _Object:
    """Where the file lies."""
    return _location(path_of(result))


class _Text:
    """A text in whose regions no byte order mark counts, as section 3.30 of SARIF has it."""

    def __init__(self, text: str) -> None:
        self._lines = Lines(text)
        self._has_mark = text.startswith(_BYTE_ORDER_MARK)

    def region(self, span: Span) -> _Object:
        """A span as a region."""
        start, end = (self._place(offset) for offset in span)
        return {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}

    def _place(self, offset: int) -> tuple[int, int]:
        line, column = self._lines.place(offset)
        return line + 1, max(column + 1 - (self._has_mark and line == 0), 1)


class _Writer:
    """Writes the findings of one file."""

    def __init__(self, result: Checked, analysis: Analysis) -> None:
        self._artifact = artifact(result)
        self._text = _Text(analysis.document.text)
        self._root = next(iter(directories(analysis.builds)), None)

    def finding(self, finding: Finding) -> _Object:
        """A finding with its places and fixes."""
        words = "\n".join((finding.message, *remedies(finding)))
        places = [*finding.evidence, *([finding.refusal] if finding.refusal is not None else [])]
        fixes = [fix for one in finding.fixes if (fix := self._fix(one)) is not None]
        found: _Object = {
            "level": LEVELS[finding.severity],
            "message": _message(words),
            "locations": [self._place(finding.span)],
        }
        if places:
            found["relatedLocations"] = [self._related(number, one) for number, one in enumerate(places)]
        if fixes:
            found["fixes"] = fixes
        return found

    def _place(self, span: Span) -> _Object:
        return {
            "physicalLocation": {"artifactLocation": self._artifact, "region": self._text.region(span)},
        }

    def _related(self, number: int, evidence: Evidence) -> _Object:
        return {"id": number, **self._place(evidence.span), "message": _message(evidence.note)}

    def _fix(self, fix: Fix) -> _Object | None:
        """A fix with all its files; None where one of them cannot be read any more."""
        changes = [_change(self._artifact, self._text, fix.edits)] if fix.edits else []
        try:
            changes += [self._elsewhere(change) for change in fix.changes]
        except Unusable:
            return None
        safety = {"safety": fix.safety.value} | ({"reason": visible(fix.reason)} if fix.reason else {})
        return {"description": _message(fix.title), "artifactChanges": changes, "properties": safety}

    def _elsewhere(self, change: FileChange) -> _Object:
        path = (self._root or Path()) / change.path
        text = _Text("" if change.create else read_text(path))
        here = Path.cwd()
        name = (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
        return _change(_location(name), text, change.edits)


def _change(place: _Object, text: _Text, edits: tuple[Edit, ...]) -> _Object:
    replacements = [
        {"deletedRegion": text.region(edit.span), "insertedContent": {"text": edit.text}} for edit in edits
    ]
    return {"artifactLocation": place, "replacements": replacements}


def _location(path: str) -> _Object:
    uri = quote(os.fsencode(path))
    if Path(path).is_absolute():
        return {"uri": f"file://{uri}" if uri.startswith("/") else f"file:///{uri}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _message(text: str) -> _Object:
    """A message in plain text, in which nothing of a file is taken for a link (section 3.11.6)."""
    lines = (visible(line).replace("](", "\\](") for line in text.splitlines())
    return {"text": "\n".join(lines)}
