"""Targets of cache mounts: where the package managers of a RUN keep what they download."""

from collections.abc import Iterator, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.completion.item import NOTHING, Item, Items, What
from layerwise.refactorings.places import places
from layerwise.refactorings.uses import Use, uses
from layerwise.regex import regex
from layerwise.split.verdict import Refusal
from layerwise.syntax.tree import Flag, Instruction
from layerwise.text import Edit, Span

_NAMES = frozenset({"target", "dst", "destination"})
_PIECE = regex(r"[^,]*")


def target_of(flag: Flag, text: str, offset: int) -> Span | None:
    """Where the value of a cache mount's target stands, if the cursor is in it."""
    start = flag.span.start + len(f"--{flag.name}=")
    written = text[start : flag.span.end]
    if flag.name != "mount" or "type=cache" not in written.split(","):
        return None
    for piece in _PIECE.finditer(written):
        name, equals, _ = piece[0].partition("=")
        value = Span(start + piece.start() + len(name) + 1, start + piece.end())
        if equals and name in _NAMES and value.start <= offset <= value.end:
            return value
    return None


def cache_items(
    instruction: Instruction, plans: Sequence[BuildPlan], flag: Flag, text: str, span: Span
) -> Items:
    """The folders for a mount, by what the step's commands are known to do in the first build that has it."""
    steps = (step for plan in plans for stage in plan.stages for step in stage.steps)
    step = next((one for one in steps if one.instruction.span == instruction.span), None)
    if step is None:
        return NOTHING
    plan = next(one for one in plans if any(step in stage.steps for stage in one.stages))
    others = {mount.target for mount in step.mounts if mount.text != flag.value}
    found = {item.label: item for item in reversed([*_items(plan, step, flag.span.of(text), span)])}
    return Items(tuple(item for label, item in reversed(found.items()) if label not in others))


def _items(plan: BuildPlan, step: Step, mount: str, span: Span) -> Iterator[Item]:
    for use in uses(step):
        named = places(plan, use)
        if isinstance(named, Refusal):
            yield from _usual(use, span)
            continue
        for place in named:
            options = (option for option in place.options if f",{option.partition('=')[0]}=" not in mount)
            text = "".join((place.target, *(f",{option}" for option in options)))
            detail = f"where {use.ecosystem.name} keeps its downloads here"
            yield Item(place.target, Edit(span, text), What.VALUE, detail)


def _usual(use: Use, span: Span) -> Iterator[Item]:
    """The folders of root, where those of this step are not known."""
    for target in use.ecosystem.cache_dirs:
        if target not in use.ecosystem.result_dirs:
            detail = f"where {use.ecosystem.name} keeps downloads for root"
            yield Item(target, Edit(span, target), What.VALUE, detail, rank=1)
