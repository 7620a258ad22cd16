"""The edits that take an ARG, with the ENV and LABEL that it feeds, down to another place of its stage."""

from collections.abc import Iterator, Sequence

from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.cache.steps import Step
from layerwise.edits import block, indentation, insertion_after, newline, with_blank_line
from layerwise.syntax.tree import Dockerfile
from layerwise.text import Edit, Span
from layerwise.values.falling import Fall, Item


def move(plan: BuildPlan, fall: Fall) -> tuple[Edit, ...] | None:
    """The edits of a fall; None where a comment between the words of an instruction is in the way."""
    document = plan.document
    removed: list[Span] = []
    lines: list[str] = []
    for item in fall.items:
        if _is_whole(item):
            one = block(document, item.step.instruction)
            removed.append(one.span)
            lines.append(_ended(document, one.text))
            continue
        spans = _without(item)
        if spans is None:
            return None
        removed += spans
        lines.append(_alone(document, item))
    stage = plan.stages[fall.items[0].step.stage]
    inserted = _inserted(document, stage, fall.target, "".join(lines))
    return (*_removals(document, removed), inserted)


def _is_whole(item: Item) -> bool:
    """Whether all of an instruction goes; ENV in its old form has one pair and no `=` in its first word."""
    words = item.step.instruction.words
    return len(item.words) == len(words) or (
        item.step.instruction.keyword == "ENV" and "=" not in words[0].text
    )


def _ended(document: Dockerfile, text: str) -> str:
    return text if text.endswith("\n") else text + newline(document)


def _alone(document: Dockerfile, item: Item) -> str:
    """Some words of an instruction as one of their own, in the author's hand."""
    instruction = item.step.instruction
    words = (word.span.of(document.text) for word in item.words)
    keyword = instruction.keyword_span.of(document.text)
    return " ".join([indentation(document, instruction) + keyword, *words]) + newline(document)


def _without(item: Item) -> list[Span] | None:
    """What is cut out of an instruction so that some of its words are gone; None where a comment would go too."""
    instruction = item.step.instruction
    found: list[Span] = []
    previous, is_kept = None, False
    for index, word in enumerate(instruction.words):
        if word in item.words and is_kept and previous is not None:
            found.append(Span(previous.span.end, word.span.end))
        elif word in item.words:
            found.append(Span(word.span.start, instruction.words[index + 1].span.start))
        else:
            is_kept = True
        previous = word
    in_the_way = (span for span in found if any(span.contains(comment) for comment in instruction.comments))
    return None if next(in_the_way, None) is not None else found


def _removals(document: Dockerfile, spans: Sequence[Span]) -> Iterator[Edit]:
    """The deletions, adjoining ones as one; of two blank lines that would meet one goes too."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and merged[-1].end == span.start:
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    for span in merged:
        yield Edit(with_blank_line(document.text, span), "")


def _inserted(document: Dockerfile, stage: PlannedStage, target: Step | None, text: str) -> Edit:
    if target is None:
        last = stage.steps[-1].instruction
        above = document.text[: block(document, last).span.start].splitlines()[-1:]
        blank = newline(document) if above and not above[0].strip() else ""
        return insertion_after(document, last, blank + text.removesuffix("\n").removesuffix("\r"))
    start = block(document, target.instruction).span.start
    return Edit(Span(start, start), text)
