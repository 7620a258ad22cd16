"""A build at a glance: its stages and steps, what each reads of the context, and how often it reruns."""

from collections.abc import Mapping
from types import MappingProxyType

from layerwise.cache.copies import Copy
from layerwise.cache.figures import Figure, figures
from layerwise.cache.key import key, makes_step
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.cache.target import needed_stages
from layerwise.history.log import History
from layerwise.logged import Place, text_of
from layerwise.measures import files_of
from layerwise.text import Lines
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class StepView(NamedTuple):
    """A step: its line, from 1; its text on one line; what its cache key reads besides the step above; how often.

    `figure` is None where there is no history, `seconds` where no build log tells how long it takes.
    """

    line: int
    text: str
    reads: str
    figure: Figure | None
    seconds: float | None = None


class StageView(NamedTuple):
    """A stage: what people call it, what it is built from, and its steps.

    `is_needed`: the build's target needs it; the builder leaves others out, so that their steps have no figures.
    """

    name: str
    base: str
    line: int
    steps: tuple[StepView, ...]
    is_needed: bool = True


class Overview(NamedTuple):
    """A build: where its context comes from, its stages, and how many commits the figures are of, also in words."""

    context: str
    stages: tuple[StageView, ...]
    commits: int
    extent: str

    @property
    def seconds(self) -> float | None:
        """What the builds of all commits would have taken, as far as the steps' times and figures are known."""
        steps = [step for stage in self.stages for step in stage.steps]
        known = [s.figure.surely * s.seconds for s in steps if s.figure is not None and s.seconds is not None]
        return sum(known) if known else None


_NO_TIMES: Mapping[Place, float] = MappingProxyType({})


def overview(
    plan: BuildPlan, history: History | None, seconds: Mapping[Place, float] = _NO_TIMES
) -> Overview:
    """The stages and steps of a plan; figures where the context can be read and its history is known.

    `seconds` are the times of the steps that a build log tells of.
    """
    known = history if history is not None and history.says_how_often and not plan.is_presumed else None
    counted = figures(plan, known) if known is not None else {}
    lines = plan.document.lines
    needed = needed_stages(plan)
    return Overview(
        context=_context(plan),
        stages=tuple(
            _stage(plan, stage, _Known(counted, seconds), lines)._replace(is_needed=stage.index in needed)
            for stage in plan.stages
        ),
        commits=len(known.commits) if known is not None else 0,
        extent=known.extent if known is not None else "",
    )


def _context(plan: BuildPlan) -> str:
    if isinstance(plan.build.context, Unknown):
        return f"not known: {plan.build.context.why}"
    return f"{plan.build.label or '.'} ({plan.build.origin})"


class _Known(NamedTuple):
    """What is known of steps besides the plan."""

    figures: Mapping[Place, Figure]
    seconds: Mapping[Place, float]


def _stage(plan: BuildPlan, stage: PlannedStage, known: _Known, lines: Lines) -> StageView:
    steps = (step for step in stage.steps if makes_step(step))
    return StageView(
        name=stage.stage.name or f"stage {stage.index}",
        base=stage.stage.base.text if stage.stage.base is not None else "",
        line=lines.number(stage.stage.start.span.start),
        steps=tuple(
            StepView(
                line=lines.number(step.instruction.span.start),
                text=text_of(step),
                reads=_reads(plan, step),
                figure=known.figures.get((step.stage, step.number)),
                seconds=known.seconds.get((step.stage, step.number)),
            )
            for step in steps
        ),
    )


def _reads(plan: BuildPlan, step: Step) -> str:
    return ", ".join(dict.fromkeys(_copied(plan, copy) for copy in key(step).copies))


def _copied(plan: BuildPlan, copy: Copy) -> str:
    if not copy.is_context:
        return _origin(plan, copy)
    if plan.is_presumed or copy.unknown is not None:
        return "files of the build context"
    return files_of(copy)


def _origin(plan: BuildPlan, copy: Copy) -> str:
    """The stage or image that a copy takes from, as people call it."""
    if copy.stage is not None:
        return f"stage {plan.stages[copy.stage].stage.name or copy.stage}"
    return copy.origin
