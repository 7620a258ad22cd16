"""Steps written again further down: below an install, within its RUN, or at the top of a stage."""

from collections.abc import Sequence

from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.state import State
from layerwise.cache.steps import Step
from layerwise.edits import block, insertion_after, is_set_apart, newline
from layerwise.split.groups import copy_of
from layerwise.split.halves import Halves
from layerwise.syntax.tree import Instruction
from layerwise.text import Edit, Span, apply
from layerwise.unknown import Unknown


def below(plan: BuildPlan, last: Step, moved: Sequence[Step], halves: Halves | None) -> Edit | str:
    """The moved steps below an install's RUN, or between its halves; a text says why that cannot be written."""
    text = _texts(plan, moved, last.after)
    if text is None:
        return _UNKNOWN_DESTINATION
    if is_set_apart(plan.document, moved[-1].instruction):
        text = newline(plan.document) + text
    if halves is None:
        return insertion_after(plan.document, last.instruction, text)
    return halves.parted(plan.document, last.instruction, text)


def on_top(plan: BuildPlan, stage: PlannedStage, moved: Sequence[Step]) -> Edit | str:
    """The moved steps right below the FROM of a stage that was built from theirs."""
    text = _texts(plan, moved, stage.start)
    if text is None:
        return _UNKNOWN_DESTINATION
    return insertion_after(plan.document, stage.stage.start, text)


def without_repeated(moved: list[Step], following: Sequence[Step]) -> list[Step]:
    """The moved steps without the last, where it is a copy and the next step copies the same again."""
    following = [step for step in following if step.events]
    is_repeated = (
        following and copy_of(moved[-1]) and following[0].events[0].identity == moved[-1].events[0].identity
    )
    return moved[:-1] if is_repeated else moved


_UNKNOWN_DESTINATION = "the copy's words mean something else, or are not known, further down"


def _texts(plan: BuildPlan, moved: Sequence[Step], place: State) -> str | None:
    end = newline(plan.document)
    lines: list[str] = []
    for step in moved:
        text = _written(plan, step, place)
        if text is None:
            return None
        lines += [text.rstrip("\r\n"), *([""] if is_set_apart(plan.document, step.instruction) else [])]
    return end.join(lines[:-1] if lines[-1] == "" else lines)


def _written(plan: BuildPlan, step: Step, place: State) -> str | None:
    """The step's own lines; words of a copy that would mean something else there are written out."""
    document = plan.document
    instruction = step.instruction
    whole = block(document, instruction)
    if instruction.keyword == "RUN":
        return whole.text
    edits: list[Edit] = []
    for flag in instruction.flags:
        value = _literal(flag.value or "", (step.state, place), document.escape)
        if isinstance(value, Unknown):
            return None
        if value is not None:
            edits.append(Edit(flag.span, f"--{flag.name}={value}"))
    for word in instruction.words[:-1]:
        value = _literal(word.text, (step.state, place), document.escape)
        if isinstance(value, Unknown):
            return None
        if value is not None:
            edits.append(Edit(word.span, f'"{value}"' if instruction.is_json else value))
    target = _target(instruction, (step.state, place), document.escape)
    if target is None:
        return None
    edits += target
    start = whole.span.start
    return apply(whole.text, [Edit(Span(e.span.start - start, e.span.end - start), e.text) for e in edits])


def _literal(text: str, states: tuple[State, State], escape: str) -> str | Unknown | None:
    """A word's meaning in the first state where the second gives it another, None where they agree."""
    here, there = (state.expand(text, escape) for state in states)
    if isinstance(here, Unknown):
        return None if isinstance(there, Unknown) and states[0].environment == states[1].environment else here
    if here != there and states[0].asked(text, escape):
        return Unknown("another value of the build argument would not be written")
    return None if here == there else here


def _target(instruction: Instruction, states: tuple[State, State], escape: str) -> list[Edit] | None:
    """The destination as an absolute path where it would be another, None where it is not known."""
    word = instruction.words[-1]
    here, there = (state.expand(word.text, escape) for state in states)
    if isinstance(here, Unknown):
        return None
    path = states[0].resolve(here)
    if path is None:
        return None
    if here == there and (states[0].cwd == states[1].cwd or here.startswith("/")):
        return []
    if not states[0].is_fixed(word.text, escape):
        return None
    literal = path.rstrip("/") + "/" if word.text.endswith(("/", ".")) else path
    return [Edit(word.span, f'"{literal}"' if instruction.is_json else literal)]
