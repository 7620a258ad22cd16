"""pygls as this server needs it: nothing leaks, nothing pops up, no request stays without an answer."""

import asyncio
import logging
import sys
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import suppress
from threading import Event
from typing import Any, BinaryIO, TypeAlias

from lsprotocol import types
from pygls.exceptions import FeatureNotificationError, JsonRpcException, JsonRpcInvalidRequest, PyglsError
from pygls.io_ import run_async
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from layerwise.lsp.fitting import fitting
from layerwise.lsp.introduction import introduction
from layerwise.lsp.sent import Reader

_logger = logging.getLogger(__name__)

_Handled: TypeAlias = Generator[Any, Any, None]


class Protocol(LanguageServerProtocol):
    """The protocol with three repairs to pygls 2.1, and one to a client.

    `answered` is the id of the `initialize` request that was answered before pygls was there, until pygls has
    handled it as well.

    Documents are kept in `documents.py` alone: pygls counts lines as str.splitlines does, which editors do not.
    """

    sync = types.TextDocumentSyncKind.Full
    answered: int | str | None = None

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Tell what the server can do; whoever handles the request may set `sync`, how edits are to be sent."""
        result = yield from super().lsp_initialize(params)
        sync = result.capabilities.text_document_sync
        assert isinstance(sync, types.TextDocumentSyncOptions), "pygls tells what it wants of documents"
        sync.change = self.sync
        return result

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> _Handled:
        """Have an opened document handled."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> _Handled:
        """Have an edited document handled."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> _Handled:
        """Have a closed document handled."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    def _execute_handler(
        self,
        msg_id: str | int,
        handler: Callable[..., Any],
        callback: Callable[[Future[Any]], None],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Run a handler; pygls keeps the future of each notification for ever, so let go of it when done."""

        def done(future: Future[Any]) -> None:
            self._request_futures.pop(msg_id, None)
            callback(future)

        super()._execute_handler(msg_id, handler, done, args, kwargs)

    def _handle_response(
        self,
        msg_id: str | int,
        result: Any | None = None,  # noqa: ANN401 - as in pygls
        error: types.ResponseError | None = None,
    ) -> None:
        """Take an answer, unless nobody waits for it any more: pygls fails over that."""
        future = self._request_futures.get(msg_id)
        if future is not None and future.cancelled():
            del self._request_futures[msg_id]
            return
        super()._handle_response(msg_id, result, error)

    def _send_response(
        self,
        msg_id: str | int,
        result: Any | None = None,  # noqa: ANN401 - as in pygls
        error: types.ResponseError | None = None,
    ) -> None:
        """Answer a request, unless it is answered."""
        if msg_id == self.answered:
            self.answered = None
            return
        super()._send_response(msg_id, result, error)

    def _serialize_message(self, data: Any) -> Any:  # noqa: ANN401 - as in pygls
        """What JSON has of a value; nothing of capabilities that were told: pygls would write them for its log."""
        if self.answered is not None and isinstance(data, types.ServerCapabilities):
            return {}
        return super()._serialize_message(data)

    def structure_message(self, data: dict[str, Any]) -> Any:  # noqa: ANN401 - as in pygls
        """Give a message its type; a request that does not fit its type is refused rather than dropped."""
        if data.get("method") == types.SHUTDOWN and "id" not in data:
            data["id"] = types.SHUTDOWN  # Kate 22.12 does not ask, it says so
        if self.answered is not None and data.get("method") == types.INITIALIZE:
            request = introduction(data)
            if request is not None:
                return request
        try:
            if data.get("method") == types.CANCEL_REQUEST and "id" in data:
                raise JsonRpcInvalidRequest("a cancellation is no request")
            return super().structure_message(data)
        except JsonRpcException as error:
            if self.answered is not None and data.get("method") == types.INITIALIZE:
                _logger.warning("initialize does not fit the protocol: what does not is passed over")
                return super().structure_message({**data, "params": fitting(data["params"], self._converter)})
            if "method" in data and isinstance(data.get("id"), (int, str)):
                self._send_response(data["id"], error=error.to_response_error())
            raise


class _Writer:
    """The stream for answers. What `shutdown` has cancelled says so after `exit`, which is why that closes nothing."""

    def __init__(self, stdout: BinaryIO) -> None:
        self._stdout = stdout

    def write(self, data: bytes) -> None:
        """Send some bytes."""
        self._stdout.write(data)
        self._stdout.flush()

    def close(self) -> None:
        """Leave the stream open until all is said."""


class Server(LanguageServer):
    """A language server that tells its errors to the log, not to the user in a message box."""

    def __init__(self, name: str, version: str, answered: int | str | None = None) -> None:
        super().__init__(name, version, Protocol.sync, protocol_cls=Protocol)
        assert isinstance(self.protocol, Protocol), "it was made with ours"
        self.protocol.answered = answered

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Talk over two streams until the client leaves, as pygls does, but for how the first is read."""
        self._stop_event = Event()
        answers = stdout or sys.stdout.buffer
        self.protocol.set_writer(_Writer(answers))
        reader = Reader(stdin or sys.stdin.buffer, self.thread_pool)
        try:
            with suppress(KeyboardInterrupt, SystemExit):
                asyncio.run(
                    run_async(self._stop_event, reader, self.protocol, _logger, self.report_server_error)
                )
        finally:
            try:
                answers.close()
            finally:
                self.shutdown()  # type: ignore[no-untyped-call]  # pygls says no types of it

    def take_parts(self) -> None:
        """Have edits sent as parts of the text, from `initialize` on."""
        assert isinstance(self.protocol, Protocol), "it was made with ours"
        self.protocol.sync = types.TextDocumentSyncKind.Incremental

    def report_server_error(
        self, error: Exception, source: type[PyglsError] | type[JsonRpcException]
    ) -> None:
        """Log what pygls does not log itself: errors in the handling of notifications."""
        if source is FeatureNotificationError:
            _logger.error("a notification was not handled: %s", error, exc_info=sys.exc_info())
