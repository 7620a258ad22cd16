"""A Dockerfile with edits made on trial: the plan that a new reading gives, and what of it is the one of before."""

import pytest
from layerwise.cache.plan import BuildPlan, plan
from layerwise.cache.trial import edited_plan, tried
from layerwise.syntax.parse import parse
from layerwise.text import Edit, Span, apply
from planning import planned

_FILES = {"src/a.js": "1", "src/b.js": "1", "package.json": "{}"}
_LONG = "# " + 300 * "x"
_TEXT = "; ".join(
    (
        "ARG V=1",
        "FROM alpine:$V AS first",
        f"RUN true; {_LONG}",
        "FROM alpine AS one",
        "COPY src /x",
        "RUN test -d /x",
        "FROM one AS two",
        "RUN test -d /y",
        "FROM alpine",
        "COPY --from=two /x /x",
    )
)


def _before() -> BuildPlan:
    return planned(_TEXT, _FILES)


def _replaced(before: BuildPlan, old: str, new: str) -> list[Edit]:
    """The edit that puts other lines in the place of some, right above them where they have a `^` before them."""
    text, place = before.document.text, old.removeprefix("^").replace("; ", "\n")
    start = text.index(place)
    end = start if old.startswith("^") else start + len(place)
    return [Edit(Span(start, end), new.replace("; ", "\n"))]


def _identities(found: BuildPlan) -> list[list[object]]:
    return [[event.identity for event in stage.events] for stage in found.stages]


def _kept(before: BuildPlan, after: BuildPlan) -> list[int]:
    """The numbers of the stages that are those of before."""
    return [one.index for one in before.stages if any(one is other for other in after.stages)]


@pytest.mark.parametrize(
    ("old", "new", "same", "kept"),
    [
        ("COPY src /x", "COPY src/a.js /x/; COPY src /x", {1}, [0, 2, 3]),
        ("COPY src /x", "RUN true; COPY src /x", {1}, [0, 2, 3]),
        ("RUN test -d /y", "RUN true; RUN test -d /y", {2}, [0, 1, 3]),
        ("RUN test -d /y", "RUN touch /y", set(), [0, 1, 3]),
        # Whoever builds the stage `one` by itself may like it, so that `two` is looked at; what takes from that is not.
        ("COPY src /x", "COPY src/a.js /x/", set(), [0, 3]),
    ],
)
def test_tried(old: str, new: str, same: set[int], kept: list[int]) -> None:
    """No stage is planned below one that is surely the same, nor below a difference that forbids the edits."""
    before = _before()
    after, compared = tried(before, _replaced(before, old, new))

    assert compared.same == same
    assert _kept(before, after) == kept


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("COPY --from=two /x /x", "COPY --from=two /x /y", [0, 1, 2]),
        ("RUN test -d /y", "RUN true", [0, 1]),
        ("COPY src /x", "COPY src/a.js /x/", [0]),
        ("COPY src /x", "# why; COPY src /x", [0, 2, 3]),
        ("RUN test -d /x; ", "", [0]),
        # Lines right above a FROM belong to the stage that ends there, the FROM to its own.
        ("^FROM one AS two", "ENV A=1; ", [0]),
        ("FROM one AS two; RUN", "FROM one AS two; ENV A=1; RUN", [0, 1]),
        ("FROM one AS two", "FROM alpine AS two", []),
        ("FROM one AS two", "FROM one AS three", []),
        # More stages or fewer, and what stands above all of them.
        ("^RUN test -d /y", "FROM alpine AS more; ", []),
        ("RUN test -d /x; FROM one AS two; ", "", []),
        ("ARG V=1", "ARG V=2", []),
        ("^FROM alpine:$V AS first", "ARG W; ", []),
        # Most of the text.
        ("RUN true; #", "RUN false; #", []),
        # What goes on in the stage below, or would be refused.
        ("RUN test -d /x", "RUN cat <<EOF", []),
        ("RUN test -d /x", "RUN cat <<A <<B; A", []),
        ("RUN test -d /x", "RUN test -d /x \\", []),
        ("COPY --from=two /x /x", "RUN test -d /x \\", [0, 1, 2]),
        ("RUN test -d /x", "COPY /x", []),
        ("RUN test -d /x; ", "RUN test -d /x", []),
        ("COPY --from=two /x /x", "RUN true; COPY --from=two /x /x; ", [0, 1, 2]),
        ("COPY src /x", "RUN cat <<A; A; COPY src /x", [0]),
    ],
)
def test_edited_plan(old: str, new: str, kept: list[int]) -> None:
    """The plan is that of the new text, and stages that nothing touches are those of before."""
    before = _before()
    edits = _replaced(before, old, new)
    fresh = plan(parse(apply(before.document.text, edits)), before.build)
    after = edited_plan(before, edits, 3)

    assert _identities(after) == _identities(fresh)
    assert _kept(before, after) == kept


@pytest.mark.parametrize(
    ("text", "old", "kept"),
    [
        (f"FROM a AS one; RUN y; FROM a AS two; RUN true; {_LONG}", "RUN y", [1]),
        ("FROM a; RUN x; FROM b; RUN y; ", "RUN y", [0]),
        ("FROM a; RUN x; FROM b; RUN  y; ", "RUN  y", []),
    ],
)
def test_what_is_read(text: str, old: str, kept: list[int]) -> None:
    """The stage with the edit alone, the first one too, unless it is more than half of the text."""
    before = planned(text, _FILES)
    after, compared = tried(before, _replaced(before, old, f"RUN true; {old}"))

    assert _kept(before, after) == kept
    assert len(compared.same) == len(kept)
