"""The text format: each finding with its lines, the steps that it reruns drawn beneath, and a summary."""

from collections.abc import Iterable, Iterator, Sequence

from layerwise.analysis import Analysis
from layerwise.cli.checked import Checked
from layerwise.cli.formats.words import remedies
from layerwise.cli.terminal import visible, width
from layerwise.findings.finding import Finding, Severity
from layerwise.fixes import is_safe
from layerwise.text import Lines, Span


def report(results: Iterable[Checked]) -> Iterator[str]:
    """The findings of each file as soon as they are known, and a summary."""
    known = []
    for result in results:
        known.append(result)
        if result.analysis is not None:
            yield "".join(f"{line}\n" for line in _file(result.name, result.analysis))
    yield "".join(f"{line}\n" for line in _summary(known))


def _file(name: str, analysis: Analysis) -> Iterator[str]:
    lines = Lines(analysis.document.text)
    for problem in analysis.document.problems:
        yield f"{_place(name, lines, problem.span)}: note: {visible(problem.message)}"
        yield ""
    for finding in analysis.findings:
        word = finding.severity.value
        yield f"{_place(name, lines, finding.span)}: {word}: {visible(finding.message)} [{finding.rule}]"
        yield from _snippet(finding, analysis.document.text, lines)
        yield ""


def _place(name: str, lines: Lines, span: Span) -> str:
    place = lines.place(span.start)
    return f"{visible(name)}:{place.line + 1}:{place.column + 1}"


def _snippet(finding: Finding, text: str, lines: Lines) -> Iterator[str]:
    """The marked lines in their order, and what can be done."""
    marks = [(finding.span, "^", "")]
    marks += [(evidence.span, "~", evidence.note) for evidence in finding.evidence]
    marks.sort(key=lambda mark: mark[0])
    gutter = max(len(str(lines.place(span.start).line + 1)) for span, _, _ in marks) + 1
    drawn = None
    for span, sign, note in marks:
        number = lines.place(span.start).line
        line = lines.line(number)
        if number != drawn:
            yield f"{number + 1:>{gutter}} | {visible(line.of(text).rstrip())}"
            drawn = number
        yield f"{'':>{gutter}} | {_mark(span, line, text, sign)} {visible(note)}".rstrip()
    for words in remedies(finding):
        yield f"{'':>{gutter}} = {visible(words)}"


def _mark(span: Span, line: Span, text: str, sign: str) -> str:
    """Marks under a span, which is drawn on its first line only."""
    before = visible(text[line.start : span.start])
    marked = visible(text[span.start : min(span.end, line.end)].rstrip("\r\n"))
    return " " * width(before) + sign * max(width(marked), 1)


def _summary(results: Sequence[Checked]) -> Iterator[str]:
    findings = [finding for result in results for finding in result.findings]
    read = [result for result in results if result.source]
    number = sum(result.dockerfiles for result in read)
    if not read:
        return
    if not findings:
        yield f"Nothing found in {_count(number, 'Dockerfile')}."
        return
    counts = [
        _count(found, severity.value)
        for severity in Severity
        if (found := sum(finding.severity is severity for finding in findings))
    ]
    others = sum(result.analysis is not None and result.source is None for result in results)
    more = f" and {_count(others, 'ignore file')}" if others else ""
    yield f"Found {' and '.join(counts)} in {_count(number, 'Dockerfile')}{more}."
    fixable = [result for result in read if any(is_safe(fix) for f in result.findings for fix in f.fixes)]
    for result in fixable:
        yield f"To apply the safe fixes: layerwise fix {visible(result.name)}"


def _count(number: int, noun: str) -> str:
    is_plural = number != 1 and noun != Severity.INFORMATION.value
    return f"{number} {noun}{'s' if is_plural else ''}"
