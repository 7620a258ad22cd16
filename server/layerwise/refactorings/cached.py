"""Which steps get a cache mount with one of them."""

from collections.abc import Sequence

from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.context.paths import is_within
from layerwise.refactorings.family import family
from layerwise.refactorings.hiding import hidden
from layerwise.refactorings.places import Place, places
from layerwise.refactorings.uses import Use, uses
from layerwise.split.verdict import Refusal
from layerwise.text import Span
from layerwise.tuples import NamedTuple


class Mounted(NamedTuple):
    """A step, its commands that use the caches, and the caches to mount."""

    step: Step
    uses: tuple[Use, ...]
    places: tuple[Place, ...]


def mounted(plan: BuildPlan, step: Step) -> tuple[Mounted, ...] | Refusal | None:
    """The steps to give mounts, this one among them; None where it downloads nothing, or mounts all of it already."""
    wanted: dict[Span, Mounted] = {}
    refusal: Refusal | None = None
    for use in uses(step):
        spread = _spread(plan, use) if use.ecosystem.cache_dirs or use.ecosystem.caches else []
        if isinstance(spread, Refusal):
            refusal = refusal or spread
            continue
        for one in spread:
            span = one.step.instruction.span
            wanted[span] = _joined(wanted[span], one) if span in wanted else one
    left = []
    for one in wanted.values():
        rest = _missing(one)
        if isinstance(rest, Refusal):
            return rest
        left += [rest] if rest.places else []
    return tuple(left) or (None if wanted else refusal)


def _joined(one: Mounted, other: Mounted) -> Mounted:
    """The mounts and commands of both, each once."""
    targets = {place.target for place in one.places}
    more = tuple(place for place in other.places if place.target not in targets)
    known = {use.event.span for use in one.uses}
    used = tuple(use for use in other.uses if use.event.span not in known)
    return Mounted(one.step, one.uses + used, one.places + more)


def _missing(one: Mounted) -> Mounted | Refusal:
    """What a step does not mount yet; mounts that lie across a wanted one stand in the way."""
    left = []
    for place in one.places:
        near = [(m.kind, m.target) for m in one.step.mounts if m.target and _overlap(m.target, place.target)]
        if not near:
            left.append(place)
        elif any(kind != "cache" or not is_within(place.target, target) for kind, target in near):
            return Refusal(f"another mount lies across {place.target}", one.step.instruction.span)
    return one._replace(places=tuple(left))


def _overlap(one: str, other: str) -> bool:
    return is_within(one, other) or is_within(other, one)


def _spread(plan: BuildPlan, use: Use) -> list[Mounted] | Refusal:
    """The steps that get the mounts of a command, its own first."""
    found = _fit(plan, use)
    if isinstance(found, Refusal):
        return found
    steps = [Mounted(use.step, (use,), found)]
    shared = [place for place in found if place.is_shared]
    for step in family(plan, use.step) if shared else ():
        if step.instruction.span == use.step.instruction.span:
            continue
        here = _with_it(plan, step, use, shared)
        if isinstance(here, Refusal):
            return here
        steps += [here] if here is not None else []
    return steps


def _fit(plan: BuildPlan, use: Use) -> tuple[Place, ...] | Refusal:
    """The folders that a command may have mounted."""
    found = places(plan, use)
    if isinstance(found, Refusal):
        return found
    return hidden(plan, use, found) or found


def _with_it(plan: BuildPlan, step: Step, use: Use, shared: Sequence[Place]) -> Mounted | Refusal | None:
    """What another step mounts together with the command's own, None where it needs nothing of it."""
    own = tuple(one for one in uses(step) if one.ecosystem is use.ecosystem)
    is_prepared = any(place.cache.prepared_by for place in shared)
    if own and is_prepared and step.instruction.span < use.step.instruction.span:
        return None
    here = list(shared) if not own and _may_use(plan, step, use, shared) else []
    for one in own:
        found = _fit(plan, one)
        if isinstance(found, Refusal):
            return found
        here += [place for place in found if place.target not in [known.target for known in here]]
    if not here:
        return None
    if not {place.mount for place in shared} <= {place.mount for place in here}:
        return Refusal(
            f"{own[0].event.label} keeps its downloads elsewhere, or as another user", own[0].event.span
        )
    return Mounted(step, own, tuple(here))


def _may_use(plan: BuildPlan, step: Step, use: Use, shared: Sequence[Place]) -> bool:
    """Whether a command below the first of the tool, one that nobody knows or that names the folder, may need it."""
    own = (s for s in family(plan, use.step) if any(one.ecosystem is use.ecosystem for one in uses(s)))
    first = min(one.instruction.span for one in own)
    if step.instruction.keyword != "RUN" or step.instruction.span < first:
        return False
    results = [place.target for place in shared if place.cache.is_result]
    return any(_looks_into(event, target) for event in step.events for target in results)


def _looks_into(event: Event, target: str) -> bool:
    if event.install is not None or event.tool is not None or event.label.startswith("rm "):
        return False
    paths = event.reads | event.changes
    return paths.unknown is not None or any(_overlap(path, target) for path in paths.files | paths.trees)
