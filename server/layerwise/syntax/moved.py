"""Instructions whose text stands elsewhere in the file, all else being the same."""

from layerwise.records import replace
from layerwise.syntax.tree import Flag, Heredoc, Instruction, Joined, Word
from layerwise.text import Span


def moved(instruction: Instruction, by: int) -> Instruction:
    """The instruction `by` further on."""
    if not by:
        return instruction
    trigger = None if instruction.trigger is None else moved(instruction.trigger, by)
    return Instruction(
        keyword=instruction.keyword,
        keyword_span=_span(instruction.keyword_span, by),
        span=_span(instruction.span, by),
        lines=_span(instruction.lines, by),
        flags=tuple(Flag(one.name, one.value, _span(one.span, by)) for one in instruction.flags),
        words=tuple(Word(one.text, _span(one.span, by)) for one in instruction.words),
        is_json=instruction.is_json,
        heredocs=tuple(_heredoc(heredoc, by) for heredoc in instruction.heredocs),
        body=_joined(instruction.body, by),
        comments=tuple(_span(comment, by) for comment in instruction.comments),
        trigger=trigger,
        is_open=instruction.is_open,
    )


def _span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _joined(joined: Joined, by: int) -> Joined:
    return replace(joined, origins=tuple(origin + by for origin in joined.origins))


def _heredoc(heredoc: Heredoc, by: int) -> Heredoc:
    span, body = _span(heredoc.span, by), _span(heredoc.body_span, by)
    return heredoc._replace(lines=_joined(heredoc.lines, by), span=span, body_span=body)
