"""How a conversation begins: what is answered before pygls is there is what pygls would have answered, once."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from editing import INITIALIZE, talking
from hostile import message
from layerwise.lsp.capabilities import Unusual, capabilities_for
from layerwise.lsp.convert import uri_of
from layerwise.lsp.handshake import Begun, begin
from layerwise.lsp.sent import sane
from layerwise.lsp.server import Layerwise
from lsprotocol import types
from pygls.io_ import StdoutWriter
from starting_case import START, lay

_SERVER = Path(__file__).parent.parent / "server"
_VSCODE = {"name": "Visual Studio Code", "version": "1.99.0"}
_SYNCHRONIZATION = {
    "dynamicRegistration": True,
    "willSave": True,
    "willSaveWaitUntil": False,
    "didSave": True,
}
_PULLS = {"textDocument": {"diagnostic": {"dynamicRegistration": True, "relatedDocumentSupport": False}}}
_FILES = {"dynamicRegistration": True, "didCreate": True, "willCreate": True, "didRename": True}
_CLIENTS: dict[str, dict[str, Any]] = {
    "plain": {"capabilities": {}},
    "VS Code": {
        "processId": 7,
        "clientInfo": _VSCODE,
        "locale": "en",
        "rootPath": "/project",
        "rootUri": "file:///project",
        "initializationOptions": {"trusted": True},
        "trace": "off",
        "workspaceFolders": [{"uri": "file:///project", "name": "project"}],
        "capabilities": {
            "workspace": {"applyEdit": True, "workspaceFolders": True, "fileOperations": _FILES},
            "textDocument": {"synchronization": _SYNCHRONIZATION, "diagnostic": {}, "rename": {}},
            "window": {"workDoneProgress": True},
            "general": {"positionEncodings": ["utf-16"], "markdown": {"parser": "marked"}},
            "notebookDocument": {"synchronization": {"dynamicRegistration": True}},
        },
    },
    "made of VS Code": {"clientInfo": {"name": "Cursor"}, "capabilities": {}},
    "another editor": {"clientInfo": {"name": "Neovim"}, "capabilities": {"experimental": {"x": [1]}}},
    "all is null": {
        "processId": None,
        "clientInfo": None,
        "rootUri": None,
        "workspaceFolders": None,
        "capabilities": {"textDocument": None, "workspace": None, "general": None, "window": None},
    },
    "pulls": {"capabilities": _PULLS},
    "pulls no more": {"capabilities": {"textDocument": {"diagnostic": None}}},
    "notices of saving": {"capabilities": {"textDocument": {"synchronization": {"willSaveWaitUntil": True}}}},
    "no notices": {"capabilities": {"textDocument": {"synchronization": {"willSave": None}}}},
    **{
        "/".join(names) or "no names": {"capabilities": {"general": {"positionEncodings": names}}}
        for names in (
            ["utf-8"],
            ["utf-16"],
            ["utf-32"],
            ["utf-8", "utf-16"],
            ["utf-7", "utf-32"],
            ["utf-7"],
            [],
        )
    },
}


class _Wire(io.BytesIO):
    """Keeps the messages of pygls after it has left."""

    def messages(self) -> list[dict[str, Any]]:
        """What was sent, in its order."""
        parts = self.getvalue().split(b"Content-Length: ")[1:]
        return [json.loads(part.split(b"\r\n\r\n", 1)[1]) for part in parts]


def _asked(server: Layerwise, wire: _Wire, sent: bytes) -> list[dict[str, Any]]:
    """What a server in this process answers to one message."""
    protocol = server.server.protocol
    protocol.set_writer(StdoutWriter(wire))
    protocol.handle_message(protocol.structure_message(json.loads(sent.split(b"\r\n\r\n", 1)[1])))
    return wire.messages()


@pytest.mark.parametrize("client", _CLIENTS)
def test_the_same_answer(client: str) -> None:
    """The handshake and pygls answer each client alike, and after the handshake pygls says nothing."""
    sent = message(id="a", method="initialize", params=_CLIENTS[client])
    early = _Wire()
    begun = begin(io.BytesIO(sent), early)
    late = _asked(Layerwise(), _Wire(), sent)

    assert begun == Begun(sent, "a")
    assert early.messages() == late
    assert early.getvalue().split(b"\r\n")[1:3] == _headers_of_pygls(sent)
    assert _asked(Layerwise(begun), _Wire(), sent) == []


def _headers_of_pygls(sent: bytes) -> list[bytes]:
    wire = _Wire()
    _asked(Layerwise(), wire, sent)
    return wire.getvalue().split(b"\r\n")[1:3]


@pytest.mark.parametrize(
    "params",
    [
        None,
        [],
        {},
        {"capabilities": None},
        {"capabilities": []},
        {"capabilities": {}, "clientInfo": {}},
        {"capabilities": {}, "clientInfo": "vim"},
        {"capabilities": {"general": {"positionEncodings": "utf-8"}}},
        {"capabilities": {"general": {"positionEncodings": [8]}}},
        {"capabilities": {"textDocument": [1]}},
        {"capabilities": {"textDocument": {"diagnostic": True}}},
        {"capabilities": {"textDocument": {"synchronization": {"willSave": "yes"}}}},
    ],
)
def test_unusual_parameters(params: object) -> None:
    """What is not as the protocol has it is left to pygls."""
    with pytest.raises(Unusual):
        capabilities_for(params)


_BODY = b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
_OTHERS = {
    "nothing": b"",
    "half a header": b"Content-Len",
    "half a message": b"Content-Length: %d\r\n\r\n%s" % (len(_BODY), _BODY[:-4]),
    "garbage": b"\xff\xfe\x00garbage\r\n\r\n" * 3,
    "a line without an end": b"x" * 5000,
    "an absurd length": b"Content-Length: 99999999999\r\n\r\n" + _BODY,
    "no length": b"\r\n" + _BODY,
    "a length of nothing": b"Content-Length: 0\r\n\r\n" + _BODY,
    "two lengths": b"Content-Length: 75\r\nContent-Length: 7\r\n\r\n" + _BODY,
    "lines that end otherwise": b"Content-Length: 75\n\n" + _BODY,
    "no JSON": b"Content-Length: 5\r\n\r\n{{{{{",
    "deep JSON": b"Content-Length: 200000\r\n\r\n" + b"[" * 200_000,
    "a list": b"Content-Length: 2\r\n\r\n[]",
    "a request": message(id=7, method="textDocument/hover", params={}),
    "shutdown": message(id=7, method="shutdown"),
    "exit": message(method="exit"),
    "no id": message(method="initialize", params={"capabilities": {}}),
    "an id of no kind": message(id=True, method="initialize", params={"capabilities": {}}),
    "no version": _BODY.join([b"Content-Length: %d\r\n\r\n" % len(_BODY), b""]).replace(b"2.0", b"1.0"),
}


@pytest.mark.parametrize("name", _OTHERS)
def test_anything_else(name: str) -> None:
    """Nothing is said to another first message, and whoever reads on reads it whole, and what follows it."""
    whole = _OTHERS[name] + message(id=8, method="next")
    stream, answers = io.BytesIO(whole), io.BytesIO()
    begun = begin(stream, answers)

    assert begun.answered is None
    assert answers.getvalue() == b""
    assert _lines(sane(stream, begun.read)) == _lines(sane(io.BytesIO(whole)))


def test_reading_on() -> None:
    """Lines and bodies that were begun are read to their ends, from both streams."""
    stream = sane(io.BytesIO(b"th: 12\r\n\r\nabcdef"), b"Content-Leng")
    found = [stream.readline(), stream.readline(), stream.read(2), stream.read(99), stream.readline()]
    cut = sane(io.BytesIO(b"cdef"), b"\r\nab")

    assert found == [b"Content-Length: 12\r\n", b"\r\n", b"ab", b"cdef", b""]
    assert [cut.readline(), cut.read(4), cut.read(4)] == [b"\r\n", b"abcd", b"ef"]


def _lines(stream: Any) -> list[bytes]:  # noqa: ANN401 - it reads lines
    return list(iter(stream.readline, b""))


def test_answered_once() -> None:
    """One answer comes to `initialize`; a later request may have its number, and gets its own."""
    hover = {"id": 2, "method": "textDocument/hover", "params": _hover("file:///x")}
    sent = b"".join(message(**one) for one in (INITIALIZE, hover, {"id": 4, "method": "shutdown"}))
    done = subprocess.run(
        (sys.executable, "-I", str(_SERVER / "layerwise_server.py")),
        input=sent + message(method="exit"),
        capture_output=True,
        check=False,
        timeout=60,
    )
    parts = [json.loads(part.split(b"\r\n\r\n", 1)[1]) for part in done.stdout.split(b"Content-Length: ")[1:]]

    assert sorted(one["id"] for one in parts if "method" not in one) == [2, 2, 4]
    assert "capabilities" in parts[0]["result"]
    assert done.returncode == 0, done.stderr


@pytest.mark.asyncio
async def test_what_does_not_fit_is_passed_over(tmp_path: Path) -> None:
    """A client that was answered is served, whatever its other parameters were; those that fit count."""
    lay(tmp_path)
    uri = uri_of(tmp_path / "Dockerfile")
    hover = {"contentFormat": ["markdown"]}
    params = {
        "processId": "seven",
        "rootUri": uri_of(tmp_path),
        "workspaceFolders": [{"uri": 1}, 2],
        "initializationOptions": {"trusted": False},
        "capabilities": {
            "textDocument": {"hover": hover, "codeAction": 7, "completion": {"completionItem": []}},
            "window": "wide",
            "general": {"staleRequestSupport": {}, "positionEncodings": ["utf-8"]},
        },
    }
    item = {"uri": uri, "languageId": "dockerfile", "version": 1, "text": START}
    talk = await talking(
        {"id": 1, "method": "initialize", "params": params},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": item}},
        {"id": 3, "method": "textDocument/hover", "params": _hover(uri)},
        {"id": 4, "method": "shutdown"},
        {"method": "exit"},
    )

    assert talk.answers[1]["result"]["capabilities"]["positionEncoding"] == "utf-8"
    assert "what does not is passed over" in talk.errors
    assert (talk.answers[4].get("result"), talk.code) == (None, 0)


def _hover(uri: str) -> dict[str, object]:
    return {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 1}}


_TOLD = """
import inspect, json, sys
sys.path.insert(0, {server!r})
if {postponed}:
    from layerwise.lsp.postponed import load_types
    load_types()
import attrs
from lsprotocol import types
from pygls.protocol import default_converter
converter = default_converter()
told = {{}}
for name, one in sorted(types.ALL_TYPES_MAP.items()):
    if not isinstance(one, type) or one.__module__ != types.__name__ or not attrs.has(one):
        continue
    fields = [(f.name, str(f.type), repr(f.default), repr(f.validator), f.init, f.eq) for f in attrs.fields(one)]
    own = sorted(n for n in vars(one) if n in ("__init__", "__eq__", "__ne__", "__repr__", "__hash__", "__setattr__"))
    told[name] = [fields, str(inspect.signature(one)), own, one.__hash__ is None]
print(json.dumps(told))
"""


def test_postponed_types() -> None:
    """Completed later, the classes of the protocol have the same fields, functions and signatures."""
    told = []
    for postponed in (True, False):
        script = _TOLD.format(server=str(_SERVER), postponed=postponed)
        done = subprocess.run(
            [sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True
        )
        told.append(json.loads(re.sub(r" at 0x\w+", "", done.stdout)))
    late, early = told

    assert len(early) == sum(isinstance(one, type) and hasattr(one, "__attrs_attrs__") for one in _ALL)
    assert late == early


_ALL = types.ALL_TYPES_MAP.values()
