"""The real server in this process, talked to in messages, and what its editor shows at which time."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from layerwise.lsp.convert import uri_of
from layerwise.lsp.server import Layerwise


class Shown(NamedTuple):
    """A diagnostic as a reader tells it from others; a line keeps its name while other lines come and go."""

    code: str
    severity: int
    line: int


class Look(NamedTuple):
    """What stands in a document from a time on."""

    time: float
    shown: tuple[Shown, ...]


class Hand(NamedTuple):
    """What is written from a time on: the text, and where the cursor stands in it."""

    time: float
    text: str
    cursor: int
    is_dockerfile: bool


class Document:
    """An open document: its text, and what stands in it."""

    def __init__(self, uri: str, text: str) -> None:
        self.uri = uri
        self.text = text
        self.version = 1
        self.names = list(range(text.count("\n") + 1))
        self.shown: list[Shown] = []
        self.looks: list[Look] = []
        self.pull: int | None = None
        self.result_id: str | None = None

    def take(self, text: str) -> None:
        """Take a new text; what is shown moves with the lines, as in editors."""
        pairs = enumerate(zip(self.text, text, strict=False))
        first = next((index for index, (one, other) in pairs if one != other), min(len(self.text), len(text)))
        line, more = text.count("\n", 0, first), text.count("\n") - self.text.count("\n")
        is_whole = first == 0 or self.text[first - 1] == "\n"
        place = line if is_whole and more > 0 else line + 1
        if more > 0:
            newest = max(self.names) + 1
            self.names[place:place] = range(newest, newest + more)
        else:
            gone = set(self.names[place : place - more])
            self.names = [name for name in self.names if name not in gone]
            self.shown = [one for one in self.shown if one.line not in gone]
        self.text = text
        self.version += 1

    def show(self, diagnostics: list[dict[str, Any]]) -> None:
        """Take what the server has found."""
        places = [(one["code"], one["severity"], one["range"]["start"]["line"]) for one in diagnostics]
        self.shown = sorted(Shown(code, severity, self.names[line]) for code, severity, line in places)

    def placed(self) -> list[tuple[str, int, int]]:
        """What is shown, with the numbers of its lines."""
        return sorted((one.code, one.severity, self.names.index(one.line)) for one in self.shown)

    def look(self, now: float) -> None:
        """Remember what there is to see."""
        self.looks.append(Look(now, tuple(self.shown)))


class Conversation:
    """An editor in front of the server, which pulls diagnostics as VS Code does, or has them pushed."""

    def __init__(self, folder: Path, *, pulls: bool, debounce: int) -> None:
        self._folder = folder
        self._pulls = pulls
        self._debounce = debounce
        self._server = Layerwise().server
        self._server.protocol.set_writer(self, include_headers=False)
        self._ids = 0
        self._asked: dict[int, Document] = {}
        self.documents: dict[str, Document] = {}
        self.hands: list[Hand] = []

    def write(self, data: bytes) -> None:
        """Take a message of the server."""
        message = json.loads(data)
        if "method" not in message:
            self._answered(message)
        elif message["method"] == "textDocument/publishDiagnostics":
            document = self.documents[message["params"]["uri"]]
            if message["params"].get("version") in (None, document.version):
                self._show(document, message["params"]["diagnostics"])
        elif message["method"] == "workspace/diagnostic/refresh":
            self._send({"id": message["id"], "result": None})
            for document in self.documents.values():
                self._pull(document)
        elif "id" in message:
            self._send({"id": message["id"], "result": None})

    def close(self) -> None:
        """Nothing is left open."""

    async def start(self) -> None:
        """Introduce the editor."""
        abilities: dict[str, Any] = {
            "textDocument": {},
            "workspace": {"diagnostics": {"refreshSupport": True}},
        }
        if self._pulls:
            abilities["textDocument"]["diagnostic"] = {}
        folder = {"uri": uri_of(self._folder), "name": "project"}
        options = {"trusted": False, "debounce": self._debounce}
        self._request(
            "initialize",
            {"capabilities": abilities, "workspaceFolders": [folder], "initializationOptions": options}
            | {"clientInfo": {"name": "Visual Studio Code"}, "processId": None, "rootUri": None},
        )
        await asyncio.sleep(0.1)
        self._notify("initialized", {})
        await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """Say goodbye."""
        self._request("shutdown", None)
        await asyncio.sleep(10)

    def open(self, name: str, text: str) -> Document:
        """Open a document of the folder."""
        document = Document(uri_of(self._folder / name), text)
        self.documents[document.uri] = document
        item = {
            "uri": document.uri,
            "languageId": "dockerfile" if name == "Dockerfile" else "plaintext",
            "version": 1,
            "text": text,
        }
        self._notify("textDocument/didOpen", {"textDocument": item})
        self._pull(document)
        return document

    def change(self, document: Document, text: str, cursor: int) -> None:
        """Change a document's text."""
        document.take(text)
        self.hands.append(Hand(_now(), text, cursor, document.uri.endswith("Dockerfile")))
        identifier = {"uri": document.uri, "version": document.version}
        self._notify(
            "textDocument/didChange", {"textDocument": identifier, "contentChanges": [{"text": text}]}
        )
        for one in self.documents.values():
            self._pull(one)

    def save(self, document: Document) -> None:
        """Save a document."""
        self._notify("textDocument/didSave", {"textDocument": {"uri": document.uri}})
        self._pull(document)

    def _pull(self, document: Document) -> None:
        """Ask for a document's diagnostics, and no longer for what was asked before."""
        if not self._pulls:
            return
        if document.pull is not None:
            self._asked.pop(document.pull)
            self._notify("$/cancelRequest", {"id": document.pull})
        params: dict[str, Any] = {
            "textDocument": {"uri": document.uri},
            "previousResultId": document.result_id,
        }
        document.pull = self._request("textDocument/diagnostic", params, document)

    def _answered(self, message: Mapping[str, Any]) -> None:
        document = self._asked.pop(message["id"], None)
        if document is None:
            return
        document.pull = None
        report = message["result"]
        if report["kind"] == "full":
            document.result_id = report.get("resultId")
            self._show(document, report["items"])

    def _show(self, document: Document, diagnostics: list[dict[str, Any]]) -> None:
        document.show(diagnostics)
        document.look(_now())

    def _request(self, method: str, params: object, about: Document | None = None) -> int:
        self._ids += 1
        if about is not None:
            self._asked[self._ids] = about
        self._send({"id": self._ids, "method": method, "params": params})
        return self._ids

    def _notify(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, object]) -> None:
        protocol = self._server.protocol
        protocol.handle_message(protocol.structure_message({"jsonrpc": "2.0", **message}))


def _now() -> float:
    return asyncio.get_running_loop().time()
