"""The shape of a refactoring."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.findings.finding import Fix, Safety
from layerwise.records import dataclass
from layerwise.split.verdict import Refusal
from layerwise.text import Span
from layerwise.tuples import NamedTuple

Offer: TypeAlias = Callable[[Sequence[BuildPlan], Span], Iterator[Fix | Refusal]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refactoring:
    """A refactoring: its name, which never changes once released, its title in menus, its page, and what it offers.

    `offer` gets the plans of one Dockerfile under each of its builds, at least one, and yields changes that are right
    in all of them, or why there is none. It yields nothing where it has nothing to do.
    """

    name: str
    title: str
    page: str
    offer: Offer
    writes_mounts: bool = True

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.strip().partition("\n")[0]

    @property
    def kind(self) -> str:
        """What editors call it: "cacheMount" for cache-mount."""
        first, *rest = self.name.split("-")
        return first + "".join(word.title() for word in rest)


class PlannedRun(NamedTuple):
    """A RUN in the plan of one build."""

    plan: BuildPlan
    stage: PlannedStage
    step: Step


def at_runs(judge: Callable[[PlannedRun], Fix | Refusal | None]) -> Offer:
    """What is offered where each RUN that a place touches is judged by itself, alike in all builds."""

    def offer(plans: Sequence[BuildPlan], span: Span) -> Iterator[Fix | Refusal]:
        for stage in plans[0].stages:
            for step in stage.steps:
                if step.instruction.keyword == "RUN" and step.instruction.span.touches(span):
                    stages = [(plan, plan.stages[stage.index]) for plan in plans]
                    made = [judge(PlannedRun(plan, one, one.steps[step.number])) for plan, one in stages]
                    yield from _agreed(made, step.instruction.span)

    return offer


def _agreed(made: Sequence[Fix | Refusal | None], span: Span) -> Iterator[Fix | Refusal]:
    """What the builds agree on: the first refusal, or the change with the most to say against it."""
    refusal = next((one for one in made if isinstance(one, Refusal)), None)
    fixes = [one for one in made if isinstance(one, Fix)]
    if refusal is not None:
        yield refusal
    elif fixes and (len(fixes) < len(made) or len({fix.edits for fix in fixes}) > 1):
        yield Refusal("the builds of this Dockerfile would need different changes", span)
    elif fixes:
        yield next((fix for fix in fixes if fix.safety is Safety.REVIEW), fixes[0])
