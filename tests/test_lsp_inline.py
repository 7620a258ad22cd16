"""Dockerfiles in compose files (`dockerfile_inline`) in an editor."""

from pathlib import Path

import pytest
from composed_case import COMPOSE, COMPOSE_FIXED, lay_composed
from editing import Editor, ask, covered, editing, full_editor
from layerwise.lsp.convert import Positions, uri_of
from layerwise.text import Span
from lsprotocol import types
from repository import Repository
from starting_case import RULE


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two services whose Dockerfiles stand in the compose file."""
    lay_composed(tmp_path / "project")
    return tmp_path / "project"


async def _about_installs(editor: Editor, uri: str) -> list[types.Diagnostic]:
    return [one for one in await editor.diagnostics(uri) if one.code == RULE]


@pytest.mark.asyncio
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
async def test_findings_and_fixes(project: Path, newline: str) -> None:
    """Findings stand in their place in the YAML; each quick fix, and all at once, are written there."""
    uri = uri_of(project / "compose.yaml")
    text, fixed = COMPOSE.replace("\n", newline), COMPOSE_FIXED.replace("\n", newline)
    async with editing(project, capabilities=full_editor()) as editor:
        editor.open(uri, text, "yaml")
        web, api = await _about_installs(editor, uri)
        (fix_all,) = await editor.actions(uri, "FROM", ["source.fixAll"])
        preferred = next(action for action in await editor.actions(uri, "npm ci") if action.is_preferred)
        one, everything = editor.applied(uri, preferred), editor.applied(uri, fix_all)
        editor.change(uri, everything)
        rest = await _about_installs(editor, uri)

    assert (covered(text, web.range), covered(text, api.range)) == ("COPY .", "COPY .")
    assert web.related_information is not None
    assert covered(text, web.related_information[0].location.range) == "pip install -r requirements.txt"
    assert api.range.start.line == 17
    assert not rest
    assert everything == fixed
    assert one == text[: text.index("  api:")] + fixed[fixed.index("  api:") :]


@pytest.mark.asyncio
async def test_hover_counts_lines_of_the_file(project: Path) -> None:
    """A hover tells of the service's build, with the numbers that the lines have in the compose file."""
    uri = uri_of(project / "compose.yaml")
    async with editing(project) as editor:
        editor.open(uri, COMPOSE, "yaml")
        run = await editor.hover(uri, "RUN npm")
        copy = await editor.hover(uri, "COPY . .\n\n")
        elsewhere = await editor.client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(1, 3))
        )

    assert "line 18:" in run
    assert "compose.yaml" in copy
    assert "service api" in copy
    assert elsewhere is None


@pytest.mark.asyncio
async def test_comments_silence(project: Path) -> None:
    """A comment that silences a finding is written above its instruction, with the indent of the block."""
    uri = uri_of(project / "compose.yaml")
    async with editing(project) as editor:
        editor.open(uri, COMPOSE, "yaml")
        actions = {one.title: one for one in await editor.actions(uri, "COPY . .\n\n")}
        here = editor.applied(uri, actions[f"Ignore {RULE} here"])
        everywhere = editor.applied(uri, actions[f"Ignore {RULE} in this file"])
        editor.change(uri, here)
        left = await _about_installs(editor, uri)

    assert here == COMPOSE.replace(
        "          COPY . .\n", f"          # layerwise: ignore={RULE}\n          COPY . .\n"
    )
    assert everywhere == COMPOSE.replace(
        "          FROM node", f"          # layerwise: ignore-file={RULE}\n          FROM node"
    )
    assert len(left) == 1


@pytest.mark.asyncio
async def test_follows_what_it_depends_on(project: Path) -> None:
    """A Dockerfile in a compose file is judged anew when its context's ignore file or its variables change."""
    uri, ignore = uri_of(project / "compose.yaml"), uri_of(project / "web" / ".dockerignore")
    async with editing(project) as editor:
        editor.open(uri, COMPOSE.replace("python:3.12", "python:${PYTHON:-3.12}"), "yaml")
        before = len(await _about_installs(editor, uri))
        editor.open(ignore, "*\n!requirements.txt\n", "ignore")
        after = len(await _about_installs(editor, uri))

    assert (before, after) == (2, 1)


@pytest.mark.asyncio
async def test_files_of_fixes(project: Path) -> None:
    """A fix that touches the ignore file touches the one of the service's own context."""
    (project / "api" / "node_modules").mkdir()
    (project / "api" / "node_modules" / "a.js").write_text("")
    uri = uri_of(project / "compose.yaml")
    async with editing(project, capabilities=full_editor()) as editor:
        editor.open(uri, COMPOSE, "yaml")
        found = [one.code for one in await editor.diagnostics(uri)]
        edits = [one.edit for one in await editor.actions(uri, "COPY . .\n\n", ["quickfix"])]

    created = [
        change.uri
        for edit in edits
        if edit is not None
        for change in edit.document_changes or ()
        if isinstance(change, types.CreateFile)
    ]
    assert "context-not-ignored" in found
    assert set(created) == {uri_of(project / "api" / ".dockerignore")}


@pytest.mark.asyncio
async def test_figures_and_state(project: Path) -> None:
    """Hints and lenses stand at the steps and stages in the YAML; the state counts what is found in all of them."""
    repository = Repository(project)
    repository.commit()
    for number in range(3):
        repository.commit(**{"api__index.js": str(number)})
        repository.commit(**{"web__app.py": str(number)})
    uri = uri_of(project / "compose.yaml")
    document = types.TextDocumentIdentifier(uri)
    async with editing(project, options={"hints": "all"}) as editor:
        editor.open(uri, COMPOSE, "yaml")
        whole = Positions(COMPOSE, "utf-16").range(Span(0, len(COMPOSE)))
        hints: list[types.InlayHint] = []
        while not hints:
            params = types.InlayHintParams(document, whole)
            hints = list(await editor.client.text_document_inlay_hint_async(params) or [])
        lenses = await editor.client.text_document_code_lens_async(types.CodeLensParams(document)) or []
        state = await ask(editor, "layerwise/state", uri=uri)
        builds = await ask(editor, "layerwise/builds", uri=uri)

    lines = COMPOSE.split("\n")
    told = {lines[hint.position.line].strip() for hint in hints}
    assert {"COPY . .", "RUN npm ci", "RUN pip install -r requirements.txt"} <= told
    assert all(hint.position.character == len(lines[hint.position.line]) for hint in hints)
    assert [lines[lens.range.start.line].strip() for lens in lenses] == ["FROM python:3.12", "FROM node:22"]
    assert (state["context"], state["origin"]) == ("web", "compose.yaml, service web")
    assert (state["saidLine"], state["builds"]) == (3, 2)
    assert state["findings"] >= 2
    assert [one["label"] for one in builds["builds"]] == [
        f"compose.yaml, service {one}" for one in ("web", "api")
    ]


@pytest.mark.asyncio
async def test_other_compose_files_are_left_alone(project: Path) -> None:
    """A compose file without a Dockerfile in it has no findings, no state and no hover, whatever it holds."""
    uri = uri_of(project / "compose.yaml")
    async with editing(project) as editor:
        editor.open(uri, "services: {web: {build: .}}\n# FROM a\n# COPY . .\n", "yaml")
        found = await editor.diagnostics(uri)
        state = await ask(editor, "layerwise/state", uri=uri)
        builds = await ask(editor, "layerwise/builds", uri=uri)
        for text in ("services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM", "a: [", ""):
            editor.change(uri, text)
            found = [*found, *await editor.diagnostics(uri)]

    assert (found, state, builds) == ([], None, None)


@pytest.mark.asyncio
async def test_pulling(project: Path) -> None:
    """An editor that pulls gets the same diagnostics, and a result that has not changed is not sent again."""
    uri = uri_of(project / "compose.yaml")
    document = types.TextDocumentIdentifier(uri)
    async with editing(project, capabilities=full_editor(pulls=True)) as editor:
        editor.open(uri, COMPOSE, "yaml")
        first = await editor.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(document))
        assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
        again = types.DocumentDiagnosticParams(document, previous_result_id=first.result_id)
        second = await editor.client.text_document_diagnostic_async(again)

    assert [one.code for one in first.items].count(RULE) == 2
    assert isinstance(second, types.RelatedUnchangedDocumentDiagnosticReport)


@pytest.mark.asyncio
async def test_ignore_files_know_of_them(project: Path) -> None:
    """An open ignore file is judged under the builds of Dockerfiles in compose files as well."""
    ignore = project / "web" / ".dockerignore"
    ignore.write_text("requirements.txt\n")
    (project / "web" / "compose.yaml").write_text(COMPOSE.replace("context: web", "context: ."))
    uri = uri_of(ignore)
    async with editing(project) as editor:
        editor.open(uri, "requirements.txt\n", "ignore")
        found = [one.code for one in await editor.diagnostics(uri)]

    assert found == ["needed-file-ignored"]
