"""Several builds of one Dockerfile in an editor: which there are, one of them chosen, and the state of a document."""

import asyncio
from pathlib import Path

import pytest
from editing import PATIENCE, ask, editing, full_editor
from layerwise.cli.main import main
from layerwise.lsp.convert import uri_of
from repository import Repository
from starting_case import RULE

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


@pytest.mark.asyncio
async def test_builds_are_listed(project: Path) -> None:
    """Each build comes with its context as seen from the folder, and the line that declares it."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project) as editor:
        editor.open(uri, (project / "Dockerfile").read_text())
        found = await ask(editor, "layerwise/builds", uri=uri)
        none = await ask(editor, "layerwise/builds", uri=uri_of(project / "absent"))

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
        await ask(editor, "layerwise/choose", uri=uri, id="compose.yaml, service api | api | app")
        assert not await editor.diagnostics(uri)
        chosen = await ask(editor, "layerwise/builds", uri=uri)
        state = await ask(editor, "layerwise/state", uri=uri)
        await ask(editor, "layerwise/choose", uri=uri, id=None)
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
        await ask(editor, "layerwise/choose", uri=uri, id="compose.yaml, service api | api | app")
        kept = [(await ask(editor, "layerwise/builds", uri=uri))["chosen"]]
        for text in (_COMPOSE.replace("  api:", "  api"), _COMPOSE):
            editor.change(compose, text)
            kept.append((await ask(editor, "layerwise/builds", uri=uri))["chosen"])
        await ask(editor, "layerwise/choose", uri=uri, id="compose.yaml, service none | none | ")
        kept.append((await ask(editor, "layerwise/builds", uri=uri))["chosen"])

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
        state = await ask(editor, "layerwise/state", uri=uri)
        while state["history"] == "reading":
            assert await asyncio.wait_for(news.get(), PATIENCE) == uri
            state = await ask(editor, "layerwise/state", uri=uri)

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
        state = await ask(editor, "layerwise/state", uri=uri)
        while state["history"] == "reading":
            state = await ask(editor, "layerwise/state", uri=uri)

    assert state["history"] == ("off" if options else "none")
    assert bool(news) is False


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Visual Studio Code", "(compose.yaml, service web)(URI#L4)"),
        ("some editor", "compose.yaml:4, service web"),
    ],
)
async def test_hover_leads_to_the_line(project: Path, name: str, shown: str) -> None:
    """The hover says which line named the context: as a link where the editor opens one, else in words."""
    uri, compose = uri_of(project / "Dockerfile"), uri_of(project / "compose.yaml")
    async with editing(project, capabilities=full_editor(), name=name) as editor:
        editor.open(uri, (project / "Dockerfile").read_text())
        both = await editor.hover(uri, "COPY")
        await ask(editor, "layerwise/choose", uri=uri, id="compose.yaml, service web | web | ")
        one = await editor.hover(uri, "COPY")

    told = both.replace("[", "(").replace("]", ")").replace(compose, "URI")
    assert f"from the build context `web` ({shown})" in told
    assert "left out" not in both
    assert "as chosen; left out: " in one
    assert "service api" in one


@pytest.mark.asyncio
async def test_true_in_any_right_in_all(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A finding of one build is shown; a fix that is right for it alone is offered once it alone counts."""
    (project / "api" / ".dockerignore").write_text("*\n!requirements.txt\n!base.txt\n")
    (project / "api" / "base.txt").write_text("flask==3.0.0\n")
    (project / "api" / "requirements.txt").write_text("-r base.txt\n")
    path = project / "Dockerfile"
    uri = uri_of(path)
    async with editing(project) as editor:
        editor.open(uri, path.read_text())
        both = [one.code for one in await editor.diagnostics(uri)]
        none = [one for one in await editor.actions(uri, "COPY") if one.is_preferred]
        await ask(editor, "layerwise/choose", uri=uri, id="compose.yaml, service web | web | ")
        one = [one.code for one in await editor.diagnostics(uri)]
        safe = [one for one in await editor.actions(uri, "COPY") if one.is_preferred]

    assert both == one == [RULE]
    assert not none
    assert "COPY requirements.txt ./" in editor.applied(uri, safe[0])
    assert main(["check", str(path)]) == 0
    assert f"[{RULE}]" in (printed := capsys.readouterr().out)
    assert "safe fix" not in printed
