"""Named tuples as the standard library has them, made in a tenth of the time.

There, every class has a function written and compiled when its module is imported, and is made twice. Here they share
their functions, and each `__new__` is a copy of another one with the names of its own fields. A type checker sees the
standard library's own.
"""

from collections.abc import Iterable
from functools import cache
from operator import itemgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

try:
    from collections import _tuplegetter as _getter  # type: ignore[attr-defined]  # what `namedtuple` itself takes
except ImportError:  # where it takes this

    def _getter(index: int, doc: str) -> property:
        return property(itemgetter(index), doc=doc)


class _Named(tuple[Any, ...]):
    """What all have."""

    __slots__ = ()
    _fields: tuple[str, ...]
    _field_defaults: dict[str, Any]

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Any:  # noqa: ANN401 - of any class
        """One with the values that are given."""
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _replace(self, /, **changes: Any) -> Any:  # noqa: ANN401 - of any class
        """Another one with new values for some fields."""
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"Got unexpected field names: {list(changes)!r}")
        return made

    __replace__ = _replace  # by which `copy.replace` of newer Pythons does it

    def _asdict(self) -> dict[str, Any]:
        """Each field's name and value."""
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map('{}={!r}'.format, self._fields, self))})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


class _Maker(type):
    """Makes of a class that lists fields a kind of tuple."""

    def __new__(cls, name: str, _: tuple[type, ...], members: dict[str, Any]) -> Any:  # noqa: ANN401 - a class
        types = _annotations(name, members)
        fields = tuple(types)
        defaults = {field: members[field] for field in fields if field in members}
        for index, field in enumerate(fields):
            members[field] = _field(index)
        members |= {
            "__slots__": (),
            "__match_args__": fields,
            "_fields": fields,
            "_field_defaults": defaults,
            "__new__": _new(name, types, tuple(defaults.values())),
        }
        return type(name, (_Named,), members)


def _annotations(name: str, members: dict[str, Any]) -> dict[str, Any]:
    """The fields with their types, which newer Pythons make when a class is asked for them."""
    told: dict[str, Any] | None = members.get("__annotations__")
    return type(name, (), dict(members)).__annotations__ if told is None else told


@cache
def _field(index: int) -> object:
    """What reads the field at a place, the same for all classes."""
    return _getter(index, f"Alias for field number {index}")


def _new(owner: str, types: dict[str, Any], defaults: tuple[Any, ...]) -> FunctionType:
    """The `__new__` of a class, with an argument for each field."""
    code = _code(len(types)).replace(co_varnames=("_cls", *types))
    made = FunctionType(code, {"_tuple_new": tuple.__new__, "__builtins__": {}}, "__new__", defaults)
    made.__qualname__ = f"{owner}.__new__"
    made.__annotations__ = types
    return made


@cache
def _code(count: int) -> CodeType:
    """The code of a `__new__` for so many fields."""
    names = "".join(f"_{index}, " for index in range(count))
    code: CodeType = eval(f"lambda _cls, {names}: _tuple_new(_cls, ({names}))").__code__  # noqa: S307 - of digits
    return code.replace(co_name="__new__", co_filename=__name__)


if TYPE_CHECKING:
    from typing import NamedTuple
else:
    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})

__all__ = ["NamedTuple"]
