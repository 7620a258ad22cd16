"""What is told about one version of a document, whatever kind it is of."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from layerwise.findings.finding import Finding
from layerwise.lsp.convert import Places
from layerwise.lsp.documents import Document
from layerwise.text import Edit

CONFIGURATION = "configuration"  # the code of diagnostics of configuration files, which are no rule's


class Told(Protocol):
    """Findings, and the means to place and silence them."""

    @property
    def document(self) -> Document:
        """The version that it is about."""

    @property
    def positions(self) -> Places:
        """Where offsets are in it."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, sorted by place."""

    @property
    def id(self) -> str:
        """A name for this result, by which a client asks whether there is a newer one."""

    @property
    def context(self) -> Path | None:
        """The directory that a fix's changes to other files start at, None where none can be read."""

    def silencers(self, finding: Finding) -> Sequence[tuple[str, Edit]]:
        """Comments that silence a finding, each with its title."""

    def fixed(self) -> str | None:
        """The text after all fixes that are safe and touch nothing else, None where there are none."""
