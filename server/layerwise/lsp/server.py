"""The server: which message goes to which part of the session, and what is answered when one fails."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from lsprotocol import types

from layerwise import __version__
from layerwise.lsp.capabilities import KINDS, TRIGGERS
from layerwise.lsp.client import client_of
from layerwise.lsp.handshake import NOTHING_YET, Begun
from layerwise.lsp.own import BUILDS, CHOOSE, LOG, PLAN, PROVE, RERUN, STATE
from layerwise.lsp.protocol import Server
from layerwise.lsp.sent import sane
from layerwise.lsp.session import Session

if TYPE_CHECKING:
    from layerwise.lsp.answers import Answers

_logger = logging.getLogger(__name__)

_P = TypeVar("_P")
_R = TypeVar("_R")
_REST = 1.0  # seconds in which the first diagnostics mostly come; what answers need is loaded then


class Layerwise:
    """One run of the server: at most one session, which `initialize` begins, answered already or not."""

    def __init__(self, begun: Begun = NOTHING_YET) -> None:
        self.server = Server("layerwise", __version__, begun.answered)
        self._read = begun.read
        self._session: Session | None = None
        self._was_shut_down = False
        self._listen(types.INITIALIZE, self._initialize)
        self._listen(types.INITIALIZED, lambda _: self._start())
        self._listen(types.SHUTDOWN, lambda _: self._shut_down())
        self._listen_to_documents()
        self._listen_to_workspace()
        self._answer_about_places()
        self._answer_our_client()

    @property
    def session(self) -> Session:
        """The session that `initialize` began."""
        assert self._session is not None, "a message came before initialize"
        return self._session

    @cached_property
    def _answers(self) -> "Answers":
        """What is answered; imported when somebody asks, or once there is nothing else to do."""
        from layerwise.lsp.answers import Answers  # noqa: PLC0415 - see above

        return Answers(self.session)

    def run(self, sent: BinaryIO, answers: BinaryIO) -> int:
        """Talk with the client until it leaves; the exit code is 0 after an orderly shutdown."""
        try:
            self.server.start_io(sane(sent, self._read), answers)
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
        if client.pulls_diagnostics:
            self._answer(
                types.TEXT_DOCUMENT_DIAGNOSTIC,
                lambda answers: answers.diagnostics,
                lambda: types.RelatedFullDocumentDiagnosticReport(items=[]),
                types.DiagnosticOptions(
                    inter_file_dependencies=True, workspace_diagnostics=True, identifier="layerwise"
                ),
            )
            self._answer(
                types.WORKSPACE_DIAGNOSTIC,
                lambda answers: answers.workspace_diagnostics,
                lambda: types.WorkspaceDiagnosticReport([]),
            )

    def _start(self) -> None:
        self.session.start()
        asyncio.get_running_loop().call_later(_REST, lambda: self._answers)

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

    def _answer_about_places(self) -> None:
        answer = self._answer
        answer(types.TEXT_DOCUMENT_HOVER, lambda answers: answers.hover, lambda: None)
        answer(
            types.TEXT_DOCUMENT_CODE_ACTION,
            lambda answers: answers.code_actions,
            list,
            types.CodeActionOptions(code_action_kinds=KINDS, resolve_provider=True),
        )
        answer(types.CODE_ACTION_RESOLVE, lambda answers: answers.resolved_action, lambda: None)
        answer(types.TEXT_DOCUMENT_INLAY_HINT, lambda answers: answers.inlay_hints, list)
        answer(types.TEXT_DOCUMENT_CODE_LENS, lambda answers: answers.code_lenses, list)
        answer(
            types.TEXT_DOCUMENT_COMPLETION,
            lambda answers: answers.completion,
            lambda: None,
            types.CompletionOptions(trigger_characters=TRIGGERS),
        )

    def _answer_our_client(self) -> None:
        answer = self._answer
        answer(PLAN, lambda answers: answers.plan, lambda: None)
        answer(RERUN, lambda answers: answers.rerun, list)
        answer(LOG, lambda answers: answers.log, lambda: None)
        answer(PROVE, lambda answers: answers.prove, lambda: None)
        answer(BUILDS, lambda answers: answers.builds, lambda: None)
        answer(CHOOSE, lambda answers: answers.choose, lambda: None)
        answer(STATE, lambda answers: answers.state, lambda: None)

    def _listen(self, method: str, handler: Callable[[_P], None]) -> None:
        """Handle a notification, or a request that pygls itself answers."""

        def handle(params: _P) -> None:
            handler(params)

        self.server.feature(method)(handle)

    def _answer(
        self,
        method: str,
        handler: Callable[["Answers"], Callable[[_P], Awaitable[_R]]],
        empty: Callable[[], _R],
        options: object = None,
    ) -> None:
        """Handle a request; one that fails is logged and answered empty."""

        async def answer(params: _P) -> _R:
            try:
                return await handler(self._answers)(params)
            except Exception:
                _logger.exception("%s failed", method)
                return empty()

        self.server.feature(method, options)(answer)
