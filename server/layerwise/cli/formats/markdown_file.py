"""What the Markdown format says of one file: a table of its findings, and its fixes as diffs."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from layerwise.cli.checked import Checked, path_of
from layerwise.cli.files import Overlay
from layerwise.cli.fix import diff, fixed_of
from layerwise.cli.formats.markdown_text import cell, code, fenced, prose
from layerwise.cli.formats.words import remedies
from layerwise.findings.finding import Finding
from layerwise.fixes import is_safe
from layerwise.gains import Gain, gains
from layerwise.pages import ADDRESS
from layerwise.text import Lines


class Gained(NamedTuple):
    """A finding, what its first fix would have saved, and in words of how many commits that is."""

    finding: Finding
    gains: tuple[Gain, ...]
    extent: str


def gained(result: Checked) -> tuple[Gained, ...]:
    """The findings of a file, with gains where the history of the first build's context is known."""
    plan = next(iter(result.analysis.plans), None) if result.analysis is not None else None
    history = plan.build.history() if plan is not None and result.findings else None
    found = []
    for finding in result.findings:
        one = Gained(finding, (), "")
        is_counted = finding.saves_reruns or finding.is_partial
        if (
            plan is not None
            and history is not None
            and history.commits
            and not plan.is_presumed
            and is_counted
        ):
            one = Gained(finding, gains(plan, finding, history), history.extent)
        found.append(one)
    return tuple(found)


def best(files: Iterable[Sequence[Gained]]) -> str | None:
    """The biggest number in a sentence: the gain of a fix, a safe one if there is, else how often a command reruns.

    None where no history is known.
    """
    found = [_weighed(gain, one.finding) for file in files for one in file for gain in one.gains]
    return max(found, key=lambda one: one[0])[1] if found else None


def _weighed(gain: Gain, finding: Finding) -> tuple[tuple[int, int], str]:
    """How much a number says for itself, and the sentence."""
    rerun, number = f"{code(gain.label)} reruns in", count(gain.now.of, "commit")
    if gain.then is None or gain.then.surely >= gain.now.surely:
        return (0, gain.now.surely), f"{rerun} {gain.now.surely} of {number}"
    saved, then = gain.now.surely - gain.then.surely, gain.then.surely
    sentence = f"{rerun} {then} of {number} instead of {gain.now.surely}"
    if is_safe(finding.fixes[0]):
        return (2, saved), sentence
    return (1, saved), f"{sentence}, after a fix to review"


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
        overlay = Overlay({result.source.path: result.source.text}, {result.source.path: result.source.text})
        fixed = fixed_of(result.source, overlay, takes_review=takes_review)
        overlay.texts[result.source.path] = fixed.text
        lines = list(diff(path, result.source, overlay))
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
