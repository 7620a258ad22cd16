"""Erlang's terms in `rebar.config` and `rebar.lock`: what their text says, without evaluating it."""

import re

from layerwise.regex import regex

_COMMENT = regex(r'"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?\Z)|%.*')
# Each list is gone through from its begin to its end, and they may stand in each other.
MAX_LISTS = 100

_OPEN, _CLOSE = "[{(", "]})"
_NAME = regex(r"'?([\w@]+)'?\s*$")
_LOCKED = regex(r'\{<<"([^"]+)">>,\s*\{(?:git|pkg|hg)\b[^{}]*(?:\{[^{}]*\}[^{}]*)*\},\s*(\d+)\}')


def code(text: str) -> str:
    """The text without its comments."""
    return _COMMENT.sub(lambda found: found[0] if found[0].startswith('"') else "", text)


def lists(text: str, name: str) -> list[str]:
    """The inside of each `{name, [...]}`, wherever it stands."""
    found: list[str] = []
    for begun in re.finditer(rf"\{{\s*{name}\s*,\s*\[", text):
        inside = _inside(text, begun.end())
        if inside is None or len(found) == MAX_LISTS:
            break
        found.append(inside)
    return found


def names(inside: str) -> list[str] | None:
    """The names of a list of dependencies: `one` or `{one, ...}`; None where one is not seen."""
    found = []
    for element in _elements(inside):
        named = _NAME.match(element.lstrip("{").partition(",")[0].strip().rstrip("}"))
        if named is None:
            return None
        found.append(named[1])
    return found


def locked(text: str) -> set[str]:
    """The names of the dependencies that a lockfile holds for the project itself."""
    return {name for name, level in _LOCKED.findall(text) if level == "0"}


def _inside(text: str, start: int) -> str | None:
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
        if depth == 0:
            return text[start:at]
    return None


def _elements(inside: str) -> list[str]:
    """The elements of a list, parted at its own commas."""
    found, depth, start = [], 0, 0
    for at, character in enumerate(inside):
        depth += (character in _OPEN) - (character in _CLOSE)
        if character == "," and depth == 0:
            found.append(inside[start:at])
            start = at + 1
    found.append(inside[start:])
    return [one.strip() for one in found if one.strip()]
