"""Why a step reruns when some files change: what it takes itself, or the step before it in the chain."""

from collections.abc import Collection, Mapping

from layerwise.cache.changed import Changed
from layerwise.cache.key import key, makes_step
from layerwise.cache.plan import BuildPlan
from layerwise.cache.replay import Rerun, rerun_by, takes
from layerwise.cache.steps import Step
from layerwise.tuples import NamedTuple


class Cause(NamedTuple):
    """What a step does and why: `takes` are changed files that it copies or binds, `after` the step that reruns it.

    Files of a named context have its name before them: `shared:src/a.js`.

    A step that takes files needs no other; one that does not rerun has neither.
    """

    step: Step
    answer: Rerun
    takes: tuple[str, ...] = ()
    after: Step | None = None


def causes(
    plan: BuildPlan, changed: Collection[str], named: Mapping[str, Collection[str]] | None = None
) -> tuple[Cause, ...]:
    """The cause for every step that the target needs, in the order of the Dockerfile."""
    answers = rerun_by(plan, changed, named)
    everything = Changed.of(changed, named)
    steps = (step for stage in plan.stages for step in stage.steps if makes_step(step))
    carried_out = (step for step in steps if (step.stage, step.number) in answers)
    return tuple(_cause(plan, step, everything, answers) for step in carried_out)


def _cause(plan: BuildPlan, step: Step, changed: Changed, answers: dict[tuple[int, int], Rerun]) -> Cause:
    answer = answers[step.stage, step.number]
    if answer is Rerun.NO:
        return Cause(step, answer)
    copies = key(step).copies
    own = sorted(
        {
            path if copy.is_context else f"{copy.named_context}:{path}"
            for copy in copies
            for path in changed.seen_by(copy)
            if takes(copy, path)
        }
    )
    if own:
        return Cause(step, answer, takes=tuple(own))
    above = [s for s in plan.lineage(step.stage) if (s.stage, s.number) < (step.stage, step.number)]
    sources = [copy.stage for copy in copies if copy.stage is not None]
    feeding = [s for stage in sources for s in plan.lineage(stage)]
    for candidates in (reversed(above), reversed(feeding)):
        for other in candidates:
            if makes_step(other) and answers[other.stage, other.number] is not Rerun.NO:
                return Cause(step, answer, after=other)
    return Cause(step, answer)  # a trigger of the base image, which stands nowhere in the file
