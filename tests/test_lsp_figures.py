"""Figures in the editor: inlay hints, code lenses, the plan's picture, and what an edit reruns."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from editing import Editor, editing, full_editor
from layerwise.lsp.actions import PROVE_FIX
from layerwise.lsp.convert import Positions, uri_of
from layerwise.text import Span
from lsprotocol import types
from repository import Repository
from starting_case import START, lay

_VSCODE = "Visual Studio Code"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The starting case as a repository with two commits, the second an edit of the source."""
    lay(tmp_path)
    (tmp_path / ".dockerignore").write_text(".git\n")
    repository = Repository(tmp_path)
    repository.commit()
    repository.commit(**{"app.py": "2"})
    return tmp_path


async def _hints(editor: Editor, uri: str) -> list[tuple[str, str]]:
    """Each hint with the line that it stands behind, once git has answered."""
    whole = Positions(editor.texts[uri], "utf-16").range(Span(0, len(editor.texts[uri])))
    params = types.InlayHintParams(types.TextDocumentIdentifier(uri), whole)
    found = await editor.client.text_document_inlay_hint_async(params) or []
    lines = editor.texts[uri].split("\n")
    return [(lines[hint.position.line][: hint.position.character], str(hint.label)) for hint in found]


async def _ask(editor: Editor, method: str, params: dict[str, str]) -> Any:  # noqa: ANN401 - as JSON has it
    """The answer to a request besides the protocol."""
    return await editor.client.protocol.send_request_async(method, params)  # type: ignore[no-untyped-call]  # pygls'


def _members(answer: Any) -> dict[str, Any]:  # noqa: ANN401 - as JSON has it
    """An answer's members by name, whichever way the client has them."""
    return answer if isinstance(answer, dict) else answer._asdict()


async def _until(answer: Any, wanted: Any) -> Any:  # noqa: ANN401 - whatever an editor is answered
    """Ask until there is something: an answer does not wait for git."""
    found = await answer()
    while not found and wanted:
        await asyncio.sleep(0)
        found = await answer()
    return found


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        ("off", []),
        ("findings", [("COPY . /app", "2/2"), ("RUN pip install -r requirements.txt", "2/2")]),
        (
            "all",
            [("COPY . /app", "2/2"), ("WORKDIR /app", "2/2"), ("RUN pip install -r requirements.txt", "2/2")],
        ),
    ],
)
async def test_hints(project: Path, hints: str, expected: list[tuple[str, str]]) -> None:
    """Each step that is wanted has its figure behind its first line."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project, options={"hints": hints}) as editor:
        editor.open(uri, START)

        assert await _until(lambda: _hints(editor, uri), expected) == expected


@pytest.mark.asyncio
@pytest.mark.parametrize(("name", "command"), [(_VSCODE, "layerwise.showPlan"), ("some editor", "")])
async def test_lens(project: Path, name: str, command: str) -> None:
    """A stage says how many of its steps rerun on a typical commit; in VS Code it leads to the plan."""
    uri = uri_of(project / "Dockerfile")
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    async with editing(project, name=name) as editor:
        editor.open(uri, START)
        (lens,) = await _until(lambda: editor.client.text_document_code_lens_async(params), True)

    assert lens.range.start.line == 0
    assert lens.command is not None
    assert lens.command.title == "3 of 3 steps rerun on a typical commit"
    assert lens.command.command == command


@pytest.mark.asyncio
async def test_no_lens(project: Path) -> None:
    """A setting turns the lenses off."""
    uri = uri_of(project / "Dockerfile")
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    async with editing(project, options={"lens": False}) as editor:
        editor.open(uri, START)
        await _until(lambda: _hints(editor, uri), True)

        assert not await editor.client.text_document_code_lens_async(params)


@pytest.mark.asyncio
async def test_plan(project: Path) -> None:
    """The picture shows the build as it is and after the safe fixes; text of the file cannot become HTML."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project) as editor:
        editor.open(uri, START + 'RUN echo "<script>"\n')
        await _until(lambda: _hints(editor, uri), True)
        found = await _ask(editor, "layerwise/plan", {"uri": uri})
        nothing = await _ask(editor, "layerwise/plan", {"uri": "file:///x"})

    html = _members(found)["html"]
    assert "As it is" in html
    assert "After the safe fixes" in html
    assert "2 of 2" in html
    assert "1 of 2" in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert nothing is None


@pytest.mark.asyncio
async def test_rerun(project: Path) -> None:
    """An edit of a file reruns steps of open Dockerfiles and of those on disk, with the reasons."""
    other = project / "other.Dockerfile"
    other.write_text("FROM a\nCOPY requirements.txt /x/\nCOPY app.py /x/\nRUN b\n")
    uri = uri_of(project / "Dockerfile")
    async with editing(project, capabilities=full_editor()) as editor:
        editor.open(uri, START)
        found = await _ask(editor, "layerwise/rerun", {"uri": uri_of(project / "app.py")})
        outside = await _ask(editor, "layerwise/rerun", {"uri": "file:///etc/passwd"})

    steps = [_members(one) for one in found]
    assert [(step["uri"], step["line"], step["why"]) for step in steps] == [
        (uri, 1, "takes app.py"),
        (uri, 2, "line 2 reruns"),
        (uri, 3, "line 3 reruns"),
        (uri_of(other), 2, "takes app.py"),
        (uri_of(other), 3, "line 3 reruns"),
    ]
    assert outside == []


@pytest.mark.asyncio
async def test_rerun_through_named_context(project: Path) -> None:
    """An edit of a file in a named context of a compose service reruns what is copied from there."""
    (project / "lib").mkdir()
    (project / "lib" / "b").write_text("1")
    inner = project / "web"
    inner.mkdir()
    (inner / "Dockerfile").write_text("FROM a\nCOPY --from=shared b /b\n")
    build = "{context: web, additional_contexts: {shared: lib}}"
    (project / "compose.yaml").write_text(f"services: {{web: {{build: {build}}}}}\n")
    async with editing(project, capabilities=full_editor()) as editor:
        found = await _ask(editor, "layerwise/rerun", {"uri": uri_of(project / "lib" / "b")})

    steps = [_members(one) for one in found]
    told = [(step["uri"], step["why"]) for step in steps if step["uri"].endswith("web/Dockerfile")]
    assert told == [(uri_of(inner / "Dockerfile"), "takes shared:b")]


_LOG = "#4 [1/3] COPY . /app\n#4 DONE 0.1s\n#5 [3/3] RUN pip install -r requirements.txt\n#5 DONE 12.0s\n"


@pytest.mark.asyncio
async def test_build_log(project: Path) -> None:
    """The times of a build log feed hovers and the plan, also after an edit, until the document is closed."""
    uri = uri_of(project / "Dockerfile")
    (project / "build.log").write_text(_LOG)
    asked = {"uri": uri, "log": uri_of(project / "build.log")}
    async with editing(project) as editor:
        editor.open(uri, START)
        nothing = await _ask(editor, "layerwise/log", {**asked, "log": uri_of(project / "app.py")})
        absent = await _ask(editor, "layerwise/log", {**asked, "log": uri_of(project / "none")})
        found = await _ask(editor, "layerwise/log", asked)
        editor.change(uri, f"# changed\n{START}")
        await _until(lambda: _hints(editor, uri), True)
        hover = await editor.hover(uri, "RUN")
        plan = await _ask(editor, "layerwise/plan", {"uri": uri})
        editor.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )
        editor.open(uri, START)
        without = await editor.hover(uri, "RUN")

    nothing, absent, found, plan = (_members(one) for one in (nothing, absent, found, plan))
    assert "app.py holds no steps of a build" in nothing["message"]
    assert "none does not exist" in absent["message"]
    assert found == {"isRead": True, "message": "build.log tells of 2 steps, 2 with a time"}
    assert "That takes 12 s by build.log: about 12 s less over these commits." in hover
    assert "2 of 2, 12 s" in plan["html"]
    assert "which takes 24 s by the build log" in plan["html"]
    assert "build.log" not in without


@pytest.mark.asyncio
async def test_prove_is_offered(project: Path) -> None:
    """A finding with a fix offers to have it proved, in an editor that can and a workspace that is trusted."""
    uri = uri_of(project / "Dockerfile")
    offered = []
    for name, trusted in ((_VSCODE, True), (_VSCODE, False), ("another", True)):
        async with editing(project, name=name, options={"trusted": trusted}) as editor:
            editor.open(uri, START)
            offered.append(await _offers(editor, uri))
            command = await _ask(editor, "layerwise/prove", {"uri": uri})

    assert offered == [[PROVE_FIX], [], []]
    assert command == ["prove", str(project / "Dockerfile")]


async def _offers(editor: Editor, uri: str) -> list[str]:
    """The commands of the actions at the copy that offer a proof."""
    place = types.Position(1, 1)
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(uri), types.Range(place, place), types.CodeActionContext([])
    )
    found = await editor.client.text_document_code_action_async(params) or []
    # This client reads an action that only runs a command as that command.
    commands = [str(action.command) for action in found if action.title.startswith("Prove")]
    return [PROVE_FIX for command in commands if PROVE_FIX in command]
