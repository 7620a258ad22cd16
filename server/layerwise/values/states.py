"""How far a build argument reaches: the names whose values depend on it, instruction by instruction."""

from collections.abc import Iterator, Mapping

from layerwise.builds.build import Build
from layerwise.cache.plan import BuildPlan
from layerwise.cache.state import State, advance, global_arguments
from layerwise.records import dataclass, replace
from layerwise.syntax.tree import Dockerfile, Instruction

_ONE, _OTHER = "one value", "another value"


@dataclass(frozen=True, slots=True)
class Reach:
    """The states of a stage's instructions under one value of the argument, and the names that depend on it.

    `states` and `names` have an item for the top of the stage and one below each instruction.
    """

    instructions: tuple[Instruction, ...]
    states: tuple[State, ...]
    names: tuple[frozenset[str], ...]


def reaches(plan: BuildPlan, document: Dockerfile, argument: str) -> tuple[Reach, ...]:
    """The reach of an argument in each stage of a Dockerfile that has the stages of the plan's."""
    one = _states(plan, document, _with(plan.build, argument, _ONE))
    other = _states(plan, document, _with(plan.build, argument, _OTHER))
    return tuple(
        Reach(stage.instructions, first, tuple(map(_differing, first, second)))
        for stage, first, second in zip(document.stages, one, other, strict=True)
    )


def _with(build: Build, argument: str, value: str) -> Build:
    return replace(build, arguments={**build.arguments, argument: value})


def _states(plan: BuildPlan, document: Dockerfile, build: Build) -> list[tuple[State, ...]]:
    outer = global_arguments(document, build)
    found: list[tuple[State, ...]] = []
    for planned, stage in zip(plan.stages, document.stages, strict=True):
        start = planned.start if planned.parent is None else found[planned.parent][-1]
        found.append((start, *_run(start, stage.instructions, document.escape, build, outer)))
    return found


def _run(
    state: State,
    instructions: tuple[Instruction, ...],
    escape: str,
    build: Build,
    outer: Mapping[str, str | None],
) -> Iterator[State]:
    for instruction in instructions:
        state = advance(state, instruction, escape, build, outer)
        yield state


def _differing(one: State, other: State) -> frozenset[str]:
    names = {*one.environment, *other.environment}
    return frozenset(name for name in names if one.environment.get(name) != other.environment.get(name))
