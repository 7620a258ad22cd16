"""Files as Windows writes them: every change keeps their line ends, and a mark in front shifts no column."""

from pathlib import Path

import pytest
from editing import covered, editing, full_editor
from layerwise.lsp.convert import uri_of
from layerwise.lsp.documents import dockerfile_at
from starting_case import FIXED, START, lay


@pytest.mark.asyncio
async def test_carriage_returns(tmp_path: Path) -> None:
    """Findings stand where they do without them; fixes and comments are written with them."""
    lay(tmp_path)
    uri, text = uri_of(tmp_path / "Dockerfile"), START.replace("\n", "\r\n")
    async with editing(tmp_path, capabilities=full_editor()) as editor:
        editor.open(uri, text)
        (found,) = await editor.diagnostics(uri)
        actions = await editor.actions(uri, "COPY")
        (everything,) = await editor.actions(uri, "FROM", ["source.fixAll"])
        changed = [editor.applied(uri, action) for action in (*actions, everything) if action.edit]

    assert covered(text, found.range) == "COPY ."
    assert changed[0] == changed[-1] == FIXED.replace("\n", "\r\n")
    assert all("\n" not in one.replace("\r\n", "") for one in changed)


def test_read_as_an_editor_does(tmp_path: Path) -> None:
    """A closed file is read with its line ends, without the mark that editors hide."""
    path = tmp_path / "Dockerfile"
    path.write_bytes(b"\xef\xbb\xbfFROM a\r\nRUN b\r")
    document = dockerfile_at(path)

    assert document is not None
    assert document.text == "FROM a\r\nRUN b\r"
