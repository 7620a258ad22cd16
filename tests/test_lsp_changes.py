"""Edits that are sent as parts of the text give the text that the editor has."""

from pathlib import Path

import pytest
from editing import covered, editing, full_editor
from hypothesis import given
from hypothesis import strategies as st
from layerwise.lsp.changes import changed
from layerwise.lsp.convert import Positions, uri_of
from lsprotocol import types
from starting_case import FIXED, START, lay

_LETTERS = st.sampled_from(("a", "\n", "\r\n", "\r", "\u2028", "\f", "é", "😀", " "))
_TEXTS = st.lists(_LETTERS, max_size=12).map("".join)


def _part(before: str, start: int, end: int, text: str) -> types.TextDocumentContentChangePartial:
    positions = Positions(before, "utf-16")
    return types.TextDocumentContentChangePartial(
        types.Range(positions.position(start), positions.position(end)), text
    )


@given(
    st.lists(_LETTERS, max_size=12), st.lists(st.tuples(st.integers(0), st.integers(0), _TEXTS), max_size=4)
)
def test_parts_meet_what_the_ones_before_have_left(
    letters: list[str], edits: list[tuple[int, int, str]]
) -> None:
    """Any sequence of edits at places between characters, line ends of all kinds among them."""
    first = text = "".join(letters)
    changes: list[types.TextDocumentContentChangeEvent] = []
    for one, other, new in edits:
        start, end = sorted((one % (len(text) + 1), other % (len(text) + 1)))
        if any(text[place - 1 : place + 1] == "\r\n" for place in (start, end)):
            continue  # no editor has a cursor there
        changes.append(_part(text, start, end, new))
        text = text[:start] + new + text[end:]

    assert changed(first, changes, "utf-16") == text


def test_a_whole_text_takes_the_place_of_all() -> None:
    """A change without a range is the new text."""
    whole = types.TextDocumentContentChangeWholeDocument("FROM b\n")

    assert changed("FROM a\n", [_part("FROM a\n", 0, 4, "ARG"), whole], "utf-16") == "FROM b\n"


def test_places_outside_the_text_are_its_nearest() -> None:
    """A range that the text does not have does no harm."""
    beyond = types.Range(types.Position(7, 9), types.Position(9, 0))

    assert changed("a\n", [types.TextDocumentContentChangePartial(beyond, "b")], "utf-16") == "a\nb"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "sync"),
    [
        ("Visual Studio Code", types.TextDocumentSyncKind.Incremental),
        ("another", types.TextDocumentSyncKind.Full),
    ],
)
async def test_parts_are_taken_where_whole_texts_come_late(
    tmp_path: Path, name: str, sync: types.TextDocumentSyncKind
) -> None:
    """VS Code is asked for parts of the text, and findings follow them; others send all of it."""
    lay(tmp_path)
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path, capabilities=full_editor(), name=name, options={"debounce": 0}) as editor:
        editor.open(uri, FIXED)
        assert not await editor.diagnostics(uri)
        change = _part(FIXED, 0, len(FIXED), START)
        editor.texts[uri], editor.versions[uri] = START, 2
        identifier = types.VersionedTextDocumentIdentifier(2, uri)
        editor.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
        found = await editor.diagnostics(uri)

    assert editor.sync is sync
    assert covered(START, found[0].range) == "COPY ."
