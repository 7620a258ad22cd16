"""Whether an argument that goes down leaves everything else as it was, but for the steps that need not know it."""

from collections.abc import Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.cache.state import State
from layerwise.cache.steps import Step
from layerwise.syntax.parse import parse
from layerwise.text import Edit, apply
from layerwise.unknown import Unknown
from layerwise.values.falling import Declared, Fall, Obstacle, pairs
from layerwise.values.readers import reader
from layerwise.values.states import Reach, reaches

_SAYING = frozenset({"ARG", "ENV", "LABEL"})


def obstacle(
    plans: Sequence[BuildPlan], declared: Declared, fall: Fall, edits: Sequence[Edit]
) -> Obstacle | None:
    """What is not the same after the edits in any of the builds, None where all of it is."""
    document = parse(apply(plans[0].document.text, edits))
    for plan in plans:
        steps = plan.stages[declared.step.stage].steps
        passed = [steps[step.number] for step in fall.passed]
        for step in passed:
            found = reader(step, fall.names) if step.instruction.keyword not in _SAYING else None
            if found is not None:
                return Obstacle(found.why, found.span)
        if len(document.stages) != len(plan.stages):
            return Obstacle("the stages would not be the same", declared.word.span)
        before = reaches(plan, plan.document, declared.name)
        after = reaches(plan, document, declared.name)
        numbers = {step.number for step in passed}
        for stage, (old, new) in enumerate(zip(before, after, strict=True)):
            is_own = stage == declared.step.stage
            if not _is_kept(old, new, numbers if is_own else set(), fall.names, plan.document.escape):
                return Obstacle("a later step would see other values", declared.word.span)
    return None


def _is_kept(old: Reach, new: Reach, passed: set[int], names: frozenset[str], escape: str) -> bool:
    """Whether all steps of a stage meet what they met, those that are passed without the names."""
    one, other = _met(old), _met(new)
    if len(one) != len(other) or _labels(old, escape) != _labels(new, escape):
        return False
    for (number, text, state), (_, changed, met) in zip(one, other, strict=True):
        expected = _told(state, names) if number in passed else _told(state)
        if text != changed or expected != _told(met):
            return False
    if any(new.names[number] for number, (old_number, *_) in _paired(other, one) if old_number in passed):
        return False
    return _told(old.states[-1]) == _told(new.states[-1])


_Met = tuple[int, tuple[str, str], State]


def _met(reach: Reach) -> list[_Met]:
    """The instructions that do something, with what they meet."""
    return [
        (number, (instruction.keyword, instruction.body.text), reach.states[number])
        for number, instruction in enumerate(reach.instructions)
        if instruction.keyword not in _SAYING
    ]


def _paired(new: list[_Met], old: list[_Met]) -> list[tuple[int, _Met]]:
    return [(one[0], other) for one, other in zip(new, old, strict=True)]


def _told(state: State, without: frozenset[str] = frozenset()) -> tuple[object, ...]:
    values = {name: value for name, value in state.environment.items() if name not in without}
    return values, state.cwd, state.user, state.shell


def _labels(reach: Reach, escape: str) -> dict[str, str | Unknown]:
    """The labels that a stage ends with."""
    found: dict[str, str | Unknown] = {}
    for number, instruction in enumerate(reach.instructions):
        if instruction.keyword == "LABEL":
            state = reach.states[number]
            step = Step(stage=0, number=number, instruction=instruction, state=state, after=state)
            found.update((name, state.expand(value, escape)) for _, name, value in pairs(step))
    return found
