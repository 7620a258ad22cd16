"""A finding as people see it: place and message, the marked lines, the figures, and its fix."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from layerwise.analysis import Analysis
from layerwise.cli.checked import Checked
from layerwise.cli.formats.fix_lines import fix_lines
from layerwise.cli.formats.snippet import Gutter, snippet
from layerwise.cli.formats.words import describe
from layerwise.cli.gained import Gained
from layerwise.cli.screen import Screen
from layerwise.cli.terminal import Colour, visible, visible_first
from layerwise.findings.finding import Fix, Severity
from layerwise.site import ADDRESS
from layerwise.text import Lines, Span

if TYPE_CHECKING:
    from layerwise.gains import Gain

_COLOURS = {Severity.ERROR: Colour.RED, Severity.WARNING: Colour.YELLOW}
_FIGURES = 3  # commands whose figures are told one by one


class Drawing:
    """Draws the findings of one file on a screen."""

    def __init__(self, result: Checked, analysis: Analysis, screen: Screen) -> None:
        self._name = result.name
        self._analysis = analysis
        self._screen = screen
        self._lines = Lines(analysis.document.text)

    def place(self, span: Span) -> str:
        """Where a span begins, in the form that editors and CI systems look for."""
        place = self._lines.place(span.start)
        text = f"{visible_first(self._name)}:{place.line + 1}:{place.column + 1}"
        address = _address(self._name) if self._screen.has_links else None
        return self._screen.painted(self._screen.linked(text, address), Colour.BOLD)

    def finding(self, one: Gained, fix: Fix | None, *, has_all: bool | None) -> Iterator[str]:
        """The lines about a finding; its fix is drawn if `has_all`, not if False, and if it is short without either."""
        finding, text = one.finding, self._analysis.document.text
        gutter = Gutter(self._screen, len(str(self._last_line(one, fix))))
        colours = _colours(finding.severity)
        yield self._head(one)
        yield from snippet(finding, text, self._lines, gutter, colours or (Colour.BLUE,))
        for words in _figures(one):
            yield from gutter.note(words)
        if fix is not None:
            yield from gutter.note(visible(describe(fix)))
            if has_all is not False:
                yield from fix_lines(self._analysis, fix, gutter, has_all=has_all is True)
        elif finding.refusal is not None:
            yield from gutter.note(visible(f"no fix: {finding.refusal.note}"))

    def _last_line(self, one: Gained, fix: Fix | None) -> int:
        """The greatest line number that is shown, or a little more."""
        marks = [one.finding.span.start, *(evidence.span.start for evidence in one.finding.evidence)]
        last = max(self._lines.place(mark).line + 1 for mark in marks)
        if fix is None or not fix.edits:
            return last
        end = max(self._lines.place(edit.span.end).line + 2 for edit in fix.edits)
        return max(last, end + sum(edit.text.count("\n") for edit in fix.edits))

    def _head(self, one: Gained) -> str:
        """Place, severity, message and rule."""
        finding, screen = one.finding, self._screen
        word = screen.painted(finding.severity.value, Colour.BOLD, *_colours(finding.severity))
        page = ADDRESS.format(page=f"rules/{finding.rule}")
        rule = screen.painted(screen.linked(finding.rule, page), Colour.CYAN)
        message = screen.painted(visible(finding.message), Colour.BOLD)
        return f"{self.place(finding.span)}: {word}: {message} [{rule}]"


def _colours(severity: Severity) -> tuple[Colour, ...]:
    return (_COLOURS[severity],) if severity in _COLOURS else ()


def _address(name: str) -> str | None:
    """A file's address, with the name of its machine, since a terminal may show another one's.

    None in the editor whose terminal makes a better link of the place by itself, one that leads to the column.
    """
    if os.environ.get("TERM_PROGRAM") == "vscode":
        return None
    from socket import gethostname  # noqa: PLC0415 - for terminals that show links alone
    from urllib.parse import quote  # noqa: PLC0415 - addresses are written in few formats

    path = quote(os.fsencode(Path(os.path.abspath(name)).as_posix()))  # noqa: PTH100 - symlinks stay, as named
    return f"file://{gethostname()}{path if path.startswith('/') else f'/{path}'}"


def _figures(one: Gained) -> Iterator[str]:
    """How often the commands rerun, and how often after the fix."""
    for gain in one.gains[:_FIGURES]:
        label = f"{visible(gain.label)}: " if len(one.gains) > 1 else ""
        yield f"{label}would have rerun in {gain.now.told} of {one.extent}{_after(gain)}"
    if len(one.gains) > _FIGURES:
        yield f"and {len(one.gains) - _FIGURES} more commands"


def _after(gain: "Gain") -> str:
    return "" if gain.then is None else f", after the fix in {gain.then.told}"
