"""What is told about open configuration files: wrong keys and values, each at its place."""

from pathlib import Path

from layerwise.configuration.file import read_file
from layerwise.configuration.layers import File, Problem
from layerwise.findings.finding import Finding, Fix, Safety, Severity
from layerwise.lsp.convert import Positions
from layerwise.lsp.documents import Document
from layerwise.lsp.told import CONFIGURATION
from layerwise.records import dataclass
from layerwise.text import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """What is known about one version of a configuration file, and the means to place it there."""

    document: Document
    positions: Positions
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """Its version: a configuration file is judged by its text alone."""
        return str(self.document.version)

    @property
    def context(self) -> Path | None:
        """The directory that a fix's changes to other files start at: its fixes have none."""
        return None

    def silencers(self, finding: Finding) -> tuple[tuple[str, Edit], ...]:
        """None: a setting that means nothing is no matter of taste."""
        del finding
        return ()

    def fixed(self) -> str | None:
        """None: a key may be half of what its author is about to write."""
        return None


def configured(document: Document, encoding: str) -> Configured:
    """What is known about a configuration file."""
    name = document.path.name if document.path is not None else ""
    found = read_file(document.text, name)
    problems = found.problems if found is not None else ()
    return Configured(
        document=document,
        positions=Positions(document.text, encoding),
        findings=tuple(_finding(found, problem) for problem in problems),
    )


def _finding(file: File | None, problem: Problem) -> Finding:
    is_broken = file is not None and file.is_broken
    return Finding(
        rule=CONFIGURATION,
        severity=Severity.ERROR if is_broken else Severity.WARNING,
        span=problem.span,
        message=problem.message,
        fixes=() if problem.instead is None else (_fix(problem, problem.instead),),
    )


def _fix(problem: Problem, instead: str) -> Fix:
    return Fix(title=f"Write {instead}", edits=(Edit(problem.span, instead),), safety=Safety.SAFE)
