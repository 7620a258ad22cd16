"""What the output formats are given: one file, and what is known about it or why nothing is."""

from dataclasses import dataclass

from layerwise.analysis import Analysis
from layerwise.cli.files import Source
from layerwise.rules.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file: source and analysis, or the error that kept it from being read.

    An ignore file has no source; its analysis holds its text, and no instructions.
    """

    name: str
    source: Source | None
    analysis: Analysis | None
    error: str | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found."""
        return self.analysis.findings if self.analysis else ()
