"""The last lines of the text format: how much is found, and which command fixes it."""

import os
import shlex
from collections import Counter
from collections.abc import Iterator

from layerwise.cli.checked import Checked
from layerwise.cli.screen import Screen
from layerwise.cli.terminal import Colour, visible
from layerwise.findings.finding import Severity
from layerwise.fixes import is_safe
from layerwise.tuples import NamedTuple

_NAMED = 3  # Dockerfiles that the command names one by one; more go by the folder that holds them


class Counted(NamedTuple):
    """A file in numbers: its Dockerfiles, its findings by severity, and how many of them `layerwise fix` mends.

    `reviewable` are those that it would mend after a review.
    """

    name: str
    dockerfiles: int
    is_ignore_file: bool
    findings: Counter[str]
    fixable: int = 0
    reviewable: int = 0


def counted(result: Checked) -> Counted:
    """A file in numbers."""
    is_fixed = result.source is not None  # what stands in an ignore file is not fixed by the command
    firsts = [any(map(is_safe, one.fixes)) for one in result.findings if one.fixes and is_fixed]
    return Counted(
        name=result.name,
        dockerfiles=result.dockerfiles,
        is_ignore_file=result.analysis is not None and not is_fixed,
        findings=Counter(finding.severity.value for finding in result.findings),
        fixable=sum(firsts),
        reviewable=len(firsts) - sum(firsts),
    )


class Totals:
    """What all files come to."""

    def __init__(self) -> None:
        self._findings: Counter[str] = Counter()
        self._dockerfiles = 0
        self._ignore_files = 0
        self._fixable = _Fixable()
        self._reviewable = _Fixable()

    def add(self, file: Counted) -> None:
        """Count a file."""
        self._findings.update(file.findings)
        self._dockerfiles += file.dockerfiles
        self._ignore_files += file.is_ignore_file
        self._fixable.add(file.name, file.fixable)
        self._reviewable.add(file.name, file.reviewable)

    def summary(self, screen: Screen) -> Iterator[str]:
        """What was found in how many files, and what can be done at once."""
        if not self._dockerfiles:
            return
        read = _count(self._dockerfiles, "Dockerfile")
        if not sum(self._findings.values()):
            yield screen.painted(f"Nothing found in {read}.", Colour.GREEN)
            return
        counts = [_count(number, one.value) for one in Severity if (number := self._findings[one.value])]
        others = f" and {_count(self._ignore_files, 'ignore file')}" if self._ignore_files else ""
        yield screen.painted(f"Found {' and '.join(counts)} in {read}{others}.", Colour.BOLD)
        if self._fixable.number:
            yield f"{self._fixable.number} fixable with layerwise fix {self._fixable.paths}"
        if self._reviewable.number:
            number, paths = self._reviewable.number, self._reviewable.paths
            yield f"{number} fixable after your review with layerwise fix --ask {paths}"


class _Fixable:
    """How many findings have a fix, and where: the first few files, and the folder that holds them all."""

    def __init__(self) -> None:
        self.number = 0
        self._names: list[str] = []
        self._folder: str | None = None

    def add(self, name: str, number: int) -> None:
        """Count a file's fixes."""
        if not number:
            return
        self.number += number
        folder = os.path.dirname(name) or "."  # noqa: PTH120 - as named
        self._folder = folder if self._folder is None else _common(self._folder, folder)
        if len(self._names) <= _NAMED:
            self._names.append(name)

    @property
    def paths(self) -> str:
        """The files for a command line."""
        names = self._names if len(self._names) <= _NAMED else [self._folder or "."]
        return " ".join(visible(shlex.quote(name)) for name in names)


def _common(one: str, other: str) -> str:
    try:
        return os.path.commonpath([one, other]) or "."
    except ValueError:  # one is named from here and another from the root
        return "."


def _count(number: int, noun: str) -> str:
    is_plural = number != 1 and noun != Severity.INFORMATION.value
    return f"{number} {noun}{'s' if is_plural else ''}"
