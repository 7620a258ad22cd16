"""How a person types: 5 to 8 keys a second, pauses at the ends of words and lines, now and then a slip or a thought."""

import random
from collections.abc import Iterator
from typing import NamedTuple

_KEY = (0.125, 0.2)
_WORD = (0.15, 0.6)
_LINE = (0.3, 1.5)
_THOUGHT = (1.2, 4.0)
_THOUGHTS = 0.06  # of the ends of words
_SLIPS = 0.02  # of the letters


class Key(NamedTuple):
    """The text after a key, where the cursor stands then, and how many seconds pass before the next."""

    text: str
    cursor: int
    pause: float


def typed(before: str, new: str, after: str, *, seed: int) -> Iterator[Key]:
    """The keys that put `new` between two pieces of text."""
    chance = random.Random(seed)  # noqa: S311 - the same keys each time
    written = before
    for index, letter in enumerate(new):
        if letter.isalpha() and chance.random() < _SLIPS:
            wrong = chance.choice("abcdefghijklmnopqrstuvwxyz")
            yield Key(written + wrong + after, len(written) + 1, chance.uniform(*_WORD))
            yield Key(written + after, len(written), chance.uniform(*_KEY))
        written += letter
        following = new[index + 1 : index + 2]
        yield Key(written + after, len(written), _pause(letter, following, chance))


def _pause(letter: str, following: str, chance: random.Random) -> float:
    if letter == "\n":
        return chance.uniform(*_LINE)
    if following.isspace() or not following:
        return chance.uniform(*(_THOUGHT if chance.random() < _THOUGHTS else _WORD))
    if letter.isspace() or letter in "/=:,\"'":
        return chance.uniform(*(_THOUGHT if chance.random() < _THOUGHTS / 2 else _KEY))
    return chance.uniform(*_KEY)
