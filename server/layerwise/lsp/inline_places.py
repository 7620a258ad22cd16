"""Where a Dockerfile that stands in a compose file is in that document."""

from collections.abc import Sequence

from lsprotocol import types

from layerwise.builds.inline import Inline
from layerwise.lsp.convert import Positions
from layerwise.text import Edit, Span
from layerwise.tuples import NamedTuple


class InlinePlaces(NamedTuple):
    """The places of a Dockerfile in a compose file; `document` are those of the file."""

    inline: Inline
    document: Positions

    def holds(self, position: types.Position) -> bool:
        """Whether a position lies in the Dockerfile."""
        return self.inline.inner(self.document.offset(position)) is not None

    def position(self, offset: int) -> types.Position:
        """The position of an offset."""
        return self.range(Span(offset, offset)).start

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return self.document.range(self.inline.outer(span))

    def offset(self, position: types.Position) -> int:
        """The offset of a position; outside the Dockerfile, of its nearer end."""
        outer = self.document.offset(position)
        inner = self.inline.inner(outer)
        if inner is not None:
            return inner
        return 0 if outer < self.inline.outer(Span(0, 0)).start else len(self.inline.text)

    def span(self, range_: types.Range) -> Span:
        """The span of a range, as far as it is in the Dockerfile."""
        start, end = self.offset(range_.start), self.offset(range_.end)
        return Span(min(start, end), max(start, end))

    def edits(self, edits: Sequence[Edit]) -> list[types.TextEdit] | None:
        """The edits as text edits of the compose file, None where they cannot be written there."""
        carried = self.inline.carried(edits)
        return None if carried is None else self.document.edits(carried)
