"""Whether a sed program reads or writes files by itself: POSIX sed's commands, and GNU's `e`, `R`, `W`, `F`, `z`."""

import re

from layerwise.regex import regex

_ADDRESS = regex(r"\d+(?:~\d+)?|\$|/(?:\\.|[^/\\\n])*/[IM]*|\\(.)(?:\\.|(?!\1|\\).)*\1[IM]*")
_RANGE = regex(r"[+~]\d+")
_LABEL = regex(r"[ \t]*[^;\n}]*")
_TEXT = regex(r"(?:\\\n|\\.|[^\\\n])*")
_NUMBER = regex(r"[ \t]*\d*")
_FLAGS = regex(r"[gpiImM\d]*")
_ALONE = "{}=dDgGhHnNpPxzF"


def touches_files(program: str) -> bool:
    """Whether the program may read or write files besides its input; True also where it cannot be read."""
    at = 0
    while (at := _blanks(program, at)) < len(program):
        if program[at] == "#":
            at = (program.find("\n", at) + 1) or len(program)
            continue
        after = _command(program, _addresses(program, at))
        if after is None:
            return True
        at = after
    return False


def _blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\n;":
        at += 1
    return at


def _addresses(text: str, at: int) -> int:
    """The offset behind the addresses and the `!` that stand before a command."""
    for _ in range(2):
        found = _ADDRESS.match(text, at) or _RANGE.match(text, at)
        at = found.end() if found else at
        if not text.startswith(",", at):
            break
        at += 1
        while text.startswith(" ", at):
            at += 1
    while at < len(text) and text[at] in " \t!":
        at += 1
    return at


def _command(text: str, at: int) -> int | None:
    """The offset behind a command that touches no file, None for any other."""
    letter = text[at : at + 1]
    if letter and letter in _ALONE:
        return at + 1
    if letter and letter in ":btT":
        return _end(_LABEL, text, at + 1)
    if letter and letter in "aic":
        return _end(_TEXT, text, at + 1)
    if letter and letter in "lLqQ":
        return _end(_NUMBER, text, at + 1)
    if letter in ("s", "y"):
        behind = _delimited(text, at + 1)
        if behind is None:
            return None
        behind = _end(_FLAGS, text, behind)
        return None if text[behind : behind + 1] not in ("", ";", "}", "\n", " ", "\t", "#") else behind
    return None


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _delimited(text: str, at: int) -> int | None:
    """The offset behind two parts that end in the character that stands here."""
    mark = text[at : at + 1]
    if mark in ("", "\n", "\\"):
        return None
    at += 1
    for _ in range(2):
        while at < len(text) and text[at] != mark:
            at += 2 if text[at] == "\\" else 1
        at += 1
    return at if at <= len(text) else None
