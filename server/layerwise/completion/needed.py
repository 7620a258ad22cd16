"""The files of the build context that the installs below a COPY read, before any copy brings them."""

from collections.abc import Iterator, Mapping

from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.laid import Laid, Pair
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.context.context import BuildContext
from layerwise.ecosystems.recognise import recognise
from layerwise.shell.script import Command
from layerwise.syntax.tree import Instruction


def needed(plan: BuildPlan, instruction: Instruction) -> Mapping[str, str]:
    """The context paths of what the installs below an instruction read in its stage, each with who reads it."""
    context = plan.build.context
    stage = next((s for s in plan.stages if instruction in s.stage.instructions), None)
    if stage is None or not isinstance(context, BuildContext):
        return {}
    found: dict[str, str] = {}
    for step in stage.steps:
        if step.instruction.span > instruction.span and step.script is not None:
            for command in step.script.commands:
                for path, label in _reads(stage, step, command, context):
                    found.setdefault(path, label)
    return found


def _reads(
    stage: PlannedStage, step: Step, command: Command, context: BuildContext
) -> Iterator[tuple[str, str]]:
    if command.cwd is None:
        return
    above = [*stage.inherited, *(event for one in stage.steps[: step.number] for event in one.events)]
    tree = Laid(Image(above), context, [*_copied(above), Pair(command.cwd, "")])
    recognised = recognise(command, tree)
    if recognised is None:
        return
    label = next((event.label for event in step.events if event.span == command.span), None)
    for need in recognised.read(tree).needs:
        source = tree.source_of(need.path)
        if source is not None:
            yield source, label or " ".join(word.raw for word in command.words)


def _copied(events: list[Event]) -> Iterator[Pair]:
    """The directories of the context that copies bring whole: they say what goes where."""
    for event in events:
        if event.copy is not None and event.copy.is_context:
            for mapping in event.copy.mappings:
                if mapping.is_directory:
                    yield Pair(mapping.target, mapping.source)
