"""Editors of different abilities in front of a server process of their own."""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import layerwise
from layerwise.lsp.convert import Positions, uri_of
from layerwise.text import Span
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

PATIENCE = 30
COMMAND = (sys.executable, "-m", "layerwise", "lsp")

CODE_ACTIONS = types.CodeActionClientCapabilities(
    code_action_literal_support=types.ClientCodeActionLiteralOptions(
        types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll])
    ),
    is_preferred_support=True,
)
PLAIN_EDITOR = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(code_action=CODE_ACTIONS)
)


def full_editor(*, pulls: bool = False) -> types.ClientCapabilities:
    """An editor with all abilities that matter here."""
    return types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            configuration=True,
            workspace_edit=types.WorkspaceEditClientCapabilities(
                document_changes=True, resource_operations=[types.ResourceOperationKind.Create]
            ),
            did_change_configuration=types.DidChangeConfigurationClientCapabilities(
                dynamic_registration=True
            ),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
                dynamic_registration=True, relative_pattern_support=True
            ),
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
        ),
        text_document=types.TextDocumentClientCapabilities(
            code_action=CODE_ACTIONS,
            hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
            diagnostic=types.DiagnosticClientCapabilities() if pulls else None,
        ),
    )


class Editor:
    """A client with documents: keeps what is published, and applies edits as an editor does."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.registered: list[str] = []
        self.watched: list[str] = []
        self.parts: list[Any] = []  # what came of answers before they were whole
        self.watched_files: list[str] = []
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.sync: types.TextDocumentSyncKind | None = None  # how the server wants edits

    def open(self, uri: str, text: str, language: str = "dockerfile") -> None:
        """Open a document."""
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri: str, text: str) -> None:
        """Edit a document."""
        self.texts[uri] = text
        self.versions[uri] += 1
        identifier = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))

    async def diagnostics(self, uri: str) -> Sequence[types.Diagnostic]:
        """The next diagnostics of a document's present version."""
        while True:
            params = await asyncio.wait_for(self.published.get(), PATIENCE)
            if params.uri == uri and params.version == self.versions[uri]:
                return params.diagnostics

    async def actions(self, uri: str, mark: str, only: Sequence[str] | None = None) -> list[types.CodeAction]:
        """The code actions where `mark` stands in the text."""
        start = self.texts[uri].index(mark)
        place = Positions(self.texts[uri], "utf-16").range(Span(start, start))
        context = types.CodeActionContext([], only=only, trigger_kind=types.CodeActionTriggerKind.Invoked)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        found = await self.client.text_document_code_action_async(params)
        return [action for action in found or [] if isinstance(action, types.CodeAction)]

    async def hover(self, uri: str, mark: str) -> str:
        """The hover's text where `mark` stands in the text."""
        place = Positions(self.texts[uri], "utf-16").position(self.texts[uri].index(mark))
        params = types.HoverParams(types.TextDocumentIdentifier(uri), place)
        found = await self.client.text_document_hover_async(params)
        assert found is not None
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    def applied(self, uri: str, action: types.CodeAction) -> str:
        """The document's text after an action."""
        assert action.edit is not None
        edits = list((action.edit.changes or {}).get(uri, ()))
        for change in action.edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.version == self.versions[change.text_document.uri]
            edits += [edit for edit in change.edits if isinstance(edit, types.TextEdit)]
        text = self.texts[uri]
        for edit in sorted(edits, key=lambda edit: edit.range.start, reverse=True):
            text = (
                text[: offset(text, edit.range.start)] + edit.new_text + text[offset(text, edit.range.end) :]
            )
        return text


def offset(text: str, position: types.Position) -> int:
    """Where a position of UTF-16 units lies."""
    lines = text.split("\n")
    units = lines[position.line].encode("utf-16-le")[: 2 * position.character]
    return sum(len(line) + 1 for line in lines[: position.line]) + len(units.decode("utf-16-le"))


def covered(text: str, range_: types.Range) -> str:
    """The text in a range."""
    return text[offset(text, range_.start) : offset(text, range_.end)]


async def ask(editor: Editor, method: str, **params: object) -> Any:  # noqa: ANN401 - as JSON has it
    """The answer to one of our own client's requests, as plain values."""
    sending = editor.client.protocol.send_request_async(method, params)  # type: ignore[no-untyped-call]  # pygls has none
    answer = await asyncio.wait_for(sending, PATIENCE)
    return _plain(answer)


def _plain(value: Any) -> Any:  # noqa: ANN401 - as JSON has it
    if isinstance(value, (list, tuple)) and not hasattr(value, "_asdict"):
        return [_plain(one) for one in value]
    if hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    return value


@asynccontextmanager
async def editing(
    *folders: Path,
    capabilities: types.ClientCapabilities = PLAIN_EDITOR,
    name: str = "some editor",
    options: dict[str, object] | None = None,
    configuration: dict[str, object] | None = None,
) -> AsyncIterator[Editor]:
    """An editor in front of a server of its own."""
    client = LanguageClient(
        converter_factory=default_converter, configuration={"": {"layerwise": configuration}}
    )
    editor = Editor(client)

    def published(params: types.PublishDiagnosticsParams) -> None:
        editor.published.put_nowait(params)

    def registered(params: types.RegistrationParams) -> None:
        editor.registered += [registration.method for registration in params.registrations]
        for registration in params.registrations:
            given = registration.register_options
            watchers = given.get("watchers", ()) if isinstance(given, dict) else ()
            patterns = [watcher["globPattern"] for watcher in watchers]
            editor.watched += [one for one in patterns if isinstance(one, str)]
            editor.watched_files += [
                f"{one['baseUri']}/{one['pattern']}" for one in patterns if isinstance(one, dict)
            ]

    def progressed(params: types.ProgressParams) -> None:
        editor.parts.append(params.value)

    own = {
        types.PROGRESS: progressed,
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: published,
        types.CLIENT_REGISTER_CAPABILITY: registered,
    }
    register_lsp_features(client, {**DEFAULT_CLIENT_FEATURES, **own})
    path = str(Path(layerwise.__file__).parent.parent)
    await client.start_io(sys.executable, "-m", "layerwise", "lsp", env={**os.environ, "PYTHONPATH": path})
    told = await client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            client_info=types.ClientInfo(name),
            workspace_folders=[types.WorkspaceFolder(uri_of(folder), folder.name) for folder in folders],
            initialization_options={"debounce": 0, **(options or {})},
        )
    )
    sync = told.capabilities.text_document_sync
    editor.sync = sync.change if isinstance(sync, types.TextDocumentSyncOptions) else None
    try:
        yield editor
    finally:
        await client.shutdown_session()
        await client.stop()  # type: ignore[no-untyped-call]  # pytest-lsp has no hints here


class Talk(NamedTuple):
    """What came back from a server that was sent some messages and left: answers by id, log, exit code."""

    answers: dict[int, dict[str, Any]]
    errors: str
    code: int | None


INITIALIZE = {"id": 2, "method": "initialize", "params": {"capabilities": {}}}


async def talking(*messages: dict[str, object], arguments: Sequence[str] = ()) -> Talk:
    """Send messages, close stdin, and wait for the end."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        *arguments,
        env=environment(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    bodies = [json.dumps({"jsonrpc": "2.0", **message}) for message in messages]
    sent = "".join(f"Content-Length: {len(body)}\r\n\r\n{body}" for body in bodies)
    output, errors = await asyncio.wait_for(process.communicate(sent.encode()), PATIENCE)
    received = [
        json.loads(body) for body in re.split(r"Content-Length.*\r\n.*\r\n\r\n", output.decode()) if body
    ]
    answers = {message["id"]: message for message in received if "id" in message}
    return Talk(answers, errors.decode(), process.returncode)


def environment() -> dict[str, str]:
    """An environment in which the server is the one under test."""
    return {**os.environ, "PYTHONPATH": str(Path(layerwise.__file__).parent.parent)}
