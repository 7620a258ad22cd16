"""Which stages use one another, and that what is found in them is kept, and found anew, by families."""

from collections.abc import Sequence

import pytest
from layerwise.builds.build import Build
from layerwise.cache import kept
from layerwise.cache.families import families
from layerwise.cache.plan import BuildPlan, plans
from layerwise.context.context import BuildContext
from layerwise.context.memory import MemoryTree
from layerwise.findings.finding import Evidence, Finding, Fix, Safety, Severity
from layerwise.findings.kept import families_of
from layerwise.findings.moved import Moves
from layerwise.syntax.parse import parse
from layerwise.text import Edit, Span
from planning import planned

_CONTEXT = BuildContext(MemoryTree({"package.json": "{}"}))


def _build(target: str | None = None, origin: str = "a test") -> Build:
    return Build(context=_CONTEXT, label=".", origin=origin, target=target)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("FROM a; FROM b; FROM c", [{0}, {1}, {2}]),
        ("FROM a AS one; FROM one; FROM c", [{0, 1}, {2}]),
        ("FROM a AS One; FROM b; FROM c; COPY --from=oNE / /", [{0, 2}, {1}]),
        ("FROM a; FROM b; FROM c; COPY --from=0 / /", [{0, 2}, {1}]),
        ("FROM a AS one; FROM b; RUN --mount=type=bind,from=one,target=/x true", [{0, 1}]),
        ("FROM a AS one; FROM b; RUN --mount=type=cache,from=one,target=/x true", [{0, 1}]),
        ("FROM a AS one; FROM b AS two; FROM c; COPY --from=one / /; COPY --from=two / /", [{0, 1, 2}]),
        ("FROM a AS one; FROM b AS two; FROM one; FROM two", [{0, 2}, {1, 3}]),
        ("FROM a AS one; FROM one AS two; FROM two; FROM d", [{0, 1, 2}, {3}]),
        # A stage below is none that is meant, and no more is an image of another name.
        ("FROM a; COPY --from=two / /; FROM b AS two", [{0}, {1}]),
        ("FROM a AS one; FROM b; COPY --from=onetwo / /", [{0}, {1}]),
        # Where nobody can tell what a copy takes, no stage's words say so.
        ("FROM a AS one; FROM b; ARG X; COPY --from=$X / /", [{0}, {1}]),
    ],
)
def test_stages_that_use_one_another(lines: str, expected: list[set[int]]) -> None:
    """A stage goes with those that it is built from, copies from or mounts, and with theirs."""
    assert [set(one) for one in families([planned(lines, {})])] == expected


def test_a_stage_is_used_in_one_of_the_builds() -> None:
    """An argument names the stage in one of the builds alone."""
    lines = "ARG BASE=b; FROM a AS one; FROM $BASE"
    builds = [planned(lines, {}), planned(lines, {}, arguments={"BASE": "one"})]

    assert [set(one) for one in families(builds)] == [{0, 1}]
    assert [set(one) for one in families(builds[:1])] == [{0}, {1}]


def test_no_stage() -> None:
    """Neither no build nor a file without a stage has families."""
    assert families([]) == ()
    assert families([planned("# nothing", {})]) == ()
    assert families_of(()) == ()
    assert families_of((planned("# nothing", {}),)) == ()


class _Check:
    """Finds every RUN of the stages that it is asked about, and counts how often it is asked."""

    def __init__(self, *, beyond: bool = False) -> None:
        self.asked: list[list[int]] = []
        self._beyond = beyond

    def __call__(self, plans: Sequence[BuildPlan]) -> list[Finding]:
        self.asked.append([stage.index for stage in plans[0].asked])
        steps = [
            step for stage in plans[0].asked for step in stage.steps if step.instruction.keyword == "RUN"
        ]
        return [self._finding(plans[0], step.instruction.span) for step in steps]

    def _finding(self, plan: BuildPlan, span: Span) -> Finding:
        start = Span(span.start, span.start)
        return Finding(
            rule="a-rule",
            severity=Severity.WARNING,
            span=span,
            message=span.of(plan.document.text),
            evidence=(Evidence(Span(0, len(plan.document.text)) if self._beyond else start, "here"),),
            fixes=(Fix(title="x", edits=(Edit(start, "x"),), safety=Safety.SAFE),),
            refusal=Evidence(span, "why"),
        )


def _found(check: _Check, text: str, *builds: Build) -> tuple[list[Finding], list[list[int]]]:
    """What is found in a text, and for which stages the check was asked."""
    check.asked = []
    made = plans(parse(text.replace("; ", "\n")), builds or (_build(),))
    return [one for family in families_of(made) for one in family.found(check)], check.asked


_TEXT = "FROM a AS one; RUN echo 1; FROM b; RUN echo 2; FROM c; COPY --from=one / /; RUN echo 3"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (_TEXT, []),
        (_TEXT.replace("echo 2", "echo two"), [[1]]),
        (_TEXT.replace("echo 3", "echo three"), [[0, 2]]),
        (_TEXT.replace("echo 1", "echo one"), [[0, 2]]),
        # A comment belongs to the instruction below it, and may say something of it.
        (_TEXT.replace("FROM b", "# x; FROM b"), [[1]]),
        (_TEXT.replace("RUN echo 1; ", "RUN echo 1; # x; "), [[1]]),
        (_TEXT.replace("FROM a", "# x; FROM a"), [[0, 2]]),
        (_TEXT + "; # x", [[0, 2]]),
        # What counts for all of them.
        ("# syntax=docker/dockerfile:1; " + _TEXT, [[0, 2], [1]]),
        ("ARG X=1; " + _TEXT, [[0, 2], [1]]),
        (_TEXT.replace("FROM b", "FROM b AS two"), [[0, 2], [1]]),
        (_TEXT + "; FROM d; RUN echo 4", [[0, 2], [1], [3]]),
        (_TEXT.replace("--from=one", "--from=0"), [[0, 2], [1]]),
        (_TEXT.replace("; ", "\r\n"), [[0, 2], [1]]),
        # One that is used by another now.
        (_TEXT.replace("FROM b", "FROM one"), [[0, 1, 2]]),
    ],
)
def test_a_family_is_judged_anew_for_what_concerns_it(text: str, asked: list[list[int]]) -> None:
    """An edit has the family of its stage judged, one of what counts for all of them each; what is told is the same."""
    kept.forget()
    check = _Check()
    assert _found(check, _TEXT)[1] == [[0, 2], [1]]
    found, again = _found(check, text)
    assert again == asked
    kept.forget()
    assert found == _found(check, text)[0]
    assert len(found) >= len(_TEXT.split("RUN")) - 1


def test_what_is_kept_moves_along() -> None:
    """Lines above a family move all that was found in it, there and back again."""
    kept.forget()
    check = _Check()
    first, _ = _found(check, _TEXT)
    lower, asked = _found(check, _TEXT.replace("RUN echo 1", "RUN echo 1; RUN echo one"))
    again, none = _found(check, _TEXT.replace("RUN echo 1", "RUN echo 1; RUN echo one"))
    by = len("RUN echo one\n")

    assert asked == [[0, 2]]
    assert (again, none) == (lower, [])
    old, new = first[-1], lower[-1]
    assert (old.message, new.message) == ("RUN echo 2", "RUN echo 2")
    assert new.span == Span(old.span.start + by, old.span.end + by)
    assert new.evidence[0].span == Span(new.span.start, new.span.start)
    assert new.fixes[0].edits[0].span == Span(new.span.start, new.span.start)
    assert new.refusal == Evidence(new.span, "why")


def test_what_is_found_beyond_a_family_is_not_kept() -> None:
    """A finding that speaks of a place in another stage is found again each time."""
    kept.forget()
    check = _Check(beyond=True)
    assert _found(check, _TEXT)[1] == [[0, 2], [1]]
    assert _found(check, _TEXT)[1] == [[0, 2], [1]]


def test_other_builds_have_other_findings() -> None:
    """What a finding says of a build, and of several, counts for all families."""
    kept.forget()
    check = _Check()
    assert _found(check, _TEXT)[1] == [[0, 2], [1]]
    assert _found(check, _TEXT, _build(origin="another file"))[1] == [[0, 2], [1]]
    assert _found(check, _TEXT, _build(), _build("one"))[1] == [[0, 2], [1]]
    assert _found(check, _TEXT, _build(), _build("one"))[1] == []


def test_another_context_has_other_findings() -> None:
    """Files that may have changed are another context: all is judged anew."""
    kept.forget()
    check = _Check()
    assert _found(check, _TEXT)[1] == [[0, 2], [1]]
    other = Build(context=BuildContext(MemoryTree({"package.json": "{ }"})), label=".", origin="a test")
    assert _found(check, _TEXT, other)[1] == [[0, 2], [1]]


def test_checks_have_findings_of_their_own() -> None:
    """What one check found says nothing of what another finds."""
    kept.forget()
    one, other = _Check(), _Check()
    assert _found(one, _TEXT)[1] == [[0, 2], [1]]
    assert _found(other, _TEXT)[1] == [[0, 2], [1]]
    assert _found(one, _TEXT)[1] == []


def test_moves() -> None:
    """Each place goes by as much as the one that it stands in; an empty one between two belongs to the lower."""
    moves = Moves((Span(0, 10), Span(20, 30)), (Span(0, 10), Span(25, 35)))
    inside = _Check()._finding(planned("FROM a; RUN true; RUN true", {}), Span(22, 25))  # noqa: SLF001 - of this file

    assert moves
    assert moves.reach(inside)
    assert moves.moved(inside).span == Span(27, 30)
    assert not Moves((Span(0, 10),), (Span(0, 10),))
    assert not Moves((Span(0, 10), Span(23, 30)), (Span(0, 10), Span(23, 30))).reach(inside)
    assert not Moves((Span(0, 10), Span(20, 24)), (Span(0, 10), Span(20, 24))).reach(inside)
