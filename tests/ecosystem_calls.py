"""Runs one command line through the recognition and reading of an ecosystem, as data for tests."""

import shlex
from collections.abc import Mapping, Sequence

from layerwise.context.memory import Content, MemoryTree
from layerwise.context.tree import Entry
from layerwise.ecosystems.facts import Phases, Reading
from layerwise.ecosystems.recognise import Recognised, recognise
from layerwise.shell.script import Command, Word
from layerwise.text import Span
from layerwise.unknown import Unknown

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class ImageTree:
    """Files by absolute image path; the tree of a context knows paths relative to its root only."""

    def __init__(self, files: Mapping[str, Content]) -> None:
        self._tree = MemoryTree({path.lstrip("/"): content for path, content in files.items()})

    def entry(self, path: str) -> Entry | Unknown | None:
        """What stands at the path."""
        return self._tree.entry(path.lstrip("/"))

    def text(self, path: str) -> str | Unknown | None:
        """The text there."""
        return self._tree.text(path.lstrip("/"))

    def names(self, path: str) -> Sequence[str] | Unknown:
        """The names there."""
        return self._tree.names(path.lstrip("/"))


def command(line: str, *, cwd: str | None = "/app", **environment: str | None) -> Command:
    """The command of a line without shell syntax; a word with a `$` is unknown."""
    words = tuple(
        Word(raw, Span(0, 0), None if "$" in raw else raw, any(c in raw for c in "*?"), ())
        for raw in shlex.split(line)
    )
    given = {"PATH": PATH, "HOME": "/root", **environment}
    return Command(words=words, redirects=(), span=Span(0, 0), cwd=cwd, environment=given)


def recognised(line: str, files: Mapping[str, Content] | None = None) -> Recognised | None:
    """What the line is, in a tree with these files."""
    return recognise(command(line), ImageTree(files or {}))


def reading(
    line: str, files: Mapping[str, Content], *, cwd: str | None = "/app", **environment: str | None
) -> Reading:
    """What the line reads and writes in a tree of these files, which stand below /app unless absolute."""
    tree = ImageTree({path if path.startswith("/") else f"/app/{path}": text for path, text in files.items()})
    found = recognise(command(line, cwd=cwd, **environment), tree)
    assert found is not None, f"{line} is no known install"
    return found.read(tree)


def phases(
    line: str, files: Mapping[str, Content], *, cwd: str | None = "/app", **environment: str | None
) -> Phases | None:
    """The two-phase form of the line in a tree of these files, which stand below /app unless absolute."""
    tree = ImageTree({path if path.startswith("/") else f"/app/{path}": text for path, text in files.items()})
    found = recognise(command(line, cwd=cwd, **environment), tree)
    assert found is not None, f"{line} is no known install"
    assert found.ecosystem.phases is not None
    return found.ecosystem.phases(tree, found.call)


def needs(found: Reading) -> list[str]:
    """The needed paths, /app taken off, in order."""
    return sorted(need.path.removeprefix("/app/") for need in found.needs)
