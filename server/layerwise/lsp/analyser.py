"""Analyses of open documents, made when asked for and kept until something that they depend on changes."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from layerwise.analysis import Analysis, analyse, analyse_document, planned
from layerwise.builds.build import Build
from layerwise.builds.chosen import as_chosen
from layerwise.builds.inline import Inline
from layerwise.cache.plan import BuildPlan
from layerwise.findings.finding import Finding, Fix
from layerwise.fixes import Fixed, fix_all, ignore_here, ignore_in_file, is_safe_here
from layerwise.history.log import History
from layerwise.host.discovery import builds_of
from layerwise.host.disk import asked, directories
from layerwise.host.inline import find_inlines
from layerwise.host.trees import Trees
from layerwise.lsp.choices import Choices, Found
from layerwise.lsp.convert import Places, Positions
from layerwise.lsp.documents import Document, Documents
from layerwise.lsp.histories import Histories
from layerwise.lsp.inline_places import InlinePlaces
from layerwise.lsp.kinds import Kind
from layerwise.lsp.workspace import Workspace
from layerwise.records import dataclass, field, replace
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile
from layerwise.text import Edit
from layerwise.unknown import Unknown

_Remembering = Callable[[Path, int], History | None]
_Histories = dict[tuple[Path, int], History | None]


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
    histories: _Histories = field(default_factory=dict, repr=False)
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


class Analyser:
    """Keeps the newest result of each document."""

    def __init__(
        self,
        documents: Documents,
        workspace: Workspace,
        histories: Histories,
        encoding: str,
        watch: Callable[[Iterable[Path]], None],
    ) -> None:
        """`watch` is told of the files on which the result of a document depends."""
        self.documents = documents
        self._workspace = workspace
        self._histories = histories
        self._encoding = encoding
        self._watch = watch
        self._choices = Choices()
        self._trees = Trees()
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
        """What is known about a document, with the disk looked at again; judged anew only where that may matter."""
        result = self._judged(document, self._histories.known, self._results.get(document.uri))
        self._results[document.uri] = result
        self._watch(asked(result.found.builds))
        return result

    def once(self, document: Document) -> Result:
        """What is known about a document, which is not kept."""
        return self._judged(document, self._histories.known)

    def elsewhere(self, document: Document) -> Result:
        """What is known about a document that nobody has open; its history is looked at seldom."""
        return self._judged(document, self._histories.known_elsewhere)

    def _judged(self, document: Document, history: _Remembering, known: Result | None = None) -> Result:
        histories: _Histories = {}

        def remembering(place: Path, commits: int) -> History | None:
            told = histories[place, commits] = history(place, commits)
            return told

        settings = self._settings_for(document)
        parsed = parse(document.text)
        found = self._builds(document, parsed, settings, remembering)
        if (
            known is not None
            and known.is_of(document, found, settings)
            and all(history(*one) == told for one, told in tuple(known.histories.items()))
        ):
            is_current = known.key == self.key(document)
            return known if is_current else replace(known, document=document, key=self.key(document))
        return Result(
            document=document,
            key=self.key(document),
            analysis=analyse_document(parsed, found.counting, settings),
            positions=Positions(document.text, self._encoding),
            settings=settings,
            found=found,
            histories=histories,
        )

    def plans(self, document: Document) -> tuple[BuildPlan, ...]:
        """The builds of a Dockerfile, or of those in a compose file, without a judgement where none is known."""
        known = self._results.get(document.uri)
        if known is not None and known.key == self.key(document):
            return known.analysis.plans
        if document.kind is Kind.COMPOSE:
            return tuple(plan for _, result in self.hosted(document) for plan in result.analysis.plans)
        parsed = parse(document.text)
        settings = self._settings_for(document)
        return planned(parsed, self._builds(document, parsed, settings, self._histories.known).counting)

    def positions(self, document: Document) -> Positions:
        """Where offsets are in a document of any kind."""
        return Positions(document.text, self._encoding)

    def key(self, document: Document) -> Key:
        """What a result about a document depends on."""
        return Key(document.version, self._files, self._settings)

    def hosted(self, document: Document) -> tuple[tuple[Inline, Result], ...]:
        """What is known about the Dockerfiles in a compose file, each as of a document of its own."""
        if document.path is None:
            return ()
        settings = self._settings_for(document)
        found = find_inlines(
            document.path,
            document.text,
            roots=self._workspace.roots,
            unsaved=self.documents.unsaved(),
            history=lambda place: self._histories.known(place, settings.history),
        )
        positions = Positions(document.text, self._encoding)
        results = tuple(
            (one, self._inside(document, settings, positions, one, builds)) for one, builds in found
        )
        self._watch(asked([build for _, builds in found for build in builds]))
        return results

    def _inside(
        self,
        document: Document,
        settings: Settings,
        positions: Positions,
        inline: Inline,
        builds: tuple[Build, ...],
    ) -> Result:
        # Target and arguments are the service's; what the user sets is for Dockerfiles that nobody says so much of.
        chosen = self._choices.within(document.uri, as_chosen(builds, None, {}, settings.builder))
        return Result(
            document=replace(document, text=inline.text),
            key=self.key(document),
            analysis=analyse(inline.text, chosen.counting, settings, inline.lines_above),
            positions=InlinePlaces(inline, positions),
            settings=settings,
            found=chosen,
        )

    def _settings_for(self, document: Document) -> Settings:
        if document.path is None:
            return self._workspace.settings(None)
        return self._workspace.judging(document.path, self.documents.unsaved())

    def _builds(
        self, document: Document, parsed: Dockerfile, settings: Settings, history: _Remembering
    ) -> Found:
        if document.path is None:
            why = "the document is not a file on this machine"
            return Found((Build(context=Unknown(why), label="", origin=why),))
        found = builds_of(
            document.path,
            parsed,
            context=None if settings.context is None else Path(settings.context),
            roots=self._workspace.roots,
            unsaved=self.documents.unsaved(),
            history=lambda place: history(place, settings.history),
            trees=self._trees.tree,
        )
        builds = as_chosen(found, settings.target, settings.arguments, settings.builder)
        return self._choices.among(document.uri, builds)
