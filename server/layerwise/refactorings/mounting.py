"""Mounts written into a RUN, in the author's hand."""

from collections.abc import Sequence

from layerwise.edits import indentation, newline
from layerwise.syntax.tree import Dockerfile, Instruction
from layerwise.text import Edit, Span

_INDENT = " " * 4


def mount_edit(document: Dockerfile, instruction: Instruction, mounts: Sequence[str]) -> Edit:
    """The edit that puts mounts behind the keyword: on a line each, but for one alone, where lines may go on."""
    end = instruction.keyword_span.end
    options = Span(end, instruction.body.offset(0)).of(document.text)
    is_alone = len(mounts) == 1 and "\n" not in options
    if is_alone or instruction.heredocs:
        return Edit(Span(end, end), "".join(f" {mount}" for mount in mounts))
    rest = document.text[end : instruction.span.end]
    body = rest.lstrip(" \t")
    joint = f" {document.escape}{newline(document)}{indentation(document, instruction)}{_INDENT}"
    written = " " + joint.join(mounts)
    if body.startswith(document.escape) and body[1:].lstrip(" \t").startswith(("\n", "\r")):
        return Edit(Span(end, end), written)
    return Edit(Span(end, end + len(rest) - len(body)), written + joint)
