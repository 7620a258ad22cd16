"""What an iterator gives, for several who each begin at its start; knows nothing of Dockerfiles."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

_One = TypeVar("_One")


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
