"""Dockerfiles on the disk, and their builds."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias, cast

from layerwise.builds.build import Build
from layerwise.builds.builds import Setting, builds_for
from layerwise.builds.hints import Hints, Taken
from layerwise.builds.names import INLINE, is_dockerfile
from layerwise.builds.sources import is_compose_file
from layerwise.context.context import LARGEST_TEXT
from layerwise.context.subtree import Subtree
from layerwise.history.log import History
from layerwise.host.disk import DiskTree, directories
from layerwise.host.named import named_in
from layerwise.host.reading import is_led_out, read_bytes
from layerwise.host.roots import root_around
from layerwise.host.walk import files_below, wanted
from layerwise.records import replace
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile
from layerwise.tuples import NamedTuple


class _Known(NamedTuple):
    """Builds, and what was taken from the Dockerfile for them."""

    taken: Taken
    builds: tuple[Build, ...]


Trees: TypeAlias = Callable[[Path, Mapping[str, str]], DiskTree]
_NOTHING: Mapping[Path, str] = MappingProxyType({})


def find_builds(
    path: Path,
    text: str,
    *,
    context: Path | None,
    roots: Sequence[Path],
    unsaved: Mapping[Path, str] = _NOTHING,
    history: Callable[[Path], History | None] | None = None,
) -> tuple[Build, ...]:
    """The builds of the Dockerfile with a text at an absolute path, as `builds_of` finds them."""
    return builds_of(path, parse(text), context=context, roots=roots, unsaved=unsaved, history=history)


def builds_of(  # noqa: PLR0913 - the Dockerfile, what the user says of it, and what stands for the disk
    path: Path,
    document: Dockerfile,
    *,
    context: Path | None,
    roots: Sequence[Path],
    unsaved: Mapping[Path, str] = _NOTHING,
    history: Callable[[Path], History | None] | None = None,
    trees: Trees = DiskTree,
) -> tuple[Build, ...]:
    """The builds of the Dockerfile at an absolute path, at least one.

    `context` is the user's setting. Nothing is read outside of it and of the project around the Dockerfile, of
    which the innermost of the `roots` is a part; `trees` gives both as they are now. `history` tells that of a folder,
    and is asked once for each build whose history something depends on.
    """
    hints = Hints(document)
    root, workspace = workspace_around(path, hints, roots, unsaved, trees)
    setting = None
    if context is not None:
        chosen = _absolute(context)
        inside = path.relative_to(chosen).as_posix() if path.is_relative_to(chosen) else None
        if chosen.is_relative_to(root):
            place = chosen.relative_to(root).as_posix()
            setting = Setting(Subtree(workspace, "" if place == "." else place), inside)
        else:
            setting = Setting(trees(chosen, _below(chosen, unsaved)), inside)
    return placed(_known_builds(path.relative_to(root).as_posix(), hints, workspace, setting), root, history)


def _known_builds(path: str, hints: Hints, workspace: DiskTree, setting: Setting | None) -> tuple[Build, ...]:
    """The builds of a Dockerfile of the workspace, those of before while neither tells anything else."""
    if setting is not None:
        return builds_for(path, hints, workspace, setting)
    known = cast("_Known | None", workspace.made.get((builds_for, path)))
    if known is None or not hints.tell(known.taken):
        builds = builds_for(path, hints, workspace)
        workspace.made[builds_for, path] = known = _Known(hints.taken, builds)
    return known.builds


def workspace_around(
    path: Path,
    hints: Hints,
    roots: Sequence[Path],
    unsaved: Mapping[Path, str],
    trees: Trees = DiskTree,
) -> tuple[Path, DiskTree]:
    """The folder of the project around a file that holds a Dockerfile, and what is in it."""
    root = root_around(path, hints, [_absolute(one) for one in roots])
    return root, trees(root, _below(root, unsaved))


def placed(
    builds: Iterable[Build], root: Path, history: Callable[[Path], History | None] | None
) -> tuple[Build, ...]:
    """The builds of a project with the folder that it lies in, and the histories of their contexts."""
    found = tuple(_placed(build, root) for build in builds)
    return found if history is None else tuple(_remembering(build, history) for build in found)


def find_dockerfiles(directory: Path) -> Iterator[Path]:
    """The Dockerfiles below a directory, in order; symlinked, hidden and installed folders are not entered.

    A link that leads out of the directory is left out: nobody has named what lies there.
    """
    found = map(Path, files_below(str(directory), is_dockerfile))
    return (path for path in found if not is_led_out(path, directory))


def find_sources(directory: Path, tell: Callable[[Path], None] = lambda _: None) -> Iterator[Path]:
    """The same, those that compose and bake files name, and compose files that hold some.

    `tell` is called with Dockerfiles that are left out, since they are links that lead out of the directory.
    """
    return sources_among(map(Path, files_below(str(directory), wanted("source"))), directory, tell)


def sources_among(
    files: Iterable[Path], directory: Path, tell: Callable[[Path], None] = lambda _: None
) -> Iterator[Path]:
    """The Dockerfiles that files below a directory are, name or hold; `tell` as for `find_sources`."""
    seen: set[Path] = set()
    for path in files:
        if is_led_out(path, directory):
            if is_dockerfile(path.name):
                tell(path)
            continue
        if is_dockerfile(path.name) or (is_compose_file(path.name) and _holds_inline(path)):
            yield path
        for named in named_in(path, directory):
            if named not in seen:
                seen.add(named)
                yield named


def _holds_inline(path: Path) -> bool:
    with suppress(OSError):
        return INLINE.encode() in (read_bytes(path, LARGEST_TEXT) or b"")
    return False


def _placed(build: Build, root: Path) -> Build:
    """The build with the folder at which the path of the file that declares it starts."""
    return build if build.said is None else replace(build, said=build.said._replace(root=str(root)))


def _remembering(build: Build, history: Callable[[Path], History | None]) -> Build:
    """The build with the history of its context, where that lies on the disk."""
    place = next(iter(directories([build])), None)
    return build if place is None else replace(build, history=cache(partial(history, place)))


def _absolute(path: Path) -> Path:
    if path.is_absolute() and ".." not in path.parts:
        return path
    # Not resolve(): symlinks stay, so that a Dockerfile is found below the folder as the user named it.
    return Path(os.path.abspath(path))  # noqa: PTH100 - symlinks stay, as the builder has it


def _below(root: Path, texts: Mapping[Path, str]) -> Mapping[str, str]:
    """The texts of the files below the root, by their paths in it."""
    return {
        path.relative_to(root).as_posix(): text for path, text in texts.items() if path.is_relative_to(root)
    }
