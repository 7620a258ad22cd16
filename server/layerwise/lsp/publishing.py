"""How findings reach the editor: published by us, or asked for by it once it hears that there is news."""

import logging
from functools import partial

from lsprotocol import types

from layerwise.lsp.client import Client
from layerwise.lsp.diagnostics import diagnostics
from layerwise.lsp.documents import Document
from layerwise.lsp.kinds import Kind
from layerwise.lsp.knowledge import Knowledge
from layerwise.lsp.protocol import Server
from layerwise.lsp.requests import Requests
from layerwise.lsp.state import News
from layerwise.lsp.tasks import Tasks
from layerwise.lsp.writing import Half

_logger = logging.getLogger(__name__)


class Publisher:
    """Tells the editor what is known about its documents."""

    def __init__(
        self,
        server: Server,
        client: Client,
        knowledge: Knowledge,
        tasks: Tasks,
        requests: Requests,
        news: News,
    ) -> None:
        self._server = server
        self._client = client
        self._documents = knowledge.documents
        self._knowledge = knowledge
        self._tasks = tasks
        self._requests = requests
        self._news = news

    def check_all(self) -> None:
        """The findings of all documents may be others."""
        if self._client.pulls_diagnostics:
            if self._knowledge.is_configured.is_set():
                self._requests.pull()
            return
        for document in self._documents:
            self.check(document)

    def check(self, document: Document) -> None:
        """Publish a document's findings after a pause; a newer call takes the place of this one."""
        if document.kind is not Kind.OTHER and not self._client.pulls_diagnostics:
            self._tasks.start(document.uri, partial(self._publish, document.uri))

    def closed(self, document: Document) -> None:
        """A document was closed: its diagnostics go."""
        self._tasks.cancel(document.uri)
        if document.kind is not Kind.OTHER and not self._client.pulls_diagnostics:
            self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, []))

    async def _publish(self, uri: str) -> None:
        found: list[types.Diagnostic] = []
        version = None  # of the text that they are about: there may be a newer one by then
        try:
            result = await self._knowledge.told_when_rested(uri)
            if result is Half.WRITTEN:
                return
            if result is not None:
                found, version = diagnostics(result, self._client), result.document.version
        except Exception:
            _logger.exception("no findings for %s", uri)
        document = self._documents.get(uri)
        if document is not None:
            version = document.version if version is None else version
            self._server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, found, version=version)
            )
            self._news.changed(uri)
