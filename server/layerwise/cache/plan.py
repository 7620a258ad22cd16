"""A Dockerfile and one of its builds put together: stages and steps, each with what it reads and writes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from layerwise.builds.build import Build
from layerwise.cache.bases import base
from layerwise.cache.chains import Chains, End, Link, Named, Root
from layerwise.cache.environment import Environment
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.kept import chains_of, in_known_contexts
from layerwise.cache.sources import Places, stage_names
from layerwise.cache.state import State, from_base, global_arguments
from layerwise.cache.steps import Setting, Step, run
from layerwise.context.tree import Tree
from layerwise.ecosystems.conventional import ConventionalTree
from layerwise.records import dataclass, field, replace
from layerwise.syntax.expand import is_plain
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile, Instruction, Stage
from layerwise.text import Span
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


@dataclass(slots=True, kw_only=True, eq=False)
class PlannedStage:
    """A stage with its steps. `parent` is the stage that it is built from, None for an image.

    `triggered` are the steps that the ONBUILD instructions of the base cause, which stand nowhere in the stage: their
    events point at its FROM. `made` is the same for the same stage of two versions, wherever it stands in the text.
    Steps are `placed` when they are asked for, since most questions concern few stages.
    """

    index: int
    stage: Stage
    parent: int | None
    start: State
    triggered: tuple[Step, ...] = ()
    made: End
    _above: "PlannedStage | None"
    _links: tuple[Link, ...]
    placed: tuple[Step, ...] | None = None
    _events: tuple[Event, ...] | None = field(default=None, init=False)

    @property
    def span(self) -> Span:
        """Where it stands, from its FROM to the end of its last instruction."""
        last = self.stage.instructions[-1] if self.stage.instructions else self.stage.start
        return Span(self.stage.start.span.start, last.span.end)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its own steps, in order."""
        if self.placed is None:
            pairs = zip(self._links, self.stage.instructions, strict=True)
            self.placed = tuple(link.at(instruction) for link, instruction in pairs)
        return self.placed

    @property
    def inherited(self) -> tuple[Event, ...]:
        """The parent's events, in order."""
        return () if self._above is None else self._above.events

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that was done to the stage's image, the parent's part first."""
        if self._events is None:
            own = (*self.triggered, *self.steps)
            self._events = self.inherited + tuple(event for step in own for event in step.events)
        return self._events

    def image(self) -> Image:
        """The image after its last step, for questions of one's own."""
        known = self.made.image
        return Image(self.events) if known is None else known.placed(self.events)

    def end(self) -> State:
        """The state after the last step."""
        return self._links[-1].step.after if self._links else self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPlan:
    """A whole build. `is_presumed`: the context cannot be read, the usual manifest names stand in for it.

    `family` are the stages that somebody asks about, None where that is all of them. `answers` are what was made of
    it and costs a while, by the question.
    """

    document: Dockerfile
    build: Build
    stages: tuple[PlannedStage, ...]
    is_presumed: bool
    family: frozenset[int] | None = None
    answers: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def asked(self) -> tuple[PlannedStage, ...]:
        """The stages that somebody asks about."""
        return (
            self.stages if self.family is None else tuple(self.stages[index] for index in sorted(self.family))
        )

    def lineage(self, index: int) -> tuple[Step, ...]:
        """The steps that make a stage's image, those of the stages that it is built from first."""
        key = (BuildPlan.lineage, index)
        if key not in self.answers:
            stage = self.stages[index]
            above = () if stage.parent is None else self.lineage(stage.parent)
            self.answers[key] = above + stage.steps
        return cast("tuple[Step, ...]", self.answers[key])

    def unlike(self, other: "BuildPlan") -> Iterator[PlannedStage]:
        """The stages that are not made as the one of the same number in another plan."""
        ends = [stage.made for stage in other.stages]
        for stage in self.stages:
            if stage.index >= len(ends) or stage.made is not ends[stage.index]:
                yield stage

    def base(self, index: int) -> str | None:
        """The image that a stage names, its platform included; None where the name is not known."""
        stage = self.stages[index].stage
        state = State(environment=Environment(global_arguments(self.document, self.build)))
        flags = [flag.value or "" for flag in stage.start.flags]
        words = [
            state.expand(text, self.document.escape)
            for text in (*flags, stage.base.text if stage.base else "")
        ]
        known = [word for word in words if isinstance(word, str)]
        return " ".join(known) if len(known) == len(words) else None


def plan(document: Dockerfile, build: Build) -> BuildPlan:
    """The plan of a Dockerfile under one build."""
    done: list[PlannedStage] = []
    planner = Planner(document, build)
    for stage in document.stages:
        done.append(planner.planned(stage, document.text))
        planner.put(done[-1])
    planner.tidy(document)
    return BuildPlan(document=document, build=build, stages=tuple(done), is_presumed=planner.is_presumed)


class Planner:
    """Plans the stages of a Dockerfile one by one, from the first to the last."""

    def __init__(self, document: Dockerfile, build: Build) -> None:
        self._build = build
        self._escape = document.escape
        self._outer = global_arguments(document, build)
        self._chains = chains_of(build, document.escape, self._outer)
        self._named: dict[str, tuple[int, End]] = {}
        self._bases: dict[str, PlannedStage] = {}
        self._context: Tree = ConventionalTree() if isinstance(build.context, Unknown) else build.context
        self.is_presumed = isinstance(build.context, Unknown)

    def planned(self, stage: Stage, text: str) -> PlannedStage:
        """The plan of a stage, which stands in some text, below those that were put."""
        places = Places(build=self._build, context=self._context, stages=Named(self._named))
        setting = Setting(places, self._escape, self._outer)
        return _stage(stage, text, setting, self._bases, self._chains)

    def put(self, planned: PlannedStage) -> None:
        """Let the stages below see one by its names."""
        stage, others = planned.stage, self._build.contexts
        if stage.name is not None and stage.name not in others:
            self._bases[stage.name] = planned
        # A named context takes the place of a stage of its name (dockerfile2llb/convert.go, `namedContext`).
        for name in stage_names(stage.index, stage.name):
            if name not in others:
                self._named[name] = (stage.index, planned.made)

    def tidy(self, document: Dockerfile) -> None:
        """Forget what was kept of other versions, once a whole document was planned."""
        self._chains.tidy(len(document.instructions))


def plans(document: Dockerfile, builds: Sequence[Build]) -> tuple[BuildPlan, ...]:
    """The plans of several builds; those that differ in their target only share the stages."""
    made: list[BuildPlan] = []
    for build in map(in_known_contexts, builds):
        alike = (p for p in made if p.build.is_alike(build))
        shared = next(alike, None)
        made.append(plan(document, build) if shared is None else replace(shared, build=build))
    return tuple(made)


def _stage(
    stage: Stage,
    text: str,
    setting: Setting,
    bases: Mapping[str, PlannedStage],
    chains: Chains,
) -> PlannedStage:
    start = _start(stage, setting.escape, setting.outer, bases)
    above = start.parent
    triggered: tuple[Step, ...] = ()
    if start.triggers:
        inherited = () if above is None else above.events
        base = run(setting, stage.index, start.triggers, start.state, inherited)
        triggered = tuple(_pointing_at(step, stage.start) for step in base)
        root = Root(base[-1].after, inherited + tuple(event for step in triggered for event in step.events))
    else:
        root = chains.root(stage.index, start.base, above.made if above else None, lambda: start.state)
    links = chains.links(root, stage.index, text, stage.instructions, setting)
    return PlannedStage(
        index=stage.index,
        stage=stage,
        parent=None if above is None else above.index,
        start=root.state,
        triggered=triggered,
        made=links[-1] if links else root,
        _above=above,
        _links=links,
    )


def _pointing_at(step: Step, start: Instruction) -> Step:
    """A triggered step, told of at the FROM that triggers it."""
    events = tuple(replace(event, span=start.span, label=f"ONBUILD {event.label}") for event in step.events)
    return replace(step, number=-1, events=events)


class _Start(NamedTuple):
    """The top of a stage: the one that it is built from, if any, else the base; the base's triggers."""

    parent: PlannedStage | None
    base: str | None
    triggers: tuple[Instruction, ...]

    @property
    def state(self) -> State:
        """The state that its first instruction meets, made anew."""
        return from_base(base(self.base)) if self.parent is None else self.parent.end()


def _start(
    stage: Stage, escape: str, outer: Mapping[str, str | None], bases: Mapping[str, PlannedStage]
) -> _Start:
    """The top of a stage, `bases` being those above by name. ARGs are inherited too; triggers not any further."""
    name = _base_name(stage.base.text, escape, outer) if stage.base else None
    earlier = None if name is None else bases.get(name.lower())  # FROM takes no number of a stage
    if earlier is not None:
        inner = (one for one in earlier.stage.instructions if one.keyword == "ONBUILD")
        triggers = tuple(one.trigger for one in inner if one.trigger is not None)
        return _Start(earlier, None, triggers)
    image = base(name)
    text = "\n".join(("FROM base", *image.triggers))
    triggers = parse(text).stages[0].instructions if image.triggers else ()
    return _Start(None, name, triggers)


def _base_name(written: str, escape: str, outer: Mapping[str, str | None]) -> str | None:
    """What a FROM names, None where that is not known; mostly it is what is written."""
    if is_plain(written):
        return written
    word = State(environment=Environment(outer)).expand(written, escape)
    return word if isinstance(word, str) else None
