"""The server: which message goes to which part of the session, and what is answered when one fails."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, BinaryIO, TypeVar

from lsprotocol import types

from layerwise import __version__, explain
from layerwise.lsp.actions import KINDS, code_actions
from layerwise.lsp.analyser import Result
from layerwise.lsp.client import Client, client_of
from layerwise.lsp.convert import path_of, plain
from layerwise.lsp.diagnostics import diagnostics
from layerwise.lsp.figures import code_lenses, inlay_hints
from layerwise.lsp.logs import LOG
from layerwise.lsp.plans import PLAN, PROVE, RERUN, plan_of, proof_of, rerun_of
from layerwise.lsp.protocol import Server
from layerwise.lsp.session import Session

_logger = logging.getLogger(__name__)

_P = TypeVar("_P")
_R = TypeVar("_R")


class Layerwise:
    """One run of the server: at most one session, which `initialize` begins."""

    def __init__(self) -> None:
        self.server = Server("layerwise", __version__)
        self._session: Session | None = None
        self._was_shut_down = False
        self._listen(types.INITIALIZE, self._initialize)
        self._listen(types.INITIALIZED, lambda _: self.session.start())
        self._listen(types.SHUTDOWN, lambda _: self._shut_down())
        self._listen_to_documents()
        self._listen_to_workspace()
        self._answer(types.TEXT_DOCUMENT_HOVER, self._hover, lambda: None)
        self._answer(
            types.TEXT_DOCUMENT_CODE_ACTION,
            self._code_actions,
            list,
            types.CodeActionOptions(code_action_kinds=KINDS),
        )
        self._answer(types.TEXT_DOCUMENT_INLAY_HINT, self._inlay_hints, list)
        self._answer(types.TEXT_DOCUMENT_CODE_LENS, self._code_lenses, list)
        self._answer(PLAN, self._plan, lambda: None)
        self._answer(RERUN, self._rerun, list)
        self._answer(LOG, self._log, lambda: None)
        self._answer(PROVE, self._prove, lambda: None)

    @property
    def session(self) -> Session:
        """The session that `initialize` began."""
        assert self._session is not None, "a message came before initialize"
        return self._session

    def run(self, sent: BinaryIO, answers: BinaryIO) -> int:
        """Talk with the client until it leaves; the exit code is 0 after an orderly shutdown."""
        try:
            self.server.start_io(sent, answers)
        except ConnectionError as error:
            _logger.warning("the connection broke: %s", error)
        return 0 if self._was_shut_down else 1

    def _initialize(self, params: types.InitializeParams) -> None:
        client = client_of(params)
        self._session = Session(self.server, client, params)
        if client.pulls_diagnostics:
            self._answer(
                types.TEXT_DOCUMENT_DIAGNOSTIC,
                self._diagnostics,
                lambda: types.RelatedFullDocumentDiagnosticReport(items=[]),
                types.DiagnosticOptions(
                    inter_file_dependencies=True, workspace_diagnostics=False, identifier="layerwise"
                ),
            )

    def _shut_down(self) -> None:
        self._was_shut_down = True
        if self._session is not None:
            self._session.close()

    def _listen_to_documents(self) -> None:
        def opened(params: types.DidOpenTextDocumentParams) -> None:
            self.session.opened(params.text_document)

        def changed(params: types.DidChangeTextDocumentParams) -> None:
            self.session.changed(params)

        def saved(params: types.DidSaveTextDocumentParams) -> None:
            self.session.saved(params.text_document.uri)

        def closed(params: types.DidCloseTextDocumentParams) -> None:
            self.session.closed(params.text_document.uri)

        self._listen(types.TEXT_DOCUMENT_DID_OPEN, opened)
        self._listen(types.TEXT_DOCUMENT_DID_CHANGE, changed)
        self._listen(types.TEXT_DOCUMENT_DID_SAVE, saved)
        self._listen(types.TEXT_DOCUMENT_DID_CLOSE, closed)

    def _listen_to_workspace(self) -> None:
        def configured(params: types.DidChangeConfigurationParams) -> None:
            self.session.settings_changed(params.settings)

        def moved(params: types.DidChangeWorkspaceFoldersParams) -> None:
            self.session.folders_changed(params.event)

        self._listen(types.WORKSPACE_DID_CHANGE_CONFIGURATION, configured)
        self._listen(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, lambda _: self.session.refresh())
        self._listen(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, moved)

    async def _hover(self, params: types.HoverParams) -> types.Hover | None:
        result = await self.session.looked_up(params.text_document.uri)
        if result is None:
            return None
        history = await self.session.histories.of(result.context, result.settings.history)
        past = self.session.logs.past(result, history)
        found = explain.hover(result.analysis, result.positions.offset(params.position), past)
        if found is None:
            return None
        return types.Hover(_content(self.session.client, found.markdown), result.positions.range(found.span))

    async def _inlay_hints(self, params: types.InlayHintParams) -> list[types.InlayHint]:
        result = await self.session.settled(params.text_document.uri)
        if result is None:
            return []
        return inlay_hints(
            result, await self.session.histories.of(result.context, result.settings.history), params.range
        )

    async def _code_lenses(self, params: types.CodeLensParams) -> list[types.CodeLens]:
        result = await self.session.settled(params.text_document.uri)
        if result is None:
            return []
        history = await self.session.histories.of(result.context, result.settings.history)
        return code_lenses(result, history, opens_plan=self.session.client.is_vscode)

    async def _plan(self, params: object) -> dict[str, Any] | None:
        result = await self.session.settled(_uri(params))
        if result is None:
            return None
        history = await self.session.histories.of(result.context, result.settings.history)
        return plan_of(result, self.session.logs.past(result, history))

    async def _rerun(self, params: object) -> list[dict[str, Any]]:
        """The steps of the workspace's Dockerfiles that an edit of a file reruns."""
        path = path_of(_uri(params))
        if path is None:
            return []
        results = await self.session.everywhere()
        return [{"uri": result.document.uri, **step} for result in results for step in rerun_of(result, path)]

    async def _log(self, params: object) -> dict[str, object] | None:
        """Reads a build log for a document."""
        result = await self.session.settled(_uri(params))
        path = path_of(_uri(params, "log"))
        return None if result is None or path is None else await self.session.logs.read(result, path)

    async def _prove(self, params: object) -> list[str] | None:
        """How the fixes of a document are proved: the arguments of our command line."""
        result = await self.session.settled(_uri(params))
        return None if result is None else proof_of(result, takes_review=bool(_given(params, "review")))

    async def _code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        result = await self.session.told(params.text_document.uri)
        if result is None:
            return []
        history = None
        if isinstance(result, Result) and result.findings:
            history = await self.session.histories.of(result.context, result.settings.history)
        return code_actions(result, history, self.session.client, self.session.editor, params)

    async def _diagnostics(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        uri = params.text_document.uri
        known = params.previous_result_id
        if known is not None and self.session.waits_for_save(uri):
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=known)
        result = await self.session.told_when_settled(uri)
        if result is None:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        if result.id == known:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=known)
        items = diagnostics(result, self.session.client)
        return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=result.id)

    def _listen(self, method: str, handler: Callable[[_P], None]) -> None:
        """Handle a notification, or a request that pygls itself answers."""

        def handle(params: _P) -> None:
            handler(params)

        self.server.feature(method)(handle)

    def _answer(
        self,
        method: str,
        handler: Callable[[_P], Awaitable[_R]],
        empty: Callable[[], _R],
        options: object = None,
    ) -> None:
        """Handle a request; one that fails is logged and answered empty."""

        async def answer(params: _P) -> _R:
            try:
                return await handler(params)
            except Exception:
                _logger.exception("%s failed", method)
                return empty()

        self.server.feature(method, options)(answer)


def _uri(params: object, name: str = "uri") -> str:
    """A URI in a request of our own client, empty where there is none."""
    given = _given(params, name)
    return given if isinstance(given, str) else ""


def _given(params: object, name: str) -> object:
    """A parameter of a request of our own client, whose parameters pygls leaves as they came."""
    return params.get(name) if isinstance(params, dict) else getattr(params, name, None)


def _content(client: Client, markdown: str) -> types.MarkupContent:
    if client.shows_markdown:
        return types.MarkupContent(types.MarkupKind.Markdown, markdown)
    return types.MarkupContent(types.MarkupKind.PlainText, plain(markdown))
