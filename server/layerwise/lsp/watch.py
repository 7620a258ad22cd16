"""What to be told about: the files that decide which builds there are and what installs read."""

from lsprotocol import types

from layerwise.builds.sources import watched_names as source_names
from layerwise.configuration.layers import NAMES as CONFIGURATION
from layerwise.ecosystems.index import NAMES
from layerwise.lsp.client import Client

_IGNORE_FILES = (".dockerignore", "*.dockerignore")
DOCKERFILES = ("*[Dd]ockerfile*", "*[Cc]ontainerfile*")


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
