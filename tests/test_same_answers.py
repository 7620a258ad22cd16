"""The terminal and the editor say the same of every fixture: the same findings, the same texts after fixes.

What the terminal says is held against its published schema on the way.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from checking import FIXTURES
from editing import Editor, editing, full_editor
from layerwise.cli.main import main
from layerwise.lsp.convert import path_of, uri_of
from layerwise.text import Lines
from laying import laid
from lsprotocol import types
from output_schema import check_report

_RULES = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())
_SEVERITIES = {1: "error", 2: "warning", 3: "information", 4: "hint"}

_Range = tuple[tuple[int, int], tuple[int, int]]
_Edit = tuple[str, bool, _Range, str]
_Result = tuple[str, bool, str]


class _Fix(NamedTuple):
    title: str
    results: tuple[_Result, ...]


class _Finding(NamedTuple):
    rule: str
    severity: str
    message: str
    range: _Range
    evidence: tuple[tuple[str, _Range], ...]
    fixes: tuple[_Fix, ...]


@pytest.mark.asyncio
@pytest.mark.parametrize("rule", _RULES)
async def test_the_same(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every finding of a file, with its places, its evidence and the edits of each fix, is told by both."""
    folders = list(laid(FIXTURES / rule, tmp_path))
    compared = 0
    async with editing(*folders, capabilities=full_editor()) as editor:
        for folder in folders:
            for path, told in _told(folder, monkeypatch, capsys):
                assert await _shown(editor, path) == told, path
                compared += len(told)

    assert folders
    assert compared


def _told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[tuple[Path, list[_Finding]]]:
    """What `check --format json` says of each file, in the units of the protocol."""
    monkeypatch.chdir(folder)
    main(["check", "--format", "json", "--jobs", "1", "--isolated"])
    report = json.loads(capsys.readouterr().out)
    check_report(report)
    for file in report["files"]:
        yield folder / file["path"], sorted(_finding(folder, file["path"], one) for one in file["findings"])


def _finding(folder: Path, name: str, found: dict[str, Any]) -> _Finding:
    units = _Units(folder / name)
    return _Finding(
        rule=found["rule"],
        severity=found["severity"],
        message=found["message"],
        range=units.range(found),
        evidence=tuple((one["note"], units.range(one)) for one in found["evidence"]),
        fixes=tuple(_fix(folder, one) for one in found["fixes"]),
    )


def _fix(folder: Path, fix: dict[str, Any]) -> _Fix:
    edits = [
        (str(folder / one["path"]), one["create"], _Units(folder / one["path"]).range(one), one["text"])
        for one in fix["edits"]
    ]
    review = f" (review: {fix['reason']})" if fix["safety"] == "review" else ""
    return _Fix(f"{fix['title']}{review}", _results(edits))


def _results(edits: Iterable[_Edit]) -> tuple[_Result, ...]:
    """What the edits make of each file, to the byte; how they are cut is each client's own matter."""
    found: dict[tuple[str, bool], list[_Edit]] = {}
    for edit in edits:
        found.setdefault(edit[:2], []).append(edit)
    return tuple(
        sorted((path, creates, _Units(Path(path)).after(some)) for (path, creates), some in found.items())
    )


class _Units:
    """The places of a file as the protocol counts them, reckoned anew and not by the server's own code."""

    def __init__(self, path: Path) -> None:
        self._text = _text(path)
        self._lines = Lines(self._text)

    def range(self, place: dict[str, Any]) -> _Range:
        """A range of the JSON format."""
        return self._position(place["start"]), self._position(place["end"])

    def _position(self, place: dict[str, int]) -> tuple[int, int]:
        line, column = place["line"] - 1, place["column"] - 1
        start = self._lines.line(line).start
        return line, len(self._text[start : start + column].encode("utf-16-le")) // 2

    def after(self, edits: Sequence[_Edit]) -> str:
        """The text after some edits."""
        text = self._text
        for _, _, (start, end), new in sorted(edits, key=lambda edit: edit[2], reverse=True):
            text = text[: self._offset(start)] + new + text[self._offset(end) :]
        return text

    def _offset(self, place: tuple[int, int]) -> int:
        line, units = place
        if line >= len(self._lines):
            return len(self._text)
        start = self._lines.line(line).start
        return start + len(self._text[start:].encode("utf-16-le")[: 2 * units].decode("utf-16-le"))


def _text(path: Path) -> str:
    """The text of a file with its line ends as they are, empty where there is none."""
    return path.read_bytes().decode() if path.exists() else ""


async def _shown(editor: Editor, path: Path) -> list[_Finding]:
    """What an editor shows of a file: its diagnostics, and the fixes that are offered on each."""
    uri = uri_of(path)
    editor.open(uri, _text(path), "ignore" if path.name.endswith("ignore") else "dockerfile")
    diagnostics = await editor.diagnostics(uri)
    found = [await _diagnosed(editor, uri, one) for one in diagnostics]
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
    return sorted(found)


async def _diagnosed(editor: Editor, uri: str, one: types.Diagnostic) -> _Finding:
    context = types.CodeActionContext([one], only=[types.CodeActionKind.QuickFix])
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), one.range, context)
    actions = await editor.client.text_document_code_action_async(params) or []
    return _Finding(
        rule=str(one.code),
        severity=_SEVERITIES[int(one.severity or 0)],
        message=one.message,
        range=_range(one.range),
        evidence=tuple(
            (related.message, _range(related.location.range)) for related in one.related_information or ()
        ),
        fixes=tuple(_fixes(actions, one)),
    )


def _fixes(
    actions: Sequence[types.CodeAction | types.Command], diagnostic: types.Diagnostic
) -> Iterator[_Fix]:
    """The fixes of one finding among all actions at its place; comments that silence it are no fixes."""
    for action in actions:
        if not isinstance(action, types.CodeAction) or list(action.diagnostics or ()) != [diagnostic]:
            continue
        if action.edit is not None and not action.title.startswith(f"Ignore {diagnostic.code} "):
            yield _Fix(action.title, _results(_edits(action.edit)))


def _edits(edit: types.WorkspaceEdit) -> Iterator[_Edit]:
    made = set()
    for change in edit.document_changes or ():
        if isinstance(change, types.CreateFile):
            made.add(change.uri)
            continue
        assert isinstance(change, types.TextDocumentEdit)
        uri = change.text_document.uri
        for one in change.edits:
            assert isinstance(one, types.TextEdit)
            yield str(path_of(uri)), uri in made, _range(one.range), one.new_text


def _range(found: types.Range) -> _Range:
    return (found.start.line, found.start.character), (found.end.line, found.end.character)
