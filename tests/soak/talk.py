"""A client that sends at once what it is told to send, and keeps what comes back."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import layerwise
from layerwise.lsp.convert import uri_of

from soak.server import CENSUS

PATIENCE = 120.0
_CANCELLED = -32800
_LATE = b"Cancel notification for unknown message"  # the answer was on its way
_PATH = os.pathsep.join(
    str(path) for path in (Path(layerwise.__file__).parents[1], Path(__file__).parents[1])
)


class Talk:
    """One conversation: what was asked and not answered yet, what stands in each document, what went wrong."""

    def __init__(self, folder: Path, *, is_trusted: bool) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "soak.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": _PATH},
        )
        self._ids = 0
        self._asked: dict[int, tuple[str, bool]] = {}  # the method, and whether the answer is waited for
        self._answers: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        self._sending = threading.Lock()
        self.settings: dict[str, Any] = {}
        self.versions: dict[str, int] = {}  # of the open documents
        self.newest: dict[str, int] = {}  # of those that were closed
        self.shown: dict[str, tuple[int, list[dict[str, Any]]]] = {}
        self.wrong: list[str] = []
        self.counts = {"requests": 0, "cancelled": 0, "published": 0}
        self._readers = [threading.Thread(target=work) for work in (self._read, self._read_log)]
        for reader in self._readers:
            reader.start()
        self._introduce(folder, is_trusted=is_trusted)

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def request(self, method: str, params: object, *, is_waited_for: bool = False) -> int:
        """Send a request, and return its number."""
        self._ids += 1
        self._asked[self._ids] = method, is_waited_for
        self.counts["requests"] += 1
        self._send({"id": self._ids, "method": method, "params": params})
        return self._ids

    def cancel(self, number: int) -> None:
        """Say that nobody waits for an answer any more."""
        self.notify("$/cancelRequest", {"id": number})

    def answer(self, method: str, params: object) -> Any:  # noqa: ANN401 - as JSON has it
        """The answer to a request."""
        number = self.request(method, params, is_waited_for=True)
        found, answer = self._answers.get(timeout=PATIENCE)
        assert found == number, "one answer is waited for at a time"
        return answer

    def census(self) -> dict[str, int]:
        """What the server holds once nothing is under way any more."""
        before: dict[str, int] = {}
        deadline = time.monotonic() + PATIENCE
        while True:
            found: dict[str, int] = self.answer(CENSUS, {})
            if (
                self._waits_for_nothing()
                and found["tasks"] == 0
                and found["objects"] == before.get("objects")
            ):
                return found
            assert time.monotonic() < deadline, (
                f"never at rest: {found}, {len(self._asked)} without an answer"
            )
            before = found
            time.sleep(0.3)

    def end(self) -> int:
        """Say goodbye, and return the exit code."""
        self.answer("shutdown", None)
        self.notify("exit", None)
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End a server that may not listen any more, and what belongs to it."""
        self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert pipe is not None, "pipes were asked for"
            pipe.close()

    def _waits_for_nothing(self) -> bool:
        return not self._asked and all(
            uri in self.shown and self.shown[uri][0] == version for uri, version in self.versions.items()
        )

    def _introduce(self, folder: Path, *, is_trusted: bool) -> None:
        watching = {"dynamicRegistration": True, "relativePatternSupport": True}
        abilities = {
            "workspace": {"configuration": True, "didChangeWatchedFiles": watching},
            "textDocument": {
                "publishDiagnostics": {"versionSupport": True},
                "hover": {"contentFormat": ["markdown"]},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
            },
        }
        self.answer(
            "initialize",
            {
                "processId": os.getpid(),
                "clientInfo": {"name": "soak"},
                "capabilities": abilities,
                "rootUri": None,
                "workspaceFolders": [{"uri": uri_of(folder), "name": "soak"}],
                "initializationOptions": {"debounce": 0, "trusted": is_trusted},
            },
        )
        self.notify("initialized", {})

    def _send(self, message: Mapping[str, object]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None, "a pipe was asked for"
        with self._sending:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
            self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None, "a pipe was asked for"
        sent = self._process.stdout
        while header := sent.readline():
            length = int(header.removeprefix(b"Content-Length:"))
            while sent.readline().strip():
                pass
            self._take(json.loads(sent.read(length)))

    def _read_log(self) -> None:
        assert self._process.stderr is not None, "a pipe was asked for"
        for line in self._process.stderr:
            if _LATE not in line:
                self.wrong.append(line.decode().rstrip())

    def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"method": "textDocument/publishDiagnostics", "params": params}:
                self._published(params["uri"], params.get("version"), params["diagnostics"])
            case {"method": method, "id": number}:
                is_question = method == "workspace/configuration"
                result = [self.settings for _ in message["params"]["items"]] if is_question else None
                self._send({"id": number, "result": result})
            case {"id": number}:
                self._answered(number, message)

    def _published(self, uri: str, version: int | None, diagnostics: list[dict[str, Any]]) -> None:
        self.counts["published"] += 1
        if version is None:  # the document was closed
            return
        if version < self.shown.get(uri, (0, ()))[0]:
            self.wrong.append(f"{uri}: version {version} after {self.shown[uri][0]}")
        self.shown[uri] = version, diagnostics

    def _answered(self, number: int, message: dict[str, Any]) -> None:
        if number not in self._asked:
            self.wrong.append(f"an answer that nobody waits for: {message}")
            return
        method, is_waited_for = self._asked.pop(number)
        code = message.get("error", {}).get("code")
        if code == _CANCELLED:
            self.counts["cancelled"] += 1
        elif code is not None:
            self.wrong.append(f"{method}: {message['error']}")
        if is_waited_for:
            self._answers.put((number, message.get("result")))
