"""What an editor is told of the history: findings that depend on it, and whether a fix is worth preferring."""

from pathlib import Path

import pytest
from editing import Editor, editing, full_editor
from layerwise.lsp.convert import uri_of
from lsprotocol import types
from repository import Repository
from starting_case import START, lay

_HOT = "hot-before-cold"
_PYTHON = "FROM python:3.13\nWORKDIR /app\n"
_BELOW = "COPY requirements.txt ./\nRUN pip install -r requirements.txt\nCOPY app.py ./\n"
_TOLD = f"{_PYTHON}COPY VERSION ./\nRUN cat VERSION > version.txt\n{_BELOW}"
_FIXED = (
    f"{_PYTHON}COPY requirements.txt ./\nRUN pip install -r requirements.txt\n"
    "COPY VERSION ./\nRUN cat VERSION > version.txt\nCOPY app.py ./\n"
)


def _commits(folder: Path, edited: str, number: int) -> Repository:
    """The starting case, committed, and as many commits that edit a file."""
    lay(folder)
    (folder / "VERSION").write_text("0")
    (folder / ".dockerignore").write_text(".git\n")
    repository = Repository(folder)
    repository.commit()
    for one in range(number):
        repository.commit(**{edited: f"# {one}\n"})
    return repository


async def _told(editor: Editor, uri: str) -> types.Diagnostic:
    """The finding that the history brings, which comes when git has answered."""
    while not (found := await editor.diagnostics(uri)):
        pass
    (one,) = found
    return one


@pytest.mark.asyncio
@pytest.mark.parametrize("run", [_TOLD, _TOLD.replace("\n", "\r\n")])
async def test_finding_of_the_history(tmp_path: Path, run: str) -> None:
    """It comes when git has answered, says its figures, and its fix gives the promised file and leaves nothing."""
    _commits(tmp_path, "VERSION", 11)
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path) as editor:
        editor.open(uri, run)
        told = await _told(editor, uri)
        (fix, *_) = await editor.actions(uri, "COPY VERSION")
        fixed = editor.applied(uri, fix)
        editor.change(uri, fixed)
        rest = await editor.diagnostics(uri)

    figures = "reran in 12 of all 12 commits; its files changed in 1"
    assert told.code == _HOT
    assert told.message == f"pip install -r requirements.txt {figures}"
    assert told.severity is types.DiagnosticSeverity.Information
    assert fix.is_preferred
    assert fixed.replace("\r\n", "\n") == _FIXED
    assert not rest


@pytest.mark.asyncio
async def test_new_commits_bring_the_finding(tmp_path: Path) -> None:
    """A finding follows commits that are made while the document is open."""
    repository = _commits(tmp_path, "VERSION", 5)
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path) as editor:
        editor.open(uri, _TOLD)
        before = await editor.diagnostics(uri)
        for one in range(5, 20):
            repository.commit(VERSION=f"{one}")
        while not (found := await editor.diagnostics(uri)):
            editor.change(uri, editor.texts[uri] + "\n")

    assert not before
    assert [one.code for one in found] == [_HOT]


@pytest.mark.asyncio
async def test_no_git_where_nobody_trusts(tmp_path: Path) -> None:
    """In a workspace that is not trusted no history is read, so that nothing is said of it."""
    _commits(tmp_path, "VERSION", 11)
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path, options={"trusted": False}) as editor:
        editor.open(uri, _TOLD)
        found = list(await editor.diagnostics(uri))
        for _ in range(3):
            await editor.hover(uri, "COPY")
        editor.change(uri, _TOLD + "\n")
        found += await editor.diagnostics(uri)

    assert not found


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("edited", "number", "is_preferred"),
    [("app.py", 11, True), ("requirements.txt", 11, None), ("requirements.txt", 5, True)],
    ids=["saves", "saves-nothing", "too-few-commits"],
)
async def test_preferred_fix(tmp_path: Path, edited: str, number: int, is_preferred: bool | None) -> None:
    """A safe fix is offered but not preferred where history says that the install reran for its own files alone."""
    _commits(tmp_path, edited, number)
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path, capabilities=full_editor()) as editor:
        editor.open(uri, START)
        await editor.diagnostics(uri)
        shown = ""
        while "would have rerun" not in shown:  # a hover does not wait for git, nor does an action
            shown = await editor.hover(uri, "COPY")
        (fix, *_) = await editor.actions(uri, "COPY")

    assert fix.title.startswith("Copy requirements.txt before pip install")
    assert fix.is_preferred is is_preferred
