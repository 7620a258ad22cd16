"""What a Dockerfile tells of the directory that it is built in, which typing seldom changes."""

from collections.abc import Iterator
from typing import TypeAlias

from layerwise.context.paths import below_root
from layerwise.context.pattern import has_pattern
from layerwise.syntax.moved import as_read
from layerwise.syntax.tree import Dockerfile, Instruction
from layerwise.tuples import NamedTuple

_REMOTE = ("http://", "https://", "ftp://", "git@", "git://", "ssh://")


class Runs(NamedTuple):
    """What its RUNs tell where no COPY does: whether none can work on what is copied, and the files that they name."""

    are_above: bool
    named: frozenset[str]


Taken: TypeAlias = tuple[frozenset[str], Runs | None]


class Hints:
    """`sources` are the context paths that COPY and ADD spell out; the RUNs are looked at when somebody asks."""

    __slots__ = ("_document", "_runs", "sources")

    def __init__(self, document: Dockerfile) -> None:
        self.sources = frozenset(literal_sources(document))
        self._document = document
        self._runs: Runs | None = None

    @property
    def runs(self) -> Runs:
        """What its RUNs tell."""
        if self._runs is None:
            self._runs = _runs_of(self._document)
        return self._runs

    @property
    def taken(self) -> Taken:
        """What was made of it by now: the RUNs are None where nobody has asked for them."""
        return self.sources, self._runs

    def tell(self, taken: Taken) -> bool:
        """Whether they tell the same as others, as far as anything was made of those."""
        sources, runs = taken
        return sources == self.sources and (runs is None or runs == self.runs)


def literal_sources(dockerfile: Dockerfile) -> Iterator[str]:
    """The context paths that COPY and ADD spell out; the context as a whole says nothing about its place."""
    copies = (as_read(one) for one in dockerfile.instructions if one.keyword.upper() in {"COPY", "ADD"})
    for instruction in copies:
        if instruction.flag("from") is not None:
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


def _runs_of(dockerfile: Dockerfile) -> Runs:
    keywords = [i.keyword.upper() for i in dockerfile.instructions if i.flag("from") is None]
    copies = [index for index, keyword in enumerate(keywords) if keyword in {"COPY", "ADD"}]
    texts = (i.body.text for i in dockerfile.instructions if i.keyword.upper() == "RUN")
    words = (word for text in texts for word in text.split())
    named = frozenset(word for word in words if "." in word and not word.startswith(("/", "-", ".")))
    return Runs(bool(copies) and "RUN" not in keywords[copies[0] :], named)
