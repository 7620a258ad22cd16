"""The shape of a refactoring."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.rules.finding import Fix
from layerwise.split.proposal import Refusal
from layerwise.text import Span


class Builder(Enum):
    """Whose builds a change is made for; the values are the words of the setting."""

    BUILDKIT = "buildkit"
    BUILDAH = "buildah"


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


def runs_at(stage: PlannedStage, span: Span) -> Iterator[Step]:
    """The RUNs of a stage that a place touches."""
    for step in stage.steps:
        if step.instruction.keyword == "RUN" and step.instruction.span.touches(span):
            yield step
