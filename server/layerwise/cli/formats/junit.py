"""The JUnit format, for CI systems that show test reports: a file is a suite, a finding a case.

Errors and warnings are failures; information and hints are cases that pass and say what they found.
"""

from collections.abc import Iterable, Iterator
from html import escape  # as good for XML; what the standard library has for that loads its network code

from layerwise.cli.checked import Checked, path_of
from layerwise.cli.formats.format import Format
from layerwise.cli.formats.words import sentences
from layerwise.cli.terminal import visible
from layerwise.findings.finding import Finding, Severity
from layerwise.text import Lines
from layerwise.tuples import NamedTuple


class _Suite(NamedTuple):
    """A suite as text, and how many cases, failures and errors are in it."""

    text: str
    tests: int
    failures: int
    errors: int


_FAILING = (Severity.ERROR, Severity.WARNING)


def _part(result: Checked) -> _Suite:
    """A file's suite, in ASCII, which is right whatever encoding the output has."""
    failures = sum(_is_failure(finding) for finding in result.findings)
    errors = int(result.analysis is None)
    tests = max(len(result.findings), 1)
    counts = f'tests="{tests}" failures="{failures}" errors="{errors}"'
    text = "".join(_suite(result, counts)).encode("ascii", "xmlcharrefreplace").decode()
    return _Suite(text, tests, failures, errors)


def _report(files: Iterable[_Suite]) -> Iterator[str]:
    """The whole report, which begins with what all suites come to."""
    suites = list(files)
    tests = sum(one.tests for one in suites)
    failures = sum(one.failures for one in suites)
    errors = sum(one.errors for one in suites)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="layerwise" tests="{tests}" failures="{failures}" errors="{errors}">\n'
    for suite in suites:
        yield suite.text
    yield "</testsuites>\n"


def _suite(result: Checked, counts: str) -> Iterator[str]:
    name = _attribute(path_of(result))
    yield f"  <testsuite name={name} {counts}>\n"
    if result.analysis is None:
        yield from _case("readable", name, f"<error message={_attribute(result.error or '')}/>")
    elif not result.findings:
        yield f'    <testcase name="nothing found" classname={name}/>\n'
    else:
        lines = Lines(result.analysis.document.text)
        for finding in result.findings:
            place = lines.place(finding.span.start)
            case = f"{finding.rule} at {place.line + 1}:{place.column + 1}"
            yield from _case(case, name, _outcome(finding, lines))
    yield "  </testsuite>\n"


def _case(case: str, name: str, outcome: str) -> Iterator[str]:
    yield f'    <testcase name="{case}" classname={name}>\n      {outcome}\n    </testcase>\n'


def _outcome(finding: Finding, lines: Lines) -> str:
    text = escape("\n".join(visible(sentence) for sentence in sentences(finding, lines)))
    if not _is_failure(finding):
        return f"<system-out>{text}</system-out>"
    kind = f"type={_attribute(finding.severity.value)} message={_attribute(finding.message)}"
    return f"<failure {kind}>{text}</failure>"


def _is_failure(finding: Finding) -> bool:
    return finding.severity in _FAILING


def _attribute(text: str) -> str:
    """Text from a file as a quoted attribute; what is `visible` holds nothing that XML cannot."""
    return f'"{escape(visible(text))}"'


FORMAT = Format(_part, _report)
