"""Dockerfiles that are not open: their problems are shown where the user asks for it, and follow the disk."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from editing import PATIENCE, Editor, editing, full_editor
from layerwise.lsp import unopened
from layerwise.lsp.analyser import Analyser
from layerwise.lsp.client import client_of
from layerwise.lsp.convert import uri_of
from layerwise.lsp.documents import Document, Documents
from layerwise.lsp.histories import Histories
from layerwise.lsp.kinds import Kind
from layerwise.lsp.protocol import Server
from layerwise.lsp.tasks import Tasks
from layerwise.lsp.unopened import Unopened
from layerwise.lsp.workspace import Workspace
from layerwise.lsp.writing import Writing
from lsprotocol import types
from starting_case import FIXED, RULE, START, lay

_WORKSPACE: dict[str, object] = {"scope": "workspace"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two services with a finding each, one without, and one of other people."""
    for name in ("api", "web", "vendor/x"):
        (tmp_path / name).mkdir(parents=True)
        lay(tmp_path / name)
    lay(tmp_path)
    (tmp_path / "Dockerfile").write_text(FIXED)
    return tmp_path


def _uri(project: Path, name: str) -> str:
    return uri_of(project / name / "Dockerfile")


async def _published(editor: Editor) -> tuple[str, list[object]]:
    """The next diagnostics: of which file, and their codes."""
    params = await asyncio.wait_for(editor.published.get(), PATIENCE)
    return params.uri, [one.code for one in params.diagnostics]


def _changed(editor: Editor, uri: str, kind: types.FileChangeType = types.FileChangeType.Changed) -> None:
    event = types.DidChangeWatchedFilesParams([types.FileEvent(uri, kind)])
    editor.client.workspace_did_change_watched_files(event)


@pytest.mark.asyncio
async def test_pushed(project: Path) -> None:
    """An editor that does not ask is told of each file with findings, and of nothing else."""
    api, web = _uri(project, "api"), _uri(project, "web")
    async with editing(project, options=_WORKSPACE) as editor:
        first = [await _published(editor) for _ in range(2)]
        (project / "api" / "Dockerfile").write_text(FIXED)
        _changed(editor, api)
        fixed = await _published(editor)
        (project / "web" / "Dockerfile").unlink()
        _changed(editor, web, types.FileChangeType.Deleted)
        deleted = await _published(editor)
        (project / "new").mkdir()
        lay(project / "new")
        _changed(editor, _uri(project, "new"), types.FileChangeType.Created)
        made = await _published(editor)

    assert first == [(api, [RULE]), (web, [RULE])]
    assert fixed == (api, [])
    assert deleted == (web, [])
    assert made == (_uri(project, "new"), [RULE])


@pytest.mark.asyncio
async def test_open_files_speak_for_themselves(project: Path) -> None:
    """An open document's findings are those of its text, closed those of the file again."""
    web = _uri(project, "web")
    async with editing(project / "web", options=_WORKSPACE) as editor:
        before = await _published(editor)
        editor.open(web, FIXED)
        while (opened := await editor.diagnostics(web)) and opened[0].code:
            pass
        editor.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(web))
        )
        after = [await _published(editor) for _ in range(2)]

    assert before == (web, [RULE])
    assert not opened
    assert after == [(web, []), (web, [RULE])]


@pytest.mark.asyncio
async def test_the_setting_is_followed(project: Path) -> None:
    """Nothing is told of closed files by default; a change of the setting shows and clears them."""
    async with editing(project / "web") as editor:
        for settings in (_WORKSPACE, {"scope": "openFiles"}):
            sent: dict[str, object] = {"layerwise": settings}
            editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(sent))
            if settings == _WORKSPACE:
                shown = await _published(editor)
        cleared = await _published(editor)
        editor.open(_uri(project, "api"), START)
        own = await _published(editor)

    assert (shown, cleared) == ((_uri(project, "web"), [RULE]), (_uri(project, "web"), []))
    assert own == (_uri(project, "api"), [RULE])


@pytest.mark.asyncio
async def test_each_folder_has_its_own(project: Path) -> None:
    """Of several folders only those are looked through that the setting is made for."""
    async with editing(
        project / "api", project / "web", capabilities=full_editor(), configuration={}
    ) as editor:
        editor.client.set_configuration(_WORKSPACE, section="layerwise", scope_uri=uri_of(project / "web"))
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        found = await _published(editor)

    assert found == (_uri(project, "web"), [RULE])
    assert editor.published.empty()


async def _pull(editor: Editor, known: Mapping[str, str], token: str | None = None) -> dict[str, str | None]:
    """What a pulling editor gets: the names of the reports by URI, empty ones without."""
    previous = [types.PreviousResultId(uri, name) for uri, name in known.items()]
    params = types.WorkspaceDiagnosticParams(previous, "layerwise", partial_result_token=token)
    report = await asyncio.wait_for(editor.client.workspace_diagnostic_async(params), PATIENCE)
    found: dict[str, str | None] = {}
    for item in report.items:
        assert isinstance(item, types.WorkspaceFullDocumentDiagnosticReport)
        assert [one.code for one in item.items] == ([RULE] if item.result_id else [])
        found[item.uri] = item.result_id
    return found


@pytest.mark.asyncio
async def test_pulled(project: Path) -> None:
    """An editor that asks is answered when there is something that it does not know; nothing is pushed."""
    api, web = _uri(project, "api"), _uri(project, "web")
    async with editing(project, capabilities=full_editor(pulls=True), configuration=_WORKSPACE) as editor:
        first = await _pull(editor, {})
        known = {uri: name for uri, name in first.items() if name}
        waiting = asyncio.create_task(_pull(editor, known))
        editor.open("untitled:Untitled-1", START)
        await editor.actions("untitled:Untitled-1", "FROM")
        is_held = not waiting.done()
        (project / "api" / "Dockerfile").write_text(FIXED)
        _changed(editor, api)
        second = await waiting
        foreign = await _pull(editor, {**known, uri_of(project / "gone" / "Dockerfile"): "x"})
        editor.open(web, START)
        (project / "new").mkdir()
        lay(project / "new")
        _changed(editor, _uri(project, "new"), types.FileChangeType.Created)
        third = await _pull(editor, {web: known[web]})

    assert set(first) == {api, web}
    assert is_held
    assert second == {api: None}
    assert foreign == {api: None, uri_of(project / "gone" / "Dockerfile"): None}
    assert set(third) == {_uri(project, "new")}
    assert editor.published.empty()


@pytest.mark.asyncio
async def test_in_parts(project: Path) -> None:
    """With a token the reports come as they are made, and the answer itself holds none."""
    async with editing(project, capabilities=full_editor(pulls=True), configuration=_WORKSPACE) as editor:
        rest = await _pull(editor, {}, token="here")  # noqa: S106 - no secret

    assert [item["uri"] for part in editor.parts for item in part["items"]] == [
        _uri(project, "api"),
        _uri(project, "web"),
    ]
    assert not rest


@pytest.mark.asyncio
async def test_closed_again(project: Path) -> None:
    """A file that was open meanwhile is told anew, also to one who waits since before: its editor has dropped it."""
    web = _uri(project, "web")
    async with editing(
        project / "web", capabilities=full_editor(pulls=True), configuration=_WORKSPACE
    ) as editor:
        first = await _pull(editor, {})
        waiting = asyncio.create_task(_pull(editor, {web: first[web] or ""}))
        editor.open(web, START)
        editor.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(web))
        )
        second = await waiting

    assert set(first) == set(second) == {web}
    assert first[web] != second[web]


def _unopened(folder: Path, writing: Writing) -> Unopened:
    """The closed files of a workspace, for an editor that asks."""
    client = client_of(types.InitializeParams(capabilities=full_editor(pulls=True)))
    workspace = Workspace(_WORKSPACE, [uri_of(folder)])
    histories = Histories(
        is_trusted=False,
        tell=lambda: None,
        judge_again=lambda: None,
        looked=lambda: None,
        watch=lambda _: None,
    )
    analyser = Analyser(Documents(), workspace, histories, "utf-16", watch=lambda _: None)
    return Unopened(Server("layerwise", "1"), client, workspace, analyser, Tasks(), writing)


@pytest.mark.asyncio
async def test_many_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Only so many are judged, and one line of the log says from where on they are not."""
    monkeypatch.setattr(unopened, "MOST", 2)
    for name in ("a", "b", "c/d", "c/e"):
        (tmp_path / name).mkdir(parents=True)
        lay(tmp_path / name)
    files = _unopened(tmp_path, Writing(Documents()))
    known: list[types.PreviousResultId] = []
    for _ in range(2):
        files.look()
        report = await asyncio.wait_for(files.answer(types.WorkspaceDiagnosticParams(known)), PATIENCE)
        (tmp_path / "a" / "Dockerfile").write_text(FIXED)
        known = [types.PreviousResultId(item.uri, item.result_id or "") for item in report.items]
    files.close()

    assert [one.uri for one in known] == [_uri(tmp_path, "a")]
    assert [record.getMessage() for record in caplog.records] == [
        f"more than 2 Dockerfiles: those from {tmp_path / 'c' / 'd' / 'Dockerfile'} on are shown when opened"
    ]


@pytest.mark.asyncio
async def test_nothing_while_someone_types(tmp_path: Path) -> None:
    """Files wait until typing has paused, and whoever waits for them is answered when the server leaves."""
    lay(tmp_path)
    writing = Writing(Documents())
    files = _unopened(tmp_path, writing)
    loop = asyncio.get_running_loop()
    ends = loop.time() + 1
    document = Document(uri="x", path=None, version=2, text="", kind=Kind.DOCKERFILE)
    writing.edited("", document, 1000)
    files.look()
    report = await asyncio.wait_for(files.answer(types.WorkspaceDiagnosticParams([])), PATIENCE)
    known = [types.PreviousResultId(item.uri, item.result_id or "") for item in report.items]
    waiting = asyncio.create_task(files.answer(types.WorkspaceDiagnosticParams(known)))
    await asyncio.sleep(0)
    files.close()
    last = await asyncio.wait_for(waiting, PATIENCE)

    assert loop.time() >= ends
    assert len(known) == 1
    assert not last.items
