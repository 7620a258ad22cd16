"""The arguments of a command as image paths."""

import posixpath
from collections.abc import Iterable
from functools import lru_cache

from layerwise.cache.paths import NOTHING, Paths, files, parents, trees, unknown
from layerwise.regex import regex
from layerwise.shell.script import Command, Word
from layerwise.tuples import NamedTuple


class Effects(NamedTuple):
    """The image paths that a command reads and writes, and those of which it changes mode or owner only."""

    reads: Paths = NOTHING
    writes: Paths = NOTHING
    marks: Paths = NOTHING


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


def arguments(command: Command, valued: Iterable[str] = (), attached: Iterable[str] = ()) -> Arguments:
    """The command's arguments; `valued` are the options that take a value, with their dashes.

    `attached` are those whose value, if any, is the rest of their word (`sed -i.bak`).
    """
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
            letters, name, rest = _cluster(value, (*valued, *attached))
            options.update(letters)
            if name is not None and (rest or name not in attached):
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
    path, is_pattern = _named(command, word)
    if path is None:
        return unknown(f"the path {word.raw} is not known")
    return trees([_fixed_part(path)]) if is_pattern else files(path)


def subtree(command: Command, word: Word) -> Paths:
    """The path that a word names and all below it."""
    path, is_pattern = _named(command, word)
    if path is None:
        return unknown(f"the path {word.raw} is not known")
    return trees([_fixed_part(path) if is_pattern else path])


def places(command: Command, words: Iterable[Word]) -> Paths:
    """The paths that words name."""
    return union(place(command, word) for word in words)


def subtrees(command: Command, words: Iterable[Word]) -> Paths:
    """The paths that words name and all below them."""
    return union(subtree(command, word) for word in words)


def absolute(command: Command, word: Word) -> str | None:
    """The absolute image path of a word, None where it or the working directory is unknown."""
    return None if word.value is None else within(command, word.value)


def within(command: Command, path: str) -> str | None:
    """A path as seen from the working directory of a command, None where that is unknown."""
    if path.startswith("/"):
        return posixpath.normpath("/" + path.lstrip("/"))
    if command.cwd is None or path.startswith("~"):
        return None
    return posixpath.normpath(posixpath.join(command.cwd, path))


def here(command: Command) -> Paths:
    """The working directory and all below it."""
    return unknown("its working directory is not known") if command.cwd is None else trees([command.cwd])


def upward(command: Command, *names: str) -> Paths:
    """Files of these names in the working directory and all above it, where tools look for a project."""
    if command.cwd is None:
        return unknown("its working directory is not known")
    above = [command.cwd, *parents(command.cwd), "/"]
    return files(*(posixpath.join(directory, name) for directory in above for name in names))


def homes(command: Command) -> tuple[str, ...]:
    """The home directory of whoever runs the command, or where it may be: root's, or the one that it works in."""
    known = command.environment.get("HOME")
    if known is not None:
        return (known,)
    found = [home(command)]
    if command.user not in (None, "root"):
        found.append(f"/home/{command.user}")
    pieces = (command.cwd or "/").split("/")
    if pieces[1] == "home" and len(pieces) > len(("", "home")):
        found.append("/".join(pieces[:3]))
    return tuple(dict.fromkeys(found))


def at_home(command: Command, *names: str) -> tuple[str, ...]:
    """The paths of these names in the home directory."""
    others = tuple((usual, command.environment.get(variable)) for variable, usual in BASE_DIRECTORIES.items())
    return _at_home(homes(command), others, names)


@lru_cache(maxsize=1000)
def _at_home(
    places: tuple[str, ...], others: tuple[tuple[str, str | None], ...], names: tuple[str, ...]
) -> tuple[str, ...]:
    """The same by the home directories, and by the directories that variables name for parts of them."""
    found = [posixpath.join(one, name) for one in places for name in names]
    for usual, other in others:
        if other:
            found += [f"{other}/{name.removeprefix(usual)}" for name in names if name.startswith(usual)]
    return tuple(found)


# Variables that move a part of the home directory elsewhere (XDG Base Directory Specification).
BASE_DIRECTORIES = {
    "XDG_CONFIG_HOME": ".config/",
    "XDG_CACHE_HOME": ".cache/",
    "XDG_DATA_HOME": ".local/share/",
    "XDG_STATE_HOME": ".local/state/",
}


def named_by(command: Command, variable: str, *otherwise: str) -> Paths:
    """The subtree that an environment variable names, or these where it is not set."""
    if variable not in command.environment:
        return trees(otherwise)
    value = command.environment[variable]
    if value == "":
        return trees(otherwise)
    path = within(command, value) if value else None
    return trees([path]) if path else unknown(f"the directory that ${variable} names is not known")


def home(command: Command) -> str:
    """The home directory of whoever runs the command, as far as its environment says."""
    return command.environment.get("HOME") or "/root"


def union(paths: Iterable[Paths]) -> Paths:
    """All of them together."""
    result = NOTHING
    for one in paths:
        result |= one
    return result


def not_known(label: str) -> Effects:
    """The effects of what nobody can say; the label says what it is."""
    why = f"what {label} does to files is not known"
    return Effects(unknown(why), unknown(why))


_BRACES = regex(r"[\w./@+:,}-]*\{[\w./@+:,{}-]*")


def _named(command: Command, word: Word) -> tuple[str | None, bool]:
    """A word's absolute path, and whether it may stand for several: some shells expand braces, too."""
    if word.value is None and not word.variables and _BRACES.fullmatch(word.raw):
        word = word._replace(value=word.raw)
    return absolute(command, word), word.is_pattern or "{" in (word.value or "")


def _fixed_part(path: str) -> str:
    pieces = []
    for piece in path.split("/"):
        if any(character in piece for character in "*?[{"):
            break
        pieces.append(piece)
    return "/".join(pieces) or "/"
