"""The server: which message goes to which part of the session, and what is answered when one fails."""

import logging
from collections.abc import Awaitable, Callable
from typing import BinaryIO, TypeVar

from lsprotocol import types

from layerwise import __version__
from layerwise.lsp.actions import KINDS
from layerwise.lsp.answers import Answers
from layerwise.lsp.choices import BUILDS, CHOOSE
from layerwise.lsp.client import client_of
from layerwise.lsp.completions import completion_options
from layerwise.lsp.logs import LOG
from layerwise.lsp.plans import PLAN, PROVE, RERUN
from layerwise.lsp.protocol import Server
from layerwise.lsp.sent import sane
from layerwise.lsp.session import Session
from layerwise.lsp.state import STATE

_logger = logging.getLogger(__name__)

_P = TypeVar("_P")
_R = TypeVar("_R")


class Layerwise:
    """One run of the server: at most one session, which `initialize` begins."""

    def __init__(self) -> None:
        self.server = Server("layerwise", __version__)
        self._session: Session | None = None
        self._answers: Answers | None = None
        self._was_shut_down = False
        self._listen(types.INITIALIZE, self._initialize)
        self._listen(types.INITIALIZED, lambda _: self.session.start())
        self._listen(types.SHUTDOWN, lambda _: self._shut_down())
        self._listen_to_documents()
        self._listen_to_workspace()
        self._answer(types.TEXT_DOCUMENT_HOVER, Answers.hover, lambda: None)
        self._answer(
            types.TEXT_DOCUMENT_CODE_ACTION,
            Answers.code_actions,
            list,
            types.CodeActionOptions(code_action_kinds=KINDS, resolve_provider=True),
        )
        self._answer(types.CODE_ACTION_RESOLVE, Answers.resolved_action, lambda: None)
        self._answer(types.TEXT_DOCUMENT_INLAY_HINT, Answers.inlay_hints, list)
        self._answer(types.TEXT_DOCUMENT_CODE_LENS, Answers.code_lenses, list)
        self._answer(types.TEXT_DOCUMENT_COMPLETION, Answers.completion, lambda: None, completion_options())
        self._answer(PLAN, Answers.plan, lambda: None)
        self._answer(RERUN, Answers.rerun, list)
        self._answer(LOG, Answers.log, lambda: None)
        self._answer(PROVE, Answers.prove, lambda: None)
        self._answer(BUILDS, Answers.builds, lambda: None)
        self._answer(CHOOSE, Answers.choose, lambda: None)
        self._answer(STATE, Answers.state, lambda: None)

    @property
    def session(self) -> Session:
        """The session that `initialize` began."""
        assert self._session is not None, "a message came before initialize"
        return self._session

    def run(self, sent: BinaryIO, answers: BinaryIO) -> int:
        """Talk with the client until it leaves; the exit code is 0 after an orderly shutdown."""
        try:
            self.server.start_io(sane(sent), answers)
        except ConnectionError as error:
            _logger.warning("the connection broke: %s", error)
        return 0 if self._was_shut_down else 1

    def _initialize(self, params: types.InitializeParams) -> None:
        client = client_of(params)
        if client.is_vscode:
            # Its library holds whole texts back, for up to 250 ms, until it has something to ask.
            # Others may count lines by other ends than the protocol does.
            self.server.take_parts()
        self._session = Session(self.server, client, params)
        self._answers = Answers(self._session)
        if client.pulls_diagnostics:
            self._answer(
                types.TEXT_DOCUMENT_DIAGNOSTIC,
                Answers.diagnostics,
                lambda: types.RelatedFullDocumentDiagnosticReport(items=[]),
                types.DiagnosticOptions(
                    inter_file_dependencies=True, workspace_diagnostics=True, identifier="layerwise"
                ),
            )
            self._answer(
                types.WORKSPACE_DIAGNOSTIC,
                Answers.workspace_diagnostics,
                lambda: types.WorkspaceDiagnosticReport([]),
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

        def watched(params: types.DidChangeWatchedFilesParams) -> None:
            self.session.files_changed(params.changes)

        self._listen(types.WORKSPACE_DID_CHANGE_CONFIGURATION, configured)
        self._listen(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watched)
        self._listen(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, moved)

    def _listen(self, method: str, handler: Callable[[_P], None]) -> None:
        """Handle a notification, or a request that pygls itself answers."""

        def handle(params: _P) -> None:
            handler(params)

        self.server.feature(method)(handle)

    def _answer(
        self,
        method: str,
        handler: Callable[[Answers, _P], Awaitable[_R]],
        empty: Callable[[], _R],
        options: object = None,
    ) -> None:
        """Handle a request; one that fails is logged and answered empty."""

        async def answer(params: _P) -> _R:
            try:
                assert self._answers is not None, "a message came before initialize"
                return await handler(self._answers, params)
            except Exception:
                _logger.exception("%s failed", method)
                return empty()

        self.server.feature(method, options)(answer)
