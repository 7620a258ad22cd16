"""What is left of the parameters of `initialize` where some of them are not what the protocol says."""

from collections.abc import Mapping
from typing import Any

from cattrs import Converter
from lsprotocol import types

_Params = Mapping[str, Any]


def fitting(params: _Params, converter: Converter) -> _Params:
    """The parameters without the members that have no such type; the client was answered, and is to be served."""

    def fits(one: _Params) -> bool:
        try:
            converter.structure(one, types.InitializeParams)
        except Exception:  # noqa: BLE001 - whatever the converter makes of it
            return False
        return True

    nothing: _Params = {"capabilities": {}}
    others = {name: value for name, value in params.items() if fits({**nothing, name: value})}
    groups = {
        group: {name: value for name, value in abilities.items() if fits(_only(group, {name: value}))}
        for group, abilities in params["capabilities"].items()
        if isinstance(abilities, dict)
    }
    kept = {group: abilities for group, abilities in groups.items() if fits(_only(group, abilities))}
    return {**others, "capabilities": kept}


def _only(group: str, abilities: _Params) -> _Params:
    return {"capabilities": {group: abilities}}
