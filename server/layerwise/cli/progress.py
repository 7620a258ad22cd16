"""A line on stderr that says what is under way, for those who watch a terminal."""

import sys
import time

_LINE_START = "\r\x1b[K"  # back to the first column, and the rest of the line away (ECMA-48)
_PATIENCE = 0.5  # seconds of work about which nothing is said
_BETWEEN = 0.1  # seconds from one drawing to the next


class Progress:
    """Says what is under way where stderr is a terminal, and nothing elsewhere."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._what = ""
        self._is_drawn = False
        self._next = time.monotonic() + _PATIENCE

    def begin(self, what: str) -> None:
        """Say what begins."""
        self._what = what
        self._draw(what)

    def at(self, seconds: float) -> None:
        """Say how long it has gone on."""
        self._draw(f"{self._what} ({seconds:.0f} s)")

    def count(self, done: int, total: int, what: str) -> None:
        """Say how many of how many are done, where that has taken a while already."""
        now = time.monotonic()
        if self._is_shown and now >= self._next:
            self._next = now + _BETWEEN
            self._draw(f"{done} of {total} {what}")

    def end(self) -> None:
        """Take the line away."""
        if self._is_drawn:
            self._draw("")

    def _draw(self, text: str) -> None:
        if self._is_shown:
            sys.stderr.write(f"{_LINE_START}{text}")
            sys.stderr.flush()
            self._is_drawn = bool(text)
