"""One pattern of .dockerignore as a function over paths, in time linear in the path.

moby turns a pattern into a regular expression for Go's engine, character by character, and knows three short
cuts (equal, starts with, ends with) whose outcome differs from the expression's. Both are kept here. Go's
engine cannot run away on `*a*a*a*`; Python's can, so patterns with many repeats run on a small automaton.
"""

import posixpath
import re
from collections.abc import Callable
from enum import Enum
from functools import lru_cache

from layerwise.context.pattern import is_valid
from layerwise.tuples import NamedTuple

Matcher = Callable[[str], bool]

_FEW_REPEATS = 2  # at most quadratic in a path, which is short; beyond that the automaton is used
_MOST_MOVES = 5_000
_CLASS_ESCAPES = frozenset("dDwWsS")  # what Go's expressions make of an escaped letter
_CONTROL_ESCAPES = frozenset("aftnrv")


class BadPatternError(ValueError):
    """A pattern that makes the builder refuse the build."""


class _Repeat(Enum):
    """What takes any number of characters, as expressions: `*`, a final `**`, and `**/`."""

    WITHIN = "[^/]*"
    ANYTHING = ".*"
    DIRECTORIES = "(?:.*/)?"


_Token = str | _Repeat  # a str is an expression for exactly one character


def compile_pattern(pattern: str) -> Matcher:
    """A function that says whether the cleaned pattern matches a path; its parents are asked separately."""
    if not is_valid(pattern):
        raise BadPatternError("syntax error in the pattern")
    tokens, is_plain = _tokens(pattern)
    if is_plain:
        return pattern.__eq__
    if pattern.startswith("**") and not any(c in pattern[2:] for c in "*?[]\\"):
        return _ends_with(pattern[2:])
    if pattern.endswith(("**", "**/")) and not any(c in pattern[:-2] for c in "*?[]\\"):
        return _starts_with(pattern[:-2])
    try:
        if sum(isinstance(token, _Repeat) for token in tokens) <= _FEW_REPEATS:
            return _by_expression(tokens)
        return _Automaton(tokens).matches
    except re.error as error:
        raise BadPatternError(f"syntax error in the pattern: {error.msg}") from error


@lru_cache(maxsize=256)
def _matcher(pattern: str) -> Matcher | None:
    try:
        return compile_pattern(posixpath.normpath(pattern.strip("/")))
    except BadPatternError:
        return None


def excludes(pattern: str, path: str) -> bool:
    """Whether a `--exclude` leaves out a path of the copied directory; such patterns know `**`, too.

    BuildKit hands them to the matcher of .dockerignore (`frontend/dockerfile/dockerfile2llb/convert_copy.go`).
    """
    matcher = _matcher(pattern)
    return matcher is not None and matcher(path)


def may_match_below(pattern: str, directory: str) -> bool:
    """Whether the cleaned pattern could match a path below the directory; True where that is hard to say."""
    parts = directory.split("/")
    pieces = pattern.split("/")
    for index, piece in enumerate(pieces):
        if any(c in piece for c in "*?[]\\^"):
            # A class may match `/`, and `**` any number of them: then the count of pieces says nothing.
            return len(pieces) > len(parts) or "**" in pattern or "[" in pattern
        if index >= len(parts):
            return True
        if piece != parts[index]:
            return False
    return False


def _ends_with(suffix: str) -> Matcher:
    """`**` alone takes all; `**/name` the name at any depth; `**name` whatever ends so, `/` or not."""
    return lambda path: path.endswith(suffix) or (suffix[:1] == "/" and path == suffix[1:])


def _starts_with(prefix: str) -> Matcher:
    return lambda path: path.startswith(prefix)


def _by_expression(tokens: list[_Token]) -> Matcher:
    expression = "".join(token.value if isinstance(token, _Repeat) else token for token in tokens)
    match = re.compile(expression, re.ASCII).fullmatch
    return lambda path: match(path) is not None


def _tokens(pattern: str) -> tuple[list[_Token], bool]:
    """The pattern in pieces, and whether it holds nothing special."""
    tokens: list[_Token] = []
    is_plain = True
    position = 0
    while position < len(pattern):
        character = pattern[position]
        position += 1
        if character == "*":
            is_plain = False
            if pattern.startswith("*", position):
                position += 1 + pattern.startswith("/", position + 1)
                if position == len(pattern):
                    tokens.append(_Repeat.ANYTHING)
                elif tokens[-1:] != [_Repeat.DIRECTORIES]:  # twice in a row it takes what it takes once
                    tokens.append(_Repeat.DIRECTORIES)
            else:
                tokens.append(_Repeat.WITHIN)
        elif character == "?":
            is_plain = False
            tokens.append("[^/]")
        elif character == "[":
            is_plain = False
            token, position = _class(pattern, position)
            tokens.append(token)
        elif character == "\\":
            is_plain = False
            tokens.append(_escaped(pattern[position]))
            position += 1
        elif character == "^":
            # moby does not escape it, so it is an anchor: nothing at the start, impossible elsewhere.
            tokens.extend([r"[^\s\S]"] if tokens else [])
        else:
            is_plain = is_plain and character != "]"
            tokens.append(re.escape(character))
    return tokens, is_plain


def _escaped(character: str) -> str:
    if character in _CLASS_ESCAPES or character in _CONTROL_ESCAPES:
        return "\\" + character
    if character.isascii() and character.isalnum():
        raise BadPatternError(f"syntax error in the pattern: invalid escape \\{character}")
    return re.escape(character)


def _class(pattern: str, position: int) -> tuple[str, int]:
    """The expression of a class whose `[` stands before `position`, and the position after its `]`.

    Its characters are escaped one by one: Python gives a meaning to `[[`, `&&` and the like, Go does not.
    """
    pieces = ["["]
    if pattern[position] == "^":
        pieces.append("^")
        position += 1
    while pattern[position] != "]":
        character = pattern[position]
        if character == "\\":
            position += 1
            pieces.append(_escaped(pattern[position]))
        else:
            pieces.append("-" if character == "-" else re.escape(character))
        position += 1
    return "".join(pieces) + "]", position + 1


class _Step(NamedTuple):
    """One token in the automaton: which characters it takes; a repeat also stays, or is stepped over."""

    takes: re.Pattern[str]
    repeat: _Repeat | None


class _Automaton:
    """The tokens, gone through with the set of places where one may be: at i, all before token i is done.

    A place -i-1 is inside the directories that token i takes. Moves are worked out once for each set and
    character, and kept while they are few.
    """

    __slots__ = ("_end", "_moves", "_start", "_steps")

    def __init__(self, tokens: list[_Token]) -> None:
        self._steps = tuple(
            _Step(re.compile("[^/]" if token is _Repeat.WITHIN else "."), token)
            if isinstance(token, _Repeat)
            else _Step(re.compile(token, re.ASCII), None)
            for token in tokens
        )
        self._end = len(self._steps)
        self._start = self._skip({0})
        self._moves: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    def matches(self, path: str) -> bool:
        places = self._start
        moves = self._moves
        for character in path:
            if not places:
                return False
            move = (places, character)
            known = moves.get(move)
            if known is None:
                if len(moves) >= _MOST_MOVES:
                    moves.clear()
                known = moves[move] = self._skip(self._take(places, character))
            places = known
        return self._end in places

    def _take(self, places: frozenset[int], character: str) -> set[int]:
        after: set[int] = set()
        for place in places:
            index = place if place >= 0 else -place - 1
            if index == self._end:
                continue
            takes, repeat = self._steps[index]
            if not takes.match(character):
                continue
            if repeat is None:
                after.add(index + 1)
            elif repeat is _Repeat.DIRECTORIES:
                after.add(-index - 1)
                if character == "/":
                    after.add(index + 1)
            else:
                after.add(index)
        return after

    def _skip(self, places: set[int]) -> frozenset[int]:
        """The places with all that can be reached from them without a character."""
        for start in tuple(places):
            place = start
            while 0 <= place < self._end and self._steps[place].repeat is not None:
                place += 1
                if place in places:  # from there the way is gone anyway
                    break
                places.add(place)
        return frozenset(places)
