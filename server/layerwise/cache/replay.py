"""Which steps an edit reruns, or each of several edits."""

from collections.abc import Collection, Mapping, Sequence
from typing import cast

from layerwise.cache.changed import Changed, Edits
from layerwise.cache.held import Held, takes
from layerwise.cache.key import definition, key, makes_step
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.rerun import NEVER, Rerun, Reruns, sure, worst
from layerwise.cache.steps import Step
from layerwise.cache.target import needed_stages
from layerwise.context.context import BuildContext
from layerwise.tuples import NamedTuple

__all__ = ["Rerun", "Reruns", "rerun_between", "rerun_by", "rerun_by_each", "takes"]

Place = tuple[int, int]  # of a step: the numbers of its stage and of itself


def rerun_by(
    plan: BuildPlan, changed: Collection[str], named: Mapping[str, Collection[str]] | None = None
) -> dict[Place, Rerun]:
    """What each step does when these paths of the build context change; keyed by stage and step number.

    `named` are those of named contexts, by the name of each.

    A copy reruns when a file that it brings changes, a RUN when what it binds does, and everything below a
    rerun step of the same chain too (BuildKit keys; a COPY --from is keyed by the content of what it takes).
    Steps of stages that the target does not need are left out: the builder never comes to them.
    """
    return rerun_between(plan, plan, changed, named)


def rerun_between(
    before: BuildPlan,
    after: BuildPlan,
    changed: Collection[str],
    named: Mapping[str, Collection[str]] | None = None,
) -> dict[Place, Rerun]:
    """What each step of a build does right after another one, when these paths of the build context changed.

    The two may differ in the Dockerfile's text, in arguments, target and ignore file. Whether the changed paths
    are ignored, and that a Dockerfile in the context is one of them, need not be said.
    """
    edits = Edits.one(Changed.of({*changed, *_implied(before, after)}, named))
    answers = _Replay(before, after, edits).answers()
    return {place: found.first() for place, found in answers.items()}


def rerun_by_each(plan: BuildPlan, edits: Edits) -> dict[Place, Reruns]:
    """What each step does when each of some edits is made by itself, as `rerun_by`.

    The answers are kept with the stages, until there are other edits: a stage that is made the same reruns the same.
    """
    return _Replay(plan, plan, edits).answers(is_kept=True)


def _implied(before: BuildPlan, after: BuildPlan) -> frozenset[str]:
    """Paths of the context that are changed where two builds are not the same."""
    found: set[str] = set()
    if before.document.text != after.document.text and after.build.dockerfile is not None:
        found.add(after.build.dockerfile)
    one, other = before.build.context, after.build.context
    if isinstance(one, BuildContext) and isinstance(other, BuildContext) and one.ignore != other.ignore:
        found ^= {*one.walk(), *one.directories()} ^ {*other.walk(), *other.directories()}
    return frozenset(found)


class _Kept(NamedTuple):
    """What is kept with a stage: what each of its steps does, those of its base's triggers first, and its image."""

    edits: Edits
    steps: tuple[Reruns, ...]
    end: Reruns


class _Replay:
    """Edits of a build: the build before them, the one after them, and the paths of its contexts that changed."""

    def __init__(self, before: BuildPlan, after: BuildPlan, edits: Edits) -> None:
        self._after = after
        self._edits = edits
        self._is_same = before is after
        self._chains: dict[object, int] = {}
        self._known: dict[int, list[Step]] = {}
        self._ends: dict[int, int] = {}
        self._ran: dict[int, list[tuple[Step, Reruns]]] = {}
        self._so_far: dict[int, Reruns] = {}
        self._held = Held(before, after, edits, self._ran)
        for stage in () if self._is_same else _needed(before):
            self._lay(before, stage)

    def answers(self, *, is_kept: bool = False) -> dict[Place, Reruns]:
        """The answer for each instruction of the stages that are carried out."""
        self._ends.clear()
        stages = _needed(self._after)
        for stage in stages:
            known = self._kept(stage) if is_kept else self._answered(stage)
            inherited = () if stage.parent is None else self._ran[stage.parent]
            own = zip((*stage.triggered, *stage.steps), known.steps, strict=True)
            self._ran[stage.index] = [*inherited, *own]
            self._so_far[stage.index] = known.end
        pairs = (pair for stage in stages for pair in self._ran[stage.index])
        return {(step.stage, step.number): ran for step, ran in pairs if step.number >= 0}

    def _lay(self, plan: BuildPlan, stage: PlannedStage) -> None:
        """Keep the steps of the first build by all that leads to them."""
        chain = self._start(plan, stage)
        for step in (*stage.triggered, *stage.steps):
            chain, own = self._next(plan, step, chain)
            self._known.setdefault(own, []).append(step)
        self._ends[stage.index] = chain

    def _kept(self, stage: PlannedStage) -> _Kept:
        known = cast("_Kept | None", stage.made.answers.get(_Kept))
        if known is None or known.edits is not self._edits:
            stage.made.answers[_Kept] = known = self._answered(stage)
        return known

    def _answered(self, stage: PlannedStage) -> _Kept:
        so_far = NEVER if stage.parent is None else self._so_far[stage.parent]
        chain = 0 if self._is_same else self._start(self._after, stage)
        found: list[Reruns] = []
        for step in (*stage.triggered, *stage.steps):
            known: Step | None = step
            if not self._is_same:
                chain, own = self._next(self._after, step, chain)
                known = _likest(step, self._known.get(own, ()))
            answer = self._own(step, known)
            so_far = worst((so_far, answer)) if answer.possibly else so_far
            found.append(answer if _is_linked(step) else so_far)
        self._ends[stage.index] = chain
        return _Kept(self._edits, tuple(found), so_far)

    def _start(self, plan: BuildPlan, stage: PlannedStage) -> int:
        """The number of what a stage is built from."""
        if stage.parent is not None:
            return self._ends[stage.parent]
        return self._number(("FROM", plan.base(stage.index)))

    def _next(self, plan: BuildPlan, step: Step, chain: int) -> tuple[int, int]:
        """The number of the chain with a step added, and that of the step's own key, which --link has apart."""
        if not makes_step(step):
            return chain, -1
        text = definition(step, plan.document.escape)
        following = self._number((chain, text))
        return following, self._number(("linked", text)) if _is_linked(step) else following

    def _number(self, link: object) -> int:
        return self._chains.setdefault(link, len(self._chains))

    def _own(self, step: Step, before: Step | None) -> Reruns:
        """What the step does of itself, whatever stands above it."""
        if not makes_step(step):
            return NEVER
        if before is None:
            return sure(self._edits.every)
        copies = key(step).copies
        pairs = zip(copies if before is step else key(before).copies, copies, strict=False)
        return worst(self._held.answer(one, other) for one, other in pairs)


def _needed(plan: BuildPlan) -> list[PlannedStage]:
    needed = needed_stages(plan)
    return [stage for stage in plan.stages if stage.index in needed]


def _likest(step: Step, known: Sequence[Step]) -> Step | None:
    """Of the steps with the key of one, that which takes its files from the same place."""
    origins = [copy.origin for copy in key(step).copies]
    alike = (one for one in known if [copy.origin for copy in key(one).copies] == origins)
    return next(alike, next(iter(known), None))


def _is_linked(step: Step) -> bool:
    return (copy := key(step).copy) is not None and copy.is_link
