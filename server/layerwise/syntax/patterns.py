"""The patterns of `${x#pattern}` and `${x/pattern/text}`: `*` any text, `?` one character, no brackets."""

from layerwise.unknown import Unknown

# Matching takes time in proportion to both lengths; no value of a real Dockerfile comes near.
_MAX_WORK = 1_000_000
_WILD = "*?"


class PatternError(Exception):
    """The pattern is one that the builder refuses."""


class Pattern:
    """A pattern in pieces: each is one character, and whether it is a wildcard."""

    __slots__ = ("pieces",)

    def __init__(self, source: str) -> None:
        self.pieces: list[tuple[str, bool]] = []
        chars = iter(source)
        for char in chars:
            if char == "\\":
                escaped = next(chars, "")
                if not escaped or escaped not in "*?\\}/":
                    raise PatternError("a pattern holds an escape that is not valid")
                self.pieces.append((escaped, False))
            else:
                self.pieces.append((char, char in _WILD))


def _match_ends(text: str, pieces: list[tuple[str, bool]]) -> list[int]:
    """The lengths of the prefixes of `text` that match, the shortest first."""
    reached = [True] + [False] * len(text)
    for char, is_wild in pieces:
        following = [False] * len(reached)
        for length, is_reached in enumerate(reached):
            if char == "*" and is_wild:
                following[length] = is_reached or (
                    length > 0 and following[length - 1] and text[length - 1] != "\n"
                )
            elif is_reached and length < len(text):
                following[length + 1] = text[length] == char or (is_wild and text[length] != "\n")
        reached = following
    return [length for length, is_reached in enumerate(reached) if is_reached]


def remove_prefix(value: str, pattern: Pattern, *, is_longest: bool) -> str | Unknown:
    """The value without its shortest or longest prefix that matches."""
    if len(value) * len(pattern.pieces) > _MAX_WORK:
        return Unknown("a pattern is matched with a very long value")
    ends = _match_ends(value, pattern.pieces) or [0]
    return value[ends[-1 if is_longest else 0] :]


def remove_suffix(value: str, pattern: Pattern, *, is_longest: bool) -> str | Unknown:
    """The value without its shortest or longest suffix that matches."""
    if len(value) * len(pattern.pieces) > _MAX_WORK:
        return Unknown("a pattern is matched with a very long value")
    ends = _match_ends(value[::-1], pattern.pieces[::-1]) or [0]
    return value[: len(value) - ends[-1 if is_longest else 0]]


def replace(value: str, pattern: Pattern, replacement: str, *, is_everywhere: bool) -> str | Unknown:
    """The value with the first match, or all of them, replaced; unknown where the pattern has wildcards.

    A `$` in the replacement of all refers to groups of the builder's regular expression: unknown as well.
    """
    if any(is_wild for _, is_wild in pattern.pieces) or (is_everywhere and "$" in replacement):
        return Unknown("a substitution replaces a pattern")
    literal = "".join(char for char, _ in pattern.pieces)
    if is_everywhere and value.count(literal) * len(replacement) > _MAX_WORK:
        return Unknown("a pattern is replaced in a very long value")
    return value.replace(literal, replacement, -1 if is_everywhere else 1)
