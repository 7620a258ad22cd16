"""Comments that speak to us: `# layerwise: ignore=CODE[,CODE] [reason=...]`, and `ignore-file=` likewise."""

import re
from collections.abc import Iterable, Iterator

from layerwise.syntax.tree import Pragma
from layerwise.text import Span

_NAME = re.compile(r"#\s*layerwise:\s*(ignore-file|ignore)(?![\w-])\s*")
_CODE = re.compile(r"[\w-]+")
_COMMA = re.compile(r"\s*,\s*")
_REASON = re.compile(r"\s*reason\s*=\s*")


def read_pragmas(text: str, comments: Iterable[Span]) -> Iterator[Pragma]:
    """The pragmas among the comments; what is no pragma to the end is none."""
    for span in comments:
        pragma = _pragma(span.of(text), span)
        if pragma:
            yield pragma


def _pragma(comment: str, span: Span) -> Pragma | None:
    head = _NAME.match(comment)
    if head is None:
        return None
    position = head.end()
    codes: list[str] = []
    if comment.startswith("=", position):
        position = len(comment) - len(comment[position + 1 :].lstrip())
        while code := _CODE.match(comment, position):
            codes.append(code[0])
            comma = _COMMA.match(comment, code.end())
            position = comma.end() if comma else code.end()
            if comma is None:
                break
        if not codes:
            return None
    reason = _REASON.match(comment, position)
    if reason is None and comment[position:].strip():
        return None
    return Pragma(head[1], tuple(codes), comment[reason.end() :].strip() if reason else None, span)
