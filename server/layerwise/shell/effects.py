"""What a simple command may change in its shell, by its words alone: what a loop or function must forget."""

import re

from layerwise.regex import regex
from layerwise.shell.nodes import DIRECTORY, EVERYTHING, Assignment, Literal, RawWord

MOVERS = frozenset({"cd", "pushd", "popd"})
_SETTERS = frozenset(
    "declare export getopts let local mapfile read readarray readonly typeset unset".split()  # noqa: SIM905 - a word list
)
_RUNS_TEXT = frozenset({"eval", ".", "source"})
_PREFIXES = frozenset({"command", "builtin"})
_NAME = regex(r"[A-Za-z_]\w*", re.ASCII)


def effects_of(
    assignments: tuple[Assignment, ...], words: tuple[RawWord, ...], functions: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The names that it may set, with the marks of `nodes`, and those of the functions where it calls one."""
    while words and words[0].plain in _PREFIXES:
        words = words[1:]
    if not words:
        return tuple(assignment.name for assignment in assignments)
    name = words[0].plain
    if name in functions:
        return tuple(dict.fromkeys(effect for effects in functions.values() for effect in effects))
    if name in MOVERS:
        return (DIRECTORY,)
    if name in _RUNS_TEXT:
        return (EVERYTHING,)
    if name in _SETTERS or (name == "printf" and len(words) > 1 and words[1].plain == "-v"):
        return tuple(_set_by(word) for word in words[1:])
    return ()


def _set_by(word: RawWord) -> str:
    first = word.pieces[0] if word.pieces else None
    if not isinstance(first, Literal):
        return EVERYTHING
    found = _NAME.match(first.text)
    return found.group() if found else ""
