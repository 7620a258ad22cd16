"""A build at a glance: its stages and steps, what each reads of the context, and how often it reruns."""

from collections.abc import Mapping
from typing import NamedTuple

from layerwise.cache.copies import Copy
from layerwise.cache.figures import Figure, figures
from layerwise.cache.key import key, makes_step
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.cache.target import needed_stages
from layerwise.history.log import History
from layerwise.measures import files_of
from layerwise.text import Lines
from layerwise.unknown import Unknown


class StepView(NamedTuple):
    """A step: its line, from 1; its text on one line; what its cache key reads besides the step above; how often.

    `figure` is None where there is no history.
    """

    line: int
    text: str
    reads: str
    figure: Figure | None


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
    """A build: where its context comes from, its stages, and how many commits the figures are of."""

    context: str
    stages: tuple[StageView, ...]
    commits: int


def overview(plan: BuildPlan, history: History | None) -> Overview:
    """The stages and steps of a plan; figures where the context can be read and its history is known."""
    known = history if history is not None and history.commits and not plan.is_presumed else None
    counted = figures(plan, known) if known is not None else {}
    lines = Lines(plan.document.text)
    needed = needed_stages(plan)
    return Overview(
        context=_context(plan),
        stages=tuple(
            _stage(plan, stage, counted, lines)._replace(is_needed=stage.index in needed)
            for stage in plan.stages
        ),
        commits=len(known.commits) if known is not None else 0,
    )


def share(stage: StageView) -> tuple[int, int]:
    """How many of a stage's steps rerun on a typical commit, and how many steps it has.

    Typical: the step reran in at least half of the commits.
    """
    half = 0.5
    return sum(step.figure is not None and step.figure.share >= half for step in stage.steps), len(
        stage.steps
    )


def _context(plan: BuildPlan) -> str:
    if isinstance(plan.build.context, Unknown):
        return f"not known: {plan.build.context.why}"
    return f"{plan.build.label or '.'} ({plan.build.origin})"


def _stage(
    plan: BuildPlan, stage: PlannedStage, counted: Mapping[tuple[int, int], Figure], lines: Lines
) -> StageView:
    steps = (step for step in stage.steps if makes_step(step))
    return StageView(
        name=stage.stage.name or f"stage {stage.index}",
        base=stage.stage.base.text if stage.stage.base is not None else "",
        line=lines.place(stage.stage.start.span.start).line + 1,
        steps=tuple(
            StepView(
                line=lines.place(step.instruction.span.start).line + 1,
                text=_text(step),
                reads=_reads(plan, step),
                figure=counted.get((step.stage, step.number)),
            )
            for step in steps
        ),
    )


def _text(step: Step) -> str:
    """The instruction on one line, flags included."""
    flags = (
        f"--{flag.name}" + (f"={flag.value}" if flag.value is not None else "")
        for flag in step.instruction.flags
    )
    return " ".join((step.instruction.keyword, *flags, *step.instruction.body.text.split()))


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
