"""Dataclasses as the standard library has them, made in a tenth of the time.

There, every class has six functions written and compiled when its module is imported, which was a quarter of what a
small `check` took. Here they are shared, and only `__init__` is written, once there are more than a few objects, which
most classes never have. A type checker sees the standard library's own.
"""

from collections.abc import Callable, Iterator
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

from layerwise.tuples import NamedTuple

_NOTHING: Any = object()
_FEW = 12  # objects; to write an `__init__` takes as long as to set the fields of twenty


class _Field(NamedTuple):
    """What is said about one field."""

    default: Any = _NOTHING
    default_factory: Any = _NOTHING
    init: bool = True
    repr: bool = True
    compare: bool = True
    kw_only: bool = False


class _Shape(NamedTuple):
    """What is known of a class: its fields, those that are given to it, all their values, and how each is set.

    Positions are the fields that are given without their names; `objects` counts.
    """

    fields: dict[str, _Field]
    initial: tuple[str, ...]
    given: Callable[[Any], tuple[Any, ...]]
    positions: tuple[str, ...]
    objects: "count[int]"
    values: Callable[[Any], tuple[Any, ...]]
    setters: tuple[Callable[[Any, Any], None], ...]


def _record(
    *, frozen: bool = False, slots: bool = False, kw_only: bool = False, eq: bool = True, init: bool = True
) -> Callable[[type], type]:
    """A decorator that makes a class one with the fields that it lists."""

    def made(plain: type) -> type:
        fields = dict(_fields(plain, kw_only=kw_only))
        given: dict[str, Any] = {**_SHARED}
        initial = tuple(name for name, one in fields.items() if one.init)
        positions = tuple(name for name, one in fields.items() if one.init and not one.kw_only)
        given["__match_args__"] = positions
        if init:
            given["__init__"] = _first
        if eq:
            given["__eq__"], hashing = _equality(_values(name for name, one in fields.items() if one.compare))
            given["__hash__"] = hashing if frozen else None
        if frozen:
            given |= _FROZEN
        # A class that has an `__eq__` of its own has None for its hash.
        given = {name: value for name, value in given.items() if plain.__dict__.get(name) is None}
        cls: Any = _slotted(plain, fields, given) if slots else _changed(plain, given)
        cls.__record__ = _Shape(
            fields,
            initial,
            _values(initial),
            positions,
            count(),
            _values(fields),
            tuple(_setter(cls, name) for name in fields),
        )
        return cls  # type: ignore[no-any-return]  # a class, of which nothing more is known

    return made


def _field(**said: Any) -> Any:  # noqa: ANN401 - it stands where the field's own type is wanted
    """What is said about one field, in the place of its default."""
    return _Field(**said)


def _replaced(record: Any, /, **changes: Any) -> Any:  # noqa: ANN401 - of any class, and of the same one
    """The object with other values in some fields."""
    shape = type(record).__record__
    return type(record)(**{**dict(zip(shape.initial, shape.given(record), strict=True)), **changes})


def _fields(cls: type, *, kw_only: bool) -> Iterator[tuple[str, _Field]]:
    for name in cls.__annotations__:
        value = cls.__dict__.get(name, _NOTHING)
        if isinstance(value, _Field):
            yield name, value._replace(kw_only=kw_only)
            if value.default is _NOTHING:
                delattr(cls, name)
        else:
            yield name, _Field(default=value, kw_only=kw_only)


def _slotted(cls: type, fields: dict[str, _Field], given: dict[str, Any]) -> type:
    """The class once more, with more in it, a slot for each field and no dictionary."""
    left_out = {*fields, "__dict__", "__weakref__"}
    names = {name: value for name, value in cls.__dict__.items() if name not in left_out}
    made = type(cls)(cls.__name__, cls.__bases__, {**names, **given, "__slots__": tuple(fields)})
    made.__qualname__ = cls.__qualname__
    return made


def _changed(cls: type, given: dict[str, Any]) -> type:
    """The class itself, with more in it."""
    for name, value in given.items():
        setattr(cls, name, value)
    return cls


def _values(names: Any) -> Callable[[Any], tuple[Any, ...]]:  # noqa: ANN401 - of any class
    """How the values of some fields are had all at once."""
    match tuple(names):
        case ():
            return lambda _: ()
        case (name,):
            return lambda record: (getattr(record, name),)
        case several:
            return attrgetter(*several)


def _setter(cls: type, name: str) -> Callable[[Any, Any], None]:
    """How a field is set, also where the class refuses it."""
    slot: Any = cls.__dict__.get(name)
    if hasattr(slot, "__set__"):
        setter: Callable[[Any, Any], None] = slot.__set__
        return setter
    return lambda record, value: record.__dict__.__setitem__(name, value)


def _first(self: object, *values: object, **named: object) -> None:
    """The `__init__` of the first objects, which writes that of all further ones."""
    cls: Any = next(one for one in type(self).__mro__ if one.__dict__.get("__init__") is _first)
    shape: _Shape = cls.__record__
    if next(shape.objects) < _FEW and _filled(self, shape, values, named):
        return
    cls.__init__ = written = _written(shape)
    written(self, *values, **named)


def _filled(record: object, shape: _Shape, values: tuple[object, ...], named: dict[str, object]) -> bool:
    """Set each field; False, and none is set, where the arguments are wrong, which Python's own words say best."""
    given = {**dict(zip(shape.positions, values, strict=False)), **named}
    if len(given) != len(values) + len(named) or not given.keys() <= set(shape.initial):
        return False
    found = [
        given.get(name, one.default)
        if one.default_factory is _NOTHING or name in given
        else one.default_factory()
        for name, one in shape.fields.items()
    ]
    if any(value is _NOTHING for value in found):
        return False
    for setter, value in zip(shape.setters, found, strict=True):
        setter(record, value)
    return True


def _written(shape: _Shape) -> Callable[..., None]:
    """The `__init__` of a class: parameters as the fields say, and a line that sets each."""
    known: dict[str, Any] = {"NOTHING": _NOTHING}
    parameters: list[str] = []
    named: list[str] = []
    lines = ["pass"]
    for (name, one), setter in zip(shape.fields.items(), shape.setters, strict=True):
        known |= {f"set_{name}": setter, f"make_{name}": one.default_factory, f"default_{name}": one.default}
        default, value = f"default_{name}", name
        if one.default_factory is not _NOTHING:
            default, value = "NOTHING", f"make_{name}() if {name} is NOTHING else {name}"
        parameter = name if default != "NOTHING" and one.default is _NOTHING else f"{name}={default}"
        if one.init:
            (named if one.kw_only else parameters).append(parameter)
        else:
            value = default if default != "NOTHING" else f"make_{name}()"
        lines.append(f"set_{name}(self, {value})")
    head = ", ".join(["self", *parameters, *(["*", *named] if named else [])])
    exec(f"def __init__({head}):\n  " + "\n  ".join(lines), known)  # noqa: S102 - of names in our own classes
    init: Callable[..., None] = known["__init__"]
    return init


def _repr(self: Any) -> str:  # noqa: ANN401 - of any class
    fields = type(self).__record__.fields.items()
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name, field in fields if field.repr)
    return f"{type(self).__qualname__}({shown})"


def _equality(
    compared: Callable[[Any], tuple[Any, ...]],
) -> tuple[Callable[[Any, Any], object], Callable[[Any], int]]:
    """The `__eq__` and the `__hash__` of a class by the values that count; both are asked very often."""

    def equals(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    return equals, lambda self: hash(compared(self))


def _refused(self: Any, name: str, *_: object) -> NoReturn:  # noqa: ANN401 - of any class
    raise AttributeError(f"{name} of a {type(self).__name__} cannot be changed")


def _state(self: Any) -> tuple[Any, ...]:  # noqa: ANN401 - of any class
    shape: _Shape = type(self).__record__
    return shape.values(self)


def _restored(self: Any, state: tuple[Any, ...]) -> None:  # noqa: ANN401 - of any class
    for setter, value in zip(type(self).__record__.setters, state, strict=True):
        setter(self, value)


class _Standard:
    """What the standard library's functions for dataclasses ask for, made when they do."""

    def __get__(self, _: object, cls: Any) -> dict[str, Any]:  # noqa: ANN401 - of any class
        from dataclasses import MISSING, field, make_dataclass  # noqa: PLC0415, TID251 - as below

        told = []
        for name, one in cls.__record__.fields.items():
            said: dict[str, Any] = one._asdict()
            said = {key: MISSING if value is _NOTHING else value for key, value in said.items()}
            told.append((name, cls.__annotations__[name], field(**said)))
        made: dict[str, Any] = make_dataclass(cls.__name__, told).__dataclass_fields__  # type: ignore[attr-defined]
        return made


_SHARED = {"__repr__": _repr, "__dataclass_fields__": _Standard()}
_FROZEN = {
    "__setattr__": _refused,
    "__delattr__": _refused,
    "__getstate__": _state,
    "__setstate__": _restored,
}

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace  # noqa: TID251 - what these are for others
else:
    dataclass, field, replace = _record, _field, _replaced

__all__ = ["dataclass", "field", "replace"]
