"""Plans of small Dockerfiles for tests that look at one part of a split."""

from collections.abc import Mapping

from layerwise.builds.build import Build
from layerwise.cache.plan import BuildPlan, plan
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, MemoryTree
from layerwise.history.log import History
from layerwise.syntax.parse import parse


def planned(
    lines: str,
    files: Mapping[str, Content],
    *,
    target: str | None = None,
    arguments: Mapping[str, str | None] | None = None,
    history: History | None = None,
    shared: Mapping[str, Content] | None = None,
) -> BuildPlan:
    """The plan of a Dockerfile, spelt with `; ` between its lines, whose build context is these files.

    `shared` is the named context of this name.
    """
    build = Build(
        context=BuildContext(MemoryTree(files)),
        label=".",
        origin="a test",
        dockerfile="Dockerfile",
        target=target,
        arguments=arguments or {},
        history=lambda: history,
        contexts={} if shared is None else {"shared": BuildContext(MemoryTree(shared))},
    )
    return plan(parse(lines.replace("; ", "\n")), build)


def spelt(text: str) -> str:
    """A Dockerfile's text as these tests spell it."""
    return text.removesuffix("\n").replace("\n", "; ")
