"""Ignore files on the disk: the Dockerfiles that they may be in force for, and their build contexts."""

from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path

from layerwise.builds.build import Build
from layerwise.builds.names import IGNORE_FILE
from layerwise.context.context import BuildContext
from layerwise.host.discovery import sources_among
from layerwise.host.disk import DiskTree, directories
from layerwise.unknown import Unknown

_MOST = 20  # Dockerfiles of one context that are looked at
MOST_FILES = 1000  # files that may be or name one


def dockerfiles_for(path: Path, files: Iterable[Path]) -> tuple[Path, ...]:
    """The Dockerfiles, and compose files that hold some, that an ignore file may be in force for.

    That is the one that it is named after, or all below it; `files` are those there that may be or name one.
    """
    if path.name != IGNORE_FILE:
        named = path.with_name(path.name.removesuffix(IGNORE_FILE))
        return (named,) if named.is_file() else ()
    return tuple(islice(sources_among(files, path.parent), _MOST))


def ignore_file_of(dockerfile: Path, build: Build) -> Path | None:
    """The ignore file in force for a Dockerfile's build, there or not; None where the context cannot be read."""
    if isinstance(build.context, Unknown):
        return None
    if build.context.ignore.name != IGNORE_FILE:
        return dockerfile.with_name(build.context.ignore.name)
    return next((directory / IGNORE_FILE for directory in directories([build])), None)


def context_of(path: Path, unsaved: Mapping[Path, str]) -> BuildContext | Unknown:
    """The folder of a context's ignore file, with nothing left out."""
    if path.name != IGNORE_FILE:
        return Unknown(f"no build with {path.name} is known")
    folder = path.parent
    texts = {
        one.relative_to(folder).as_posix(): text
        for one, text in unsaved.items()
        if one.is_relative_to(folder)
    }
    return BuildContext(DiskTree(folder, texts))
