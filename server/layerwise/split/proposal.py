"""A split proposed and judged: the edits, and whether the image provably stays the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from layerwise.cache.compare import differences
from layerwise.cache.difference import Difference, Weight
from layerwise.cache.plan import BuildPlan, plans
from layerwise.split.groups import Group, Rerun, groups
from layerwise.split.moves import Move, lift
from layerwise.syntax.parse import parse
from layerwise.text import Span, apply

PRESUMED = "the build context cannot be read, so the usual file names are assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A split that builds: its edits, the installs that it lifts, and why it is for review, if it is."""

    move: Move
    installs: tuple[Rerun, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no split is offered, and the place that stands in its way."""

    why: str
    span: Span


def propose(before: BuildPlan, group: Group, others: Sequence[BuildPlan]) -> Proposal | Refusal:
    """The split that lifts as many installs of a group as can be lifted, right in all builds.

    `others` are the plans of the same Dockerfile under its other builds.
    """
    refusal = Refusal("nothing can be lifted", group.span_of_first())
    for count in range(len(group.installs), 0, -1):
        judged = _judge(before, group, group.installs[:count], others)
        if isinstance(judged, Proposal):
            return judged
        refusal = judged
    return refusal


def _judge(
    before: BuildPlan, group: Group, installs: tuple[Rerun, ...], others: Sequence[BuildPlan]
) -> Proposal | Refusal:
    move = lift(before, installs)
    if isinstance(move, str):
        return Refusal(move, installs[-1].event.span)
    text = apply(before.document.text, move.edits)
    document = parse(text)
    found: list[Difference] = []
    builds = (before, *others)
    for one, after in zip(builds, plans(document, [one.build for one in builds]), strict=True):
        found += (_told(difference, one) if others else difference for difference in differences(one, after))
        if not _is_gone(after, installs):
            found.append(Difference(Weight.GREAT, "the install would still rerun", group.span_of_first()))
    if before.is_presumed:
        return Proposal(move=move, installs=installs, reason=PRESUMED)
    worst = max(found, key=lambda difference: difference.weight, default=None)
    if worst is not None and worst.weight is Weight.GREAT:
        return Refusal(worst.why, worst.span)
    return Proposal(move=move, installs=installs, reason=worst.why if worst else move.reason)


def _told(difference: Difference, plan: BuildPlan) -> Difference:
    """A difference with the build in which it comes up, where a Dockerfile has several."""
    return difference._replace(why=f"{difference.why} (build context: {plan.build.origin})")


def _is_gone(after: BuildPlan, installs: tuple[Rerun, ...]) -> bool:
    """Whether none of the lifted installs is rerun for nothing any more."""
    left = [(i.step.stage, i.event.identity) for group in groups(after) for i in group.installs]
    return not any((i.step.stage, i.event.identity) in left for i in installs)
