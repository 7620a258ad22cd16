"""What kinds of documents the editor has open, and which of them have diagnostics."""

from enum import Enum, auto
from pathlib import Path

from layerwise.builds.names import is_dockerfile, is_ignore_file
from layerwise.builds.sources import is_compose_file
from layerwise.configuration.layers import NAMES as CONFIGURATION

_LANGUAGES = frozenset({"dockerfile", "containerfile", "docker"})  # the last is Kate's
_COMPOSE = "dockercompose"  # as VS Code calls compose files


class Kind(Enum):
    """What a document is; `Session` says who tells the findings of each kind.

    The others are heard because builds depend on their text.
    """

    DOCKERFILE = auto()
    IGNORE_FILE = auto()
    CONFIGURATION = auto()
    COMPOSE = auto()
    OTHER = auto()


_JUDGED_BY_BUILD = frozenset({Kind.DOCKERFILE, Kind.IGNORE_FILE, Kind.COMPOSE})
_BEARS_ON = {
    Kind.DOCKERFILE: frozenset({Kind.IGNORE_FILE}),
    Kind.IGNORE_FILE: frozenset({Kind.DOCKERFILE, Kind.COMPOSE}),
    Kind.COMPOSE: _JUDGED_BY_BUILD,
    Kind.CONFIGURATION: _JUDGED_BY_BUILD,
    Kind.OTHER: _JUDGED_BY_BUILD,
}


def bears_on(kind: Kind) -> frozenset[Kind]:
    """The kinds of other documents whose findings may depend on the text of one."""
    return _BEARS_ON[kind]


def kind_of(language: str, path: Path | None) -> Kind:
    """What a document of an editor's language and a path is; ignore files and configuration by their name alone."""
    if path is not None and is_ignore_file(path.name):
        return Kind.IGNORE_FILE
    if path is not None and path.name in CONFIGURATION:
        return Kind.CONFIGURATION
    if language.lower() in _LANGUAGES or (path is not None and is_dockerfile(path.name)):
        return Kind.DOCKERFILE
    if language.lower() == _COMPOSE or (path is not None and is_compose_file(path.name)):
        return Kind.COMPOSE
    return Kind.OTHER
