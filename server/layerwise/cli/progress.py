"""A line on stderr that says what is under way, for those who watch a terminal."""

import sys

_LINE_START = "\r\x1b[K"  # back to the first column, and the rest of the line away (ECMA-48)


class Progress:
    """Says what is under way where stderr is a terminal, and nothing elsewhere."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._what = ""

    def begin(self, what: str) -> None:
        """Say what begins."""
        self._what = what
        self._draw(what)

    def at(self, seconds: float) -> None:
        """Say how long it has gone on."""
        self._draw(f"{self._what} ({seconds:.0f} s)")

    def end(self) -> None:
        """Take the line away."""
        self._draw("")

    def _draw(self, text: str) -> None:
        if self._is_shown:
            sys.stderr.write(f"{_LINE_START}{text}")
            sys.stderr.flush()
