"""Stages held against each other one after the other: what a parent's comparison has found holds for its children."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from layerwise.cache import compare, comparison
from layerwise.cache.compare import Compared, differences
from layerwise.cache.conflicts import conflicts
from layerwise.cache.difference import Difference, Weight
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.plan import PlannedStage, plan
from layerwise.context.memory import Content, Link
from layerwise.syntax.parse import parse
from planning import planned

_FILES = {"package.json": "{}", "src/a.js": "1", "src/b.js": "1"}
_NARROW = "COPY src/a.js /x/; COPY src /x"
_MORE = (
    "FROM a AS one; RUN y; FROM a AS more; FROM a AS two; RUN y; FROM a; COPY --from=one /o /1; "
    "COPY --from=two /o /2"
)
_ACCOUNTS = "COPY --chown=node package.json /etc/passwd"


def _said(before: str, after: str) -> list[str]:
    """The differences of two Dockerfiles, `; ` between their lines, the small ones with a `~` before them."""
    found = differences(planned(before, _FILES), planned(after, _FILES))
    return ["~ " * (difference.weight is Weight.SMALL) + difference.why for difference in found]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        # One more stage: those below have other numbers, those above have not.
        (
            "FROM a AS one; RUN y; FROM a AS two; RUN y; FROM a; COPY --from=one /o /1; COPY --from=two /o /2",
            _MORE,
            [],
        ),
        # Of two copies that are the same each is matched by its own, or both by one.
        (
            "FROM a; COPY src /x; RUN touch /x/a.js; COPY src /x",
            "FROM a; RUN true; COPY src /x; RUN touch /x/a.js; COPY src /x",
            [],
        ),
        (f"FROM a; {_ACCOUNTS}; {_ACCOUNTS}; WORKDIR /w", f"FROM a; WORKDIR /w; {_ACCOUNTS}", []),
        # Whoever takes from a stage hears that it would hold less, if it would.
        (
            "FROM a AS one; COPY src /x; COPY package.json /y; FROM a; COPY --from=one /x /x",
            "FROM a AS one; COPY src /x; FROM a; COPY --from=one /x /x",
            ["COPY --from=one takes from the stage one, which would hold less"],
        ),
        (
            "FROM a AS one; COPY src /x; FROM a; COPY --from=one /x /x",
            "FROM a AS one; COPY src /x; ENV A=1; FROM a; COPY --from=one /x /x",
            ["the stage's settings change"],
        ),
        (
            "FROM a AS one; COPY src /x; RUN touch /q; FROM a; COPY --from=one /x /x",
            "FROM a AS one; COPY src /x; FROM a; COPY --from=one /x /x",
            ["the stage one would end without touch /q"],
        ),
        (
            "FROM a AS one; COPY src /x; FROM a; RUN --mount=from=0,source=/x,target=/x true",
            "FROM a AS one; FROM a; RUN --mount=from=0,source=/x,target=/x true",
            ["RUN --mount=from=0,source=/x,target=/x takes from the stage one, which would hold less"],
        ),
        (
            "FROM a AS one; COPY src /x; FROM a; COPY --link --chown=one src /x",
            "FROM a AS one; FROM a; COPY --link --chown=one src /x",
            ["~ the stage one, built for itself, would hold less"],
        ),
        # Nobody builds a stage without a name by itself.
        (
            "FROM a AS one; COPY src /x; FROM a",
            "FROM a AS one; COPY src /x; ENV A=1; FROM a",
            ["~ the stage's settings change"],
        ),
        ("FROM a; COPY src /x; FROM a", "FROM a; FROM a", []),
        ("FROM a; COPY src /x; FROM a", "FROM a; COPY src /x; ENV A=1; FROM a", []),
    ],
)
def test_stages(before: str, after: str, said: list[str]) -> None:
    """Events are matched by what they do, in whichever stage of whichever number."""
    assert _said(before, after) == said


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("", []),
        ("COPY package.json /p; ", ["COPY package.json /p would add files"]),
        ("COPY package.json /x/; ", ["COPY package.json /x/ would add files"]),
        ("RUN touch /x/a.js; ", ["touch /x/a.js would add files"]),
    ],
)
def test_built_from_one_that_is_the_same(inner: str, said: list[str]) -> None:
    """That a parent brings its files again says nothing of what its children add."""
    text = "FROM a AS one; {}; FROM one; {}RUN true"

    assert _said(text.format("COPY src /x", ""), text.format(_NARROW, inner)) == said


def test_pairs_of_a_parent_are_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two events that changed places in a parent it is asked once whether they bear on each other."""
    asked: list[tuple[str, str]] = []

    def counted(moved: Event, passed: Event, before: Image, seen: Image) -> Iterator[Difference]:
        asked.append((moved.label, passed.label))
        return conflicts(moved, passed, before, seen)

    monkeypatch.setattr(comparison, "conflicts", counted)
    text = "FROM a AS one; {}; FROM one AS two; RUN true; FROM two; {}"
    said = _said(
        text.format("COPY src /x; RUN touch /q", "COPY package.json /y; RUN touch /r"),
        text.format("RUN touch /q; COPY src /x", "RUN touch /r; COPY package.json /y"),
    )

    assert said == []
    assert asked == [("COPY src /x", "touch /q"), ("COPY package.json /y", "touch /r")]


def test_children_tell_what_their_parents_tell() -> None:
    """A pair of a parent that bears on each other does so in what is built from it."""
    text = "FROM a AS one; {}; FROM one; {}"
    said = _said(
        text.format(
            "COPY src/b.js /tmp/; RUN touch /tmp/b.js", "COPY package.json /opt/; RUN touch /opt/package.json"
        ),
        text.format(
            "RUN touch /tmp/b.js; COPY src/b.js /tmp/", "RUN touch /opt/package.json; COPY package.json /opt/"
        ),
    )
    parents = "touch /tmp/b.js writes /tmp/b.js, which the copy brings"

    assert said == [
        f"~ {parents}",
        parents,
        "touch /opt/package.json writes /opt/package.json, which the copy brings",
    ]


def test_each_version_is_compared_once() -> None:
    """A stage that was held against a version is not held against it again, but is against another one."""
    first = planned("FROM a; COPY src /x", _FILES)
    second, third = (planned(f"FROM a; RUN {one}; COPY src /x", _FILES) for one in ("true", "test -d /y"))
    compared, old = Compared(), first.stages[0]
    found = compared.stage(first, second, old, second.stages[0])

    assert compared.stage(first, second, old, second.stages[0]) is found
    other = compared.stage(first, third, old, third.stages[0])
    assert other is not found
    assert other.is_of(third.stages[0])
    assert not other.is_of(second.stages[0])


def test_stages_that_are_made_the_same_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two versions only stages that are made otherwise are held against each other, or that name another image."""
    asked: list[int] = []

    class Counted(comparison.Comparison):
        def __init__(self, old: PlannedStage, *more: Any, **named: Any) -> None:  # noqa: ANN401 - as they come
            asked.append(old.index)
            super().__init__(old, *more, **named)

    monkeypatch.setattr(compare, "Comparison", Counted)
    text = "ARG V=1; FROM a:{} AS one; RUN y; FROM one; RUN y; FROM a AS two; RUN y; FROM a; RUN {}"
    before = planned(text.format("$V", "y"), _FILES)

    def said(after: str, same: set[int]) -> list[str]:
        asked.clear()
        compared = Compared()
        compared.same |= same
        version = plan(parse(after.replace("; ", "\n")), before.build)
        return [one.why for one in differences(before, version, compared)]

    assert said(text.format("$V", "y"), set()) == []
    assert asked == []
    assert said(text.format("$V", "z"), set()) == ["the stage 3 would end without y"]
    assert asked == [3]
    assert said(text.format("$V", "z"), {3}) == []
    assert asked == []
    assert said(text.format("1", "y"), set()) == ["the stage's settings change"]
    assert asked == [0, 1]


@pytest.mark.parametrize(
    ("lines", "is_same", "is_ruled_out"),
    [
        ("COPY src/a.js /x/src/; COPY . /x", True, False),
        ("COPY real.json /x/link.json; COPY . /x", False, False),
        ("RUN touch /q; COPY . /x", False, True),
        ("COPY real.json /x/link.json; RUN touch /q; COPY . /x", False, True),
        ("ENV A=1; COPY . /x", False, True),
    ],
)
def test_verdict_on_a_stage(lines: str, *, is_same: bool, is_ruled_out: bool) -> None:
    """A stage is surely the same, or rules a version out, or neither."""
    files: Mapping[str, Content] = {**_FILES, "real.json": "{}", "link.json": Link("real.json")}
    text = "FROM a AS one; {}; FROM a; COPY --from=one /x /x"
    before, after = planned(text.format("COPY . /x"), files), planned(text.format(lines), files)

    assert compare.is_same(before, after, 0, Compared()) is is_same
    assert compare.is_ruled_out(before, after, 0, Compared()) is is_ruled_out
