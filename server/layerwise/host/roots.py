"""The directory beyond which nothing is looked for: the project's, as far as the user and the disk say."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from layerwise.builds.hints import Hints
from layerwise.builds.sources import is_compose_file
from layerwise.ecosystems.index import NAMES
from layerwise.host.stamp import Stamp, stamp_of


def root_around(path: Path, hints: Hints, folders: Sequence[Path]) -> Path:
    """The outermost of: the innermost of the user's folders around a Dockerfile, the repository, a compose file's.

    Outside all folders and repositories, what lies above tells: the outermost directory with a project's files.
    """
    folder, repository = _innermost(path, tuple(folders)), _repository(path)
    known = [path.parent, *([] if folder is None else [folder])]
    if repository is not None:
        known.append(repository)
    elif folder is not None:
        above = (one for one in (folder, *folder.parents) if not _is_shared(one) and _has_compose_file(one))
        known += [one for one in [next(above, None)] if one is not None]
    else:
        names = {name for names, locks, _ in NAMES.values() for name in (*names, *locks) if "*" not in name}
        names |= hints.sources
        known += [one for one in path.parents if not _is_shared(one) and _is_project(one, names)]
    return min(known, key=lambda one: len(one.parts))


def project_around(path: Path, folders: Sequence[Path]) -> Path:
    """The outermost of: the innermost of the user's folders around a Dockerfile, and its repository; else its folder.

    Other than for files of a project, whose names say what they belong to, no folder above these is looked at.
    """
    found = [one for one in (_innermost(path, tuple(folders)), _repository(path)) if one is not None]
    return min(found or [path.parent], key=lambda one: len(one.parts))


# The next two are asked about the same few files with each edit.
@lru_cache(maxsize=64)
def _innermost(path: Path, folders: tuple[Path, ...]) -> Path | None:
    """The innermost of some folders around a file."""
    around = [folder for folder in folders if path.is_relative_to(folder) and folder != folder.parent]
    return max(around, key=lambda one: len(one.parts), default=None)


@lru_cache(maxsize=64)
def _possible_repositories(path: Path) -> tuple[tuple[str, Path], ...]:
    """What a repository around a file would have, and the directory, the innermost first."""
    return tuple((f"{one}/.git", one) for one in path.parents)


def _repository(path: Path) -> Path | None:
    found = (one for mark, one in _possible_repositories(path) if os.path.exists(mark))  # noqa: PTH110 - a string is at hand
    return next(found, None)


def _is_project(directory: Path, names: set[str]) -> bool:
    return _has_compose_file(directory) or any((directory / name).exists() for name in names)


def _has_compose_file(directory: Path) -> bool:
    stamp = stamp_of(str(directory))
    if stamp is None:
        return False
    return _lists_compose_file(directory) if stamp.is_young else _listed_compose_file(directory, stamp)


@lru_cache(maxsize=256)
def _listed_compose_file(directory: Path, stamp: Stamp) -> bool:
    """The same, remembered for as long as nothing comes or goes there: many Dockerfiles lie below one folder."""
    assert not stamp.is_young, "what is listed may change without a trace"
    return _lists_compose_file(directory)


def _lists_compose_file(directory: Path) -> bool:
    try:
        return any(map(is_compose_file, os.listdir(directory)))  # noqa: PTH208 - names, not paths
    except OSError:
        return False


def _is_shared(directory: Path) -> bool:
    """Whether other projects lie there too: the home directory, that for temporary files, and all above them."""
    # Not Path.home(), which raises where the user has none.
    home = os.path.expanduser("~")  # noqa: PTH111 - as above
    return directory in _around(home) or directory in _around(_temporary())


@lru_cache(maxsize=16)
def _around(place: str) -> frozenset[Path]:
    """A directory, and all above it."""
    return frozenset((Path(place), *Path(place).parents))


def _temporary() -> str:
    """The directory for temporary files, without `tempfile`, which imports archives and random numbers."""
    named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    return next((place for place in named if place), "/tmp")  # noqa: S108 - nothing is put there
