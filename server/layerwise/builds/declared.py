"""A build as a file declares it: paths as seen from the workspace, values as far as the text says them."""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence

from layerwise.context.paths import clean, join
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.records import dataclass, field
from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_REMOTE = regex(r"[a-z][a-z0-9+.-]*:|git@|github\.com/", re.IGNORECASE)
FILE = "Dockerfile"

Value = str | Unknown


class Named(NamedTuple):
    """One argument or named context; `value` None where it is left to the environment."""

    name: str
    value: Value | None


class Inlined(NamedTuple):
    """A Dockerfile that stands in another file: that file's path, and where in its text it begins."""

    path: str
    start: int


class Files(NamedTuple):
    """The files of one directory of the workspace that a source may read, by their paths."""

    workspace: Tree
    directory: str
    paths: Sequence[str]

    def text(self, path: str) -> str:
        """The text of a file, empty where it cannot be read."""
        text = self.workspace.text(path)
        return text if isinstance(text, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One build of one Dockerfile, as a file declares it.

    `origin` says who declares it ("compose.yaml, service web"), `path` and `line` where, the line counted from 1.
    `context` and `dockerfile` are places in the workspace, "." its root; "../x" lies outside. `contexts` are
    places too, or what is no folder, as written. `inline` is the Dockerfile that stands in the file itself, in which
    case `dockerfile` is empty. `changing`: the arguments that get another value with each
    build, with the expression that gives it.
    """

    origin: str
    path: str
    line: int
    context: str
    dockerfile: str
    target: Value | None = None
    arguments: Mapping[str, Value | None] = field(default_factory=dict)
    contexts: Mapping[str, Value | None] = field(default_factory=dict)
    changing: Mapping[str, str] = field(default_factory=dict)
    inline: Inlined | None = None


def place(directory: str, path: str) -> str:
    """Where a path as seen from a place of the workspace is: "." is the workspace's root."""
    return clean(posixpath.join(directory or ".", path))


def is_remote(context: str) -> bool:
    """Whether a context is no folder, but a repository, an archive, an image, or another build's result."""
    return _REMOTE.match(context) is not None


def placed(directory: str, contexts: Iterable[Named]) -> dict[str, Value | None]:
    """Named contexts with their folders as places of the workspace."""
    return {
        name: place(directory, value) if isinstance(value, str) and not is_remote(value) else value
        for name, value in contexts
    }


def is_file(workspace: Tree, path: str) -> bool:
    """Whether there is a file, or a link, at a place of the workspace."""
    entry = workspace.entry(join("", path))
    return isinstance(entry, Entry) and entry.kind in (Kind.FILE, Kind.SYMLINK)


def settled(workspace: Tree, readings: Iterable[Declared]) -> Declared | None:
    """The reading whose Dockerfile is there, where several folders may be meant; None where that is not just one."""
    found = {
        (one.dockerfile, one.inline): one
        for one in readings
        if one.inline is not None or is_file(workspace, one.dockerfile)
    }
    return next(iter(found.values())) if len(found) == 1 else None
