"""The text format: each finding with its lines, the steps that it reruns drawn beneath, its fix, and a summary."""

from collections.abc import Iterable, Iterator
from functools import partial

from layerwise.analysis import Analysis
from layerwise.cli.checked import Checked
from layerwise.cli.formats.drawing import Drawing
from layerwise.cli.formats.format import Format
from layerwise.cli.formats.summary import Counted, Totals, counted
from layerwise.cli.gained import gained
from layerwise.cli.screen import Screen
from layerwise.cli.terminal import visible
from layerwise.tuples import NamedTuple


class Shown(NamedTuple):
    """How people see the text; `shows_fixes` is None where a fix is drawn if it is short."""

    screen: Screen = Screen()
    shows_fixes: bool | None = None


class _Drawn(NamedTuple):
    text: str
    counted: Counted


def format_of_text(shown: Shown) -> Format[_Drawn]:
    """The text format on a screen."""
    return Format(partial(_part, shown=shown), partial(_report, shown=shown))


def _part(result: Checked, shown: Shown) -> _Drawn:
    lines = [] if result.analysis is None else _lines(result, result.analysis, shown)
    return _Drawn("".join(f"{line}\n" for line in lines), counted(result))


def _report(files: Iterable[_Drawn], shown: Shown) -> Iterator[str]:
    """The findings of each file as soon as they are known, and a summary."""
    totals = Totals()
    for file in files:
        totals.add(file.counted)
        yield file.text
    yield "".join(f"{line}\n" for line in totals.summary(shown.screen))


def _lines(result: Checked, analysis: Analysis, shown: Shown) -> Iterator[str]:
    """All lines about a file, an empty one after each finding."""
    drawing = Drawing(result, analysis, shown.screen)
    for problem in analysis.document.problems:
        yield f"{drawing.place(problem.span)}: note: {visible(problem.message)}"
        yield ""
    for one in gained(result):
        yield from drawing.finding(one, next(iter(one.finding.fixes), None), has_all=shown.shows_fixes)
        yield ""
