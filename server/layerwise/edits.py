"""Dockerfile-shaped changes: whole instructions moved, replaced and inserted, in the author's hand."""

from collections.abc import Sequence

from layerwise.syntax.tree import Dockerfile, Instruction
from layerwise.text import Edit, Span
from layerwise.tuples import NamedTuple


class Block(NamedTuple):
    """An instruction with the comment lines that stand directly above it, and so belong to it."""

    span: Span
    text: str


def newline(document: Dockerfile) -> str:
    """The line end that the file uses: that of its first line."""
    first = document.text.partition("\n")[0]
    return "\r\n" if first.endswith("\r") and "\n" in document.text else "\n"


def indentation(document: Dockerfile, instruction: Instruction) -> str:
    """The blanks before an instruction's keyword."""
    return document.text[instruction.lines.start : instruction.span.start]


def block(document: Dockerfile, instruction: Instruction) -> Block:
    """The instruction's lines, with the comments directly above them, line end included."""
    start = instruction.lines.start
    ends = {}
    for comment in document.comments:
        line = document.text.rfind("\n", 0, comment.start) + 1
        end = document.text.find("\n", comment.start)
        ends[len(document.text) if end < 0 else end + 1] = line
    while start in ends:
        start = ends[start]
    span = Span(start, instruction.lines.end)
    return Block(span, span.of(document.text))


def is_set_apart(document: Dockerfile, instruction: Instruction) -> bool:
    """Whether a blank line stands between an instruction and the next one of its stage."""
    end = instruction.lines.end
    following = next((i for i in document.instructions if i.lines.start >= end), None)
    if following is None or following.keyword == "FROM":
        return False
    return document.text[end:].partition("\n")[0].strip() == ""


def with_blank_line(text: str, span: Span) -> Span:
    """Whole lines that are deleted, with the blank line below them where one stands above them too."""
    above = text[: span.start].rstrip()
    gap = text[len(above) : span.start].count("\n")
    line, end, _ = text[span.end :].partition("\n")
    is_whole = text[: span.start].endswith("\n")
    if is_whole and gap > 1 and end and not line.strip():
        return Span(span.start, span.end + len(line) + len(end))
    return span


def without_gaps(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits, in order, with the blank line below lines that several of them delete, where one stands above."""
    found: list[Edit] = []
    start = -1
    for number, edit in enumerate(edits):
        is_next = bool(found) and not found[-1].text and found[-1].span.end == edit.span.start
        start = start if is_next else edit.span.start
        end = edit.span.end
        if is_next and not edit.text:
            end = with_blank_line(text, Span(start, end)).end
        is_free = all(other.span.start >= end for other in edits[number + 1 :])
        found.append(edit._replace(span=Span(edit.span.start, end)) if is_free else edit)
    return tuple(found)


def insertion_after(document: Dockerfile, instruction: Instruction, text: str) -> Edit:
    """Whole lines inserted below an instruction; `text` has no line end after its last line."""
    end = instruction.lines.end
    at_end = Span(end, end)
    if document.text[:end].endswith("\n"):
        return Edit(at_end, text + newline(document))
    return Edit(at_end, newline(document) + text)


def line_changes(before: str, after: str) -> tuple[Edit, ...]:
    """The edits of whole lines that make `after` of `before`, each as small as it can be."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    from difflib import SequenceMatcher  # noqa: PLC0415 - few fixes are made so

    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        Edit(Span(starts[start], starts[end]), "".join(new[first:last]))
        for kind, start, end, first, last in found
        if kind != "equal"
    )
