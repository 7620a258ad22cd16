"""The split of the lower copies of a group alone, where what stands between needs the upper ones."""

from collections.abc import Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.records import dataclass
from layerwise.split.groups import Group, Rerun, example, group_of
from layerwise.split.proposal import propose
from layerwise.split.verdict import Proposal, Refusal
from layerwise.text import Span


@dataclass(frozen=True, slots=True)
class Partial:
    """A split of some copies: the group that they make with the installs, the one that stays, the split.

    The copies that stay rerun the installs as before; those that move do so no more.
    """

    lower: Group
    upper: Group
    proposal: Proposal


def partly(before: BuildPlan, group: Group, refusal: Refusal, others: Sequence[BuildPlan]) -> Partial | None:
    """The split of the copies below the place that stands in the way of all, None where nothing is won by it."""
    lower = group
    while True:
        cut = _below(lower, refusal.span)
        if cut is None:
            return None
        judged = propose(before, cut, others)
        if isinstance(judged, Proposal):
            return _partial(group, judged)
        lower, refusal = cut, judged


def _below(group: Group, place: Span) -> Group | None:
    """The group without its copies above a place, None where that leaves all of them or none."""
    cut = [_cut(install, place) for install in group.installs]
    if all(install.kept == old.kept for install, old in zip(cut, group.installs, strict=True)):
        return None
    kept = tuple(install for install in cut if install.copies)
    named = example(kept)
    return None if named is None else Group(kept, named, group.is_wanted)


def _cut(install: Rerun, place: Span) -> Rerun:
    kept = tuple(step for step in install.copies if step.instruction.span.start <= place.start)
    return install._replace(copies=install.copies[len(kept) :], kept=(*install.kept, *kept))


def _partial(group: Group, judged: Proposal) -> Partial | None:
    """Both parts of a group of which some installs are lifted above some copies."""
    lifted = {install.event.span: install for install in judged.lift.installs}
    named = example(judged.lift.installs)
    rest = [
        i._replace(copies=lifted[i.event.span].kept) if i.event.span in lifted else i for i in group.installs
    ]
    upper = tuple(install for install in rest if install.copies)
    if named is None:
        return None
    return Partial(
        lower=Group(judged.lift.installs, named, group.is_wanted),
        upper=group_of(upper, group.is_wanted),
        proposal=judged,
    )
