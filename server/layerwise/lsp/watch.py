"""What to be told about: the files that decide which builds there are and what installs read."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from lsprotocol import types

from layerwise.builds.sources import watched_names as source_names
from layerwise.configuration.layers import NAMES as CONFIGURATION
from layerwise.ecosystems.index import NAMES
from layerwise.lsp.client import Client
from layerwise.lsp.convert import uri_of
from layerwise.regex import regex

_IGNORE_FILES = (".dockerignore", "*.dockerignore")
DOCKERFILES = ("*[Dd]ockerfile*", "*[Cc]ontainerfile*")
_MOST = 500  # files that are watched one by one
_GLOB = regex(r"[][{}*?]")  # in a file's name these would be taken for a pattern


def registrations(client: Client) -> list[types.Registration]:
    """What the client should tell us of, as far as it takes such requests."""
    found = []
    if client.registers_configuration:
        found.append(
            types.Registration(
                id="settings",
                method=types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                register_options=types.DidChangeConfigurationRegistrationOptions(section="layerwise"),
            )
        )
    if client.registers_watchers:
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in watched_names()]
        found.append(
            types.Registration(
                id="files",
                method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers),
            )
        )
    return found


def watched_names() -> list[str]:
    """The names of watched files, as patterns without the folder that they are in."""
    names = {name for kinds in NAMES.values() for kind in kinds for name in kind}
    return sorted(names.union(_IGNORE_FILES, DOCKERFILES, source_names(), CONFIGURATION))


class Watched:
    """The files that are watched one by one: those that were read and that no pattern of names covers."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._seen: set[Path] = set()
        self._number = 0

    def registration(self, paths: Iterable[Path]) -> types.Registration | None:
        """What asks for news of more files; None where all are watched, or the client takes no such request."""
        unseen = set(paths) - self._seen
        self._seen |= unseen
        new = sorted(path for path in unseen if not _is_covered(path))[: _MOST - self._number]
        if not new or not self._client.registers_watchers:
            return None
        self._number += len(new)
        options = types.DidChangeWatchedFilesRegistrationOptions([self._watcher(path) for path in new])
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        return types.Registration(id=f"files {self._number}", method=method, register_options=options)

    def _watcher(self, path: Path) -> types.FileSystemWatcher:
        if self._client.takes_relative_patterns:
            return types.FileSystemWatcher(types.RelativePattern(uri_of(path.parent), path.name))
        return types.FileSystemWatcher(f"**/{path.parent.name}/{path.name}")


def _is_covered(path: Path) -> bool:
    names, patterns = _names()
    if path.name in names or _GLOB.search(path.name) is not None:
        return True
    return any(path.match(pattern) for pattern in patterns)


@cache
def _names() -> tuple[frozenset[str], tuple[str, ...]]:
    """The watched names as they stand, and those that are patterns or lead through a folder."""
    names = watched_names()
    plain = frozenset(name for name in names if _GLOB.search(name) is None and "/" not in name)
    return plain, tuple(name for name in names if name not in plain)
