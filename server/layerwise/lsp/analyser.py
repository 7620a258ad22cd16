"""Analyses of open documents, made when asked for and kept until something that they depend on changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from layerwise.analysis import Analysis, analyse, planned
from layerwise.builds.build import Build
from layerwise.builds.chosen import as_chosen
from layerwise.cache.plan import BuildPlan
from layerwise.findings.finding import Finding, Fix
from layerwise.fixes import Fixed, fix_all, ignore_here, ignore_in_file, is_safe_here
from layerwise.host.discovery import find_builds
from layerwise.host.disk import directories
from layerwise.lsp.choices import Choices, Found
from layerwise.lsp.convert import Positions
from layerwise.lsp.documents import Document, Documents
from layerwise.lsp.histories import Histories
from layerwise.lsp.workspace import Workspace
from layerwise.settings import Settings
from layerwise.text import Edit
from layerwise.unknown import Unknown


class Key(NamedTuple):
    """What a result depends on: the document's version, and how often files and settings have changed."""

    version: int
    files: int
    settings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is known about one version of a document, and the means to place it there.

    `found` are its builds, of which a choice may leave some out of the analysis.
    """

    document: Document
    key: Key
    analysis: Analysis
    positions: Positions
    settings: Settings
    found: Found

    @property
    def id(self) -> str:
        """A name for this result, by which a client asks whether there is a newer one."""
        return ".".join(map(str, self.key))

    @property
    def context(self) -> Path | None:
        """The directory that a fix's changes to other files start at, None where none can be read."""
        return next(iter(directories(self.analysis.builds)), None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, sorted by place."""
        return self.analysis.findings

    def silencers(self, finding: Finding) -> Sequence[tuple[str, Edit]]:
        """Comments that silence a finding, each with its title."""
        document = self.analysis.document
        found = (
            (f"Ignore {finding.rule} here", ignore_here(document, finding)),
            (f"Ignore {finding.rule} in this file", ignore_in_file(document, finding)),
        )
        return tuple((title, edit) for title, edit in found if edit is not None)

    def fixed(self) -> str | None:
        """The text after all fixes that are safe and touch nothing else, None where there are none."""
        if not any(is_safe_here(fix) for finding in self.findings for fix in finding.fixes):
            return None
        return self.fix_all().text

    def fix_all(self) -> Fixed:
        """The document after all fixes that are safe and touch nothing else."""

        def analyse_again(text: str, fix: Fix) -> Analysis:
            del fix
            return analyse(text, self.analysis.builds, self.settings)

        return fix_all(self.analysis, is_safe_here, analyse_again)


class Analyser:
    """Keeps the newest result of each document."""

    def __init__(
        self, documents: Documents, workspace: Workspace, histories: Histories, encoding: str
    ) -> None:
        self._documents = documents
        self._workspace = workspace
        self._histories = histories
        self._encoding = encoding
        self._choices = Choices()
        self._files = 0
        self._settings = 0
        self._results: dict[str, Result] = {}

    def files_changed(self) -> None:
        """Files beside the document may have changed, on disk or in the editor."""
        self._files += 1

    def settings_changed(self) -> None:
        """Settings or folders have changed."""
        self._settings += 1

    def choose(self, uri: str, chosen: str | None) -> None:
        """One of a document's builds is to count alone, or all of them."""
        self._choices.choose(uri, chosen)
        self.settings_changed()

    def forget(self, uri: str) -> None:
        """A document was closed."""
        self._results.pop(uri, None)

    def result(self, document: Document) -> Result:
        """What is known about a document, from the cache where nothing has changed."""
        known = self._results.get(document.uri)
        if known is not None and known.key == self.key(document):
            return known
        return self.fresh(document)

    def fresh(self, document: Document) -> Result:
        """What is known about a document, with the disk looked at again."""
        result = self.once(document)
        self._results[document.uri] = result
        return result

    def once(self, document: Document) -> Result:
        """What is known about a document, which is not kept: nobody has it open."""
        settings = self._settings_for(document)
        found = self._builds(document, settings)
        return Result(
            document=document,
            key=self.key(document),
            analysis=analyse(document.text, found.counting, settings),
            positions=Positions(document.text, self._encoding),
            settings=settings,
            found=found,
        )

    def plans(self, document: Document) -> tuple[BuildPlan, ...]:
        """The builds of a Dockerfile, without a judgement where none is known."""
        known = self._results.get(document.uri)
        if known is not None and known.key == self.key(document):
            return known.analysis.plans
        return planned(document.text, self._builds(document, self._settings_for(document)).counting)

    def key(self, document: Document) -> Key:
        """What a result about a document depends on."""
        return Key(document.version, self._files, self._settings)

    def _settings_for(self, document: Document) -> Settings:
        if document.path is None:
            return self._workspace.settings(None)
        return self._workspace.judging(document.path, self._documents.unsaved())

    def _builds(self, document: Document, settings: Settings) -> Found:
        if document.path is None:
            why = "the document is not a file on this machine"
            return Found((Build(context=Unknown(why), label="", origin=why),))
        found = find_builds(
            document.path,
            document.text,
            context=None if settings.context is None else Path(settings.context),
            roots=self._workspace.roots,
            unsaved=self._documents.unsaved(),
            history=lambda place: self._histories.known(place, settings.history),
        )
        builds = as_chosen(found, settings.target, settings.arguments, settings.builder)
        return self._choices.among(document.uri, builds)
