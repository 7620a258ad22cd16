"""One conversation with one editor: what it told us, and what it is told when something changes."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from lsprotocol import types

from layerwise.lsp.analyser import Analyser, Result
from layerwise.lsp.client import Client
from layerwise.lsp.configured import configured
from layerwise.lsp.diagnostics import diagnostics
from layerwise.lsp.documents import Document, Documents, on_disk
from layerwise.lsp.edits import Editor
from layerwise.lsp.histories import Histories
from layerwise.lsp.ignored import IgnoreFiles
from layerwise.lsp.kinds import Kind
from layerwise.lsp.logs import Logs
from layerwise.lsp.protocol import Server
from layerwise.lsp.requests import Requests
from layerwise.lsp.state import News
from layerwise.lsp.tasks import Tasks
from layerwise.lsp.told import Told
from layerwise.lsp.workspace import Workspace, folders_of
from layerwise.lsp.writing import Half, Writing
from layerwise.settings import Run

_logger = logging.getLogger(__name__)

# An editor that never answers a question about its settings must not keep findings back for ever.
_PATIENCE = 5.0
_MOST = 50  # Dockerfiles of a workspace that are read for one question


class Session:
    """The state of a conversation; everything runs on the event loop, one step at a time."""

    def __init__(self, server: Server, client: Client, params: types.InitializeParams) -> None:
        encoding = types.PositionEncodingKind(server.workspace.position_encoding).value
        self.client = client
        self.documents = Documents()
        self._tasks = Tasks()
        self._requests = Requests(server, client, self._tasks)
        self.news = News(server, is_wanted=client.options.get("status") is True)
        self.histories = Histories(
            is_trusted=client.is_trusted,
            tell=self._requests.figures,
            judge_again=self.refresh,
            looked=lambda: self._tell(self.documents),
        )
        self.logs = Logs()
        self._encoding = encoding
        self.editor = Editor(client, self.documents, encoding)
        self._server = server
        self._workspace = Workspace(client.options, folders_of(params))
        self._analyser = Analyser(self.documents, self._workspace, self.histories, encoding)
        self._ignore_files = IgnoreFiles(self.documents, self._workspace, self._analyser, encoding)
        self._is_configured = asyncio.Event()
        self._writing = Writing(self.documents)

    def start(self) -> None:
        """Register for news and ask for the settings: nothing is published before they are known."""
        asyncio.get_running_loop().call_later(_PATIENCE, self._is_configured.set)
        self._requests.register()
        self._tasks.start("settings", self._configure)

    def opened(self, item: types.TextDocumentItem) -> None:
        """A document was opened."""
        document = self.documents.open(item.uri, _language(item), item.version, item.text)
        self._files_changed(document)
        self._check(document)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document was edited; with full sync the last change holds its whole text."""
        identifier = params.text_document
        if not params.content_changes:
            return
        text = params.content_changes[-1].text
        before = self.documents.get(identifier.uri)
        document = self.documents.change(identifier.uri, identifier.version, text)
        settings = self._workspace.settings(document.path)
        self._writing.edited(before.text if before else "", document, settings.debounce)
        if document.kind in {Kind.OTHER, Kind.CONFIGURATION}:
            self.refresh()
            return
        if document.kind is Kind.IGNORE_FILE:
            self._analyser.files_changed()
        bound = self._bound_to(document)
        for other in bound:
            self._check(other)
        if bound and self.client.pulls_diagnostics:
            self._check_all()
        if settings.run is Run.ON_TYPE:
            self._check(document)

    def closed(self, uri: str) -> None:
        """A document was closed: its diagnostics go, and what is on disk counts again."""
        document = self.documents.close(uri)
        self._analyser.forget(uri)
        self.logs.forget(uri)
        self._writing.forget(uri)
        self._tasks.cancel(uri)
        if document is not None and document.kind is not Kind.OTHER and not self.client.pulls_diagnostics:
            self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        self._files_changed(document)

    def saved(self, uri: str) -> None:
        """A document was saved, a moment at which to look at the disk again."""
        self._writing.forget(uri)
        self.refresh()

    def refresh(self) -> None:
        """Files have changed, on disk or in the editor, or commits: judge every open Dockerfile again."""
        self._analyser.files_changed()
        self._ignore_files.forget()
        self._check_all()

    def folders_changed(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Folders were added to the workspace or removed."""
        self._workspace.change_folders(event)
        self._tasks.start("settings", self._configure)

    def settings_changed(self, settings: object) -> None:
        """Settings have changed; an editor that does not answer questions sends them along."""
        if self.client.answers_configuration:
            self._tasks.start("settings", self._configure)
            return
        values = settings if isinstance(settings, Mapping) else {}
        values = values.get("layerwise", values)
        self._workspace.configure(self._workspace.questions()[:1], [values])
        self._analyser.settings_changed()
        self._check_all()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The user's folders on this machine."""
        return self._workspace.roots

    def choose(self, uri: str, chosen: str | None) -> None:
        """One of a document's builds is to count alone, or all of them."""
        self._analyser.choose(uri, chosen)
        self._check_all()

    async def settled(self, uri: str) -> Result | None:
        """What is known about a document once typing has paused; None where it is not a Dockerfile."""
        await self._writing.paused(uri)
        return await self.known(uri)

    async def rested(self, uri: str) -> Result | None:
        """What is known about a document once its writer rests; None where it is not a Dockerfile."""
        await self._writing.rested(uri)
        return await self.known(uri)

    async def told_when_rested(self, uri: str) -> Told | Half | None:
        """What is told about a document once its writer rests; None where it is of no kind that has findings."""
        while True:
            await self._writing.rested(uri)
            told = await self.told(uri)
            holds = await self._writing.holds(uri, told)
            if not holds:
                return told if holds is not None else Half.WRITTEN

    async def told(self, uri: str) -> Told | None:
        """What is told about a document now."""
        await self._is_configured.wait()
        document = self.documents.get(uri)
        match document.kind if document else Kind.OTHER:
            case Kind.DOCKERFILE if document:
                return self._analyser.result(document)
            case Kind.IGNORE_FILE if document:
                return await self._ignore_files.result(document)
            case Kind.CONFIGURATION if document:
                return configured(document, self._encoding)
            case _:
                return None

    async def known(self, uri: str) -> Result | None:
        """What is known about a document now."""
        await self._is_configured.wait()
        document = self.documents.get(uri)
        return self._analyser.result(document) if document and document.is_dockerfile else None

    async def everywhere(self) -> list[Result]:
        """What is known about the Dockerfiles of the workspace, open or not, as far as there are not too many."""
        await self._is_configured.wait()
        found = [self._analyser.result(document) for document in self.documents if document.is_dockerfile]
        others = await asyncio.to_thread(on_disk, self._workspace.roots, _MOST)
        return found + [self._analyser.once(one) for one in others if self.documents.get(one.uri) is None]

    async def looked_up(self, uri: str) -> Result | None:
        """What is known about a document after another look at the disk."""
        await self._is_configured.wait()
        document = self.documents.get(uri)
        return self._analyser.fresh(document) if document and document.is_dockerfile else None

    def waits_for_save(self, uri: str) -> bool:
        """Whether a document was edited and its user wants to hear of it when it is saved."""
        document = self.documents.get(uri)
        if document is None or uri not in self._writing:
            return False
        return self._workspace.settings(document.path).run is Run.ON_SAVE

    def close(self) -> None:
        """Stop all work."""
        self.histories.close()
        self._tasks.close()

    def _bound_to(self, document: Document) -> list[Document]:
        """The open documents that bear on one: Dockerfiles and ignore files on each other."""
        mutual = {Kind.DOCKERFILE, Kind.IGNORE_FILE}
        kinds = mutual - {document.kind} if document.kind in mutual else set()
        return [other for other in self.documents if other.kind in kinds]

    def _files_changed(self, document: Document | None) -> None:
        """A document came or went; the builds of the others may depend on its text."""
        self._analyser.files_changed()
        self._ignore_files.forget()
        if document is not None and not document.is_dockerfile:
            self._check_all()

    def _check_all(self) -> None:
        if self.client.pulls_diagnostics:
            if self._is_configured.is_set():
                self._requests.pull()
            return
        for document in self.documents:
            self._check(document)

    def _check(self, document: Document) -> None:
        """Publish a document's findings after a pause; a newer call takes the place of this one."""
        if document.kind is not Kind.OTHER and not self.client.pulls_diagnostics:
            self._tasks.start(document.uri, partial(self._publish, document.uri))

    async def _publish(self, uri: str) -> None:
        found: list[types.Diagnostic] = []
        version = None  # of the text that they are about: there may be a newer one by then
        try:
            result = await self.told_when_rested(uri)
            if result is Half.WRITTEN:
                return
            if result is not None:
                found, version = diagnostics(result, self.client), result.document.version
        except Exception:
            _logger.exception("no findings for %s", uri)
        document = self.documents.get(uri)
        if document is not None:
            version = document.version if version is None else version
            self._server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, found, version=version)
            )
            self.news.changed(uri)

    def _tell(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self.news.changed(document.uri)

    async def _configure(self) -> None:
        try:
            if self.client.answers_configuration:
                questions = self._workspace.questions()
                params = types.ConfigurationParams(questions)
                answers = await self._server.workspace_configuration_async(params)
                self._workspace.configure(questions, answers or [])
                self._analyser.settings_changed()
                self._check_all()
        finally:
            self._is_configured.set()


def _language(item: types.TextDocumentItem) -> str:
    language = item.language_id
    return language.value if isinstance(language, types.LanguageKind) else language
