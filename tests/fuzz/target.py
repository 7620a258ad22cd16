"""What is fuzzed: every module of `targets/`, found by importing it."""

import pkgutil
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

import fuzz.targets as package

NINES = "@NINES@"
"""Stands in an input for a number with more digits than Python reads (sys.set_int_max_str_digits)."""
_MANY = 4400


class Target(NamedTuple):
    """One thing that is fuzzed: its words are the dictionary, its seeds what fuzzing begins with."""

    name: str
    run: Callable[[bytes], None]
    words: tuple[str, ...]
    seeds: tuple[str, ...]


def target(name: str) -> Target:
    """The target of a module; importing it imports what is fuzzed."""
    module = import_module(f"{package.__name__}.{name}")
    run: Callable[[bytes], None] = module.run
    words: tuple[str, ...] = module.WORDS
    seeds: tuple[str, ...] = module.SEEDS
    return Target(name, run, words, seeds)


def names() -> list[str]:
    """The names of all targets."""
    return sorted(module.name for module in pkgutil.iter_modules(package.__path__))


def text_of(data: bytes) -> str:
    """A text as an editor may send it: what is no UTF-8 becomes lone surrogates, a word a number of many digits."""
    return data.decode("utf-8", "surrogateescape").replace(NINES, "9" * _MANY)


def parts_of(data: bytes, mark: str = "=== ") -> tuple[str, Mapping[str, str]]:
    """A first text, and the texts behind lines that begin with a mark, by what follows it there.

    A path that stands for a file and for a folder keeps what came first, as a disk would have it.
    """
    first, *rest = ("\n" + text_of(data)).split("\n" + mark)
    found: dict[str, str] = {}
    for part in rest:
        name, _, text = part.partition("\n")
        path = "/".join(piece for piece in name.split("/") if piece not in ("", ".", ".."))
        above = {path[:index] for index, character in enumerate(path) if character == "/"}
        below = any(known.startswith(path + "/") for known in found)
        if path and "\0" not in path and not below and not above & found.keys():
            found.setdefault(path, text)
    return first.removeprefix("\n"), found
