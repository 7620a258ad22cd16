"""The protocol's types, each made complete when it is first used.

lsprotocol has attrs write the functions of 554 classes at import, which takes longer than all else that the server
loads, and two fifths of its memory. A conversation meets about a hundred of them.
"""

import threading
from typing import Any

import attrs
from attrs import define

_PENDING = "__attrs_attrs__"  # by which attrs and cattrs know a class, and ask for its fields
_one_by_one = threading.RLock()


def load_types() -> None:
    """Import lsprotocol so that its classes are completed later."""
    attrs.define = _define  # type: ignore[assignment]  # it takes what lsprotocol gives
    try:
        from lsprotocol import types  # noqa: F401, PLC0415 - here, and with nothing else
    finally:
        attrs.define = define
    from lsprotocol import _hooks  # noqa: PLC0415 - it imports the types

    # Each class resolves its own. Should a later version call this otherwise, all are completed: slower, and no more.
    _hooks._resolved_forward_references = True  # noqa: SLF001 - see above


class _Pending:
    """Stands for the fields of a class that is not complete, and completes it."""

    def __init__(self, cls: type) -> None:
        self._cls = cls

    def __get__(self, instance: object, owner: type) -> object:
        """The fields."""
        _complete(self._cls)
        return getattr(self._cls, _PENDING)


def _define(cls: Any = None, **options: Any) -> Any:  # noqa: ANN401 - in place of `attrs.define`
    """Give a class what completes it, instead of what it will have."""
    if cls is None or options or cls.__bases__ != (object,) or "__init__" in vars(cls):
        return define(cls, **options)

    def init(self: object, *given: object, **named: object) -> None:
        _complete(cls)
        cls.__init__(self, *given, **named)

    cls.__init__ = init
    setattr(cls, _PENDING, _Pending(cls))
    return cls


def _complete(cls: type) -> None:
    """Have attrs complete a class in place: with slots it would be another one."""
    from lsprotocol import types  # noqa: PLC0415 - once it is there

    with _one_by_one:
        if isinstance(vars(cls)[_PENDING], _Pending):
            define(cls, slots=False, init=True)
            attrs.resolve_types(cls, types.ALL_TYPES_MAP, {})
