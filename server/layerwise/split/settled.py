"""Which steps the manifest-first splits of a Dockerfile lift anyway."""

from collections.abc import Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.split.groups import groups, is_install
from layerwise.split.proposal import propose
from layerwise.split.verdict import Proposal
from layerwise.text import Span


def lifted(plan: BuildPlan, others: Sequence[BuildPlan]) -> dict[Span, bool]:
    """The instructions above which the wide copies stand no more, once all splits that can be offered are made.

    Each with whether a safe split does it.
    """
    found: dict[Span, bool] = {}
    for group in groups(plan, is_install):
        judged = propose(plan, group, others)
        if not isinstance(judged, Proposal):
            continue
        last = judged.lift.installs[-1].step
        lineage = plan.lineage(last.stage)
        above = (step for step in lineage[: lineage.index(last)] if step not in judged.lift.sunk)
        for step in (*above, *(install.step for install in judged.lift.installs)):
            span = step.instruction.span
            found[span] = found.get(span, False) or judged.reason is None
    return found
