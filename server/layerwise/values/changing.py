"""The arguments of a build that change with each build, and what they rerun for nothing."""

from collections.abc import Iterator

from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.records import dataclass
from layerwise.syntax.tree import Word
from layerwise.values.falling import Declared, Fall, Obstacle, below, fall, pairs
from layerwise.values.names import changes
from layerwise.values.readers import mentions
from layerwise.values.states import Reach, reaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Volatile:
    """An ARG and the costly commands that each new value of it reruns for nothing, with their steps.

    `heir`: the stage built from the ARG's in which they stand, None where it is the ARG's own. `obstacle`: why it
    cannot go down to below them, and the place that says so.
    """

    declared: Declared
    fall: Fall
    rerun: tuple[tuple[Step, Event], ...]
    heir: PlannedStage | None = None
    obstacle: Obstacle | None = None


def volatiles(plan: BuildPlan) -> Iterator[Volatile]:
    """Every ARG of a stage that changes with each build, as often as it reruns something for nothing."""
    known: dict[str, tuple[Reach, ...]] = {}
    for declared in _declared(plan):
        if declared.name not in known:
            known[declared.name] = reaches(plan, plan.document, declared.name)
        reach = known[declared.name]
        own = reach[declared.step.stage]
        number = declared.step.number
        if declared.name in own.names[number] or declared.name not in own.names[number + 1]:
            continue  # it was there already, or is hidden
        yield from _own(plan, declared, own)
        yield from _inherited(plan, declared, reach)


def _declared(plan: BuildPlan) -> Iterator[Declared]:
    outer = {name: value for one in plan.document.arguments for name, value in _defaults(one.words)}
    for stage in plan.asked:
        for step in stage.steps:
            for word, name, default in pairs(step) if step.instruction.keyword == "ARG" else ():
                value = default if "=" in word.text else outer.get(name)
                if changes(name, plan.build.arguments, plan.build.changing, value) and word.text.startswith(
                    name
                ):
                    yield Declared(step, word, name)


def _own(plan: BuildPlan, declared: Declared, reach: Reach) -> Iterator[Volatile]:
    found = fall(plan, declared, reach)
    if found.rerun:
        if found.is_used or _is_used_below(plan, declared):
            yield Volatile(declared=declared, fall=found, rerun=found.rerun)
        return
    beyond = fall(plan, declared, reach, past_scripts=True)
    if beyond.doubt is not None and beyond.rerun and beyond.is_used:
        why = Obstacle(beyond.doubt.why, beyond.doubt.span)
        yield Volatile(declared=declared, fall=beyond, rerun=beyond.rerun, obstacle=why)


def _inherited(plan: BuildPlan, declared: Declared, reach: tuple[Reach, ...]) -> Iterator[Volatile]:
    """What it reruns in stages built from its own, where nothing of its own reads it."""
    found = fall(plan, declared, reach[declared.step.stage])
    if found.is_read or not (found.is_used or _is_used_below(plan, declared)):
        return
    for stage in plan.stages:
        if stage.parent == declared.step.stage and (rerun := below(stage, reach[stage.index])):
            name = stage.stage.name or str(stage.index)
            why = f"the stage {name} is built from this one and inherits {declared.name}"
            yield Volatile(
                declared=declared,
                fall=found,
                rerun=rerun,
                heir=stage,
                obstacle=Obstacle(why, stage.stage.start.span),
            )
            return


def _is_used_below(plan: BuildPlan, declared: Declared) -> bool:
    """Whether a stage built from the ARG's names it."""
    family = {declared.step.stage}
    for stage in plan.stages:
        if stage.parent in family:
            family.add(stage.index)
            if any(mentions(step.instruction, declared.name) for step in stage.steps):
                return True
    return False


def _defaults(words: tuple[Word, ...]) -> Iterator[tuple[str, str]]:
    for word in words:
        name, equals, value = word.text.partition("=")
        if equals:
            yield name, value
