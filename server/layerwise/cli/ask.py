"""`layerwise fix --ask`: shows each fix, and makes those that the user says yes to."""

import sys

from layerwise.analysis import Analysis
from layerwise.cli.checked import Checked
from layerwise.cli.files import Overlay, Source
from layerwise.cli.fingerprints import fingerprints
from layerwise.cli.fixing import of_rules, reanalysing
from layerwise.cli.formats.drawing import Drawing
from layerwise.cli.gained import gained
from layerwise.cli.screen import Screen
from layerwise.cli.terminal import Colour
from layerwise.findings.finding import Finding, Fix
from layerwise.fixes import Applied, Fixed, is_safe
from layerwise.host.disk import directories
from layerwise.text import apply
from layerwise.tuples import NamedTuple

_HELP = """\
y - make this change
n - leave it, and go on to the next
o - show another way to mend the same, where there is one
a - make this change and all further safe ones; those to be reviewed are still asked about
q - leave this one and all further ones; what was said yes to is written
? - show this help
"""


class _Choice(NamedTuple):
    """A finding that is asked about, by its fingerprint, and the ways to mend it."""

    mark: str
    finding: Finding
    fixes: tuple[Fix, ...]


class Asking:
    """A conversation about the fixes of one Dockerfile after the other."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._takes_safe = False
        self.has_quit = False

    def fixed(self, source: Source, overlay: Overlay, rules: frozenset[str]) -> Fixed:
        """A Dockerfile after the fixes that were said yes to, each judged anew."""
        analysis = of_rules(source.analyse(source.text, overlay.texts), rules)
        root = next(iter(directories(analysis.builds)), None)
        again = reanalysing(source, overlay, root)
        applied: list[Applied] = []
        left: set[str] = set()
        seen = {source.text}
        while (choice := _next(analysis, left, has_root=root is not None)) and not self.has_quit:
            fix = self._chosen(source, analysis, choice)
            text = analysis.document.text if fix is None else apply(analysis.document.text, fix.edits)
            if fix is None or (text in seen and not fix.changes):  # the latter would go round in circles
                left.add(choice.mark)
                continue
            seen.add(text)
            applied.append(Applied(choice.finding, fix))
            analysis = of_rules(again(text, fix), rules)
        return Fixed(analysis.document.text, analysis, tuple(applied))

    def _chosen(self, source: Source, analysis: Analysis, choice: _Choice) -> Fix | None:
        """The fix that the user wants, None for none."""
        if self._takes_safe and is_safe(choice.fixes[0]):
            return choice.fixes[0]
        number = 0
        self._show(source, analysis, choice, number)
        while True:
            match self._answer(has_others=len(choice.fixes) > 1):
                case "y":
                    return choice.fixes[number]
                case "a":
                    self._takes_safe = True
                    return choice.fixes[number]
                case "n":
                    return None
                case "q":
                    self.has_quit = True
                    return None
                case "o" if len(choice.fixes) > 1:
                    number = (number + 1) % len(choice.fixes)
                    self._show(source, analysis, choice, number)
                case _:
                    sys.stdout.write(_HELP)

    def _show(self, source: Source, analysis: Analysis, choice: _Choice, number: int) -> None:
        """Draw the finding and one of its fixes, whole and with what is to be reviewed about it."""
        result = Checked(name=source.name, source=source, analysis=analysis, error=None)
        one = next(one for one in gained(result) if one.finding is choice.finding)
        drawing = Drawing(result, analysis, self._screen)
        lines = "\n".join(drawing.finding(one, choice.fixes[number], has_all=True))
        sys.stdout.write(f"\n{lines}\n\n")

    def _answer(self, *, has_others: bool) -> str:
        keys = "y,n,o,a,q,?" if has_others else "y,n,a,q,?"
        question = self._screen.painted(f"Make this change [{keys}]?", Colour.BOLD, Colour.BLUE)
        sys.stdout.write(f"{question} ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:  # the end of the input: nobody is there any more
            sys.stdout.write("\n")
            return "q"
        return line.strip().lower()[:1]


def _next(analysis: Analysis, left: set[str], *, has_root: bool) -> _Choice | None:
    """The first finding that can be mended and was not left already."""
    for finding, mark in zip(analysis.findings, fingerprints(analysis), strict=True):
        fixes = tuple(fix for fix in finding.fixes if has_root or not fix.changes)
        if fixes and mark not in left:
            return _Choice(mark, finding, fixes)
    return None
