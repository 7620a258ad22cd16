"""The builds of a Dockerfile: as the user says, else as files say, else as the project's files suggest."""

from collections.abc import Callable, Iterator
from importlib import import_module

from layerwise.builds.build import Build, Said
from layerwise.builds.combined import combined
from layerwise.builds.declared import Declared, Inlined, Value, is_remote
from layerwise.builds.guess import guesses
from layerwise.builds.hints import Hints
from layerwise.builds.names import IGNORE_FILE
from layerwise.builds.sources import declared_builds
from layerwise.context.context import BuildContext
from layerwise.context.ignore import Ignore, read_ignore
from layerwise.context.paths import join, relative, resolve
from layerwise.context.subtree import Subtree
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_COMPOSE = "layerwise.builds.compose"


class Setting(NamedTuple):
    """The context that the user chose: a tree, and where the Dockerfile is in it, None where outside."""

    tree: Tree
    dockerfile: str | None


def builds_for(
    dockerfile_path: str, hints: Hints, workspace: Tree, setting: Setting | None = None
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
    declared = combined(_declared(dockerfile_path, hints, workspace))
    return declared or _guessed(dockerfile_path, hints, workspace)


def inline_builds(inlined: Inlined, workspace: Tree) -> tuple[Build, ...]:
    """All builds of a Dockerfile that stands in another file, at least one; nobody guesses where it is built."""
    declared = [one for _, one in declared_builds(inlined.path, workspace) if one.inline == inlined]
    if not declared:
        # A file that compose reads only when it is named: YAML's reader is imported already.
        declared_in: Callable[[Tree, str], Iterator[Declared]] = import_module(_COMPOSE).declared_in
        declared = [one for one in declared_in(workspace, inlined.path) if one.inline == inlined]
    found = [(True, _build(one, None, workspace)) for one in declared]
    why = f"the build context in {inlined.path} cannot be read"
    return combined(found) or (Build(context=Unknown(why), label="", origin=inlined.path),)


def ignore_file_names(dockerfile_path: str, context: str) -> tuple[str, str]:
    """The ignore files that can apply, the first that exists does: the Dockerfile's own, the context's."""
    return f"{dockerfile_path}{IGNORE_FILE}", join(context, IGNORE_FILE)


def _guessed(dockerfile_path: str, hints: Hints, workspace: Tree) -> tuple[Build, ...]:
    return tuple(
        Build(
            context=_context(Subtree(workspace, guessed.directory), workspace, dockerfile_path),
            label=guessed.directory or ".",
            origin=guessed.origin,
            dockerfile=relative(dockerfile_path, guessed.directory),
            is_guess=True,
            doubt=guessed.doubt,
        )
        for guessed in guesses(dockerfile_path, hints, workspace)
    )


def _declared(dockerfile_path: str, hints: Hints, workspace: Tree) -> Iterator[tuple[bool, Build]]:
    """The builds that files declare of this Dockerfile, each with whether its source is sure.

    One of another source counts only if no other directory has more of the files that COPY names: a build that
    misses some of them is none that works.
    """
    most: int | None = None
    for source, declared in declared_builds(dockerfile_path, workspace):
        if not _is_named(declared.dockerfile, dockerfile_path):
            continue
        build = _build(declared, dockerfile_path, workspace)
        if not source.is_sure and most is None:
            guessed = _guessed(dockerfile_path, hints, workspace)
            most = max(_count(one, hints.sources) for one in guessed)
        if source.is_sure or (
            isinstance(build.context, BuildContext) and _count(build, hints.sources) >= (most or 0)
        ):
            yield source.is_sure, build


def _count(build: Build, sources: frozenset[str]) -> int:
    """How many of the files that COPY names are in the context, ignored ones included."""
    if isinstance(build.context, Unknown):
        return 0
    return sum(isinstance(build.context.raw.entry(source), Entry) for source in sources)


def _build(declared: Declared, dockerfile_path: str | None, workspace: Tree) -> Build:
    """The build of a Dockerfile; the path is None where it stands in the file that declares the build."""
    found = _folder(declared.context, workspace)
    inside = isinstance(found, str)
    return Build(
        context=_context(Subtree(workspace, found), workspace, dockerfile_path)
        if isinstance(found, str)
        else found,
        label=(found or ".") if isinstance(found, str) else "",
        origin=declared.origin,
        said=Said(declared.path, declared.line),
        dockerfile=relative(dockerfile_path, "" if declared.context == "." else declared.context)
        if inside and dockerfile_path is not None
        else None,
        target=declared.target if isinstance(declared.target, str) else None,
        arguments={
            name: value if isinstance(value, str) else None for name, value in declared.arguments.items()
        },
        contexts={name: _named_context(value, workspace) for name, value in declared.contexts.items()},
        changing={name: f"{declared.origin}: {said}" for name, said in declared.changing.items()},
    )


def _context(tree: Tree, workspace: Tree, dockerfile_path: str | None) -> BuildContext | Unknown:
    """The tree minus what the Dockerfile's own ignore file, or else the tree's, keeps out.

    A Dockerfile without a path has none of its own: buildx hands it over in an empty folder (`loadInputs`).
    """
    ignore = (
        None if dockerfile_path is None else _ignore(workspace, ignore_file_names(dockerfile_path, "")[0])
    )
    if ignore is None:
        ignore = _ignore(tree, IGNORE_FILE)
    return ignore if isinstance(ignore, Unknown) else BuildContext(tree, ignore or Ignore())


def _ignore(tree: Tree, path: str) -> Ignore | Unknown | None:
    text = tree.text(path)
    return read_ignore(text, path.rpartition("/")[2]) if isinstance(text, str) else text


def _is_named(file: str, dockerfile_path: str) -> bool:
    """Whether a place is the Dockerfile; it may leave the workspace and come back."""
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


def _named_context(value: Value | None, workspace: Tree) -> BuildContext | Unknown:
    if not isinstance(value, str):
        return value or Unknown("its place comes from the environment")
    if is_remote(value):
        return Unknown(f"{value} is not a folder of the workspace")
    found = _folder(value, workspace)
    if isinstance(found, Unknown):
        return found
    tree = Subtree(workspace, found)
    ignore = _ignore(tree, IGNORE_FILE)
    return ignore if isinstance(ignore, Unknown) else BuildContext(tree, ignore or Ignore())
