"""Instructions whose text stands elsewhere in the file, all else being the same.

Whoever edits the top of a long file moves all that is below, and hardly anything of it is looked at: where the whole
instruction stands is known at once, its parts are made when somebody asks for one.
"""

from collections.abc import Iterator

from layerwise.late import made_of
from layerwise.records import replace
from layerwise.syntax.tree import Flag, Heredoc, Instruction, Joined, Word
from layerwise.text import Span
from layerwise.tuples import NamedTuple


class _Origin(NamedTuple):
    """An instruction with all its parts, and how much further on it stands now."""

    instruction: Instruction
    by: int

    def parts(self) -> Iterator[tuple[str, object]]:
        """The parts that are not made at once."""
        one, by = self
        yield "keyword_span", _span(one.keyword_span, by)
        yield "flags", tuple(Flag(flag.name, flag.value, _span(flag.span, by)) for flag in one.flags)
        yield "words", tuple(Word(word.text, _span(word.span, by)) for word in one.words)
        yield "heredocs", tuple(_heredoc(heredoc, by) for heredoc in one.heredocs)
        yield "body", _joined(one.body, by)
        yield "trigger", None if one.trigger is None else moved(one.trigger, by)


def moved(instruction: Instruction, by: int) -> Instruction:
    """The instruction `by` further on."""
    if not by:
        return instruction
    origin = instruction.origin
    if isinstance(origin, _Origin):
        instruction, by = origin.instruction, origin.by + by
        if not by:
            return instruction
    comments = instruction.comments
    known = (
        ("keyword", instruction.keyword),
        ("span", _span(instruction.span, by)),
        ("lines", _span(instruction.lines, by)),
        ("is_json", instruction.is_json),
        ("is_open", instruction.is_open),
        ("comments", tuple(_span(comment, by) for comment in comments) if comments else ()),
    )
    return made_of(Instruction, known, _Origin(instruction, by))


def as_read(instruction: Instruction) -> Instruction:
    """The instruction where it was read: for whoever asks for its words, and not for their places."""
    origin = instruction.origin
    return origin.instruction if isinstance(origin, _Origin) else instruction


def _span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _joined(joined: Joined, by: int) -> Joined:
    return replace(joined, origins=tuple(origin + by for origin in joined.origins))


def _heredoc(heredoc: Heredoc, by: int) -> Heredoc:
    span, body = _span(heredoc.span, by), _span(heredoc.body_span, by)
    return heredoc._replace(lines=_joined(heredoc.lines, by), span=span, body_span=body)
