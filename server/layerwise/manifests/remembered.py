"""A reader that remembers the values of the texts that it read last; knows nothing of what they mean.

An edit of a Dockerfile has its manifests read again, and so has each fix on trial; a lockfile takes up to a second.
"""

from _thread import allocate_lock  # and not threading, which a small check does not load
from collections.abc import Callable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")

MOST = 4_000_000
"""Characters of all the texts whose values are kept, the last one's in any case."""


class Remembered(Generic[_Value]):
    """A function of a text as a function that works out each value once; nobody may change the values."""

    __slots__ = ("_length", "_lock", "known", "read")

    def __init__(self, read: Callable[[str], _Value]) -> None:
        """`known` are the values by their texts, those asked for last at the end."""
        self.read = read
        self.known: dict[str, _Value] = {}
        self._length = 0
        self._lock = allocate_lock()

    def __call__(self, text: str) -> _Value:
        """What `read` says of the text."""
        with self._lock:
            if text in self.known:
                value = self.known[text] = self.known.pop(text)
                return value
        value = self.read(text)
        with self._lock:
            self._put(text, value)
        return value

    def _put(self, text: str, value: _Value) -> None:
        if text not in self.known:
            self._length += len(text)
        self.known[text] = value
        while self._length > MOST and len(self.known) > 1:
            oldest = next(iter(self.known))
            del self.known[oldest]
            self._length -= len(oldest)
