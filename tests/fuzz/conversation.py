"""A server in this process, and a client that sends it bytes: what is answered, and what is logged as failed."""

import io
import json
import logging
import tempfile
import threading
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from layerwise.lsp.server import Layerwise
from starting_case import START, lay

PATIENCE = 20.0  # seconds for an answer; all of them come within milliseconds
Message = Mapping[str, Any]


class Told(NamedTuple):
    """What a server has sent, and the errors that it logged."""

    sent: Sequence[Message]
    errors: Sequence[logging.LogRecord]

    def answers(self, identifier: object) -> list[Message]:
        """The answers to the request of an id."""
        return [one for one in self.sent if "method" not in one and one.get("id") == identifier]


def workspace() -> str:
    """The URI of a folder with a small project, the same in this process."""
    if not _FOLDERS:
        folder = Path(tempfile.mkdtemp(prefix="layerwise-fuzz-")) / "project"
        folder.mkdir()
        lay(folder)
        (folder / "Dockerfile").write_text(START)
        _FOLDERS.append(folder)
    return _FOLDERS[0].as_uri()


def initialize(root: str) -> list[Message]:
    """The messages of an editor that asks for diagnostics and runs nothing of the project."""
    able = {
        "textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}, "codeAction": {}},
        "general": {"positionEncodings": ["utf-16"]},
    }
    params = {"processId": None, "capabilities": able, "rootUri": root}
    params["initializationOptions"] = {"isTrusted": False, "debounce": 0}
    return [request("initialize", params, "init"), notification("initialized", {})]


def request(method: str, params: object, identifier: object) -> Message:
    """A message that wants an answer."""
    return {"jsonrpc": "2.0", "id": identifier, "method": method, "params": params}


def notification(method: str, params: object) -> Message:
    """A message that wants none."""
    return {"jsonrpc": "2.0", "method": method, "params": params}


def text_document(uri: str) -> Message:
    """The parameters that name a document."""
    return {"textDocument": {"uri": uri}}


def framed(content: bytes) -> bytes:
    """The bytes of a message with their header."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(content), content)


def spelt(messages: Iterable[Message]) -> bytes:
    """Messages as a client sends them."""
    return b"".join(framed(json.dumps(one).encode()) for one in messages)


def talk(data: bytes, awaited: Iterable[object]) -> Told:
    """Send bytes to a new server and close the pipe once the awaited ids are answered."""
    answers = _Answers({json.dumps(one) for one in awaited})
    records = _Records()
    logger = logging.getLogger()
    logger.addHandler(records)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # coroutines that a dying loop never began
            Layerwise().run(_Sent(data, answers), answers)
    finally:
        logger.removeHandler(records)
    assert not answers.missing, f"no answer to {sorted(answers.missing)[:3]}"
    return Told(answers.messages(), records.errors)


class _Sent(io.BytesIO):
    """What the client sends; its end comes when everything is answered."""

    def __init__(self, data: bytes, answers: "_Answers") -> None:
        super().__init__(data)
        self._answers = answers

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        if not line:
            self._answers.wait()
        return line


class _Answers(io.BytesIO):
    """What the server sends."""

    def __init__(self, awaited: set[str]) -> None:
        super().__init__()
        self.missing = awaited
        self._is_complete = threading.Event()
        self._written: list[bytes] = []

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer
        self._written.append(bytes(data))
        for message in _messages(bytes(data)):
            if "method" not in message:
                self.missing.discard(json.dumps(message.get("id")))
        if not self.missing:
            self._is_complete.set()
        return len(data)

    def wait(self) -> None:
        if self.missing:
            self._is_complete.wait(PATIENCE)

    def messages(self) -> list[Message]:
        return [one for written in self._written for one in _messages(written)]


class _Records(logging.Handler):
    """The errors that were logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.errors.append(record)


def _messages(data: bytes) -> list[dict[str, Any]]:
    parts = data.split(b"Content-Length: ")[1:]
    return [json.loads(part.partition(b"\r\n\r\n")[2]) for part in parts]


_FOLDERS: list[Path] = []
