"""Which steps the manifest-first splits of a Dockerfile lift anyway."""

from collections.abc import Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.split.groups import groups, is_install
from layerwise.split.proposal import Proposal, propose
from layerwise.text import Span


def lifted(plan: BuildPlan, others: Sequence[BuildPlan]) -> frozenset[Span]:
    """The instructions above which the wide copies stand no more, once all splits that can be offered are made."""
    found: set[Span] = set()
    for group in groups(plan, is_install):
        judged = propose(plan, group, others)
        if not isinstance(judged, Proposal):
            continue
        last = judged.lift.installs[-1].step
        for step in plan.lineage(last.stage):
            if (step.stage, step.number) < (last.stage, last.number) and step not in judged.lift.sunk:
                found.add(step.instruction.span)
        found.update(install.step.instruction.span for install in judged.lift.installs)
    return frozenset(found)
