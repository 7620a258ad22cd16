"""What the output formats are given: one file, and what is known about it or why nothing is."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from layerwise.analysis import Analysis
from layerwise.cache.plan import BuildPlan
from layerwise.cli.files import Source
from layerwise.findings.finding import Finding, Severity
from layerwise.records import dataclass

if TYPE_CHECKING:  # what is for compose files is imported where there is one
    from layerwise.hosted import Hosted

_LOUDEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFORMATION, Severity.HINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file: source and analysis, or the error that kept it from being read.

    An ignore file has no source; its analysis holds its text, and no instructions. So does that of a compose file,
    whose Dockerfiles are `hosted`.
    """

    name: str
    source: Source | None
    analysis: Analysis | None
    error: str | None
    hosted: "tuple[Hosted, ...]" = ()

    @property
    def dockerfiles(self) -> int:
        """How many Dockerfiles it holds: a compose file may hold several or none, an ignore file holds none."""
        if self.source is None:
            return 0
        return len(self.hosted) if self.source.is_compose else 1

    @property
    def plans(self) -> tuple[BuildPlan, ...]:
        """The builds of the Dockerfile, or of all in a compose file."""
        own = self.analysis.plans if self.analysis else ()
        return (*own, *(plan for part in self.hosted for plan in part.analysis.plans))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found."""
        return self.analysis.findings if self.analysis else ()


def is_as_loud(one: Severity, least: Severity) -> bool:
    """Whether a severity is at least this loud."""
    return _LOUDEST_FIRST.index(one) <= _LOUDEST_FIRST.index(least)


def loudest(findings: Iterable[Finding]) -> Severity | None:
    """The worst severity among findings, None without any."""
    return min((finding.severity for finding in findings), key=_LOUDEST_FIRST.index, default=None)


def path_of(result: Checked) -> str:
    """The file's path for other programs: with slashes, and from the working directory where it lies below."""
    path, here = Path(os.path.abspath(result.name)), Path.cwd()  # noqa: PTH100 - symlinks stay, as named
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
