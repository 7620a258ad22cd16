"""Analyses of open documents, made when asked for and kept until something that they depend on changes."""

from collections.abc import Callable, Iterable
from pathlib import Path

from layerwise.analysis import analyse, analyse_document, planned
from layerwise.builds.build import Build
from layerwise.builds.chosen import as_chosen
from layerwise.builds.inline import Inline
from layerwise.cache.plan import BuildPlan
from layerwise.history.log import History
from layerwise.host.discovery import builds_of
from layerwise.host.disk import asked
from layerwise.host.inline import find_inlines
from layerwise.host.trees import Trees
from layerwise.lsp.choices import Choices, Found
from layerwise.lsp.convert import Positions
from layerwise.lsp.documents import Document, Documents
from layerwise.lsp.histories import Histories
from layerwise.lsp.inline_places import InlinePlaces
from layerwise.lsp.kinds import Kind
from layerwise.lsp.result import Key, Known, Result
from layerwise.lsp.workspace import Workspace
from layerwise.records import replace
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile
from layerwise.unknown import Unknown

_Remembering = Callable[[Path, int], History | None]


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
        histories: Known = {}

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
            analysis=analyse_document(parsed, found.counting, settings, has_further=False),
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
