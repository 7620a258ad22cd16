"""The format of GitHub Actions: workflow commands, which GitHub shows as annotations of the changed files.

See "Workflow commands for GitHub Actions" in GitHub's documentation. A command is one line; what would end it, or one
of its properties, is written as its number.
"""

from collections.abc import Iterable, Iterator

from layerwise.cli.checked import Checked, path_of
from layerwise.cli.formats.format import Format
from layerwise.cli.formats.words import sentences
from layerwise.cli.terminal import visible
from layerwise.findings.finding import Finding, Severity
from layerwise.text import Lines

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "notice",
    Severity.HINT: "notice",
}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def _part(result: Checked) -> str:
    """A command for each finding, or for a file that could not be read."""
    path = visible(path_of(result))
    if result.analysis is None:
        return _command("error", {"file": path}, visible(result.error or ""))
    lines = Lines(result.analysis.document.text)
    return "".join(_finding(path, finding, lines) for finding in result.findings)


def _report(commands: Iterable[str]) -> Iterator[str]:
    yield from commands


def _finding(path: str, finding: Finding, lines: Lines) -> str:
    place = {"file": path} | _place(finding, lines) | {"title": finding.rule}
    text = "\n".join(visible(sentence) for sentence in sentences(finding, lines))
    return _command(_COMMANDS[finding.severity], place, text)


def _place(finding: Finding, lines: Lines) -> dict[str, str]:
    start, end = lines.place(finding.span.start), lines.place(finding.span.end)
    found = {"line": start.line + 1, "endLine": end.line + 1}
    if start.line == end.line:  # GitHub takes columns for annotations of a single line only
        found |= {"col": start.column + 1, "endColumn": end.column + 1}
    return {name: str(number) for name, number in found.items()}


def _command(name: str, properties: dict[str, str], text: str) -> str:
    given = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {given}::{text.translate(_DATA)}\n"


FORMAT = Format(_part, _report)
