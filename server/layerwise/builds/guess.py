"""The directory that a Dockerfile seems to be built in, where nobody says."""

from collections.abc import Iterator
from typing import NamedTuple

from layerwise.context.paths import below_root, join
from layerwise.context.pattern import has_pattern
from layerwise.context.tree import Entry, Tree
from layerwise.syntax.tree import Dockerfile, Instruction

_REMOTE = ("http://", "https://", "ftp://", "git@", "git://", "ssh://")


class Guess(NamedTuple):
    """A directory of the workspace, and why it was taken, in words."""

    directory: str
    origin: str


def guess(dockerfile_path: str, dockerfile: Dockerfile, workspace: Tree) -> Guess:
    """The directory, from the Dockerfile's own up to the workspace's, in which most literal sources exist.

    Of several the nearest to the Dockerfile.
    """
    sources = frozenset(_literal_sources(dockerfile))
    own = dockerfile_path.rpartition("/")[0]
    best, most = own, 0
    for directory in _upward(own):
        count = sum(isinstance(workspace.entry(join(directory, source)), Entry) for source in sources)
        if count > most:
            best, most = directory, count
    return Guess(best, "most COPY sources exist there" if most else "the Dockerfile's own directory")


def _upward(directory: str) -> Iterator[str]:
    yield directory
    while directory:
        directory = directory.rpartition("/")[0]
        yield directory


def _literal_sources(dockerfile: Dockerfile) -> Iterator[str]:
    """The context paths that COPY and ADD spell out; the context as a whole says nothing about its place."""
    for instruction in dockerfile.instructions:
        if instruction.keyword.upper() not in {"COPY", "ADD"} or instruction.flag("from") is not None:
            continue
        for source in _sources(instruction):
            if "$" in source or has_pattern(source) or source.lower().startswith(_REMOTE):
                continue
            path = below_root(source)
            if path:
                yield path


def _sources(instruction: Instruction) -> Iterator[str]:
    for word in instruction.words[:-1]:
        text = word.text if instruction.is_json else word.text.strip("\"'")
        if text and (instruction.is_json or not text.startswith("<<")):
            yield text
