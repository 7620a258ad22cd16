"""Values some of whose parts are made when somebody asks for one of them; knows nothing of Dockerfiles."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

_One = TypeVar("_One")
_put = object.__setattr__


class Origin(Protocol):
    """Where the parts of a value come from that were not made yet."""

    def parts(self) -> Iterable[tuple[str, object]]:
        """The parts that are missing, each with its name."""


class Late:
    """A value that may have parts which are not made yet; once they are, it is one like all others of its class."""

    __slots__ = ("_origin",)

    @property
    def origin(self) -> Origin | None:
        """Where the missing parts will come from, None where none is missing."""
        try:
            return object.__getattribute__(self, "_origin")  # type: ignore[no-any-return] # as `made_of` puts it
        except AttributeError:
            return None

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Called for what is not there: the missing parts are made, all of them."""
            origin = self.origin
            if origin is None:
                raise AttributeError(name)
            object.__delattr__(self, "_origin")
            for part, value in origin.parts():
                _put(self, part, value)
            return object.__getattribute__(self, name)


# Below its bound, since one that is named by a string has Python load its compiler.
_Made = TypeVar("_Made", bound=Late)


def made_of(kind: type[_Made], known: Iterable[tuple[str, object]], origin: Origin) -> _Made:
    """A value of some kind with the parts that are known, the others to come from an origin."""
    made = object.__new__(kind)
    for name, value in known:
        _put(made, name, value)
    _put(made, "_origin", origin)
    return made


class Repeatable(Generic[_One]):
    """Gives the same to everyone who goes over it, and asks for no more than the one who goes furthest."""

    __slots__ = ("_known", "_rest")

    def __init__(self, source: Iterable[_One]) -> None:
        self._known: list[_One] = []
        self._rest = iter(source)

    def __iter__(self) -> Iterator[_One]:
        place = 0
        while True:
            if place == len(self._known):
                for one in self._rest:
                    self._known.append(one)
                    break
                else:
                    return
            yield self._known[place]
            place += 1
