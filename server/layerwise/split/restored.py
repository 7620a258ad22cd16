"""Steps written again further down: below an install, within its RUN, or at the top of a stage."""

from collections.abc import Sequence

from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.state import State
from layerwise.cache.steps import Step
from layerwise.edits import block, insertion_after, newline
from layerwise.split.halves import Halves
from layerwise.text import Edit
from layerwise.unknown import Unknown


def below(plan: BuildPlan, last: Step, moved: Sequence[Step], halves: Halves | None) -> Edit | str:
    """The moved steps below an install's RUN, or between its halves; a text says why that cannot be written."""
    text = _texts(plan, moved, last.after)
    if text is None:
        return _UNKNOWN_DESTINATION
    if halves is None:
        return insertion_after(plan.document, last.instruction, text)
    return halves.parted(plan.document, last.instruction, text)


def on_top(plan: BuildPlan, stage: PlannedStage, moved: Sequence[Step]) -> Edit | str:
    """The moved steps right below the FROM of a stage that was built from theirs."""
    text = _texts(plan, moved, stage.start)
    if text is None:
        return _UNKNOWN_DESTINATION
    return insertion_after(plan.document, stage.stage.start, text)


_UNKNOWN_DESTINATION = "the copy's destination is not known further down"


def _texts(plan: BuildPlan, moved: Sequence[Step], place: State) -> str | None:
    texts = [_written(plan, step, place) for step in moved]
    known = [text.rstrip("\r\n") for text in texts if text is not None]
    return newline(plan.document).join(known) if len(known) == len(texts) else None


def _written(plan: BuildPlan, step: Step, place: State) -> str | None:
    """The step's own lines; a copy's destination as an absolute path where it means another there."""
    document = plan.document
    instruction = step.instruction
    text = block(document, instruction).text
    if instruction.keyword == "RUN":
        return text
    word = instruction.words[-1]
    expanded = step.state.expand(word.text, document.escape)
    path = step.state.resolve(expanded) if isinstance(expanded, str) else None
    if path is None or isinstance(expanded, Unknown):
        return None
    again = place.expand(word.text, document.escape)
    if again == expanded and (place.cwd == step.state.cwd or expanded.startswith("/")):
        return text
    literal = path.rstrip("/") + "/" if word.text.endswith(("/", ".")) else path
    literal = f'"{literal}"' if instruction.is_json else literal
    start = block(document, instruction).span.start
    return text[: word.span.start - start] + literal + text[word.span.end - start :]
