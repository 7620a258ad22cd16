"""A language server of pygls that judges nothing: what any answer costs in Python with the packages that we run on.

Started with the folder of the libraries: `python -I server.py bundled/libs`.
"""

import sys

sys.path.insert(0, sys.argv[1])

from lsprotocol import types
from pygls.lsp.server import LanguageServer

SERVER = LanguageServer("floor", "1", text_document_sync_kind=types.TextDocumentSyncKind.Incremental)


def _tell(uri: str) -> None:
    """One diagnostic, which says something of the text, so that an old one cannot be taken for a new one."""
    document = SERVER.workspace.get_text_document(uri)
    place = types.Position(0, 0)
    words = f"{len(document.source)} characters"
    found = types.Diagnostic(range=types.Range(place, place), message=words)
    SERVER.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, [found], document.version))


@SERVER.feature(types.TEXT_DOCUMENT_DID_OPEN)
def _opened(params: types.DidOpenTextDocumentParams) -> None:
    _tell(params.text_document.uri)


@SERVER.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def _changed(params: types.DidChangeTextDocumentParams) -> None:
    _tell(params.text_document.uri)


SERVER.start_io()
