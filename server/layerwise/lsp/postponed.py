"""The protocol's types, each made complete when it is first used.

lsprotocol has attrs write the functions of 554 classes at import, which takes longer than all else that the server
loads, and two fifths of its memory. A conversation meets about a hundred of them. Half of what is then left of the
import are the 1,600 fields of these classes, the checks of their values, and the types that are written in quotes, each
of which Python compiles; none of that is looked at by then.
"""

import threading
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

import attrs
from attrs import define, field, validators

_PENDING = "__attrs_attrs__"  # by which attrs and cattrs know a class, and ask for its fields
_one_by_one = threading.RLock()


def load_types() -> None:
    """Import lsprotocol so that its classes are completed later."""
    with (
        _instead(attrs, define=_define, field=_Field),
        _instead(validators, instance_of=cache(validators.instance_of), optional=cache(validators.optional)),
        # A type in quotes is evaluated when somebody asks for it, from its text as well as from its code.
        _instead(typing, compile=lambda source, *_: source),
    ):
        from lsprotocol import types  # noqa: F401, PLC0415 - here, and with nothing else
    from lsprotocol import _hooks  # noqa: PLC0415 - it imports the types

    # Each class resolves its own. Should a later version call this otherwise, all are completed: slower, and no more.
    _hooks._resolved_forward_references = True  # noqa: SLF001 - see above


@contextmanager
def _instead(module: ModuleType, **parts: object) -> Iterator[None]:
    """Meanwhile, a module with other parts than its own."""
    own = {name: vars(module)[name] for name in parts if name in vars(module)}
    vars(module).update(parts)
    try:
        yield
    finally:
        for name in parts:
            del vars(module)[name]
        vars(module).update(own)


class _Field:
    """What a class says about a field, in place of what `attrs.field` makes of that."""

    __slots__ = ("options",)

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as attrs has it
        self.options = options


def _with_fields(cls: type) -> None:
    """Have attrs make the fields of a class."""
    for name, value in tuple(vars(cls).items()):
        if isinstance(value, _Field):
            setattr(cls, name, field(**value.options))


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
    if cls is None:
        return lambda decorated: _define(decorated, **options)
    if options or cls.__bases__ != (object,) or "__init__" in vars(cls):
        _with_fields(cls)
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
            _with_fields(cls)
            define(cls, slots=False, init=True)
            attrs.resolve_types(cls, types.ALL_TYPES_MAP, {})
