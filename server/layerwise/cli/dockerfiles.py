"""The Dockerfiles that `layerwise check` is told of, or told to look for."""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from layerwise.builds.build import Build
from layerwise.builds.names import IGNORE_FILE
from layerwise.cli.files import Source
from layerwise.cli.inline import read_dockerfile
from layerwise.cli.terminal import complain
from layerwise.cli.texts import Unusable, read_piped
from layerwise.host.discovery import find_sources
from layerwise.host.disk import directories
from layerwise.host.git import changed_since, top
from layerwise.host.git_ignored import GitIgnored
from layerwise.tuples import NamedTuple

PIPED = "-"  # the name that stands for standard input
_DEFAULT = "Dockerfile"
_TOLD = 3  # Dockerfiles that a message names


class Named(NamedTuple):
    """A Dockerfile as a user would write its name, the folder searched, and the text to be read in its place."""

    name: str
    folder: Path | None = None
    piped: str | None = None


def dockerfiles(names: Sequence[str], piped_name: str | None, *, is_quiet: bool) -> Iterator[Named]:
    """The Dockerfiles that are meant, each once."""
    if piped_name is not None and PIPED not in names:
        raise Unusable("--stdin-filename is for standard input; name that as well: layerwise check -")
    seen: set[Path] = set()
    for name in names:
        if name == PIPED:
            found = [Named(piped_name or _DEFAULT, piped=read_piped())]
        elif Path(name).is_dir():
            folder = Path(name)
            found = [Named(str(path), folder) for path in _below(folder)]
            if not found and not is_quiet:
                complain(f"no Dockerfiles in {name}; name one to have it checked whatever it is called")
        else:
            found = [Named(name)]
        for one in found:
            place = Path(one.name).absolute()
            if place not in seen:
                seen.add(place)
                yield one


def _below(folder: Path) -> list[Path]:
    """The files of a folder that are meant when it is named: not what git ignores."""
    ignored = GitIgnored(folder)
    found = find_sources(folder, lambda path: _leave_out(path, folder))
    return sorted((path for path in found if not ignored.holds(path)), key=str)


def _leave_out(path: Path, folder: Path) -> None:
    complain(f"{path} leads out of {folder} and is left out; name it to have it checked")


def single(name: str, context: Path | None) -> Source:
    """The one Dockerfile that a name means: itself, or the only one below a folder."""
    if not Path(name).is_dir():
        return read_dockerfile(name, context)
    found = list(dockerfiles([name], None, is_quiet=True))
    if len(found) == 1:
        return read_dockerfile(found[0].name, context, found[0].folder)
    if not found:
        raise Unusable(f"there is no Dockerfile in {name}; name one, whatever it is called")
    several = ", ".join(one.name for one in found[:_TOLD])
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    raise Unusable(f"{name} is a directory with several Dockerfiles, {several}{more}; name one")


class Since:
    """What differs from a revision of git, in whatever work trees the Dockerfiles lie."""

    def __init__(self, revision: str) -> None:
        self._revision = revision
        self._changed = cache(self._read)
        self._top = cache(top)

    def touches(self, source: Source) -> bool:
        """Whether a Dockerfile differs, the ignore file in force for it, or the file that declares a build of it."""
        changed = self._below(source.path.parent)
        if source.path in changed or source.path.with_name(f"{source.path.name}{IGNORE_FILE}") in changed:
            return True
        return any(path in changed for build in source.builds(source.text) for path in _around(build))

    def _below(self, folder: Path) -> frozenset[Path]:
        work_tree = self._top(folder)
        if work_tree is None:
            raise Unusable(
                f"{folder} lies in no work tree of git, or there is no git; leave --changed-since out"
            )
        return self._changed(work_tree)

    def _read(self, work_tree: Path) -> frozenset[Path]:
        found = changed_since(work_tree, self._revision)
        if found is None:
            raise Unusable(f"git knows no revision {self._revision} in {work_tree}; name another")
        return frozenset(work_tree / path for path in found)


def _around(build: Build) -> Iterator[Path]:
    """The files beside a Dockerfile that decide on its build, there or not."""
    for directory in directories([build]):
        yield Path(os.path.normpath(directory / IGNORE_FILE))
    if build.said is not None:
        yield Path(build.said.root, build.said.path)
