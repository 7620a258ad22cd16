"""A Dockerfile and one of its builds put together: stages and steps, each with what it reads and writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from layerwise.builds.build import Build
from layerwise.cache.bases import base
from layerwise.cache.image import Event, Image
from layerwise.cache.sources import Places, stage_names
from layerwise.cache.state import State, from_base, global_arguments
from layerwise.cache.steps import Setting, Step, run
from layerwise.context.tree import Tree
from layerwise.ecosystems.conventional import ConventionalTree
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile, Instruction, Stage
from layerwise.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStage:
    """A stage with its steps. `parent` is the stage that it is built from, None for an image.

    `inherited` are the parent's events, in order; `triggered` the steps that the ONBUILD instructions of the base
    cause, which stand nowhere in the stage: their events point at its FROM.
    """

    index: int
    stage: Stage
    parent: int | None
    start: State
    inherited: tuple[Event, ...]
    triggered: tuple[Step, ...] = ()
    steps: tuple[Step, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that was done to the stage's image, the parent's part first."""
        own = (*self.triggered, *self.steps)
        return self.inherited + tuple(event for step in own for event in step.events)

    def end(self) -> State:
        """The state after the last step."""
        return self.steps[-1].after if self.steps else self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPlan:
    """A whole build. `is_presumed`: the context cannot be read, the usual manifest names stand in for it."""

    document: Dockerfile
    build: Build
    stages: tuple[PlannedStage, ...]
    is_presumed: bool

    def lineage(self, index: int) -> tuple[Step, ...]:
        """The steps that make a stage's image, those of the stages that it is built from first."""
        stage = self.stages[index]
        above = () if stage.parent is None else self.lineage(stage.parent)
        return above + stage.steps

    def base(self, index: int) -> str | None:
        """The image that a stage names, its platform included; None where the name is not known."""
        stage = self.stages[index].stage
        state = State(environment=global_arguments(self.document, self.build))
        flags = [flag.value or "" for flag in stage.start.flags]
        words = [
            state.expand(text, self.document.escape)
            for text in (*flags, stage.base.text if stage.base else "")
        ]
        known = [word for word in words if isinstance(word, str)]
        return " ".join(known) if len(known) == len(words) else None


def plan(document: Dockerfile, build: Build) -> BuildPlan:
    """The plan of a Dockerfile under one build."""
    is_presumed = isinstance(build.context, Unknown)
    context: Tree = ConventionalTree() if isinstance(build.context, Unknown) else build.context
    outer = global_arguments(document, build)
    done: list[PlannedStage] = []
    named: dict[str, tuple[int, Image]] = {}
    for stage in document.stages:
        places = Places(build=build, context=context, stages=dict(named))
        planned = _stage(stage, document, places, outer, done)
        done.append(planned)
        image = Image(planned.events)
        # A named context takes the place of a stage of its name (dockerfile2llb/convert.go, `namedContext`).
        names = (name for name in stage_names(stage.index, stage.name) if name not in build.contexts)
        named.update((name, (stage.index, image)) for name in names)
    return BuildPlan(document=document, build=build, stages=tuple(done), is_presumed=is_presumed)


def plans(document: Dockerfile, builds: Sequence[Build]) -> tuple[BuildPlan, ...]:
    """The plans of several builds; those that differ in their target only share the stages."""
    made: list[BuildPlan] = []
    for build in builds:
        alike = (p for p in made if p.build.is_alike(build))
        shared = next(alike, None)
        made.append(plan(document, build) if shared is None else replace(shared, build=build))
    return tuple(made)


def _stage(
    stage: Stage,
    document: Dockerfile,
    places: Places,
    outer: Mapping[str, str | None],
    done: list[PlannedStage],
) -> PlannedStage:
    standing = [earlier for earlier in done if earlier.stage.name not in places.build.contexts]
    parent, state, triggers = _start(stage, document.escape, outer, standing)
    inherited = () if parent is None else done[parent].events
    setting = Setting(places, document.escape, outer)
    base = run(setting, stage.index, triggers, state, inherited)
    triggered = tuple(_pointing_at(step, stage.start) for step in base)
    start = triggered[-1].after if triggered else state
    above = inherited + tuple(event for step in triggered for event in step.events)
    steps = run(setting, stage.index, stage.instructions, start, above)
    return PlannedStage(
        index=stage.index,
        stage=stage,
        parent=parent,
        start=start,
        inherited=inherited,
        triggered=triggered,
        steps=steps,
    )


def _pointing_at(step: Step, start: Instruction) -> Step:
    """A triggered step, told of at the FROM that triggers it."""
    events = tuple(replace(event, span=start.span, label=f"ONBUILD {event.label}") for event in step.events)
    return replace(step, number=-1, events=events)


def _start(
    stage: Stage, escape: str, outer: Mapping[str, str | None], done: list[PlannedStage]
) -> tuple[int | None, State, tuple[Instruction, ...]]:
    """The stage that this one is built from, if any, the state at its top, and the base's triggers.

    ARGs are inherited too; triggers are not inherited further.
    """
    word = State(environment=outer).expand(stage.base.text, escape) if stage.base else None
    name = word if isinstance(word, str) else None
    for earlier in reversed(done):
        if name is not None and name.lower() == earlier.stage.name:  # FROM takes no number of a stage
            found = (step.instruction.trigger for step in earlier.steps)
            return earlier.index, earlier.end(), tuple(trigger for trigger in found if trigger is not None)
    image = base(name)
    text = "\n".join(("FROM base", *image.triggers))
    return None, from_base(image), parse(text).stages[0].instructions if image.triggers else ()
