"""Completion as editors ask for it."""

from pathlib import Path

import pytest
from editing import PLAIN_EDITOR, Editor, editing, offset
from layerwise.lsp.convert import Positions, uri_of
from lsprotocol import types
from starting_case import RULE, lay


async def _complete(
    editor: Editor, uri: str, marked: str, *, typed: str | None = None, language: str = "dockerfile"
) -> types.CompletionList | None:
    """What the server offers where the mark stands in a document that is opened so."""
    text = marked.replace("|", "", 1)
    if uri in editor.texts:
        editor.change(uri, text)
    else:
        editor.open(uri, text, language)
    place = Positions(text, "utf-16").position(marked.index("|"))
    kind = types.CompletionTriggerKind.TriggerCharacter if typed else types.CompletionTriggerKind.Invoked
    params = types.CompletionParams(
        types.TextDocumentIdentifier(uri), place, types.CompletionContext(kind, typed)
    )
    found = await editor.client.text_document_completion_async(params)
    assert found is None or isinstance(found, types.CompletionList)
    return found


def _labels(found: types.CompletionList | None) -> list[str]:
    items = sorted(found.items if found else (), key=lambda item: item.sort_text or "")
    return [item.label for item in items]


def _taken(text: str, found: types.CompletionList | None, label: str) -> str:
    """The text after an item was taken, as an editor does it."""
    (item,) = (one for one in (found.items if found else ()) if one.label == label)
    edit = item.text_edit
    assert isinstance(edit, types.TextEdit)
    assert edit.range.start.line == edit.range.end.line
    return text[: offset(text, edit.range.start)] + edit.new_text + text[offset(text, edit.range.end) :]


@pytest.mark.asyncio
async def test_dockerfile(tmp_path: Path) -> None:
    """Sources on the disk, open files that are not saved yet, and places after letters of two units."""
    lay(tmp_path)
    (tmp_path / ".dockerignore").write_text("secret\n")
    (tmp_path / "secret").write_text("")
    (tmp_path / "🐳").mkdir()
    (tmp_path / "🐳" / "x y").write_text("")
    (tmp_path / "🐳" / "z").write_text("")
    uri = uri_of(tmp_path / "Dockerfile")
    install = "\nRUN pip install -r requirements.txt\n"
    async with editing(tmp_path) as editor:
        first = await _complete(editor, uri, f"FROM python\nCOPY |{install}")
        editor.open(uri_of(tmp_path / "unsaved.txt"), "", "plaintext")
        second = await _complete(editor, uri, f"FROM python\nCOPY 🐳/| /x/{install}", typed="/")
        third = await _complete(editor, uri, f"FROM python\nCOPY |{install}")
        codes = await _complete(
            editor, uri, f"FROM python\n# layerwise: ignore=|\nCOPY . .{install}", typed="="
        )
        nothing = await _complete(
            editor, uri, f"FROM python\nCOPY . .\nRUN pip install --target=|{install}", typed="="
        )

    assert _labels(first) == ["requirements.txt", "Dockerfile", "app.py", "🐳/", ".dockerignore"]
    assert _labels(second) == ["z"]
    assert "unsaved.txt" in _labels(third)
    assert (
        _taken(f"FROM python\nCOPY 🐳/ /x/{install}", second, "z") == f"FROM python\nCOPY 🐳/z /x/{install}"
    )
    assert _labels(codes)[0] == RULE
    assert nothing is None


@pytest.mark.asyncio
async def test_what_editors_differ_in(tmp_path: Path) -> None:
    """VS Code asks again behind a folder; documentation is plain where nobody shows markdown."""
    (tmp_path / "src").mkdir()
    dockerfile, file = uri_of(tmp_path / "Dockerfile"), uri_of(tmp_path / "layerwise.toml")
    found = []
    for name in ("Visual Studio Code", "some editor"):
        async with editing(tmp_path, capabilities=PLAIN_EDITOR, name=name) as editor:
            folder = await _complete(editor, dockerfile, "FROM a\nCOPY s|\n")
            keys = await _complete(editor, file, "bui|", language="toml")
        assert folder is not None
        assert keys is not None
        documentation = next(item.documentation for item in keys.items if item.label == "builder")
        (src,) = (item for item in folder.items if item.label == "src/")
        found.append((src.command is not None, documentation))

    (again, plain), (never, _) = found

    assert (again, never) == (True, False)
    assert isinstance(plain, str)
    assert "`" not in plain


@pytest.mark.asyncio
async def test_other_documents(tmp_path: Path) -> None:
    """Ignore files take their own rules; files of others, and Dockerfiles that are no files, are answered too."""
    async with editing(tmp_path) as editor:
        ignored = await _complete(
            editor, uri_of(tmp_path / ".dockerignore"), "# layerwise: ignore=|", language="ignore"
        )
        other = await _complete(editor, uri_of(tmp_path / "x.toml"), "bui|", language="toml")
        untitled = await _complete(editor, "untitled:Untitled-1", "FROM a\nCOPY |\n")
        stages = await _complete(editor, "untitled:Untitled-1", "FROM a AS b\nFROM c\nCOPY --from=|\n")

    assert "needed-file-ignored" in _labels(ignored)
    assert (other, untitled) == (None, None)
    assert _labels(stages) == ["b"]
