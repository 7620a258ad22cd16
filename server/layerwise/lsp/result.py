"""What is known about one version of a document that is a Dockerfile, or holds one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from layerwise.analysis import Analysis, analyse
from layerwise.findings.finding import Finding, Fix
from layerwise.fixes import Fixed, fix_all, ignore_here, ignore_in_file, is_safe_here
from layerwise.history.log import History
from layerwise.host.disk import directories
from layerwise.lsp.choices import Found
from layerwise.lsp.convert import Places
from layerwise.lsp.documents import Document
from layerwise.records import dataclass, field
from layerwise.settings import Settings
from layerwise.text import Edit
from layerwise.tuples import NamedTuple

Known: TypeAlias = dict[tuple[Path, int], History | None]
"""The histories that were asked for, by folder and number of commits."""


class Key(NamedTuple):
    """What a result depends on: the document's version, and how often files and settings have changed."""

    version: int
    files: int
    settings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is known about one version of a document, and the means to place it there.

    `found` are its builds, of which a choice may leave some out of the analysis. `histories` are those that were
    asked for, by folder and number of commits. What all fixes come to is kept once somebody has asked.
    """

    document: Document
    key: Key
    analysis: Analysis
    positions: Places
    settings: Settings
    found: Found
    histories: Known = field(default_factory=dict, repr=False)
    _whole: dict[Finding, Finding] = field(default_factory=dict, init=False, repr=False, compare=False)
    _fixed: list[Fixed] = field(default_factory=list, init=False, repr=False, compare=False)

    def is_of(self, document: Document, found: Found, settings: Settings) -> bool:
        """Whether it is what is known of a text in some builds, as long as histories are as they were."""
        is_same = document.text == self.document.text and document.path == self.document.path
        return is_same and found == self.found and settings == self.settings

    @property
    def id(self) -> str:
        """A name for this result, by which a client asks whether there is a newer one."""
        return ".".join(map(str, self.key))

    @property
    def is_alone(self) -> bool:
        """Whether the Dockerfile is the whole document."""
        return self.document.is_dockerfile

    @property
    def context(self) -> Path | None:
        """The directory that a fix's changes to other files start at, None where none can be read."""
        return next(iter(directories(self.analysis.builds)), None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, sorted by place."""
        return self.analysis.findings

    def whole(self, finding: Finding) -> Finding:
        """A finding with all its fixes, of which some are left for when they are shown."""
        if finding not in self._whole:
            self._whole[finding] = self.analysis.whole(finding)
        return self._whole[finding]

    def silencers(self, finding: Finding) -> Sequence[tuple[str, Edit]]:
        """Comments that silence a finding, each with its title."""
        document = self.analysis.document
        found = (
            (f"Ignore {finding.rule} here", ignore_here(document, finding)),
            (f"Ignore {finding.rule} in this file", ignore_in_file(document, finding)),
        )
        return tuple((title, edit) for title, edit in found if edit is not None)

    @property
    def is_fixable(self) -> bool:
        """Whether there are fixes that are safe and touch nothing else."""
        return any(is_safe_here(fix) for finding in self.findings for fix in finding.fixes)

    def fixed(self) -> str | None:
        """The text after all fixes that are safe and touch nothing else, None where there are none."""
        return self.fix_all().text if self.is_fixable else None

    def fix_all(self) -> Fixed:
        """The document after all fixes that are safe and touch nothing else."""
        if not self._fixed:
            self._fixed.append(self._fix_all())
        return self._fixed[0]

    def _fix_all(self) -> Fixed:
        def analyse_again(text: str, fix: Fix) -> Analysis:
            del fix
            return analyse(text, self.analysis.builds, self.settings, self.analysis.document.above)

        return fix_all(self.analysis, is_safe_here, analyse_again)
