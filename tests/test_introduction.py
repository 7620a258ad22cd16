"""What a client says of itself is the same with cattrs and without."""

from typing import Any

import pytest
from layerwise.lsp.client import client_of
from layerwise.lsp.introduction import introduction
from lsprotocol import converters, types
from test_lsp_start import _CLIENTS

_ABLE = {
    "workspace": {
        "configuration": True,
        "didChangeConfiguration": {"dynamicRegistration": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True, "relativePatternSupport": True},
        "workspaceEdit": {
            "documentChanges": True,
            "resourceOperations": ["create", "rename", "delete"],
            "changeAnnotationSupport": {"groupsOnLabel": True},
        },
        "diagnostics": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
        "codeLens": {"refreshSupport": True},
    },
    "textDocument": {
        "synchronization": {"willSave": True},
        "diagnostic": {"dynamicRegistration": True},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
            "disabledSupport": True,
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit", "command"]},
        },
        "completion": {"completionItem": {"documentationFormat": ["plaintext", "markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
    "general": {"positionEncodings": ["utf-8"]},
}


# Members without which what holds them is not the protocol's.
_NEEDED = ("codeActionKind", "valueSet", "properties")


def _without(abilities: dict[str, Any], *path: str) -> dict[str, Any]:
    """The same abilities but one."""
    name, *rest = path
    if rest:
        return {**abilities, name: _without(abilities[name], *rest)}
    return {key: value for key, value in abilities.items() if key != name}


def _paths(abilities: object, *above: str) -> list[tuple[str, ...]]:
    if not isinstance(abilities, dict):
        return []
    return [
        path for name, value in abilities.items() for path in ((*above, name), *_paths(value, *above, name))
    ]


_PARAMS = [
    *_CLIENTS.values(),
    {"capabilities": _ABLE, "clientInfo": {"name": "x", "version": "1"}},
    {"capabilities": _ABLE, "initializationOptions": {"trusted": False}, "rootPath": "/x"},
    *({"capabilities": _without(_ABLE, *path)} for path in _paths(_ABLE) if path[-1] not in _NEEDED),
]


@pytest.mark.parametrize("params", _PARAMS, ids=lambda params: str(_PARAMS.index(params)))
def test_the_same_client(params: dict[str, Any]) -> None:
    """With each ability, and without each."""
    data = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}
    quick = introduction(data)
    slow = converters.get_converter().structure(data, types.InitializeRequest)

    assert quick is not None
    assert client_of(quick.params) == client_of(slow.params)
    for name in (
        "process_id",
        "client_info",
        "locale",
        "root_path",
        "root_uri",
        "trace",
        "workspace_folders",
    ):
        assert getattr(quick.params, name) == getattr(slow.params, name)
    assert (quick.id, quick.method, quick.jsonrpc) == (slow.id, slow.method, slow.jsonrpc)


@pytest.mark.parametrize(
    "wrong",
    [
        {"processId": "seven"},
        {"clientInfo": "me"},
        {"clientInfo": {"version": "1"}},
        {"clientInfo": {"name": "me", "version": 1}},
        {"rootUri": 1},
        {"rootPath": ["/x"]},
        {"locale": {}},
        {"trace": "loud"},
        {"trace": ["off"]},
        {"workspaceFolders": {}},
        {"workspaceFolders": [{"uri": 1, "name": "x"}]},
        {"workspaceFolders": ["x"]},
        {"workspaceFolders": [{"uri": "file:///x"}]},
        {"capabilities": []},
    ],
)
def test_what_is_unusual_is_left_to_others(wrong: dict[str, Any]) -> None:
    """A member of another form than the protocol's; cattrs says what is wrong with it."""
    assert introduction({"id": 1, "params": {"capabilities": {}, **wrong}}) is None


def test_abilities_of_another_form() -> None:
    """What is no list lists nothing, and what is no group has no members."""
    said = {
        "textDocument": {
            "hover": {"contentFormat": "markdown"},
            "completion": {"completionItem": {"documentationFormat": 7}},
            "codeAction": 7,
        },
        "workspace": 7,
    }
    request = introduction({"id": 1, "params": {"capabilities": said}})

    assert request is not None
    client = client_of(request.params)
    assert not any(
        (
            client.shows_markdown,
            client.completes_in_markdown,
            client.takes_code_actions,
            client.answers_configuration,
        )
    )
