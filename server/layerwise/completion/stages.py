"""The stages and named contexts that `COPY --from=` can name."""

from collections.abc import Iterator, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.completion.item import Item, Items, What
from layerwise.syntax.tree import Dockerfile, Flag, Instruction
from layerwise.text import Edit, Span


def stage_items(
    document: Dockerfile, instruction: Instruction, plans: Sequence[BuildPlan], flag: Flag
) -> Items:
    """The stages above an instruction, the nearest first, and the contexts that its builds name."""
    span = Span(flag.span.start + len(f"--{flag.name}="), flag.span.end)
    return Items((*_stages(document, instruction, span), *_contexts(plans, span)))


def _stages(document: Dockerfile, instruction: Instruction, span: Span) -> Iterator[Item]:
    own = next((s.index for s in document.stages if instruction in s.instructions), len(document.stages))
    for stage in document.stages[:own]:
        name = stage.name or str(stage.index)
        base = stage.base.text if stage.base is not None else ""
        yield Item(
            label=name,
            edit=Edit(span, name),
            what=What.STAGE,
            detail=f"stage {stage.index}, FROM {base}".rstrip(),
            rank=own - stage.index,
        )


def _contexts(plans: Sequence[BuildPlan], span: Span) -> Iterator[Item]:
    names = {name: plan.build.origin for plan in plans for name in plan.build.contexts}
    for name, origin in names.items():
        yield Item(name, Edit(span, name), What.STAGE, f"a named context, {origin}", rank=len(names))
