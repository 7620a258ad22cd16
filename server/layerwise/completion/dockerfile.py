"""The front door for Dockerfiles: what can be written at a cursor.

Only places that this product knows of are completed; instructions, images and shell words are for other extensions.
"""

from collections.abc import Callable, Iterator

from layerwise.analysis import Analysis
from layerwise.completion.caches import cache_items, target_of
from layerwise.completion.item import NOTHING, Items
from layerwise.completion.pragmas import pragma_items
from layerwise.completion.sources import source_items
from layerwise.completion.stages import stage_items
from layerwise.completion.words import written_at
from layerwise.rules.registry import RULES
from layerwise.syntax.tree import Dockerfile, Flag, Instruction
from layerwise.text import Span

_COPIES = frozenset({"COPY", "ADD"})


def dockerfile_items(
    document: Dockerfile, offset: int, analysis: Callable[[], Analysis], typed: str = ""
) -> Items:
    """What can be written at an offset; `analysis` is asked only where it takes one.

    `typed` is the character that opened the list, if one did.
    """
    comment = next((span for span in _comments(document) if span.start < offset <= span.end), None)
    if comment is not None:
        return _in_comment(document, comment, offset, analysis)
    instruction = _instruction_at(document, offset)
    if instruction is None or any(one.span.start < offset <= one.span.end for one in instruction.heredocs):
        return NOTHING
    inner = instruction.trigger or instruction
    flag = next((one for one in inner.flags if one.span.start < offset <= one.span.end), None)
    if flag is not None:
        return _in_flag(document, inner, flag, offset, analysis)
    origin = inner.flag("from")
    if inner.keyword not in _COPIES or (origin is not None and origin.value != ""):
        return NOTHING
    written = written_at(document.text, inner, offset)
    if written is None or (typed == "/" and written.is_last and not written.is_first):
        return NOTHING
    return source_items(document, instruction, analysis().plans, written)


def _comments(document: Dockerfile) -> Iterator[Span]:
    yield from document.comments
    for instruction in document.instructions:
        yield from instruction.comments


def _instruction_at(document: Dockerfile, offset: int) -> Instruction | None:
    """The instruction in whose lines an offset is; a line's end belongs to it, the line below does not."""
    text = document.text
    for one in document.instructions:
        lines = one.lines.of(text)
        end = one.lines.start + len(lines.rstrip("\r\n") if not one.is_open else lines)
        if one.keyword_span.end < offset <= end:
            return one
    return None


def _in_comment(document: Dockerfile, comment: Span, offset: int, analysis: Callable[[], Analysis]) -> Items:
    rules = {rule.code: rule.summary for rule in RULES}
    if not pragma_items(document.text, comment, offset, rules, ()).items:
        return NOTHING
    below = next((one for one in document.instructions if one.span.end > offset), None)
    found = {
        finding.rule
        for finding in analysis().findings
        if below is not None and below.lines.contains(finding.span)
    }
    return pragma_items(document.text, comment, offset, rules, found)


def _in_flag(
    document: Dockerfile, instruction: Instruction, flag: Flag, offset: int, analysis: Callable[[], Analysis]
) -> Items:
    written = flag.span.of(document.text)
    is_plain = written == f"--{flag.name}={flag.value}"
    if not is_plain or offset < flag.span.start + len(f"--{flag.name}="):
        return NOTHING
    if flag.name == "from" and instruction.keyword == "COPY":
        return stage_items(document, instruction, analysis().plans, flag)
    target = target_of(flag, document.text, offset) if instruction.keyword == "RUN" else None
    if target is None:
        return NOTHING
    return cache_items(instruction, analysis().plans, flag, document.text, target)
