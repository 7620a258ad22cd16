"""One conversation with one editor: what it told us, and what it is told when something changes."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from lsprotocol import types

from layerwise.host.walking import Walks
from layerwise.lsp.analyser import Analyser
from layerwise.lsp.changes import changed
from layerwise.lsp.client import Client
from layerwise.lsp.documents import Document, Documents
from layerwise.lsp.edits import Editor
from layerwise.lsp.histories import Histories
from layerwise.lsp.kinds import Kind
from layerwise.lsp.knowledge import Knowledge
from layerwise.lsp.logs import Logs
from layerwise.lsp.protocol import Server
from layerwise.lsp.publishing import Publisher
from layerwise.lsp.requests import Requests
from layerwise.lsp.state import News
from layerwise.lsp.tasks import Tasks
from layerwise.lsp.unopened import Unopened
from layerwise.lsp.workspace import Workspace, folders_of
from layerwise.lsp.writing import Writing
from layerwise.settings import Run

_logger = logging.getLogger(__name__)

# An editor that never answers a question about its settings must not keep findings back for ever.
_PATIENCE = 5.0
_BURST = 0.1  # seconds between two pieces of news that are taken for one


class Session:
    """The state of a conversation; everything runs on the event loop, one step at a time."""

    def __init__(self, server: Server, client: Client, params: types.InitializeParams) -> None:
        self._encoding = encoding = types.PositionEncodingKind(server.workspace.position_encoding).value
        self._server = server
        self._tasks = Tasks()
        self._requests = Requests(server, client, self._tasks)
        self._documents = Documents()
        self._writing = Writing(self._documents)
        self._workspace = Workspace(client.options, folders_of(params))
        self.client = client
        self.editor = Editor(client, self._documents, encoding)
        self.news = News(server, is_wanted=client.options.get("status") is True)
        self.logs = Logs()
        self.histories = Histories(
            is_trusted=client.is_trusted,
            tell=self._requests.figures,
            judge_again=self._judge_soon,
            looked=self._tell_all,
            watch=self._requests.watch,
        )
        self._analyser = Analyser(
            self._documents, self._workspace, self.histories, encoding, self._requests.watch
        )
        walks = Walks(client.is_trusted)
        self.knowledge = Knowledge(
            self._documents, self._workspace, self._analyser, self._writing, walks, encoding
        )
        self.unopened = Unopened(server, client, self._workspace, self._analyser, self._tasks, self._writing)
        self._publisher = Publisher(server, client, self.knowledge, self._tasks, self._requests, self.news)

    def start(self) -> None:
        """Register for news and ask for the settings: nothing is published before they are known."""
        asyncio.get_running_loop().call_later(_PATIENCE, self.knowledge.is_configured.set)
        self._requests.register()
        self._tasks.start("settings", self._configure)

    def opened(self, item: types.TextDocumentItem) -> None:
        """A document was opened."""
        document = self._documents.open(item.uri, _language(item), item.version, item.text)
        self.unopened.opened(document)
        self._came_or_went(document)
        self._publisher.check(document)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document was edited."""
        identifier = params.text_document
        if not params.content_changes:
            return
        before = self._documents.get(identifier.uri)
        if before is None:
            _logger.warning("%s was edited and is not open", identifier.uri)
            return
        text = changed(before.text, params.content_changes, self._encoding)
        document = self._documents.change(identifier.uri, identifier.version, text)
        settings = self._workspace.settings(document.path)
        self._writing.edited(before.text, document, settings.debounce)
        if document.kind in {Kind.OTHER, Kind.CONFIGURATION}:
            self.refresh()
            return
        if document.kind is not Kind.DOCKERFILE:
            self._analyser.files_changed()
            self.unopened.look()
        bound = self._documents.bound_to(document)
        for other in bound:
            self._publisher.check(other)
        if bound and self.client.pulls_diagnostics:
            self._publisher.check_all()
        if settings.run is Run.ON_TYPE:
            self._publisher.check(document)

    def closed(self, uri: str) -> None:
        """A document was closed: its diagnostics go, and what is on disk counts again."""
        document = self._documents.close(uri)
        self.knowledge.forget(uri)
        self.logs.forget(uri)
        self._writing.forget(uri)
        if document is not None:
            self._publisher.closed(document)
        self._came_or_went(document)

    def saved(self, uri: str) -> None:
        """A document was saved, a moment at which to look at the disk again."""
        self._writing.forget(uri)
        self.refresh()

    def files_changed(self, changes: Sequence[types.FileEvent]) -> None:
        """Files have changed on the disk; git's own say that there may be other commits."""
        heads = [one for one in changes if one.uri.endswith("/HEAD")]
        if heads:
            self.histories.look_again()
        news = [
            one
            for one in changes
            if one.type is not types.FileChangeType.Changed or self._documents.get(one.uri) is None
            if one not in heads
        ]
        if any(one.type is not types.FileChangeType.Changed for one in news):
            self.unopened.forget()
        if news or not changes:  # an open document counts as it stands in the editor
            self.refresh()

    def refresh(self) -> None:
        """Files have changed, on disk or in the editor, or commits: judge every open Dockerfile again."""
        self.knowledge.files_changed()
        self._publisher.check_all()
        self.unopened.look()

    def folders_changed(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Folders were added to the workspace or removed."""
        self._workspace.change_folders(event)
        self.unopened.forget()
        self._tasks.start("settings", self._configure)

    def settings_changed(self, settings: object) -> None:
        """Settings have changed; an editor that does not answer questions sends them along."""
        if self.client.answers_configuration:
            self._tasks.start("settings", self._configure)
            return
        values = settings if isinstance(settings, Mapping) else {}
        values = values.get("layerwise", values)
        self._workspace.configure(self._workspace.questions()[:1], [values])
        self._settings_known()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The user's folders on this machine."""
        return self._workspace.roots

    def choose(self, uri: str, chosen: str | None) -> None:
        """One of a document's builds is to count alone, or all of them."""
        self._analyser.choose(uri, chosen)
        self._publisher.check_all()

    def waits_for_save(self, uri: str) -> bool:
        """Whether a document was edited and its user wants to hear of it when it is saved."""
        document = self._documents.get(uri)
        if document is None or uri not in self._writing:
            return False
        return self._workspace.settings(document.path).run is Run.ON_SAVE

    def close(self) -> None:
        """Stop all work."""
        self.histories.close()
        self.unopened.close()
        self._tasks.close()

    def _came_or_went(self, document: Document | None) -> None:
        """A document was opened or closed; the builds of the others may depend on its text."""
        self.knowledge.files_changed()
        self.unopened.look()
        if document is not None and not document.is_dockerfile:
            self._publisher.check_all()

    def _judge_soon(self) -> None:
        """Judge again once no more news of the kind come: the histories of many folders may come one by one."""

        async def judge() -> None:
            await asyncio.sleep(_BURST)
            self.refresh()

        self._tasks.start("judge again", judge)

    def _tell_all(self) -> None:
        for document in self._documents:
            self.news.changed(document.uri)

    async def _configure(self) -> None:
        try:
            if self.client.answers_configuration:
                questions = self._workspace.questions()
                params = types.ConfigurationParams(questions)
                answers = await self._server.workspace_configuration_async(params)
                self._workspace.configure(questions, answers or [])
                self._settings_known()
            else:
                self.unopened.look()
        finally:
            # One that was cancelled has left the question to a newer one.
            if not self._tasks.was_replaced("settings"):
                self.knowledge.is_configured.set()

    def _settings_known(self) -> None:
        """Judge by the settings that there are now."""
        self._analyser.settings_changed()
        self._publisher.check_all()
        self.unopened.forget()
        self.unopened.look()


def _language(item: types.TextDocumentItem) -> str:
    language = item.language_id
    return language.value if isinstance(language, types.LanguageKind) else language
