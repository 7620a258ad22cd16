"""Refactorings in an editor: offered when asked for, with the reason where they cannot be made."""

from pathlib import Path

import pytest
from editing import CODE_ACTIONS, editing
from layerwise.lsp.convert import uri_of
from lsprotocol import types

_TEXT = """FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
ENV PIP_NO_CACHE_DIR=1
RUN pip install gunicorn
"""
_KIND = "refactor.rewrite.layerwise"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose order is good."""
    (tmp_path / "requirements.txt").write_text("flask==3.1.0\n")
    (tmp_path / "app.py").write_text("import flask\n")
    (tmp_path / "Dockerfile").write_text(_TEXT)
    return tmp_path


def _editor(*, shows_disabled: bool) -> types.ClientCapabilities:
    actions = types.CodeActionClientCapabilities(
        code_action_literal_support=CODE_ACTIONS.code_action_literal_support, disabled_support=shows_disabled
    )
    return types.ClientCapabilities(text_document=types.TextDocumentClientCapabilities(code_action=actions))


@pytest.mark.asyncio
async def test_offered_on_the_step(project: Path) -> None:
    """Every refactoring of a step is offered there under a kind of its own, and nowhere else."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project) as editor:
        editor.open(uri, _TEXT)
        every = await editor.actions(uri, "RUN pip", ["refactor"])
        one = await editor.actions(uri, "requirements.txt\nCOPY", [f"{_KIND}.cacheMount"])
        elsewhere = await editor.actions(uri, "COPY . .", ["refactor"])
        fixes = await editor.actions(uri, "RUN pip", ["quickfix"])
        made = editor.applied(uri, one[0])

    assert [(action.kind, action.title) for action in every] == [
        (f"{_KIND}.bindMounts", "Mount requirements.txt instead of copying"),
        (f"{_KIND}.cacheMount", "Add a cache mount for pip"),
    ]
    assert [action.title for action in one] == ["Add a cache mount for pip"]
    assert not elsewhere
    assert not fixes
    assert made == _TEXT.replace(
        "RUN pip install --no-cache-dir", "RUN --mount=type=cache,target=/root/.cache/pip pip install"
    )


@pytest.mark.asyncio
@pytest.mark.parametrize("shows_disabled", [True, False])
async def test_what_stands_in_the_way(project: Path, *, shows_disabled: bool) -> None:
    """An editor that shows disabled actions is told why; another is offered nothing."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project, capabilities=_editor(shows_disabled=shows_disabled)) as editor:
        editor.open(uri, _TEXT)
        actions = await editor.actions(uri, "RUN pip install gunicorn", ["refactor"])

    told = [(a.title, a.disabled and a.disabled.reason, a.edit) for a in actions]
    expected = ("Add a cache mount", "with PIP_NO_CACHE_DIR set, pip keeps nothing", None)
    assert told == ([expected] if shows_disabled else [])


@pytest.mark.asyncio
async def test_not_on_every_move_of_the_cursor(project: Path) -> None:
    """What nobody asked for is not worked out while the cursor moves."""
    uri = uri_of(project / "Dockerfile")
    place = types.Range(types.Position(3, 0), types.Position(3, 0))
    context = types.CodeActionContext([], trigger_kind=types.CodeActionTriggerKind.Automatic)
    async with editing(project) as editor:
        editor.open(uri, _TEXT)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        moved = await editor.client.text_document_code_action_async(params)
        asked = await editor.actions(uri, "RUN pip")

    assert not moved
    kinds = [action.kind for action in asked if str(action.kind).startswith(_KIND)]
    assert kinds == [f"{_KIND}.bindMounts", f"{_KIND}.cacheMount"]
