"""Findings that are kept for as long as the stages that they are about stay as they are, wherever these then stand.

While somebody writes, one stage changes. Only in that one, and in those that use it or that it uses, is anything
found anew.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from layerwise.builds.build import Build
from layerwise.cache.called import calls_by_number
from layerwise.cache.chains import End
from layerwise.cache.families import families
from layerwise.cache.plan import BuildPlan
from layerwise.edits import newline
from layerwise.findings.finding import Finding
from layerwise.findings.moved import Moves
from layerwise.records import replace
from layerwise.syntax.tree import Dockerfile
from layerwise.text import Span
from layerwise.tuples import NamedTuple

Check = Callable[[Sequence[BuildPlan]], Iterable[Finding]]
"""What is found in the stages that plans are asked about."""

Circumstances = Callable[[Sequence[BuildPlan]], object]
"""What decides about it besides the stages and the rest of a Dockerfile, such as a history: it can be compared."""


class _Rest(NamedTuple):
    """What counts of a Dockerfile besides its stages: how fixes are written there, and which names are taken."""

    above: str  # the text above the first stage, with the ARGs for all of them
    directives: tuple[tuple[str, str], ...]
    line_end: str
    lines_above: int
    names: tuple[str | None, ...]
    calls_by_number: bool
    builds: tuple[Build, ...]


class _Stages(NamedTuple):
    """What stages are made of, in each build, and their texts with all comments."""

    numbers: tuple[int, ...]
    made: tuple[End, ...]
    texts: tuple[str, ...]


class _Kept(NamedTuple):
    """What was found in a family, by the check, and all that decided it; where the family stood by then.

    With what was found stand the circumstances in which it was.
    """

    rest: _Rest
    stages: _Stages
    places: tuple[Span, ...]
    found: dict[Check, tuple[object, tuple[Finding, ...]]]


class Family(NamedTuple):
    """Stages that use one another: the plans that are asked about them alone, and where they stand."""

    plans: tuple[BuildPlan, ...]
    places: tuple[Span, ...]
    kept: _Kept

    def holds(self, span: Span) -> bool:
        """Whether a place is in one of the stages."""
        return any(place.contains(span) for place in self.places)

    def found(self, check: Check, circumstances: Circumstances | None = None) -> tuple[Finding, ...]:
        """What a check finds in them, in the circumstances that it depends on besides."""
        now = None if circumstances is None else circumstances(self.plans)
        before, known = self.kept.found.get(check, (None, None))
        if known is not None and before == now:
            return _moved(known, Moves(self.kept.places, self.places)) if known else known
        found, back = tuple(check(self.plans)), Moves(self.places, self.kept.places)
        if all(map(back.reach, found)):
            self.kept.found[check] = now, _moved(found, back)
        return found


def _moved(found: tuple[Finding, ...], moves: Moves) -> tuple[Finding, ...]:
    return tuple(map(moves.moved, found)) if moves else found


def families_of(plans: tuple[BuildPlan, ...]) -> tuple[Family, ...]:
    """The families of the stages of a Dockerfile, in the order of their first stages."""
    if not plans:
        return ()
    document, places = plans[0].document, _places(plans[0].document)
    rest = _Rest(
        above=document.text[: places[0].start] if places else document.text,
        directives=tuple((one.name, one.value) for one in document.directives),
        line_end=newline(document),
        lines_above=document.above,
        names=tuple(stage.name for stage in document.stages),
        calls_by_number=any(map(calls_by_number, plans)),
        builds=tuple(plan.build for plan in plans),
    )
    found: list[Family] = []
    for members in families(plans):
        family = _family(plans, sorted(members), rest, places)
        rest = family.kept.rest  # it is sooner compared with itself
        found.append(family)
    return tuple(found)


def _family(
    plans: tuple[BuildPlan, ...], numbers: Sequence[int], rest: _Rest, places: Sequence[Span]
) -> Family:
    mine = [places[number] for number in numbers]
    stages = _Stages(
        numbers=tuple(numbers),
        made=tuple(plan.stages[number].made for plan in plans for number in numbers),
        texts=tuple(place.of(plans[0].document.text) for place in mine),
    )
    where = (Span(0, len(rest.above)), *mine)
    answers = stages.made[0].answers
    kept = cast("_Kept | None", answers.get(Family))
    if kept is None or kept.stages != stages or kept.rest != rest:
        answers[Family] = kept = _Kept(rest, stages, where, {})
    asked = tuple(replace(plan, family=frozenset(numbers)) for plan in plans)
    return Family(asked, where, kept)


def _places(document: Dockerfile) -> tuple[Span, ...]:
    """Where each stage stands, with what stands between it and the instruction above it."""
    starts = []
    end = document.arguments[-1].lines.end if document.arguments else 0
    for stage in document.stages:
        starts.append(end)
        end = (stage.instructions or (stage.start,))[-1].lines.end
    return tuple(map(Span, starts, (*starts[1:], len(document.text))))
