"""Living with other extensions in one editor: nothing that they say, nothing twice, nothing in their files."""

from pathlib import Path

import pytest
from checking import analysed, context_of, fixtures, read, unmark
from editing import editing, full_editor
from layerwise.explain import hover
from layerwise.lsp.convert import uri_of
from layerwise.lsp.watch import watched_names
from lsprotocol import types
from starting_case import RULE, START, lay

_SAMPLE = fixtures()[::13]
_LINES = 12
_FIXES = 3


@pytest.mark.parametrize("folder", _SAMPLE, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_hover(folder: Path) -> None:
    """A hover is short, explains no instruction, and says nothing that the squiggle's message says."""
    found = analysed(unmark(read(folder / "Dockerfile")), context_of(folder))
    for finding in found.findings:
        shown = hover(found, finding.span.start)
        if shown is None:  # at a comment, which is no step
            assert finding.rule == "unused-pragma"
            continue
        lines = [line for line in shown.markdown.splitlines() if line]

        assert len(lines) <= _LINES
        assert finding.message not in shown.markdown
        assert len(lines) == len(set(lines))
        assert len(finding.fixes) <= _FIXES


def test_patterns() -> None:
    """Files are watched by their names: no pattern takes in whatever there is."""
    assert "package-lock.json" in watched_names()
    assert [name for name in watched_names() if not name.strip("*?[]!.")] == []


@pytest.mark.asyncio
async def test_syntax_is_others_matter(tmp_path: Path) -> None:
    """What the builder would refuse is told by others: nothing is published about it."""
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path) as editor:
        editor.open(uri, "FRM node\nCOPY .\nRUN <<EOF\nnpm ci\n")

        assert not await editor.diagnostics(uri)


@pytest.mark.asyncio
async def test_order_of_actions(tmp_path: Path) -> None:
    """The preferred fix comes first and is the only one; what silences comes after all fixes, here before the file."""
    lay(tmp_path)
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path, capabilities=full_editor(), name="Visual Studio Code") as editor:
        editor.open(uri, START)
        await editor.diagnostics(uri)
        quick = await editor.actions(uri, "COPY", [types.CodeActionKind.QuickFix.value])

    silencers = [f"Ignore {RULE} here", f"Ignore {RULE} in this file"]
    titles = [action.title for action in quick]
    assert quick[0].is_preferred
    assert not any(action.is_preferred for action in quick[1:])
    assert titles[-2:] == silencers


@pytest.mark.asyncio
async def test_save_touches_no_other_file(tmp_path: Path) -> None:
    """Fixing all on save leaves out what changes another file, though its fix is safe."""
    lay(tmp_path)
    (tmp_path / ".env").write_text("DATABASE_PASSWORD=hunter22hunter22\n")
    text = "FROM python:2.7\nCOPY . /app\n"
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path, capabilities=full_editor()) as editor:
        editor.open(uri, text)
        found = await editor.diagnostics(uri)
        fixes = await editor.actions(uri, "COPY", [types.CodeActionKind.QuickFix.value])
        on_save = await editor.actions(uri, "COPY", ["source.fixAll"])

    assert [one.code for one in found] == ["secret-in-context-copy"]
    assert "dockerignore" in str(fixes[0].edit)
    assert on_save == []
