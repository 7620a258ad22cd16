"""Changes as workspace edits, in the form that the client takes."""

import logging
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types

from layerwise.context.context import LARGEST_TEXT
from layerwise.findings.finding import FileChange, Fix
from layerwise.host.reading import read_bytes
from layerwise.lsp.annotations import Change, annotated, needs_confirmation
from layerwise.lsp.client import Client
from layerwise.lsp.convert import Positions, uri_of
from layerwise.lsp.documents import Document, Documents
from layerwise.lsp.told import Told
from layerwise.text import Edit

_logger = logging.getLogger(__name__)


class Editor:
    """Makes workspace edits for one client."""

    def __init__(self, client: Client, documents: Documents, encoding: str) -> None:
        self._client = client
        self._documents = documents
        self._encoding = encoding

    def edit(self, result: Told, edits: Sequence[Edit]) -> types.WorkspaceEdit | None:
        """Edits of the document itself, refused by the client if it has a newer version; None where there is no way."""
        changed = result.positions.edits(edits)
        if changed is None:
            return None
        if not self._client.takes_document_changes:
            return types.WorkspaceEdit(changes={result.document.uri: changed})
        return types.WorkspaceEdit(document_changes=[_versioned(result.document, changed)])

    def fix(self, result: Told, fix: Fix) -> types.WorkspaceEdit | None:
        """All of a fix, or None where the client cannot take part of it; what is to be confirmed says so."""
        # Neovim declares that it creates files, which only document changes can ask for, but not that it takes those.
        is_taken = self._client.takes_document_changes or (fix.changes and self._client.creates_files)
        changes = self._changes(result, fix) if is_taken else None
        if changes is None:
            return None if fix.changes else self.edit(result, fix.edits)
        if self._client.annotates_changes and needs_confirmation(fix):
            return annotated(fix, changes)
        return types.WorkspaceEdit(document_changes=changes)

    def _changes(self, result: Told, fix: Fix) -> list[Change] | None:
        steps: list[Change] = []
        for change in fix.changes:
            root = result.context
            changed = None if root is None else self._file(root / change.path, change)
            if changed is None:
                return None
            steps += changed
        if fix.edits:
            own = result.positions.edits(fix.edits)
            if own is None:
                return None
            steps.append(_versioned(result.document, own))
        return steps

    def _file(self, path: Path, change: FileChange) -> list[Change] | None:
        """The change of another file, open or not; None where it cannot be made."""
        document = self._documents.at(path)
        if change.create:
            # An editor would write where a link leads, be it to nothing yet.
            if document is not None or path.is_symlink() or not self._client.creates_files:
                return None
            return [types.CreateFile(uri=uri_of(path)), _file_edit(uri_of(path), None, self._filling(change))]
        text = document.text if document else _text(path)
        if text is None:
            return None
        changed = Positions(text, self._encoding).edits(change.edits)
        if document is not None:
            return [_versioned(document, changed)]
        return [_file_edit(uri_of(path), None, changed)]

    def _filling(self, change: FileChange) -> list[types.TextEdit]:
        """The edits that fill a new file."""
        edits = Positions("", self._encoding).edits(change.edits)
        if self._client.takes_document_changes:
            return edits
        # Neovim adds an empty line to what is inserted, and none to what takes the place of all that there is.
        below = types.Position(1, 0)
        return [types.TextEdit(types.Range(edit.range.start, below), edit.new_text) for edit in edits]


def _versioned(document: Document, edits: list[types.TextEdit]) -> types.TextDocumentEdit:
    return _file_edit(document.uri, document.version, edits)


def _file_edit(uri: str, version: int | None, edits: list[types.TextEdit]) -> types.TextDocumentEdit:
    return types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, version), [*edits])


def _text(path: Path) -> str | None:
    try:
        content = read_bytes(path, LARGEST_TEXT)
        return None if content is None else content.decode()
    except (OSError, UnicodeDecodeError):
        _logger.warning("cannot read %s to change it", path, exc_info=True)
        return None
