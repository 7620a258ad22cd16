"""The edits that a command is told of, as paths of a build's contexts."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from layerwise.builds.build import Build
from layerwise.cache.changed import Changed
from layerwise.cli.texts import Unusable
from layerwise.host.disk import directories, named_directories
from layerwise.host.git import changed_since


def changes(build: Build, names: Sequence[str], since: str | None) -> Changed:
    """The files of these names, or all that differ from a revision, in the contexts of a build that lie on the disk."""
    root = next(iter(directories([build])))
    others = dict(named_directories(build))
    if since is not None:
        return Changed(_since(root, since), {name: _since(place, since) for name, place in others.items()})
    main: set[str] = set()
    named: dict[str, set[str]] = {name: set() for name in others}
    for name in names:
        for context, path in _places(root, others, name):
            (main if context is None else named[context]).add(path)
    return Changed.of(main, named)


def inside(root: Path, name: str) -> str:
    """A path in the build context: as seen from the working directory, else from the context."""
    found = _inside(root, name)
    if found is None:
        raise Unusable(f"{name} lies outside of the build context {root}; name a file in it")
    return found


def told(changed: Changed) -> list[str]:
    """The changed paths in order, those of named contexts with the name before them."""
    others = (f"{name}:{path}" for name, paths in changed.named.items() for path in paths)
    return [*sorted(changed.paths), *sorted(others)]


def _places(root: Path, others: Mapping[str, Path], name: str) -> Iterator[tuple[str | None, str]]:
    """Each context that holds a file, None for the main one, and the path there."""
    roots: dict[str | None, Path] = {None: root}
    roots.update(others)
    paths = ((context, _inside(place, name)) for context, place in roots.items())
    found = [(context, path) for context, path in paths if path is not None]
    if not found:
        raise Unusable(f"{name} lies outside of the build context {root}; name a file in it")
    # A name as seen from the working directory may lie in several contexts; one seen from a context, in that alone.
    there = [(context, path) for context, path in found if (roots[context] / path).exists()]
    yield from there or found[:1]


def _inside(root: Path, name: str) -> str | None:
    places = [_absolute(start / name) for start in (Path.cwd(), root)]
    inside = [path for path in places if path.is_relative_to(root)]
    chosen = next((path for path in inside if path.exists()), next(iter(inside), None))
    return None if chosen is None else chosen.relative_to(root).as_posix()


def _absolute(path: Path) -> Path:
    # Not resolve(): symlinks stay, as the builder has it.
    return Path(os.path.abspath(path))  # noqa: PTH100 - as said


def _since(root: Path, revision: str) -> frozenset[str]:
    found = changed_since(root, revision)
    if found is None:
        raise Unusable(f"git knows no revision {revision} in {root}; name another, or files with --changed")
    return frozenset(found)
