"""The JSON format, stable for its readers as docs/output.schema.json has it. Lines and columns count from 1."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from layerwise.analysis import Analysis
from layerwise.cli.checked import Checked
from layerwise.cli.formats.format import Format
from layerwise.cli.texts import Unusable, read_text
from layerwise.findings.finding import Evidence, FileChange, Finding, Fix
from layerwise.host.disk import directories
from layerwise.text import Edit, Lines, Span

_Object = dict[str, Any]


def file_of(result: Checked) -> dict[str, Any]:
    """One file of the report, or why it could not be read."""
    if result.analysis is None:
        return {"path": result.name, "contexts": [], "error": result.error, "findings": [], "problems": []}
    writer = _Writer(result.name, result.analysis)
    return {
        "path": result.name,
        "contexts": [_name(directory) for directory in dict.fromkeys(directories(result.analysis.builds))],
        "error": None,
        "findings": [writer.finding(finding) for finding in result.analysis.findings],
        "problems": [
            {"message": problem.message, **writer.range(problem.span)}
            for problem in result.analysis.document.problems
        ],
    }


class _Writer:
    """Writes the findings of one file."""

    def __init__(self, name: str, analysis: Analysis) -> None:
        self._name = name
        self._lines = Lines(analysis.document.text)
        self._root = next(iter(directories(analysis.builds)), None)

    def finding(self, finding: Finding) -> _Object:
        """A finding with its evidence and fixes."""
        return {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "message": finding.message,
            **self.range(finding.span),
            "evidence": [self._evidence(evidence) for evidence in finding.evidence],
            "fixes": [self._fix(fix) for fix in finding.fixes],
        }

    def range(self, span: Span) -> _Object:
        """Start and end of a span of the Dockerfile."""
        return _range(self._lines, span)

    def _evidence(self, evidence: Evidence) -> _Object:
        return {"note": evidence.note, **self.range(evidence.span)}

    def _fix(self, fix: Fix) -> _Object:
        edits = [_edit(self._name, self._lines, edit, creates=False) for edit in fix.edits]
        for change in fix.changes:
            edits += self._change(change)
        return {"title": fix.title, "safety": fix.safety.value, "reason": fix.reason, "edits": edits}

    def _change(self, change: FileChange) -> list[_Object]:
        path = (self._root or Path()) / change.path
        try:
            lines = Lines("" if change.create else read_text(path))
        except Unusable:
            return []  # it was there a moment ago, when the fix was made
        return [_edit(_name(path), lines, edit, creates=change.create) for edit in change.edits]


def _edit(name: str, lines: Lines, edit: Edit, *, creates: bool) -> _Object:
    return {"path": name, "create": creates, **_range(lines, edit.span), "text": edit.text}


def _range(lines: Lines, span: Span) -> _Object:
    return {"start": _place(lines, span.start), "end": _place(lines, span.end)}


def _place(lines: Lines, offset: int) -> _Object:
    line, column = lines.place(offset)
    return {"line": line + 1, "column": column + 1}


def _name(path: Path) -> str:
    """A path as short as it can be written from here."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _part(result: Checked) -> str:
    """A file as it stands in the report, indented as deep as there."""
    return textwrap.indent(json.dumps(file_of(result), indent=2), "    ")


def _report(files: Iterable[str]) -> Iterator[str]:
    """The report, file by file, so that none has to be kept."""
    yield '{\n  "version": 1,\n  "files": ['
    between, end = "\n", ""
    for file in files:
        yield f"{between}{file}"
        between, end = ",\n", "\n  "
    yield f"{end}]\n}}\n"


FORMAT = Format(_part, _report)
