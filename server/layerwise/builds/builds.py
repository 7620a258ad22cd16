"""The builds of a Dockerfile: as the user says, else as compose files say, else as the files suggest."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from layerwise.builds.build import Build
from layerwise.builds.compose import Named, Service, Value, overlaid, read_compose
from layerwise.builds.guess import guesses
from layerwise.builds.names import IGNORE_FILE
from layerwise.context.context import BuildContext
from layerwise.context.ignore import Ignore, parse_ignore
from layerwise.context.paths import clean, join, relative, resolve
from layerwise.context.subtree import Subtree
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.syntax.tree import Dockerfile
from layerwise.unknown import Unknown

_COMPOSE_FILE = re.compile(r"(?:docker-)?compose(?:\.[\w-]+)*\.ya?ml")
_FIRST = (
    "compose.yaml",
    "compose.yml",
    "docker-compose.yml",
    "docker-compose.yaml",
)  # compose takes the first
_OVERRIDE = re.compile(r"(?:docker-)?compose\.override\.ya?ml")
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]*:|git@|github\.com/", re.IGNORECASE)


class Setting(NamedTuple):
    """The context that the user chose: a tree, and where the Dockerfile is in it, None where outside."""

    tree: Tree
    dockerfile: str | None


def builds_for(
    dockerfile_path: str, dockerfile: Dockerfile, workspace: Tree, setting: Setting | None = None
) -> tuple[Build, ...]:
    """All builds of the Dockerfile at a path of the workspace, at least one."""
    if setting is not None:
        entry = setting.tree.entry("")
        context: BuildContext | Unknown = Unknown(
            "the folder in the setting layerwise.context does not exist"
        )
        if isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY:
            context = _context(setting.tree, workspace, dockerfile_path)
        named = setting.dockerfile if isinstance(context, BuildContext) else None
        return (Build(context=context, label="", origin="the setting layerwise.context", dockerfile=named),)
    composed = _distinct(tuple(_compose_builds(dockerfile_path, workspace)))
    if composed:
        return composed
    return tuple(
        Build(
            context=_context(Subtree(workspace, guessed.directory), workspace, dockerfile_path),
            label=guessed.directory or ".",
            origin=guessed.origin,
            dockerfile=relative(dockerfile_path, guessed.directory),
            is_guess=True,
            doubt=guessed.doubt,
        )
        for guessed in guesses(dockerfile_path, dockerfile, workspace)
    )


def ignore_file_names(dockerfile_path: str, context: str) -> tuple[str, str]:
    """The ignore files that can apply, the first that exists does: the Dockerfile's own, the context's."""
    return f"{dockerfile_path}{IGNORE_FILE}", join(context, IGNORE_FILE)


def is_compose_file(name: str) -> bool:
    """Whether a file is read as a compose file, by its name."""
    return _COMPOSE_FILE.fullmatch(name) is not None


def _context(tree: Tree, workspace: Tree, dockerfile_path: str) -> BuildContext | Unknown:
    """The tree minus what the Dockerfile's own ignore file, or else the tree's, keeps out."""
    own, _ = ignore_file_names(dockerfile_path, "")
    ignore = _ignore(workspace, own)
    if ignore is None:
        ignore = _ignore(tree, IGNORE_FILE)
    return ignore if isinstance(ignore, Unknown) else BuildContext(tree, ignore or Ignore())


def _ignore(tree: Tree, path: str) -> Ignore | Unknown | None:
    text = tree.text(path)
    return parse_ignore(text, path.rpartition("/")[2]) if isinstance(text, str) else text


def _compose_builds(dockerfile_path: str, workspace: Tree) -> Iterator[Build]:
    directory = dockerfile_path.rpartition("/")[0]
    while True:
        for name, services in _compose_files(workspace, directory):
            for service in services:
                build = _build(service, directory, dockerfile_path, workspace)
                if build is not None:
                    yield replace(build, origin=f"{join(directory, name)}, service {service.name}")
        if not directory:
            return
        directory = directory.rpartition("/")[0]


def _compose_files(workspace: Tree, directory: str) -> Iterator[tuple[str, tuple[Service, ...]]]:
    """Each compose file of a directory with the services that it says something about.

    The main file is read with its override, as compose does. Any other, such as compose.prod.yaml, is read on
    top of the main file, as `-f` twice does.
    """
    names = workspace.names(directory)
    files = [] if isinstance(names, Unknown) else [name for name in names if is_compose_file(name)]
    main = next((name for name in _FIRST if name in files), None)
    base = _read(workspace, directory, main)
    override = next((name for name in files if _OVERRIDE.fullmatch(name)), None)
    if main is not None:
        yield main, overlaid(base, _read(workspace, directory, override))
    for name in files:
        if name in {*_FIRST, override}:
            continue
        top = _read(workspace, directory, name)
        said = {service.name for service in top}
        yield name, tuple(service for service in overlaid(base, top) if service.name in said)


def _read(workspace: Tree, directory: str, name: str | None) -> tuple[Service, ...]:
    text = workspace.text(join(directory, name)) if name is not None else None
    return read_compose(text) if isinstance(text, str) else ()


def _build(service: Service, directory: str, dockerfile_path: str, workspace: Tree) -> Build | None:
    """The build of a service, None where it does not name this Dockerfile as far as one can see."""
    context = "." if service.context is None else service.context
    file = "Dockerfile" if service.dockerfile is None else service.dockerfile
    if service.is_inline or isinstance(context, Unknown) or isinstance(file, Unknown) or _is_remote(context):
        return None
    place = clean(posixpath.join(directory or ".", context))
    if not _is_named(clean(posixpath.join(place, file)), dockerfile_path):
        return None
    found = _folder(place, workspace)
    inside = isinstance(found, str)
    target = service.target
    return Build(
        context=_context(Subtree(workspace, found), workspace, dockerfile_path)
        if isinstance(found, str)
        else found,
        label=(found or ".") if isinstance(found, str) else "",
        origin="",
        dockerfile=relative(dockerfile_path, "" if place == "." else place) if inside else None,
        target=target if isinstance(target, str) else None,
        arguments={name: value if isinstance(value, str) else None for name, value in service.arguments},
        contexts=_named_contexts(service.contexts, directory, workspace),
    )


def _is_named(file: str, dockerfile_path: str) -> bool:
    """Whether a path as compose has it is the Dockerfile; it may leave the workspace and come back."""
    climbs = 0
    while file.startswith("../"):
        climbs += 1
        file = file[3:]
    # The workspace's own name is not known here, so the folders on the way back are taken on trust.
    return file.split("/", climbs)[-1] == dockerfile_path if climbs else file == dockerfile_path


def _folder(place: str, workspace: Tree) -> str | Unknown:
    """Where the folder really is in the workspace, or why it cannot be read."""
    if place == ".." or place.startswith(("/", "~/", "../")):
        return Unknown("the build context lies outside the workspace")
    found = resolve(workspace.entry, place)
    if found is None:
        return Unknown(f"the build context {place} does not exist")
    return found


def _named_contexts(
    named: tuple[Named, ...], directory: str, workspace: Tree
) -> Mapping[str, BuildContext | Unknown]:
    return {name: _named_context(value, directory, workspace) for name, value in named}


def _named_context(value: Value | None, directory: str, workspace: Tree) -> BuildContext | Unknown:
    if not isinstance(value, str):
        return value or Unknown("its place comes from the environment")
    if _is_remote(value):
        return Unknown(f"{value} is not a folder of the workspace")
    found = _folder(clean(posixpath.join(directory or ".", value)), workspace)
    if isinstance(found, Unknown):
        return found
    tree = Subtree(workspace, found)
    ignore = _ignore(tree, IGNORE_FILE)
    return ignore if isinstance(ignore, Unknown) else BuildContext(tree, ignore or Ignore())


def _is_remote(context: str) -> bool:
    return _REMOTE.match(context) is not None


def _distinct(builds: tuple[Build, ...]) -> tuple[Build, ...]:
    """The builds without those that differ from an earlier one in nothing but who says so."""
    found: list[Build] = []
    for build in builds:
        if not any(replace(build, label=other.label, origin=other.origin) == other for other in found):
            found.append(build)
    return tuple(found)
