"""Changes that wait for the user's confirmation: an editor shows them, whatever file they are in, before it makes them.

What is for review waits, and what touches another file than the one that the user looks at, safe or not. All changes
of a fix carry the same annotation, so that one tick takes all of it: half a fix is none.
"""

from collections.abc import Sequence

from lsprotocol import types

from layerwise.findings.finding import Fix
from layerwise.fixes import is_safe_here

Change = types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile

_ID = "fix"


def needs_confirmation(fix: Fix) -> bool:
    """Whether a fix should be looked at before it is made."""
    return not is_safe_here(fix)


def annotated(fix: Fix, changes: Sequence[Change]) -> types.WorkspaceEdit:
    """A fix's changes under its title and its reason, none of them made before the user says so."""
    annotation = types.ChangeAnnotation(
        label=fix.title, needs_confirmation=True, description=_description(fix)
    )
    return types.WorkspaceEdit(
        document_changes=[_marked(change) for change in changes], change_annotations={_ID: annotation}
    )


def _description(fix: Fix) -> str:
    return fix.reason or f"changes {', '.join(change.path for change in fix.changes)} as well"


def _marked(change: Change) -> Change:
    if not isinstance(change, types.TextDocumentEdit):
        change.annotation_id = _ID
        return change
    plain = [edit for edit in change.edits if isinstance(edit, types.TextEdit)]
    marked = [types.AnnotatedTextEdit(_ID, edit.range, edit.new_text) for edit in plain]
    return types.TextDocumentEdit(change.text_document, [*marked])
