"""What a fix would have saved: how often the steps of a finding reran in recent commits, and how often after it."""

from collections.abc import Iterator
from typing import cast

from layerwise.cache.event import Event
from layerwise.cache.figures import Figure, counterpart, figures
from layerwise.cache.plan import BuildPlan, plan
from layerwise.cache.steps import Step
from layerwise.findings.finding import Finding, Fix
from layerwise.history.log import History
from layerwise.syntax.parse import parse
from layerwise.text import Span, apply
from layerwise.tuples import NamedTuple


class Gain(NamedTuple):
    """A command of a finding: how often it would have rerun as it is, and after the first fix, None without one.

    `place` is that of its step, by stage and number.
    """

    label: str
    place: tuple[int, int]
    now: Figure
    then: Figure | None


def gains(before: BuildPlan, finding: Finding, history: History) -> tuple[Gain, ...]:
    """The gain of its first fix for each command that a finding is about, in the order of the Dockerfile.

    Commands that the build's target does not need have none.
    """
    fix = finding.fixes[0] if finding.fixes else None
    return gains_after(before, _after(before, fix) if fix else None, finding, history)


def _after(before: BuildPlan, fix: Fix) -> BuildPlan:
    """The plan after a fix, made once."""
    key = (_after, fix.edits)
    if key not in before.answers:
        before.answers[key] = plan(parse(apply(before.document.text, fix.edits)), before.build)
    return cast("BuildPlan", before.answers[key])


def gains_after(
    before: BuildPlan, after: BuildPlan | None, finding: Finding, history: History
) -> tuple[Gain, ...]:
    """The gain for each command that a finding is about, of whatever has made one build of the other."""
    now = figures(before, history)
    then = figures(after, history) if after is not None else {}
    found = []
    for step, event in _reruns(before, finding):
        moved = counterpart(after, event, step.stage) if after is not None else None
        gained = then.get((moved.stage, moved.number)) if moved is not None else None
        so_far = now.get((step.stage, step.number))
        if so_far is not None:
            found.append(Gain(event.label, (step.stage, step.number), so_far, gained))
    return tuple(found)


def saves_nothing(before: BuildPlan, finding: Finding, history: History | None) -> bool:
    """Whether history says that the commands rerun as often after the first fix as they do now."""
    if history is None or not history.is_telling or not finding.saves_reruns or before.is_presumed:
        return False
    gained = gains(before, finding, history)
    return bool(gained) and not any(
        one.then is None or (one.then.surely, one.then.perhaps) < (one.now.surely, one.now.perhaps)
        for one in gained
    )


def commands(before: BuildPlan, finding: Finding) -> tuple[Span, ...]:
    """The places of the commands that a finding says to rerun: its evidence, or itself where that is one."""
    return tuple(event.span for _, event in _reruns(before, finding))


def _reruns(before: BuildPlan, finding: Finding) -> Iterator[tuple[Step, Event]]:
    spans = (finding.span, *(evidence.span for evidence in finding.evidence))
    for stage in before.stages:
        for step in stage.steps:
            for event in step.events:
                if event.copy is None and not event.is_directory and event.span in spans:
                    yield step, event
