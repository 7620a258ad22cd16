"""What a history says of the steps: which image paths a commit reaches, and which step is which after a fix."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from checking import history_of
from layerwise.cache.figures import Figure, busiest, counterpart, figures, targets
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.context.memory import Content
from layerwise.split.groups import copy_of
from layerwise.unknown import Unknown
from planning import planned

_FILES: Mapping[str, Content] = {"package.json": "{}", "src/a.js": "1", "src/lib/b.js": "1"}


def _plan(lines: str) -> BuildPlan:
    return planned(lines, _FILES)


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
    assert [Figure(1, 0, 4).told, Figure(1, 2, 4).told, Figure(0, 4, 4).told] == ["1", "1 to 3", "0 to 4"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("COPY . /x", (("src/", 3), ("package.json", 2), ("docs/", 1))),
        ("COPY src /x", (("src/", 3),)),
        ("COPY package.json /x/", (("package.json", 2),)),
        ("COPY --exclude=src . /x", (("package.json", 2), ("docs/", 1))),
    ],
)
def test_busiest(line: str, found: Sequence[tuple[str, int]]) -> None:
    """The folders and files at the top that a copy takes, each counted once for a commit."""
    copy = copy_of(_plan(f"FROM a; {line}").stages[0].steps[0])
    history = history_of("2 * src/a.js src/lib/b.js package.json\nsrc/gone.js docs/a.md")

    assert copy is not None
    assert busiest(copy, history) == found


@pytest.mark.parametrize(("more", "surely"), [({}, 1), ({".git/index": "1"}, 4)])
def test_files_of_git(more: Mapping[str, Content], surely: int) -> None:
    """Each commit changes a copy that takes in what git itself writes."""
    plan = planned("FROM a; COPY --exclude=x . /x", {**_FILES, **more})

    assert figures(plan, history_of("src/a.js\n3 * x/y")) == {(0, 0): Figure(surely, 0, 4)}


def test_perhaps() -> None:
    """What a step takes from another stage changes only if that stage's output does."""
    plan = planned("FROM a AS s; COPY src /s; RUN make; FROM b; COPY --from=s /out /out", _FILES)
    found = figures(plan, history_of("2 * src/a.js\npackage.json"))

    assert found == {(0, 0): Figure(2, 0, 3), (0, 1): Figure(2, 0, 3), (1, 0): Figure(0, 2, 3)}


def test_context_that_cannot_be_read() -> None:
    """What a commit changes is told by its paths alone."""
    known = planned("FROM a; COPY . /x", _FILES)
    plan = replace(known, build=replace(known.build, context=Unknown("it is remote")))

    assert figures(plan, history_of("src/a.js\n3 * x/y")) == {(0, 0): Figure(4, 0, 4)}
