"""Which of several guessed builds are likely, as far as their installs tell."""

from collections.abc import Sequence

from layerwise.cache.asked import each
from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.ecosystems.locked import misses_lockfile


def likely(plans: Sequence[BuildPlan]) -> tuple[BuildPlan, ...]:
    """The plans without those of guessed contexts in which `npm ci` or its kind misses its lockfile, if any is left.

    A member of a workspace that has its lockfile further up is built there.
    """
    kept = tuple(plan for plan in plans if not (plan.build.is_guess and _misses_lockfile(plan)))
    return kept or tuple(plans)


def _misses_lockfile(plan: BuildPlan) -> bool:
    return any(each(plan, _missing_it))


def _missing_it(_: BuildPlan, stage: PlannedStage) -> list[Event]:
    """The installs of a stage that miss their lockfile."""
    events = (event for step in stage.steps for event in step.events)
    return [
        event
        for event in events
        if event.install is not None
        and event.reading is not None
        and misses_lockfile(event.install, event.reading)
    ]
