"""A text that stands in another one: where each of its characters is there, and its edits as edits of that text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from layerwise.records import dataclass
from layerwise.text import Edit, Lines, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """The text `text` in the text `host`.

    `places` are the offsets in the host of all its offsets, its end included. Its lines stand behind `indent`, which a
    blank line may lack, and end in `newline` there. `frozen` are spans that something else is written for in the
    host, so that no edit may touch them. `doubled` matches the dollar signs that are written twice there, None where
    none is.
    """

    host: str
    text: str
    places: Sequence[int]
    indent: str
    newline: str
    doubled: re.Pattern[str] | None = None
    frozen: tuple[Span, ...] = ()

    @property
    def first_line(self) -> int:
        """How many lines of the host stand above it."""
        return Lines(self.host).place(self.places[0]).line

    def outer(self, offset: int) -> int:
        """Where an offset is in the host; outside the text, where its nearer end is."""
        return self.places[min(max(offset, 0), len(self.text))]

    def outer_span(self, span: Span) -> Span:
        """Where a span is in the host."""
        start = self.outer(span.start)
        if span.end <= span.start:
            return Span(start, start)
        # Its last character ends where it ends; the next one may stand in the next line, behind the indent.
        last = self.outer(span.end - 1)
        is_line_end = self.text[span.end - 1 : span.end] == "\n"
        return Span(start, max(start, last if is_line_end else min(self.outer(span.end), self._ended(last))))

    def inner(self, offset: int) -> int | None:
        """The offset of a place of the host: in the indent, of the line's begin; None outside of the text."""
        lines = Lines(self.host)
        first = lines.line(lines.place(self.places[0]).line).start
        if not first <= offset <= self.places[-1]:
            return None
        found = bisect_right(self.places, offset) - 1
        line = lines.line(lines.place(offset).line).start
        if found < 0 or self.places[found] < line:
            return min(found + 1, len(self.text))
        return found

    def carried(self, edits: Iterable[Edit]) -> tuple[Edit, ...] | None:
        """Edits of the text as edits of the host, None where something stands there that they know nothing of."""
        joined = _joined(edits)
        if any(self._is_frozen(edit.span) for edit in joined):
            return None
        return tuple(map(self._carry, joined))

    def _ended(self, place: int) -> int:
        """The end of the line of the host in which a place is."""
        ends = [end for mark in "\r\n" if (end := self.host.find(mark, place)) != -1]
        return min(ends, default=len(self.host))

    def _is_frozen(self, span: Span) -> bool:
        """Whether an edit of a span would touch a frozen one; one that is empty here has two ends there."""
        return any(
            (one.start < span.end and span.start < one.end)
            or (one.start == one.end and span.start < span.end and span.contains(one))
            for one in self.frozen
        )

    def _carry(self, edit: Edit) -> Edit:
        start, end = self.outer(edit.span.start), self.outer(edit.span.end)
        lines = self._written(edit).split("\n")
        rest = self.text[edit.span.end : edit.span.end + 1] not in ("", "\n")
        filled = [bool(line) for line in lines[:-1]] + [bool(lines[-1]) or rest]
        pieces = [lines[0]]
        for line, is_filled in zip(lines[1:], filled[1:], strict=True):
            pieces += (self.newline, self.indent if is_filled else "", line)
        if self.text[max(edit.span.start - 1, 0) : edit.span.start] in ("", "\n"):
            begin = max(self.host.rfind("\n", 0, start), self.host.rfind("\r", 0, start)) + 1
            if filled[0]:
                pieces.insert(0, self.indent[start - begin :])
            else:
                start = begin
        return Edit(Span(start, max(start, end)), "".join(pieces))

    def _written(self, edit: Edit) -> str:
        """The text of an edit with its dollar signs as the host has them."""
        if self.doubled is None:
            return edit.text
        # Whether a sign is to be doubled may depend on what stands behind the edit.
        whole = edit.text + self.text[edit.span.end : edit.span.end + 1]
        signs = [match.start() for match in self.doubled.finditer(whole) if match.start() < len(edit.text)]
        cuts = zip([0, *signs], [*signs, len(edit.text)], strict=True)
        return "$".join(edit.text[start:end] for start, end in cuts)


def _joined(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, those that touch each other as one."""
    found: list[Edit] = []
    for edit in sorted(edits, key=lambda one: one.span):
        if found and found[-1].span.end == edit.span.start:
            last = found.pop()
            edit = Edit(Span(last.span.start, edit.span.end), last.text + edit.text)  # noqa: PLW2901 - as one
        found.append(edit)
    return found
