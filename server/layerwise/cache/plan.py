"""A Dockerfile and one of its builds put together: stages and steps, each with what it reads and writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from layerwise.builds.build import Build
from layerwise.cache.bases import UNKNOWN_BASE, base
from layerwise.cache.image import Event, Image
from layerwise.cache.mounts import Mount
from layerwise.cache.paths import NOTHING, Paths, files
from layerwise.cache.runs import run_events
from layerwise.cache.sources import Places, Resolved, resolve, stage_names
from layerwise.cache.state import State, advance, from_base, global_arguments
from layerwise.context.tree import Tree
from layerwise.ecosystems.conventional import ConventionalTree
from layerwise.shell.script import Script
from layerwise.syntax.tree import Dockerfile, Instruction, Stage
from layerwise.text import Span
from layerwise.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One instruction of a stage: the state that it meets and the events that it causes."""

    stage: int
    number: int
    instruction: Instruction
    state: State
    after: State
    events: tuple[Event, ...] = ()
    script: Script | None = None
    mounts: tuple[Mount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStage:
    """A stage with its steps. `parent` is the stage that it is built from, None for an image.

    `inherited` are the parent's events, in order.
    """

    index: int
    stage: Stage
    parent: int | None
    start: State
    inherited: tuple[Event, ...]
    steps: tuple[Step, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that was done to the stage's image, the parent's part first."""
        return self.inherited + tuple(event for step in self.steps for event in step.events)

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
        named.update((name, (stage.index, image)) for name in stage_names(stage.index, stage.name))
    return BuildPlan(document=document, build=build, stages=tuple(done), is_presumed=is_presumed)


def plans(document: Dockerfile, builds: Sequence[Build]) -> tuple[BuildPlan, ...]:
    """The plans of several builds; those that differ in their target only share the stages."""
    made: list[BuildPlan] = []
    for build in builds:
        alike = (p for p in made if _is_alike(p.build, build))
        shared = next(alike, None)
        made.append(plan(document, build) if shared is None else replace(shared, build=build))
    return tuple(made)


def _is_alike(one: Build, other: Build) -> bool:
    return replace(one, target=other.target, label=other.label, origin=other.origin) == other


def _stage(
    stage: Stage,
    document: Dockerfile,
    places: Places,
    outer: Mapping[str, str | None],
    done: list[PlannedStage],
) -> PlannedStage:
    parent, state = _start(stage, document.escape, outer, done)
    start = state
    inherited = () if parent is None else done[parent].events
    steps: list[Step] = []
    events = inherited
    for number, instruction in enumerate(stage.instructions):
        after = advance(state, instruction, document.escape, places.build, outer)
        step = Step(stage=stage.index, number=number, instruction=instruction, state=state, after=after)
        step = _with_events(step, Image(events), places, document.escape)
        steps.append(step)
        events += step.events
        state = after
    return PlannedStage(
        index=stage.index, stage=stage, parent=parent, start=start, inherited=inherited, steps=tuple(steps)
    )


def _start(
    stage: Stage, escape: str, outer: Mapping[str, str | None], done: list[PlannedStage]
) -> tuple[int | None, State]:
    """The stage that this one is built from, if any, and the state at its top. ARGs are inherited too."""
    word = State(environment=outer).expand(stage.base.text, escape) if stage.base else None
    name = word if isinstance(word, str) else None
    for earlier in reversed(done):
        if name is not None and name.lower() in stage_names(earlier.index, earlier.stage.name):
            has_triggers = any(step.instruction.keyword == "ONBUILD" for step in earlier.steps)
            return earlier.index, from_base(UNKNOWN_BASE) if has_triggers else earlier.end()
    return None, from_base(base(name))


def _with_events(step: Step, image: Image, places: Places, escape: str) -> Step:
    match step.instruction.keyword:
        case "COPY" | "ADD":
            resolved = resolve(step.instruction, step.state, image, places, escape)
            return replace(step, events=_copy_events(step.instruction, resolved))
        case "RUN":
            script, mounted, events = run_events(step.instruction, step.state, image, places, escape)
            return replace(step, events=events, script=script, mounts=mounted)
        case "WORKDIR" if step.after.cwd not in (None, "/"):
            return replace(step, events=(_directory_event(step),))
        case _:
            return step


def _copy_events(instruction: Instruction, resolved: Resolved) -> tuple[Event, ...]:
    copy = resolved.copy
    written = Paths(frozenset(resolved.files), frozenset(resolved.trees), copy.unknown)
    identity = (
        *("COPY", copy.origin, copy.mappings, copy.owner, copy.mode, copy.is_link, copy.excludes),
        *(resolved.files, resolved.trees, instruction.body.text if copy.unknown or resolved.trees else None),
        tuple(heredoc.body for heredoc in instruction.heredocs),
    )
    return (
        Event(
            identity=identity,
            span=copy_span(instruction),
            label=_label(instruction),
            copy=copy,
            reads=NOTHING,
            writes=written,
        ),
    )


def _label(instruction: Instruction) -> str:
    """The instruction as a message names it, on one line."""
    flags = [
        f"--{flag.name}" + ("" if flag.value is None else f"={flag.value}") for flag in instruction.flags
    ]
    return " ".join([instruction.keyword, *flags, *instruction.body.text.split()])


def copy_span(instruction: Instruction) -> Span:
    """From the keyword through the last source: what a squiggle marks, since a lone `.` is too small to hit."""
    if instruction.is_json or len(instruction.words) < len(("source", "destination")):
        return instruction.span
    return Span(instruction.span.start, instruction.words[-2].span.end)


def _directory_event(step: Step) -> Event:
    path = step.after.cwd or "/"
    return Event(
        identity=("WORKDIR", path, step.state.user),
        span=step.instruction.span,
        label=f"WORKDIR {path}",
        reads=NOTHING,
        writes=files(path),
        user=step.state.user,
        is_directory=True,
    )
