"""The arguments of a command as image paths."""

import posixpath
from collections.abc import Iterable
from typing import NamedTuple

from layerwise.cache.paths import NOTHING, Paths, files, trees, unknown
from layerwise.shell.script import Command, Word


class Effects(NamedTuple):
    """The image paths that a command reads and writes."""

    reads: Paths = NOTHING
    writes: Paths = NOTHING


class Arguments(NamedTuple):
    """A command's words after its name: options as written, option values by option, and the plain words."""

    options: frozenset[str]
    values: dict[str, Word]
    plain: tuple[Word, ...]

    def has(self, letter: str, *names: str) -> bool:
        """Whether a one-letter option is given, alone or in a cluster (`-rf`), or one of the long names."""
        if not self.options.isdisjoint(names):
            return True
        return any(o[:1] == "-" and o[1:2] != "-" and letter in o[1:] for o in self.options)


def arguments(command: Command, valued: Iterable[str] = ()) -> Arguments:
    """The command's arguments; `valued` are the options that take the next word."""
    options: set[str] = set()
    values: dict[str, Word] = {}
    plain: list[Word] = []
    words = iter(command.words[1:])
    for word in words:
        value = word.value
        if value is None or not value.startswith("-") or value == "-":
            plain.append(word)
        elif value == "--":
            plain.extend(words)
        elif value in valued:
            following = next(words, None)
            if following is not None:
                values[value] = following
        elif "=" in value:
            name, _, given = value.partition("=")
            values[name] = word._replace(value=given)
            options.add(name)
        else:
            options.add(value)
    return Arguments(frozenset(options), values, tuple(plain))


def place(command: Command, word: Word) -> Paths:
    """The path that a word names, as one path; a pattern stands for the directory that it begins in."""
    path = absolute(command, word)
    if path is None:
        return unknown(f"the path {word.raw} is not known")
    return trees([_fixed_part(path)]) if word.is_pattern else files(path)


def subtree(command: Command, word: Word) -> Paths:
    """The path that a word names and all below it."""
    path = absolute(command, word)
    if path is None:
        return unknown(f"the path {word.raw} is not known")
    return trees([_fixed_part(path) if word.is_pattern else path])


def absolute(command: Command, word: Word) -> str | None:
    """The absolute image path of a word, None where it or the working directory is unknown."""
    if word.value is None:
        return None
    if word.value.startswith("/"):
        return posixpath.normpath(word.value)
    if command.cwd is None or word.value.startswith("~"):
        return None
    return posixpath.normpath(posixpath.join(command.cwd, word.value))


def _fixed_part(path: str) -> str:
    pieces = []
    for piece in path.split("/"):
        if any(character in piece for character in "*?["):
            break
        pieces.append(piece)
    return "/".join(pieces) or "/"


def union(paths: Iterable[Paths]) -> Paths:
    """All of them together."""
    result = NOTHING
    for one in paths:
        result |= one
    return result
