"""Paths as text, with `/`: cleaning, joining and following links, without any file system behind them."""

import posixpath
from collections.abc import Callable

from layerwise.context.tree import Entry, Kind
from layerwise.unknown import Unknown

_MOST_LINKS = 40  # as in Linux (ELOOP)
OUTSIDE = Unknown("a symlink leads out of the folder")


def clean(path: str) -> str:
    """The shortest spelling, as Go's `path.Clean` has it: never empty, no `.`, no inner `..`."""
    cleaned = posixpath.normpath(path)
    return cleaned[1:] if cleaned.startswith("//") else cleaned


def below_root(path: str) -> str:
    """The path relative to a root from which `..` cannot climb; "" is the root itself."""
    return clean("/" + path)[1:]


def join(directory: str, name: str) -> str:
    """The name in the directory, where "" is a context's root and "/" an image's; no name is the directory."""
    if not name:
        return directory
    if not directory or name[0] == "/":
        return name
    return f"{directory}{name}" if directory[-1] == "/" else f"{directory}/{name}"


def is_within(path: str, directory: str) -> bool:
    """Whether the path is the directory or lies below it."""
    return directory in {"", "/", path} or path.startswith(directory + "/")


def relative(path: str, directory: str) -> str | None:
    """The path as seen from the directory, or None where it lies outside."""
    if not is_within(path, directory):
        return None
    return path[len(directory) :].lstrip("/") if directory else path


Look = Callable[[str], Entry | Unknown | None]


def resolve(look: Look, path: str) -> str | Unknown | None:
    """Where the path really is, symlinks on the way and at its end followed; None where a piece is absent.

    `look` says what stands at a path whose parents are real directories. Unknown where a link leads outside.
    """
    return _follow(look, path, follows_last=True)


def locate(look: Look, path: str) -> str | Unknown | None:
    """Where the path really is, symlinks followed on the way to it but not at its end."""
    return _follow(look, path, follows_last=False)


def _follow(look: Look, path: str, *, follows_last: bool) -> str | Unknown | None:
    pending = path.split("/")[::-1]
    here = ""
    links = 0
    while pending:
        name = pending.pop()
        if name in {"", "."}:
            continue
        if name == "..":
            if not here:
                return OUTSIDE
            here = posixpath.dirname(here)
            continue
        here = join(here, name)
        if not pending and not follows_last:
            return here
        entry = look(here)
        if not isinstance(entry, Entry):
            return entry
        if entry.kind is Kind.SYMLINK:
            links += 1
            if links > _MOST_LINKS:
                return Unknown("its symlinks go round in circles")
            target = entry.target or ""
            if target.startswith("/"):
                return OUTSIDE
            pending.extend(target.split("/")[::-1])
            here = posixpath.dirname(here)
        elif pending and entry.kind is not Kind.DIRECTORY:
            return None
    return here
