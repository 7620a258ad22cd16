"""What the Markdown format says of one file: a table of its findings, and the number that says most."""

from collections.abc import Iterator, Sequence

from layerwise.cli.checked import Checked, path_of
from layerwise.cli.formats.markdown_text import cell, code, prose
from layerwise.cli.formats.words import remedies
from layerwise.cli.gained import Gained
from layerwise.findings.finding import Finding
from layerwise.fixes import is_safe
from layerwise.gains import Gain
from layerwise.site import ADDRESS
from layerwise.text import Lines
from layerwise.tuples import NamedTuple

_TITLE = 50  # characters of a command in a title: two of them fit on a line of a forge
_VERB = 2  # words that a command keeps in any case
_NOTES = 3  # places that bear on a finding, told one by one


class Number(NamedTuple):
    """A number in a sentence, and how much it says: the gain of a safe fix most, how often a command reruns least."""

    weight: tuple[int, int]
    sentence: str


def best(found: Sequence[Gained]) -> Number | None:
    """The biggest number about a file; None where no history is known."""
    told = [(gain, one.finding) for one in found for gain in one.gains]
    # A fix that is good for something else is no reason to tell a number.
    numbers = [_weighed(gain, finding) for gain, finding in told if gain.then is None or _saved(gain) > 0]
    return max(numbers, key=lambda one: one.weight) if numbers else None


def _weighed(gain: Gain, finding: Finding) -> Number:
    rerun, number = f"{code(_short(gain.label))} reruns in", count(gain.now.of, "commit")
    if gain.then is None:
        return Number((0, gain.now.surely), f"{rerun} {gain.now.told} of {number}")
    sentence = f"{rerun} {gain.then.told} of {number} instead of {gain.now.told}"
    if is_safe(finding.fixes[0]):
        return Number((2, _saved(gain)), sentence)
    return Number((1, _saved(gain)), f"{sentence}, after a fix to review")


def _saved(gain: Gain) -> int:
    return gain.now.surely - gain.then.most if gain.then is not None else 0


def _short(label: str) -> str:
    """A command as a title has room for it, cut between its words."""
    words = label.split(" ")
    while len(words) > _VERB and len(" ".join(words)) > _TITLE:
        words.pop()
    kept = " ".join(words)
    return kept if kept == label else f"{kept.removesuffix('…')} …"


def table(result: Checked, found: Sequence[Gained]) -> Iterator[str]:
    """A file with findings: its name and a row for each."""
    analysis = result.analysis
    assert analysis is not None, "a file with findings was read"
    lines = Lines(analysis.document.text)
    path = path_of(result)
    yield f"\n#### {code(path)}\n\n"
    has_gains = any(one.gains for one in found)
    yield (
        "| line | finding | reruns | fix |\n|---:|---|---|---|\n"
        if has_gains
        else ("| line | finding | fix |\n|---:|---|---|\n")
    )
    for one in found:
        link = f"[{one.finding.rule}]({ADDRESS.format(page=f'rules/{one.finding.rule}')})"
        line = lines.place(one.finding.span.start).line + 1
        reruns = ["<br>".join(_reruns(gain, one.extent) for gain in one.gains)] * has_gains
        fix = "<br>".join(prose(words) for words in remedies(one.finding))
        cells = (str(line), "<br>".join(_said(one.finding, lines, link)), *reruns, fix)
        yield f"| {' | '.join(cells)} |\n"


def _said(finding: Finding, lines: Lines, link: str) -> Iterator[str]:
    """The message, and what bears on it, by line."""
    yield f"{prose(finding.message)} ({link})"
    for evidence in finding.evidence[:_NOTES]:
        yield f"line {lines.place(evidence.span.start).line + 1}: {prose(evidence.note)}"
    if len(finding.evidence) > _NOTES:
        yield f"and {len(finding.evidence) - _NOTES} more"


def _reruns(gain: Gain, extent: str) -> str:
    after = "" if gain.then is None else f", {gain.then.told} after the fix"
    return f"{cell(gain.label)}: {gain.now.told} of {extent}{after}"


def count(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}{'s' if number != 1 else ''}"
