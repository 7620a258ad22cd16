"""An editor in front of a server: opens a document and edits it, and knows how long each answer took."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.client import Message, Server, Silence
from bench.typist import Edit, Place

_FULL, _INCREMENTAL = 1, 2

_CAPABILITIES = {
    "workspace": {
        "configuration": True,
        "workspaceFolders": True,
        "didChangeConfiguration": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True},
    },
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {"versionSupport": True, "relatedInformation": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
    },
}


class Session:
    """One document of one server; whoever has no versions is known by what it publishes having changed."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        began = time.perf_counter()
        self.server = Server(command)
        self._uri = (folder / "Dockerfile").as_uri()
        self._version = 0
        self._published: object = None
        params = {
            "processId": None,
            "clientInfo": {"name": "bench"},
            "rootUri": folder.as_uri(),
            "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
            "capabilities": _CAPABILITIES,
            "initializationOptions": {"debounce": 0},
        }
        try:
            _, answer = self.server.request("initialize", params)
        except Silence:
            self.server.stop()
            raise
        self.started_in = time.perf_counter() - began
        self._abilities = _abilities_of(answer)
        self.server.notify("initialized", {})

    def open(self, text: str) -> float:
        """Seconds until the first diagnostics of the document."""
        self._version = 1
        document = {"uri": self._uri, "languageId": "dockerfile", "version": 1, "text": text}
        sent = self.server.notify("textDocument/didOpen", {"textDocument": document})
        return self._published_at(is_first=True) - sent

    def edit(self, edit: Edit) -> float:
        """Seconds until the diagnostics of the document after an edit."""
        self._version += 1
        change: Message = {"text": edit.after}
        if self._sync() == _INCREMENTAL:
            change = {
                "range": {"start": _position(edit.start), "end": _position(edit.end)},
                "text": edit.text,
            }
        document = {"uri": self._uri, "version": self._version}
        params = {"textDocument": document, "contentChanges": [change]}
        sent = self.server.notify("textDocument/didChange", params)
        return self._published_at() - sent

    def hover(self, place: Place) -> tuple[float, str]:
        """Seconds until the answer, and what it says."""
        params = {"textDocument": {"uri": self._uri}, "position": _position(place)}
        seconds, answer = self.server.request("textDocument/hover", params)
        return seconds, str(answer["contents"]) if isinstance(answer, dict) else ""

    def actions(self, place: Place) -> tuple[float, int]:
        """Seconds until the code actions at a place are there, and how many."""
        diagnostics = [one for one in self.diagnostics() if one["range"]["start"]["line"] == place.line]
        where = {"start": _position(place), "end": _position(place)}
        params = {"textDocument": {"uri": self._uri}, "range": where, "context": {"diagnostics": diagnostics}}
        seconds, answer = self.server.request("textDocument/codeAction", params)
        return seconds, len(answer) if isinstance(answer, list) else 0

    def diagnostics(self) -> list[dict[str, Any]]:
        """What was published last."""
        return self._published if isinstance(self._published, list) else []

    def stop(self) -> None:
        """End the server."""
        self.server.stop()

    def offers(self, ability: str) -> bool:
        """Whether the server says that it can do something."""
        return self._abilities.get(ability) not in (None, False)

    def _sync(self) -> object:
        sync = self._abilities.get("textDocumentSync", _FULL)
        return sync["change"] if isinstance(sync, dict) else sync

    def _published_at(self, *, is_first: bool = False) -> float:
        before = None if is_first else self._published

        def is_it(message: Message) -> bool:
            params = message.get("params")
            if message.get("method") != "textDocument/publishDiagnostics" or not isinstance(params, dict):
                return False
            if params["uri"] != self._uri:
                return False
            found, version = params["diagnostics"], params.get("version")
            if version is None:
                return bool(found != before)
            return bool(version == self._version)

        arrival = self.server.wait(is_it)
        params = arrival.message["params"]
        assert isinstance(params, dict)
        self._published = params["diagnostics"]
        return arrival.at


def _position(place: Place) -> dict[str, int]:
    return {"line": place.line, "character": place.character}


def _abilities_of(answer: object) -> dict[str, object]:
    assert isinstance(answer, dict)
    abilities = answer["capabilities"]
    assert isinstance(abilities, dict)
    return abilities
