"""The arguments of a command as image paths."""

import posixpath
from collections.abc import Iterable
from typing import NamedTuple

from layerwise.cache.paths import NOTHING, Paths, files, trees, unknown
from layerwise.shell.script import Command, Word


class Effects(NamedTuple):
    """The image paths that a command reads and writes, and those of which it changes mode or owner only.

    `around` is what any program may read besides: libraries, the directories of PATH, the home directory.
    """

    reads: Paths = NOTHING
    writes: Paths = NOTHING
    marks: Paths = NOTHING
    around: Paths = NOTHING


class Arguments(NamedTuple):
    """A command's words after its name, read as getopt(3) reads them.

    Options one by one, also out of a cluster (`-rf`); the values that they are given; and the plain words.
    """

    options: frozenset[str]
    values: tuple[tuple[str, Word], ...]
    plain: tuple[Word, ...]

    def has(self, *names: str) -> bool:
        """Whether one of the options is given, as `-r` or `--recursive`."""
        return not self.options.isdisjoint(names)

    def of(self, *names: str) -> tuple[Word, ...]:
        """All values given to these options."""
        return tuple(value for name, value in self.values if name in names)


def arguments(command: Command, valued: Iterable[str] = ()) -> Arguments:
    """The command's arguments; `valued` are the options that take a value, with their dashes."""
    options: set[str] = set()
    values: list[tuple[str, Word | None]] = []
    plain: list[Word] = []
    words = iter(command.words[1:])
    for word in words:
        value = word.value
        if value is None or not value.startswith("-") or value == "-":
            plain.append(word)
        elif value == "--":
            plain.extend(words)
        elif value.startswith("--"):
            long, equals, given = value.partition("=")
            options.add(long)
            if equals:
                values.append((long, word._replace(value=given)))
            elif long in valued:
                values.append((long, next(words, None)))
        else:
            letters, name, rest = _cluster(value, valued)
            options.update(letters)
            if name is not None:
                values.append((name, word._replace(value=rest) if rest else next(words, None)))
    return Arguments(frozenset(options), tuple((n, v) for n, v in values if v is not None), tuple(plain))


def _cluster(value: str, valued: Iterable[str]) -> tuple[list[str], str | None, str]:
    """The one-letter options of a word, the one among them that takes a value, and what follows it."""
    letters: list[str] = []
    for end, letter in enumerate(value[1:], 2):
        letters.append(f"-{letter}")
        if letters[-1] in valued:
            return letters, letters[-1], value[end:]
    return letters, None, ""


def place(command: Command, word: Word) -> Paths:
    """The path that a word names, as one path; a pattern stands for the directory that it begins in."""
    path = absolute(command, word)
    if path is None:
        return unknown(f"the path {word.raw} is not known")
    return trees([_fixed_part(path)]) if _is_pattern(word) else files(path)


def subtree(command: Command, word: Word) -> Paths:
    """The path that a word names and all below it."""
    path = absolute(command, word)
    if path is None:
        return unknown(f"the path {word.raw} is not known")
    return trees([_fixed_part(path) if _is_pattern(word) else path])


def absolute(command: Command, word: Word) -> str | None:
    """The absolute image path of a word, None where it or the working directory is unknown."""
    if word.value is None:
        return None
    if word.value.startswith("/"):
        return posixpath.normpath(word.value)
    if command.cwd is None or word.value.startswith("~"):
        return None
    return posixpath.normpath(posixpath.join(command.cwd, word.value))


def _is_pattern(word: Word) -> bool:
    """Whether it may stand for several paths: some shells expand braces, too."""
    return word.is_pattern or "{" in (word.value or "")


def _fixed_part(path: str) -> str:
    pieces = []
    for piece in path.split("/"):
        if any(character in piece for character in "*?[{"):
            break
        pieces.append(piece)
    return "/".join(pieces) or "/"


def home(command: Command) -> str:
    """The home directory of whoever runs the command, as far as its environment says."""
    return command.environment.get("HOME") or "/root"


def union(paths: Iterable[Paths]) -> Paths:
    """All of them together."""
    result = NOTHING
    for one in paths:
        result |= one
    return result
