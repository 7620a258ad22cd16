"""The files that declare builds: their names and places, what their texts must hold, and who reads them.

Here stands the order in which they are believed. A reader is imported only once there is a file for it.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module

import layerwise.builds as package
from layerwise.builds.declared import Declared, Files
from layerwise.context.paths import join
from layerwise.context.tree import Tree
from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

STANDARD_COMPOSE = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
"""The compose files that are read when none is named; the first that is there counts."""

_COMPOSE = ("compose*.yml", "compose*.yaml", "docker-compose*.yml", "docker-compose*.yaml")
_COMPOSE_FILE = regex(r"(?:docker-)?compose(?:[.-][\w-]+(?:\.[\w-]+)*)?\.ya?ml")
# Folders that hold how a project is built and run, beside the project itself.
_ASIDE = (
    "docker",
    ".docker",
    "compose",
    "deploy",
    "deployment",
    "deployments",
    "infra",
    "ops",
    "build",
    "ci",
)
_SCRIPTS = ("scripts", "script", "bin", "hack", "ci", "build", "tools", "docker")
_LONGEST = 200_000  # characters of a file that is read; a longer one has been generated
# A program that builds images, and its verb; a Makefile may have the program's name in a variable.
_BUILDERS = r"(?i:docker|podman|buildah|nerdctl)"
_COMMAND = (regex(rf"build-push-action|{_BUILDERS}\b[^\n]{{0,80}}?\b(?:build|bud)\b"),)
_RECIPE = (regex(_BUILDERS), regex(r"\b(?:build|bud)\b"))


class Source(NamedTuple):
    """One kind of file; `module` reads it.

    `folders` are where it may lie below a directory above the Dockerfile ("" is that directory itself, "*" any one
    folder), `names` patterns of its name. A text without all `words` is not read. `is_sure`: what it says is how the
    project is built; else it counts only where that is borne out.
    """

    module: str
    folders: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[re.Pattern[str], ...]
    is_sure: bool = True


SOURCES = (
    Source("compose", ("", *_ASIDE), _COMPOSE, (regex("build|extends|include"),)),
    Source("bake", ("", *_ASIDE), ("docker-bake*.hcl", "docker-bake*.json"), (regex("target"),)),
    Source(
        "devcontainer",
        ("", ".devcontainer", ".devcontainer/*"),
        ("devcontainer.json", ".devcontainer.json"),
        (regex("(?i:dockerfile)"),),
        is_sure=False,
    ),
    Source("workflows", (".github/workflows",), ("*.yml", "*.yaml"), _COMMAND),
    Source("workflows", (".github/actions/*",), ("action.yml", "action.yaml"), _COMMAND),
    Source("gitlab", ("",), (".gitlab-ci.yml",), _COMMAND),
    Source("makefile", ("",), ("Makefile", "makefile", "GNUmakefile"), _RECIPE, is_sure=False),
    Source("scripts", ("", *_SCRIPTS), ("*.sh",), _COMMAND, is_sure=False),
    Source("package_scripts", ("",), ("package.json",), _COMMAND, is_sure=False),
)


def declared_builds(dockerfile_path: str, workspace: Tree) -> Iterator[tuple[Source, Declared]]:
    """All builds that files declare, of any Dockerfile, those that are believed first first.

    Of one kind, the files nearest to the Dockerfile go first.
    """
    for source in SOURCES:
        for directory in upward(dockerfile_path.rpartition("/")[0]):
            for files in _found(source, directory, workspace):
                for declared in _reader(source.module)(files):
                    yield source, declared


def builds_images(text: str) -> bool:
    """Whether a script may hold the command of a build."""
    return _holds(text, _COMMAND)


def is_compose_file(name: str) -> bool:
    """Whether a file is read as a compose file, by its name."""
    return name.endswith((".yml", ".yaml")) and _COMPOSE_FILE.fullmatch(name) is not None


def names_dockerfiles(name: str) -> bool:
    """Whether a file is a compose or a bake file, by its name: those say for sure which Dockerfiles there are."""
    kinds = (source for source in SOURCES if source.module in {"compose", "bake"})
    return any(_fits(name, pattern) for source in kinds for pattern in source.names)


def watched_names() -> frozenset[str]:
    """Patterns of the names of all such files, with the folders that they must lie in."""
    fixed = (".github/workflows",)
    names = {
        join(folder if folder in fixed else "", name)
        for source in SOURCES
        for folder in source.folders
        for name in source.names
    }
    return frozenset(names | {".env"})


def upward(directory: str) -> Iterator[str]:
    """The directory and all above it."""
    yield directory
    while directory:
        directory = directory.rpartition("/")[0]
        yield directory


def _found(source: Source, directory: str, workspace: Tree) -> Iterator[Files]:
    """The files of a kind at and below a directory, folder by folder, those whose text may say something."""
    for folder in _folders(source, directory, workspace):
        paths = [join(folder, name) for name in _matching(_names(workspace, folder), source.names)]
        files = Files(workspace, directory, paths)
        said = [path for path in paths if _may_say(files.text(path), source)]
        if said:
            yield files._replace(paths=said)


def _may_say(text: str, source: Source) -> bool:
    """Whether a text is one that people write, and holds the words."""
    return len(text) <= _LONGEST and _holds(text, source.words)


@lru_cache(maxsize=512)
def _matching(names: tuple[str, ...], patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The names that one of the patterns fits; remembered, as Dockerfiles lie below the same folders."""
    return tuple(name for name in names if any(_fits(name, pattern) for pattern in patterns))


def _fits(name: str, pattern: str) -> bool:
    """Whether a name is that of a pattern, which has one `*` at most."""
    head, star, tail = pattern.partition("*")
    if not star:
        return name == pattern
    return len(name) >= len(head) + len(tail) and name.startswith(head) and name.endswith(tail)


@lru_cache(maxsize=512)
def _holds(text: str, words: tuple[re.Pattern[str], ...]) -> bool:
    """Whether a text holds all of the words; remembered, as the same files are asked while a Dockerfile is typed."""
    return all(one.search(text) for one in words)


def _folders(source: Source, directory: str, workspace: Tree) -> Iterator[str]:
    for folder in source.folders:
        above, _, name = folder.rpartition("/")
        # Asked of the listing that is there anyway, so that an absent folder costs nothing.
        if folder and folder.partition("/")[0] not in _names(workspace, directory):
            continue
        if name == "*":
            yield from (
                join(join(directory, above), one) for one in _names(workspace, join(directory, above))
            )
        else:
            yield join(directory, folder)


def _names(workspace: Tree, directory: str) -> tuple[str, ...]:
    names = workspace.names(directory)
    return () if isinstance(names, Unknown) else tuple(names)


def _reader(module: str) -> Callable[[Files], Iterator[Declared]]:
    reader: Callable[[Files], Iterator[Declared]] = import_module(f"{package.__name__}.{module}").declared
    return reader
