"""What an editor sends of an edit, and the text that comes of it."""

from collections.abc import Sequence

from lsprotocol import types

from layerwise.lsp.convert import Positions
from layerwise.text import Edit, apply


def changed(text: str, changes: Sequence[types.TextDocumentContentChangeEvent], encoding: str) -> str:
    """The text after changes of parts of it, or of all, each of which meets what the one before has left."""
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            span = Positions(text, encoding).span(change.range)
            text = apply(text, [Edit(span, change.text)])
        else:
            text = change.text
    return text
