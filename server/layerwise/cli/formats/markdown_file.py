"""What the Markdown format says of one file: a table of its findings, and its fixes as diffs."""

import shlex
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from layerwise.cli.checked import Checked, path_of
from layerwise.cli.diffs import diff
from layerwise.cli.fixing import fixed_of, overlay_of
from layerwise.cli.formats.markdown_text import cell, code, fenced, prose
from layerwise.cli.formats.words import remedies
from layerwise.cli.gained import Gained
from layerwise.findings.finding import Finding
from layerwise.fixes import is_safe
from layerwise.gains import Gain
from layerwise.pages import ADDRESS
from layerwise.text import Lines


class Number(NamedTuple):
    """A number in a sentence, and how much it says: the gain of a safe fix most, how often a command reruns least."""

    weight: tuple[int, int]
    sentence: str


def best(found: Sequence[Gained]) -> Number | None:
    """The biggest number about a file; None where no history is known."""
    numbers = [_weighed(gain, one.finding) for one in found for gain in one.gains]
    return max(numbers, key=lambda one: one.weight) if numbers else None


def _weighed(gain: Gain, finding: Finding) -> Number:
    rerun, number = f"{code(gain.label)} reruns in", count(gain.now.of, "commit")
    if gain.then is None or gain.then.surely >= gain.now.surely:
        return Number((0, gain.now.surely), f"{rerun} {gain.now.surely} of {number}")
    saved, then = gain.now.surely - gain.then.surely, gain.then.surely
    sentence = f"{rerun} {then} of {number} instead of {gain.now.surely}"
    if is_safe(finding.fixes[0]):
        return Number((2, saved), sentence)
    return Number((1, saved), f"{sentence}, after a fix to review")


def section(result: Checked, found: Sequence[Gained]) -> Iterator[str]:
    """A file with findings: its name, its table and its fixes."""
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
        cells = (str(line), f"{prose(one.finding.message)} ({link})", *reruns, fix)
        yield f"| {' | '.join(cells)} |\n"
    yield from _fixes(result, path)


def _reruns(gain: Gain, extent: str) -> str:
    after = "" if gain.then is None else f", {gain.then.surely} after the fix"
    return f"{cell(gain.label)}: {gain.now.surely} of {extent}{after}"


def _fixes(result: Checked, path: str) -> Iterator[str]:
    """The fixes as `layerwise fix` makes them: the safe ones, and with those to review where that is more."""
    if result.source is None:
        return
    shown: list[str] = []
    for takes_review in (False, True):
        overlay = overlay_of(result.source)
        fixed = fixed_of(result.source, overlay, takes_review=takes_review)
        overlay.texts[result.source.path] = fixed.text
        lines = list(diff(overlay, {result.source.path: path}))
        if not lines or lines == shown:
            continue
        shown = lines
        title = "The fixes with those that need your review" if takes_review else "The safe fixes"
        flag = "--unsafe-fixes " * takes_review
        block = fenced(lines, "diff")
        yield f"\n<details>\n<summary>{title}</summary>\n\n{block}\n\n"
        yield f"To apply: {code(f'layerwise fix {flag}{shlex.quote(path)}')}\n\n</details>\n"


def count(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}{'s' if number != 1 else ''}"
