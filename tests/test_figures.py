"""What a history says of the steps: which image paths a commit reaches, and which step is which after a fix."""

from collections.abc import Mapping, Sequence

import pytest
from layerwise.builds.build import Build
from layerwise.cache.figures import Figure, counterpart, targets
from layerwise.cache.plan import BuildPlan, plan
from layerwise.cache.steps import Step
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, MemoryTree
from layerwise.split.groups import copy_of
from layerwise.syntax.parse import parse

_FILES: Mapping[str, Content] = {"package.json": "{}", "src/a.js": "1", "src/lib/b.js": "1"}


def _plan(lines: str) -> BuildPlan:
    """The plan of a Dockerfile, spelt with `; ` between its lines."""
    build = Build(context=BuildContext(MemoryTree(_FILES)), label=".", origin="a test")
    return plan(parse(lines.replace("; ", "\n")), build)


@pytest.mark.parametrize(
    ("line", "path", "reached"),
    [
        ("COPY package.json /x/", "package.json", ["/x/package.json"]),
        ("COPY package.json /x/", "package.json/a", []),
        ("COPY src /x", "src/a.js", ["/x/a.js"]),
        ("COPY src /x", "src/lib/gone.js", ["/x/lib/gone.js"]),
        ("COPY src /x", "src", ["/x"]),
        ("COPY src /x", "package.json", []),
        ("COPY --exclude=lib src /x", "src/lib/b.js", []),
        ("COPY package.json src /x/", "package.json", ["/x/package.json"]),
    ],
)
def test_targets(line: str, path: str, reached: Sequence[str]) -> None:
    """Where a copy takes a path that a commit changed."""
    copy = copy_of(_plan(f"FROM a; {line}").stages[0].steps[0])

    assert copy is not None
    assert list(targets(copy, path)) == reached


_TWO = "FROM a; RUN make && make test; FROM b; RUN make && make test"


@pytest.mark.parametrize(
    ("after", "stage", "place"),
    [
        (_TWO, 0, (0, 0)),
        (_TWO, 1, (1, 0)),
        ("FROM a; RUN true; RUN make || make test", 0, (0, 1)),
        ("FROM b; FROM a; RUN make; RUN make test", 0, (1, 0)),
        ("FROM a; RUN true", 0, None),
    ],
)
def test_counterpart(after: str, stage: int, place: tuple[int, int] | None) -> None:
    """The step with the same command: rather in the same stage, else the first."""
    event = _plan("FROM a; RUN make").stages[0].steps[0].events[0]
    found: Step | None = counterpart(_plan(after), event, stage)

    assert (None if found is None else (found.stage, found.number)) == place


def test_no_commits() -> None:
    """A history without commits has no share to tell."""
    assert [Figure(0, 0, 0).share, Figure(1, 2, 4).share] == [0.0, 0.25]
