"""What this server says of itself when a conversation begins, as pygls would compute it, without pygls."""

from collections.abc import Mapping
from typing import Any, TypeVar

_K = TypeVar("_K", bool, int, str, list[Any], dict[str, Any])

FIX_ALL = "source.fixAll.layerwise"
# Rearrangements have a kind of their own below the protocol's.
REFACTOR = "refactor.rewrite.layerwise"
KINDS = ("quickfix", FIX_ALL, REFACTOR)

# `/` opens a folder, `=` a value or a rule code, `,` the next code, and a quote a string of a JSON array or of TOML.
# Neither letters nor blanks: where those are written, most lists would be in the way.
TRIGGERS = ("/", "=", ",", '"')

# Editors made of VS Code show a hint as three dots, which is quiet enough for each rerun step; others
# underline it or list it among the problems.
_MADE_OF_VSCODE = ("Visual Studio Code", "VSCodium", "Code - OSS", "code-server", "Cursor", "Windsurf")
_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-32"})
_WHOLE_TEXTS, _PARTS = 1, 2


class Unusual(Exception):  # noqa: N818 - it is no error: pygls finds the words for it
    """Parameters whose form is not the one that the protocol describes."""


def is_vscode(client: str) -> bool:
    """Whether a client's name is that of an editor made of VS Code."""
    return client.startswith(_MADE_OF_VSCODE)


def capabilities_for(params: object) -> Mapping[str, object]:
    """What is announced to a client that sends these parameters of `initialize`; `Unusual` where they are not plain."""
    abilities = plain(dict, _member(params, "capabilities"))
    client = _member(params, "clientInfo")
    name = "" if client is None else plain(str, _member(client, "name"))
    found: dict[str, object] = {
        "positionEncoding": _encoding(_member(abilities, "general", "positionEncodings")),
        "textDocumentSync": {
            "openClose": True,
            "change": _PARTS if is_vscode(name) else _WHOLE_TEXTS,
            **_unwanted(_member(abilities, "textDocument", "synchronization")),
            "save": True,
        },
        "completionProvider": {"triggerCharacters": TRIGGERS},
        "hoverProvider": True,
        "codeActionProvider": {"codeActionKinds": KINDS, "resolveProvider": True},
        "codeLensProvider": {"resolveProvider": False},
        "executeCommandProvider": {"commands": ()},
        "inlayHintProvider": {"resolveProvider": False},
        "workspace": {
            "workspaceFolders": {"supported": True, "changeNotifications": True},
            "fileOperations": {},
        },
    }
    pulls = _member(abilities, "textDocument", "diagnostic")
    if pulls is not None and plain(dict, pulls) is not None:
        found["diagnosticProvider"] = {
            "identifier": "layerwise",
            "interFileDependencies": True,
            "workspaceDiagnostics": True,
        }
    return found


def _encoding(offered: object) -> str:
    """What the columns of the conversation count: the first that the client names and we know."""
    names = [] if offered is None else [plain(str, one) for one in plain(list, offered)]
    return next((one for one in names if one in _ENCODINGS), "utf-16")


def _unwanted(synchronization: object) -> Mapping[str, object]:
    """That we want no notice before a document is saved, told to those who say whether they could give it."""
    names = ("willSave", "willSaveWaitUntil")
    given = {name: _member(synchronization, name) for name in names}
    return {name: plain(bool, value) and False for name, value in given.items() if value is not None}


def _member(value: object, *names: str) -> object:
    """What JSON has at a path, None where it has nothing there."""
    for name in names:
        if value is None:
            return None
        value = plain(dict, value).get(name)
    return value


def plain(kind: type[_K], value: object) -> _K:
    """A value that is of a kind of JSON; `Unusual` where it is of another."""
    if not isinstance(value, kind):
        raise Unusual
    return value
