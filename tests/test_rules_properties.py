"""Properties of all rules together over generated projects: no two say the same, no fix undoes another.

The same examples are tried each time, for the picture still takes some values for read that are not; without
`derandomize`, further ones are.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from layerwise.analysis import Analysis
from layerwise.cache.compare import added
from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.findings.finding import Finding, Fix
from layerwise.fixes import Fixed, fix_all, is_safe
from overlay import simulated, without
from rules_generator import Project, projects

# Rules whose safe fixes mend a build that fails, so that there is no image before them.
_MENDING = frozenset({"manifest-not-copied"})
_VALUES = frozenset({"BUILD_DATE", "GIT_SHA", "REVISION", "SHA"})
# What reruns an install can only be told once it has its manifests; of one that shares a RUN with a build, whether it
# reads a value of the environment. What a history tells is told when the orders that are wrong anyway are right.
_REVEALED = {
    "manifest-not-copied": frozenset(
        {
            "build-downloads-dependencies",
            "hot-before-cold",
            "manifest-not-copied",
            "source-before-install",
            "source-before-packages",
            "volatile-value-before-install",
        }
    ),
    # A wide copy to another place above the install may be what a command takes the lost manifests from.
    "source-before-install": frozenset(
        {"hot-before-cold", "manifest-not-copied", "volatile-value-before-install"}
    ),
    "source-before-packages": frozenset({"hot-before-cold", "manifest-not-copied"}),
}


class _Offer(NamedTuple):
    finding: Finding
    fix: Fix


def _offers(found: Analysis, is_wanted: Callable[[Fix], bool]) -> list[_Offer]:
    return [_Offer(one, fix) for one in found.findings for fix in one.fixes if is_wanted(fix)]


def _any(fix: Fix) -> bool:
    return bool(fix.title)


def _told(found: Analysis) -> Counter[str]:
    """How much each rule has to say, with the steps that its findings are about."""
    told = Counter[str]()
    for finding in found.findings:
        told[finding.rule] += 1 + len(finding.evidence)
    return told


def _all_fixed(project: Project, is_wanted: Callable[[Fix], bool]) -> tuple[Project, Fixed]:
    now = [project]

    def analyse_again(text: str, fix: Fix) -> Analysis:
        now.append(now[-1].fixed(fix))
        assert now[-1].text == text
        return now[-1].analysis()

    fixed = fix_all(project.analysis(), is_wanted, analyse_again)
    return now[-1], fixed


def _fixed_by(project: Project, pick: Callable[[Sequence[_Offer]], _Offer]) -> Project:
    """The project once no safe fix is left, each time with the one that is picked."""
    for _ in range(4 * len(project.text.splitlines())):
        offers = {id(offer.finding): offer for offer in reversed(_offers(project.analysis(), is_safe))}
        if not offers:
            return project
        project = project.fixed(pick(tuple(offers.values())[::-1]).fix)
    pytest.fail("the fixes undo each other")


def _seen(plan: BuildPlan, rule: str) -> BuildPlan:
    """The plan without what the safe fixes of a rule are there to change."""
    stages = []
    for stage in plan.stages:
        steps = [replace(step, events=tuple(_events(step, rule))) for step in stage.steps]
        stages.append(replace(stage, placed=tuple(steps)))
    return replace(plan, stages=tuple(stages))


def _events(step: Step, rule: str) -> Iterator[Event]:
    for event in step.events:
        if rule == "stale-package-index" and event.label.startswith("apt-get update"):
            continue
        is_known = event.reads.unknown is None and event.changes.unknown is None
        is_masked = rule == "volatile-value-before-install" and is_known
        yield replace(event, identity=tuple(_without_values(event))) if is_masked else event


def _without_values(event: Event) -> Iterator[object]:
    """What makes a command that one, without the values that it does not name."""
    unnamed = {name for name in _VALUES if name not in event.label}
    for part in event.identity:
        if isinstance(part, tuple):
            yield tuple(one for one in part if not (isinstance(one, tuple) and one and one[0] in unnamed))
        else:
            yield part


@settings(max_examples=60, derandomize=True)
@given(projects)
def test_nothing_is_told_twice(project: Project) -> None:
    """No two findings have the same words at the same place, and no two of a rule the same fix."""
    found = project.analysis().findings
    words = [(finding.span, finding.message) for finding in found]
    changes = [(finding.rule, fix.edits, fix.changes) for finding in found for fix in finding.fixes]

    assert len(words) == len(set(words))
    assert len(changes) == len(set(changes))


@settings(max_examples=60, derandomize=True)
@given(projects)
def test_fix_removes_its_finding_and_makes_none(project: Project) -> None:
    """After any fix its rule has less to say, every other one as much as before, and the text parses as well."""
    before = project.analysis()
    for finding, fix in _offers(before, _any):
        after = project.fixed(fix).analysis()
        was, now = (Counter(one.rule for one in found.findings) for found in (before, after))
        revealed = _REVEALED.get(finding.rule, frozenset())

        is_gone = finding.message not in {one.message for one in after.findings}

        assert is_gone or _told(after)[finding.rule] < _told(before)[finding.rule]
        assert {rule for rule in now if now[rule] > was[rule]} <= revealed
        assert len(after.document.problems) <= len(before.document.problems)


@settings(max_examples=60, derandomize=True)
@given(projects)
def test_safe_fix_keeps_the_picture(project: Project) -> None:
    """Carried out event by event, every stage ends with the same picture, and every install finds the same."""
    before = project.analysis()
    for finding, fix in _offers(before, is_safe):
        if finding.rule in _MENDING:
            continue
        after = project.fixed(fix).analysis()
        for one, other in zip(before.plans, after.plans, strict=True):
            old = simulated(_seen(one, finding.rule))
            new = without(simulated(_seen(other, finding.rule)), added(one, other))

            assert new.ends == old.ends
            assert [sorted(map(hash, x)) for x in new.found] == [sorted(map(hash, x)) for x in old.found]


@settings(max_examples=60, derandomize=True)
@given(projects)
def test_fixing_all_is_done_at_once(project: Project) -> None:
    """With all safe fixes made none is left, and to fix all again changes nothing."""
    fixed, done = _all_fixed(project, is_safe)

    assert done.text == fixed.text
    assert _offers(done.analysis, is_safe) == []
    assert _all_fixed(fixed, is_safe)[1].applied == ()


@settings(max_examples=40, derandomize=True)
@given(projects)
def test_fixes_for_review_come_to_an_end(project: Project) -> None:
    """All fixes made, those for review too, give a Dockerfile that parses as well and has none left."""
    _, done = _all_fixed(project, _any)

    assert _offers(done.analysis, _any) == []
    assert len(done.analysis.document.problems) <= len(project.analysis().document.problems)


@settings(max_examples=25, derandomize=True)
@given(projects, st.randoms(use_true_random=False))
def test_order_of_fixing_does_not_matter(project: Project, random: Random) -> None:
    """Safe fixes in any order come to the same lines, perhaps in another order where that makes no difference.

    Without comments that silence, which may come to be of use on the way.
    """
    assume("# layerwise" not in project.text)
    ends = [_fixed_by(project, pick) for pick in (lambda offers: offers[0], lambda o: o[-1], random.choice)]
    texts = [sorted(sorted(line.split()) for line in end.text.splitlines()) for end in ends]

    assert texts[1:] == texts[:-1]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@settings(max_examples=30, derandomize=True)
@given(projects)
def test_fixes_keep_the_authors_hand(line_end: str, project: Project) -> None:
    """Line ends and indentation of the lines that a fix writes are those of the file."""
    assume("<<" not in project.text)
    text = "".join(f"  {line}{line_end}" for line in project.text.splitlines())
    written = replace(project, text=text)
    for _, fix in _offers(written.analysis(), _any):
        fixed = written.fixed(fix).text

        assert fixed.count("\n") == fixed.count(line_end)
        assert all(line.startswith("  ") or not line for line in fixed.split(line_end))
