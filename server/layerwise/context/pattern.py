"""Patterns in COPY and ADD sources: Go's `filepath.Match`, as BuildKit applies it below the context root.

Not the patterns of .dockerignore, which know `**` and match whole subtrees.
"""

import re
from functools import lru_cache

_SPECIAL = frozenset("*?[")


def has_pattern(word: str) -> bool:
    """Whether the builder reads the word as a pattern: a `*`, `?` or `[` that no backslash escapes."""
    escaped = False
    for character in word:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif character in _SPECIAL:
            return True
    return False


def escape(name: str) -> str:
    """A pattern that matches the name and nothing else; the name itself where it has nothing special.

    Brackets, not backslashes, since a backslash in a Dockerfile word is taken off before patterns are read.
    """
    if _is_plain(name):
        return name
    return "".join(
        f"[{character}]" if character in _SPECIAL else "\\\\" if character == "\\" else character
        for character in name
    )


def matches(pattern: str, path: str) -> bool:
    """Whether the whole path matches; `*` and `?` stop at a `/`. A malformed pattern matches nothing."""
    if _is_plain(pattern):
        return pattern == path
    pieces = _pieces(pattern)
    if pieces is None:
        return False
    # A `*` that failed to match short enough takes one more character; only the last one can ever need to,
    # so this stays within len(pattern) * len(path) steps.
    piece = position = 0
    star: int | None = None
    star_position = 0
    while position < len(path) or piece < len(pieces):
        if piece < len(pieces):
            current = pieces[piece]
            if current is None:
                star, star_position = piece, position
                piece += 1
                continue
            if position < len(path) and current.fullmatch(path[position]):
                piece += 1
                position += 1
                continue
        if star is None or star_position >= len(path) or path[star_position] == "/":
            return False
        star_position += 1
        piece, position = star + 1, star_position
    return True


def matches_above(pattern: str, path: str) -> bool:
    """Whether the pattern matches the path or a directory above it; `**` stands for any number of directories."""
    names = path.split("/")
    reached = {
        0
    }  # how many names what was read of the pattern takes; each is asked about once for each piece
    for piece in pattern.split("/"):
        if piece == "**":
            reached = set(range(min(reached), len(names)))
        else:
            reached = {at + 1 for at in reached if at < len(names) and matches(piece, names[at])}
        if not reached:
            return False
    return True


def is_valid(pattern: str) -> bool:
    """Whether the builder accepts the pattern; where it does not, the build fails."""
    return _is_plain(pattern) or _pieces(pattern) is not None


def _is_plain(pattern: str) -> bool:
    """Whether nothing in it means anything but itself, as in most."""
    return _SPECIAL.isdisjoint(pattern) and "\\" not in pattern


@lru_cache(maxsize=1024)
def _pieces(pattern: str) -> tuple[re.Pattern[str] | None, ...] | None:
    """One expression per character that the pattern wants, None for a `*`; None for a malformed pattern."""
    pieces: list[re.Pattern[str] | None] = []
    position = 0
    while position < len(pattern):
        character = pattern[position]
        if character == "*":
            pieces.append(None)
            position += 1
        elif character == "?":
            pieces.append(re.compile("[^/]", re.DOTALL))
            position += 1
        elif character == "[":
            found = read_class(pattern, position)
            if found is None:
                return None
            expression, position = found
            pieces.append(re.compile(expression, re.DOTALL))
        else:
            if character == "\\":
                position += 1
                if position == len(pattern):
                    return None
            pieces.append(re.compile(re.escape(pattern[position])))
            position += 1
    return tuple(pieces)


def read_class(pattern: str, start: int) -> tuple[str, int] | None:
    """The `[...]` that begins at `start` as an expression, and where it ends; None where it is malformed."""
    position = start + 1
    negated = pattern.startswith("^", position)
    position += negated
    ranges: list[str] = []
    while not (ranges and pattern.startswith("]", position)):
        low = _class_character(pattern, position)
        if low is None:
            return None
        first, position = low
        last = first
        if pattern.startswith("-", position):
            high = _class_character(pattern, position + 1)
            if high is None:
                return None
            last, position = high
        # A range that runs backwards is no error here: it holds no character.
        ranges.append(f"{re.escape(first)}-{re.escape(last)}" if first <= last else "")
    inside = "".join(ranges)
    if not inside:
        return ("." if negated else r"[^\s\S]"), position + 1
    return f"[{'^' if negated else ''}{inside}]", position + 1


def _class_character(pattern: str, position: int) -> tuple[str, int] | None:
    if position >= len(pattern) or pattern[position] in "-]":
        return None
    if pattern[position] == "\\":
        position += 1
    # The closing bracket must still follow.
    return (pattern[position], position + 1) if position + 1 < len(pattern) else None
