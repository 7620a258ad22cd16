"""What a client may send: framing, JSON, methods and parameters of any kind. The server answers, logs, and lives.

The first line is `raw` for bytes as they are, `bare` for messages without `initialize` before them, or anything else;
messages are parted by lines of `---`. ROOT stands for the URI of a folder with a project.
"""

import json
import logging
import traceback

from fuzz.conversation import Message, framed, initialize, request, spelt, talk, workspace
from fuzz.target import NINES

SEEDS = (
    "raw\nContent-Length: 2\r\n\r\n{}Content-Length: 99\r\nContent-Type: a\r\n\r\n{",
    ('bare\n{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {"textDocument": {"uri": "ROOT/Dockerfile"}, '
    '"position": {"line": 1, "character": 2}}}'),
    ('plain\n{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "ROOT/Dockerfile", "languageId": '
    '"dockerfile", "version": 1, "text": "FROM a\\nCOPY . .\\nRUN npm ci\\n"}}}\n---\n{"jsonrpc": "2.0", "id": 2, "method": '
    '"textDocument/codeAction", "params": {"textDocument": {"uri": "ROOT/Dockerfile"}, "range": {"start": {"line": 1, "character": 0}, '
    '"end": {"line": 9, "character": 99}}, "context": {"diagnostics": []}}}\n---\n{"jsonrpc": "2.0", "method": "$/cancelRequest", '
    '"params": {"id": 2}}'),
    ('plain\n{"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration", "params": {"settings": {"layerwise": {"severity": 5}}}}\n---\n'
    '{"jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": {"changes": [{"uri": "ROOT/package.json", "type": 2}]}}\n'
    '---\n{"jsonrpc": "2.0", "method": "workspace/didChangeWorkspaceFolders", "params": {"event": {"added": [{"uri": "ROOT/a", "name": "a"}], '
    '"removed": []}}}\n---\n{"jsonrpc": "2.0", "id": "x", "method": "workspace/diagnostic", "params": {"previousResultIds": []}}'),
    ('plain\n{"jsonrpc": "2.0", "id": 3, "method": "layerwise/plan", "params": {"uri": "ROOT/Dockerfile"}}\n---\n{"jsonrpc": "2.0", "id": 4, '
    '"method": "layerwise/rerun", "params": {"uri": "ROOT/Dockerfile", "paths": ["a"]}}\n---\n{"jsonrpc": "2.0", "id": 5, "method": '
    '"layerwise/log", "params": {"uri": "ROOT/Dockerfile", "path": "/dev/null"}}\n---\n{"jsonrpc": "2.0", "id": 6, "method": '
    '"layerwise/builds", "params": {}}\n---\n{"jsonrpc": "2.0", "id": 7, "method": "layerwise/state", "params": 1}'),
    ('plain\n{"jsonrpc": "2.0", "id": 8, "method": "textDocument/completion", "params": {"textDocument": {"uri": 9}, "position": null}}\n---\n'
    '{"jsonrpc": "2.0", "id": 9, "method": "a/b"}\n---\n{"jsonrpc": "2.0", "id": 10, "result": 1}\n---\n[1]\n---\n{"id": 11}\n---\nnull'),
)  # fmt: skip
WORDS = (
    *("Content-Length: ", "\r\n\r\n", "\n---\n", '{"jsonrpc": "2.0", ', '"id": ', '"method": "', '"params": ', '"result": ', '"error": '),
    *("textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave", "textDocument/hover"),
    *("textDocument/codeAction", "textDocument/completion", "textDocument/inlayHint", "textDocument/codeLens", "textDocument/diagnostic"),
    *("workspace/diagnostic", "workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles", "$/cancelRequest", "$/setTrace"),
    *("layerwise/plan", "layerwise/rerun", "layerwise/log", "layerwise/prove", "layerwise/builds", "layerwise/choose", "layerwise/state"),
    *("initialize", "initialized", "shutdown", '"uri": "ROOT/Dockerfile"', '"uri": "ROOT/compose.yaml"', '"untitled:a"', "\\ud800", "%ff"),
    *('"languageId": "dockerfile"', '"version": ', '"text": "', '"line": ', '"character": ', "-1", "null", "1e99", "4294967296", "true"),
    *('"contentChanges": [', '"range": {', '"start": {', '"settings": {"layerwise": ', '"type": 3', "file:///", "file://host/", "[]", "{}"),
)  # fmt: skip
_LAST = "the-last"
# The messages of errors that a client may cause; anything else is a fault of ours.
_EXPECTED = (
    "Unable to deserialize message",
    "Unable to handle message",
    "a message came before initialize",
    "Unsupported client-provided TextDocumentContentChangeEvent",  # a part of a text, which nobody asked for
)


def run(data: bytes) -> None:
    """Send it all; every well-formed request is answered, and nothing is logged as failed that should not be."""
    kind, _, rest = data.partition(b"\n")
    root = workspace()
    rest = rest.replace(b"ROOT", root.encode())
    if kind == b"raw":
        told = talk(rest.replace(NINES.encode(), b"9" * 4400), ())
    else:
        parts = rest.split(b"\n---\n")
        awaited = [identifier for part in parts if (identifier := _identifier(part)) is not None]
        before = [] if kind == b"bare" else initialize(root)
        first = ["init"] if before else []
        sent = spelt(before) + b"".join(map(framed, parts)) + spelt([request("shutdown", None, _LAST)])
        was_shut = any(_method(part) in ("shutdown", "exit") for part in parts)
        told = talk(sent, [] if was_shut else [*first, *awaited, _LAST])
    for record in told.errors:
        check(record)


def _message(part: bytes) -> Message | None:
    try:
        message = json.loads(part)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _method(part: bytes) -> object:
    return (_message(part) or {}).get("method")


def _identifier(part: bytes) -> object:
    """The id of a message that any server has to answer, None of others."""
    message = _message(part) or {}
    identifier = message.get("id")
    if message.get("jsonrpc") != "2.0" or not isinstance(message.get("method"), str) or "error" in message:
        return None
    return identifier if isinstance(identifier, (str, int)) and not isinstance(identifier, bool) else None


def words_of(error: BaseException) -> str:
    """The functions in which an error was raised."""
    return " ".join(frame.name for frame in traceback.extract_tb(error.__traceback__))


def check(record: logging.LogRecord) -> None:
    """Fail over an error in the log that no client may cause."""
    words = record.getMessage()
    error = record.exc_info[1] if record.exc_info else None
    if words.startswith(_EXPECTED) or str(error).startswith(_EXPECTED):
        return
    if isinstance(error, KeyError) and "update_text_document" in words_of(error):
        return  # a document changes that was never opened
    raise AssertionError(words[:300]) from error
