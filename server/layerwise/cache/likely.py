"""Which of several guessed builds are likely, as far as their installs tell."""

from collections.abc import Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.ecosystems.locked import misses_lockfile


def likely(plans: Sequence[BuildPlan]) -> tuple[BuildPlan, ...]:
    """The plans without those of guessed contexts in which `npm ci` or its kind misses its lockfile, if any is left.

    A member of a workspace that has its lockfile further up is built there.
    """
    kept = tuple(plan for plan in plans if not (plan.build.is_guess and _misses_lockfile(plan)))
    return kept or tuple(plans)


def _misses_lockfile(plan: BuildPlan) -> bool:
    return any(
        event.install is not None
        and event.reading is not None
        and misses_lockfile(event.install, event.reading)
        for stage in plan.stages
        for step in stage.steps
        for event in step.events
    )
