"""Our named tuples against the standard library's."""

import inspect
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest
from layerwise.tuples import NamedTuple


class Place(NamedTuple):
    """One with methods."""

    line: int
    column: int = 0
    name: str = "?"

    @property
    def is_first(self) -> bool:
        """Whether it is at the very beginning."""
        return not self.line and not self.column

    def __str__(self) -> str:
        return f"{self.name}:{self.line}"

    @classmethod
    def none(cls) -> "Place":
        """A place."""
        return cls(0)


class Nothing(NamedTuple):
    """One without fields."""


def _standard() -> Any:  # noqa: ANN401 - a class
    class Place(typing.NamedTuple):
        line: int
        column: int = 0
        name: str = "?"

    return Place


_Standard = _standard()
_BOTH = pytest.mark.parametrize("kind", [Place, _Standard])


def test_as_the_standard_library() -> None:
    """It is a tuple with the same names, and looks and is made the same."""
    for values, named in (
        ((1,), {}),
        ((1, 2, "a"), {}),
        ((), {"line": 3, "name": "b"}),
        ((1,), {"column": 3}),
    ):
        ours, theirs = Place(*values, **named), _Standard(*values, **named)

        assert isinstance(ours, tuple)
        assert ours == theirs
        assert hash(ours) == hash(theirs)
        assert repr(ours) == repr(theirs)
        assert ours._asdict() == theirs._asdict()
        assert [ours.line, ours.column, ours.name] == list(theirs)
    for name in ("_fields", "_field_defaults", "__match_args__", "__annotations__", "__slots__"):
        assert getattr(Place, name) == getattr(_Standard, name)
    assert inspect.signature(Place) == inspect.signature(_Standard)
    assert (inspect.getdoc(Place), inspect.getdoc(Place.column)) == (
        "One with methods.",
        inspect.getdoc(_Standard.column),
    )
    assert type(Place) is type


def _message(call: Callable[[], object]) -> str:
    with pytest.raises((TypeError, ValueError, AttributeError)) as caught:
        call()
    return f"{caught.type.__name__}: {caught.value}"


def test_wrong_arguments() -> None:
    """What the standard library refuses is refused in the same words."""

    def refused(kind: Any) -> list[str]:  # noqa: ANN401 - a class
        one = kind(1)
        return [
            _message(kind),
            _message(lambda: kind(1, 2, "a", 4)),
            _message(lambda: kind(1, line=1)),
            _message(lambda: kind(1, more=2)),
            _message(lambda: kind._make([1])),
            _message(lambda: setattr(one, "line", 2)),
            _message(lambda: setattr(one, "more", 2)),
        ]

    assert refused(Place) == refused(_Standard)
    assert "Got unexpected field names: ['more']" in _message(lambda: Place(1)._replace(more=2))  # type: ignore[call-arg]


def test_what_is_its_own() -> None:
    """Methods, properties and those of the class are there, and a class without fields is one."""
    assert str(Place(3, name="a")) == "a:3"
    assert Place.none().is_first
    assert not Place(0, 1).is_first
    assert Nothing() == ()
    assert repr(Nothing()) == "Nothing()"


@_BOTH
def test_other_ones(kind: type[Place]) -> None:
    """Others come of one, by name or from any values."""
    one = kind(1, 2)

    assert one._replace(column=5) == kind(1, 5)
    assert type(one._replace(line=7)) is kind
    assert kind._make(iter([1, 2, "?"])) == one
    match one:
        case kind(line, column):
            assert (line, column) == (1, 2)


def test_sent_to_another_process() -> None:
    """They come back as they were."""
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(Place(1, 2), protocol))  # noqa: S301 - our own

        assert (back, type(back)) == (Place(1, 2), Place)


def test_inherited() -> None:
    """A class that is derived from one is of its kind."""

    class Further(Place):
        __slots__ = ()

        @property
        def is_below(self) -> bool:
            return self.line > 1

    assert Further(1) == (1, 0, "?")
    assert Further(1)._replace(line=2).is_below
    assert repr(Further(1)) == "Further(line=1, column=0, name='?')"
