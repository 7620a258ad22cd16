"""Builds that files declare, in a form in which tests can state them."""

import textwrap

from layerwise.builds.build import Build
from layerwise.builds.builds import builds_for
from layerwise.builds.hints import Hints
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, MemoryTree
from layerwise.context.subtree import Subtree
from layerwise.syntax.parse import parse
from layerwise.unknown import Unknown


def builds(files: dict[str, Content], path: str = "Dockerfile") -> tuple[Build, ...]:
    """The builds of the Dockerfile at a path of a project; texts may be indented."""
    plain = {name: textwrap.dedent(text) if isinstance(text, str) else text for name, text in files.items()}
    dockerfile = plain.setdefault(path, "FROM scratch\n")
    assert isinstance(dockerfile, str)
    return builds_for(path, Hints(parse(dockerfile)), MemoryTree(plain))


def declared(files: dict[str, Content], path: str = "Dockerfile") -> list[str]:
    """Each build in a line, "CONTEXT DOCKERFILE: ORIGIN (line)", with what else is given; none for guesses."""
    return [_line(build) for build in builds(files, path) if not build.is_guess]


def place(context: BuildContext | Unknown) -> str | None:
    """The context's folder in the project, None where it is unknown."""
    if isinstance(context, Unknown):
        return None
    assert isinstance(context.raw, Subtree)
    return context.raw.prefix or "."


def _line(build: Build) -> str:
    assert build.said is not None, "it is declared"
    told = f"{place(build.context)} {build.dockerfile}: {build.origin} ({build.said.path}:{build.said.line})"
    if build.target is not None:
        told += f" target {build.target}"
    for name, value in sorted(build.arguments.items()):
        told += f" {name}={value}"
    for name, context in sorted(build.contexts.items()):
        told += f" @{name}={place(context)}"
    return told
