"""The `initialize` request of a client that was answered, as pygls and we look at it, without cattrs.

What a client can do fills a hundred classes of lsprotocol, of which a few members are ever looked at: to make them all
takes a tenth of the time to the first diagnostics.
"""

from collections.abc import Mapping
from typing import Any, cast

from lsprotocol import types

from layerwise.lsp.capabilities import Unusual
from layerwise.lsp.capabilities import plain as a

_TRACES = frozenset(one.value for one in types.TraceValue)


class Abilities:
    """A group of capabilities: JSON by the names that lsprotocol gives to its members, None for what is not said."""

    __slots__ = ("_said",)

    def __init__(self, said: Mapping[str, Any]) -> None:
        self._said = said

    def __getattr__(self, name: str) -> object:
        value = self._said.get(_camel(name))
        return Abilities(value) if isinstance(value, dict) else value


def introduction(data: Mapping[str, Any]) -> types.InitializeRequest | None:
    """The request; None where it has a form that is not the usual one, which is for cattrs to make out."""
    try:
        params = _params(a(dict, data["params"]))
    except Unusual:
        return None
    return types.InitializeRequest(id=data["id"], params=params)


def _params(said: Mapping[str, Any]) -> types.InitializeParams:
    trace = _or_none(str, said.get("trace"))
    if trace is not None and trace not in _TRACES:
        raise Unusual
    folders = said.get("workspaceFolders")
    return types.InitializeParams(
        capabilities=cast("types.ClientCapabilities", Abilities(a(dict, said["capabilities"]))),
        process_id=_or_none(int, said.get("processId")),
        client_info=_client(said.get("clientInfo")),
        locale=_or_none(str, said.get("locale")),
        root_path=_or_none(str, said.get("rootPath")),
        root_uri=_or_none(str, said.get("rootUri")),
        initialization_options=said.get("initializationOptions"),
        trace=None if trace is None else types.TraceValue(trace),
        workspace_folders=None if folders is None else tuple(map(_folder, a(list, folders))),
    )


def _client(said: object) -> types.ClientInfo | None:
    if said is None:
        return None
    client = a(dict, said)
    return types.ClientInfo(a(str, client.get("name")), _or_none(str, client.get("version")))


def _folder(said: object) -> types.WorkspaceFolder:
    folder = a(dict, said)
    return types.WorkspaceFolder(uri=a(str, folder.get("uri")), name=a(str, folder.get("name")))


def _or_none(kind: type[Any], value: object) -> Any:  # noqa: ANN401 - of that kind
    return None if value is None else a(kind, value)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(map(str.capitalize, rest))
