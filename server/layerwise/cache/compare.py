"""Whether two versions of a Dockerfile build the same image: the check that decides about a fix.

Both versions are sequences of events. They give the same image when the second holds the same events (a copy made
twice on end counts once), when whatever it holds besides is written again in the same way later, and when every two
events that changed places do not bear on each other: neither writes what the other reads or writes.
"""

from collections.abc import Iterator

from layerwise.cache.called import called_by, called_in
from layerwise.cache.comparison import Comparison
from layerwise.cache.difference import Difference, Weight
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.syntax.tree import Instruction
from layerwise.text import Span

_CONFIGURING = frozenset({"RUN", "COPY", "ADD"})


class Compared:
    """The stages of two versions that were held against each other already, and those that are surely the same."""

    def __init__(self) -> None:
        self.same: set[int] = set()
        self._made: dict[int, Comparison] = {}

    def stage(self, before: BuildPlan, after: BuildPlan, old: PlannedStage, new: PlannedStage) -> Comparison:
        """The comparison of a stage; what its parent's found holds for it too."""
        known = self._made.get(old.index)
        if known is None or not known.is_of(new):
            is_target = _is_result(before, old) and old is not before.stages[-1]
            above = None if old.parent is None else self._made.get(old.parent)
            known = Comparison(old, new, added(before, after), above, is_target=is_target)
            self._made[old.index] = known
        return known


def differences(
    before: BuildPlan, after: BuildPlan, compared: Compared | None = None
) -> Iterator[Difference]:
    """Every way found in which the second version may build another image than the first."""
    new_one = added(before, after)
    if len(before.stages) + (new_one is not None) != len(after.stages):
        yield Difference(Weight.GREAT, "the stages are not the same", Span(0, 0))
        return
    compared = Compared() if compared is None else compared
    for old in before.stages:
        new = after.stages[old.index + (new_one is not None and old.index >= new_one)]
        is_unlike = old.made is not new.made or _base_word(before, old) != _base_word(after, new)
        if is_unlike and old.index not in compared.same:
            yield from _between((before, old), (after, new), compared)


def _between(
    one: tuple[BuildPlan, PlannedStage], other: tuple[BuildPlan, PlannedStage], compared: Compared
) -> Iterator[Difference]:
    """What may differ between two versions of a stage, as far as it matters to whoever uses its image."""
    (before, old), (after, new) = one, other
    comparison = compared.stage(before, after, old, new)
    found = [*_settings(one, other), *comparison.differences()]
    if not found or _is_result(before, old):
        yield from found
        return
    taker = _taker(before, old)
    if taker is not None and comparison.holds_less:
        words = " ".join([taker.keyword, *(flag.span.of(before.document.text) for flag in taker.flags)])
        why = f"{words} takes from the stage {old.stage.name or old.index}, which would hold less"
        yield Difference(Weight.GREAT, why, taker.span)
    elif taker is not None:
        yield from found
    elif old.stage.name is not None and comparison.holds_less:
        why = f"the stage {old.stage.name}, built for itself, would hold less"
        yield Difference(Weight.SMALL, why, old.stage.start.span)
    elif old.stage.name is not None:
        yield from (difference._replace(weight=Weight.SMALL) for difference in found)


def is_same(before: BuildPlan, after: BuildPlan, index: int, compared: Compared) -> bool:
    """Whether a stage's image is surely the same in both versions, which have the same stages above it."""
    old, new = before.stages[index], after.stages[index]
    if any(_settings((before, old), (after, new))):
        return False
    return not any(compared.stage(before, after, old, new).differences())


def is_ruled_out(before: BuildPlan, after: BuildPlan, index: int, compared: Compared) -> bool:
    """Whether what differs in a stage rules the second version out, which has the same stages above it."""
    found = _between((before, before.stages[index]), (after, after.stages[index]), compared)
    return any(one.weight is Weight.GREAT for one in found)


def added(before: BuildPlan, after: BuildPlan) -> int | None:
    """The number of the one stage that the second version has besides those of the first, None where it has none."""
    if len(after.stages) != len(before.stages) + 1:
        return None
    names = {stage.stage.name for stage in before.stages}
    return next((stage.index for stage in after.stages if stage.stage.name not in names), None)


def _is_result(plan: BuildPlan, stage: PlannedStage) -> bool:
    """Whether the build ends at the stage."""
    target = plan.build.target
    is_target = target is not None and target.lower() in (stage.stage.name, str(stage.index))
    return stage is plan.stages[-1] or is_target


def _taker(plan: BuildPlan, stage: PlannedStage) -> Instruction | None:
    """The first instruction that copies from the stage or mounts it, None where only stages built from it see it."""
    names = {str(stage.index), stage.stage.name}
    takers = (other for other in plan.stages if not names.isdisjoint(called_in(plan, other)))
    instructions = (step.instruction for other in takers for step in other.steps)
    return next((one for one in instructions if not names.isdisjoint(called_by(one))), None)


def _settings(
    one: tuple[BuildPlan, PlannedStage], other: tuple[BuildPlan, PlannedStage]
) -> Iterator[Difference]:
    """Everything that is not a file must be said in the same order with the same values."""
    if _said(*one) != _said(*other):
        yield Difference(Weight.GREAT, "the stage's settings change", one[1].stage.start.span)


def _said(plan: BuildPlan, stage: PlannedStage) -> tuple[str | None, list[tuple[str, str]]]:
    """The image at the bottom of a stage, and what it is told from there on, in whichever stages."""
    instructions = (step.instruction for step in plan.lineage(stage.index))
    return _base_word(plan, stage), [
        (i.keyword, i.body.text) for i in instructions if i.keyword not in _CONFIGURING
    ]


def _base_word(plan: BuildPlan, stage: PlannedStage) -> str | None:
    """The image at the bottom of a stage, as written."""
    while stage.parent is not None:
        stage = plan.stages[stage.parent]
    return stage.stage.base.text if stage.stage.base else None
