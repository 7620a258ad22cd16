"""Somebody who edits a Dockerfile: a letter, a word, a new line, a pasted line; never the same text twice."""

from random import Random
from string import ascii_lowercase
from typing import NamedTuple

from bench.dockerfiles import TYPED_AT

_WORD = 8  # letters after which a word is begun anew
_BLANK = 3  # new lines after which they are taken out again
_PASTED = " > /tmp/pasted"

KINDS = 5
"""After so many edits there has been one of each kind."""


class Place(NamedTuple):
    """A place in a text, both numbers counted from 0."""

    line: int
    character: int


class Edit(NamedTuple):
    """What stands between two places becomes another text; the whole of the document afterwards."""

    start: Place
    end: Place
    text: str
    after: str


class Typist:
    """Edits at the first, the middle and the last `WORKDIR app` of a text, and above them."""

    def __init__(self, text: str, seed: int = 1) -> None:
        self._lines = text.split("\n")
        self._random = Random(seed)  # noqa: S311 - the same in each run is what is wanted
        found = [number for number, line in enumerate(self._lines) if line == TYPED_AT]
        self._places = [found[0], found[len(found) // 2], found[-1]]
        self._count = 0
        self._blanks = 0

    def next(self) -> Edit:
        """The next edit."""
        turn, self._count = self._count % KINDS, self._count + 1
        if turn < len(self._places):
            return self._type(self._places[turn])
        return self._enter() if turn == len(self._places) else self._paste()

    def place_of(self, line: str, character: int) -> Place:
        """A place in the last of the lines that read so."""
        return Place(max(number for number, one in enumerate(self._lines) if one == line), character)

    def _type(self, number: int) -> Edit:
        line = self._lines[number]
        end = Place(number, len(line))
        if len(line) >= len(TYPED_AT) + _WORD:
            return self._replace(Place(number, len(TYPED_AT)), end, str(self._count))
        return self._replace(end, end, self._random.choice(ascii_lowercase))

    def _enter(self) -> Edit:
        number = self._places[1]
        if self._blanks == _BLANK:
            self._blanks = 0
            self._move(-_BLANK)
            return self._replace(Place(number - _BLANK, 0), Place(number, 0), "")
        self._blanks += 1
        self._move(1)
        return self._replace(Place(number, 0), Place(number, 0), "\n")

    def _paste(self) -> Edit:
        """A RUN goes in above the middle, or the one that was pasted before goes out."""
        number = self._places[1] - self._blanks
        if self._lines[number - 1].endswith(_PASTED):
            self._move(-1)
            return self._replace(Place(number - 1, 0), Place(number, 0), "")
        self._move(1)
        return self._replace(Place(number, 0), Place(number, 0), f"RUN echo {self._count}{_PASTED}\n")

    def _move(self, lines: int) -> None:
        middle = self._places[1]
        self._places = [place + lines if place >= middle else place for place in self._places]

    def _replace(self, start: Place, end: Place, text: str) -> Edit:
        head = self._lines[start.line][: start.character]
        tail = self._lines[end.line][end.character :]
        self._lines[start.line : end.line + 1] = (head + text + tail).split("\n")
        return Edit(start, end, text, "\n".join(self._lines))
