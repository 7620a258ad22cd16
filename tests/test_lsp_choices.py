"""Several builds of one Dockerfile in an editor: which there are, one of them chosen, and the state of a document."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from editing import PATIENCE, Editor, editing, full_editor
from layerwise.lsp.convert import uri_of
from repository import Repository

# The install needs what only the folder `web` has; from `api` the copy reruns nothing that it does not read.
_DOCKERFILE = "FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
_COMPOSE = """\
services:
  web:
    build:
      context: web
      dockerfile: ../Dockerfile
  api:
    build:
      context: api
      dockerfile: ../Dockerfile
      target: app
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One Dockerfile for two services; the ignore file of one lets the requirements alone in."""
    for name, text in {
        "Dockerfile": _DOCKERFILE.replace("3.12", "3.12 AS app"),
        "compose.yaml": _COMPOSE,
        "web/requirements.txt": "flask==3.0.0\n",
        "web/app.py": "",
        "api/requirements.txt": "flask==3.0.0\n",
        "api/.dockerignore": "*\n!requirements.txt\n",
    }.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "project"


async def _ask(editor: Editor, method: str, **params: object) -> Any:  # noqa: ANN401 - as JSON has it
    """The answer to one of our own client's requests, as plain values."""
    answer = await asyncio.wait_for(editor.client.protocol.send_request_async(method, params), PATIENCE)
    return _plain(answer)


def _plain(value: Any) -> Any:  # noqa: ANN401 - as JSON has it
    if isinstance(value, (list, tuple)) and not hasattr(value, "_asdict"):
        return [_plain(one) for one in value]
    if hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    return value


@pytest.mark.asyncio
async def test_builds_are_listed(project: Path) -> None:
    """Each build comes with its context as seen from the folder, and the line that declares it."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project) as editor:
        editor.open(uri, (project / "Dockerfile").read_text())
        found = await _ask(editor, "layerwise/builds", uri=uri)
        none = await _ask(editor, "layerwise/builds", uri=uri_of(project / "absent"))

    assert none is None
    assert found["chosen"] is None
    web, api = found["builds"]
    assert web == {
        "id": "compose.yaml, service web | web | ",
        "label": "compose.yaml, service web",
        "context": "web",
        "said": "compose.yaml:4",
        "saidUri": uri_of(project / "compose.yaml"),
        "saidLine": 3,
        "target": None,
        "chosen": False,
    }
    assert (api["id"], api["target"]) == ("compose.yaml, service api | api | app", "app")


@pytest.mark.asyncio
async def test_a_choice_decides(project: Path) -> None:
    """A finding that is true of one build is shown until the other one is chosen, and again when none is."""
    path = project / "Dockerfile"
    uri = uri_of(path)
    async with editing(project) as editor:
        editor.open(uri, path.read_text())
        assert await editor.diagnostics(uri)
        await _ask(editor, "layerwise/choose", uri=uri, id="compose.yaml, service api | api | app")
        assert not await editor.diagnostics(uri)
        chosen = await _ask(editor, "layerwise/builds", uri=uri)
        state = await _ask(editor, "layerwise/state", uri=uri)
        await _ask(editor, "layerwise/choose", uri=uri, id=None)
        assert await editor.diagnostics(uri)

    assert [one["chosen"] for one in chosen["builds"]] == [False, True]
    assert (state["context"], state["builds"], state["notes"]) == (
        "api",
        2,
        ["1 other build left out by choice"],
    )


@pytest.mark.asyncio
async def test_a_choice_survives_a_half_typed_file(project: Path) -> None:
    """A chosen build that is gone for a moment is chosen still when it is back; one that never was is forgotten."""
    uri, compose = uri_of(project / "Dockerfile"), uri_of(project / "compose.yaml")
    async with editing(project) as editor:
        editor.open(compose, _COMPOSE, "yaml")
        editor.open(uri, (project / "Dockerfile").read_text())
        await _ask(editor, "layerwise/choose", uri=uri, id="compose.yaml, service api | api | app")
        kept = [(await _ask(editor, "layerwise/builds", uri=uri))["chosen"]]
        for text in (_COMPOSE.replace("  api:", "  api"), _COMPOSE):
            editor.change(compose, text)
            kept.append((await _ask(editor, "layerwise/builds", uri=uri))["chosen"])
        await _ask(editor, "layerwise/choose", uri=uri, id="compose.yaml, service none | none | ")
        kept.append((await _ask(editor, "layerwise/builds", uri=uri))["chosen"])

    api = "compose.yaml, service api | api | app"
    assert kept == [api, None, api, None]


@pytest.mark.asyncio
async def test_state_and_its_news(project: Path) -> None:
    """The state counts findings and commits; a client that asks for it hears of changes, also of a history's."""
    repository = Repository(project)
    repository.commit(web__app="1")
    uri = uri_of(project / "Dockerfile")
    async with editing(project, options={"status": True}) as editor:
        news: asyncio.Queue[str] = asyncio.Queue()
        editor.client.feature("layerwise/changed")(lambda params: news.put_nowait(params.uri))
        editor.open(uri, (project / "Dockerfile").read_text())
        assert await asyncio.wait_for(news.get(), PATIENCE) == uri
        state = await _ask(editor, "layerwise/state", uri=uri)
        while state["history"] == "reading":
            assert await asyncio.wait_for(news.get(), PATIENCE) == uri
            state = await _ask(editor, "layerwise/state", uri=uri)

    assert state == {
        "context": "web",
        "origin": "compose.yaml, service web",
        "saidUri": uri_of(project / "compose.yaml"),
        "saidLine": 3,
        "findings": 1,
        "fixable": 1,
        "history": "whole",
        "commits": 1,
        "builds": 2,
        "notes": [],
    }


@pytest.mark.asyncio
@pytest.mark.parametrize("options", [{"trusted": False, "status": True}, {}], ids=["untrusted", "no status"])
async def test_state_without_history(project: Path, options: dict[str, object]) -> None:
    """No history where nobody trusts the folder or it is in no repository, and no news for clients that do not ask."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project, capabilities=full_editor(pulls=True), options=options) as editor:
        news: list[str] = []
        editor.client.feature("layerwise/changed")(lambda params: news.append(params.uri))
        editor.open(uri, (project / "Dockerfile").read_text())
        state = await _ask(editor, "layerwise/state", uri=uri)
        while state["history"] == "reading":
            state = await _ask(editor, "layerwise/state", uri=uri)

    assert state["history"] == ("off" if options else "none")
    assert bool(news) is False
