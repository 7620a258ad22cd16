"""Conversations with the real server process, as editors of different abilities hold them."""

import asyncio
import shutil
from pathlib import Path

import pytest
from editing import INITIALIZE, PATIENCE, PLAIN_EDITOR, covered, editing, full_editor, talking
from layerwise.analysis import analyse
from layerwise.findings.finding import FileChange, Fix, Safety
from layerwise.host.discovery import find_builds
from layerwise.lsp.choices import Found
from layerwise.lsp.client import client_of
from layerwise.lsp.convert import Positions, uri_of
from layerwise.lsp.documents import Documents
from layerwise.lsp.edits import Editor
from layerwise.lsp.result import Key, Result
from layerwise.lsp.server import Layerwise
from layerwise.settings import Settings
from layerwise.text import Edit, Span
from lsprotocol import types
from pygls.protocol import default_converter
from repository import Repository
from starting_case import FIXED, RULE, START, lay


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The starting case on disk."""
    folder = tmp_path / "project"
    folder.mkdir()
    lay(folder)
    return folder


@pytest.mark.asyncio
async def test_opening_shows_the_finding(project: Path) -> None:
    """A finding comes with code, page, severity and the step that it reruns."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project) as editor:
        editor.open(uri, START)
        (found,) = await editor.diagnostics(uri)

    assert (found.code, found.source) == (RULE, "Layerwise")
    assert found.severity is types.DiagnosticSeverity.Warning
    assert found.code_description is not None
    assert found.code_description.href.endswith(f"/docs/rules/{RULE}.md")
    assert covered(START, found.range) == "COPY ."
    assert found.related_information
    assert "pip install" in covered(START, found.related_information[0].location.range)


@pytest.mark.asyncio
async def test_hints_where_they_are_quiet(project: Path) -> None:
    """In VS Code the rerun step carries a hint, which has the same fix."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project, capabilities=full_editor(), name="Visual Studio Code") as editor:
        editor.open(uri, START)
        finding, hint = await editor.diagnostics(uri)
        actions = await editor.actions(uri, "pip install")

    assert (finding.code, hint.code) == (RULE, RULE)
    assert hint.severity is types.DiagnosticSeverity.Hint
    assert "pip install" in covered(START, hint.range)
    assert editor.applied(uri, actions[0]) == FIXED


@pytest.mark.asyncio
async def test_the_page_about_a_rule_is_read_offline(project: Path) -> None:
    """In VS Code the page about a rule is shown by our client, which has it; elsewhere the finding links to it."""
    uri = uri_of(project / "Dockerfile")
    place = types.Position(1, 1)
    params = types.CodeActionParams(
        types.TextDocumentIdentifier(uri), types.Range(place, place), types.CodeActionContext([])
    )
    commands = []
    for name in ("Visual Studio Code", "another"):
        async with editing(project, name=name) as editor:
            editor.open(uri, START)
            found = await editor.client.text_document_code_action_async(params) or []
            # This client reads an action that only runs a command as that command.
            commands.append([str(one.command) for one in found if one.title.startswith("Show the page")])

    (ours,), others = commands
    assert "layerwise.explainRule" in ours
    assert RULE in ours
    assert others == []


@pytest.mark.asyncio
async def test_an_edit_clears_and_brings_back(project: Path) -> None:
    """Diagnostics follow the text, and say which version they are about."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project, options={"debounce": 20}) as editor:
        editor.open(uri, START)
        assert await editor.diagnostics(uri)
        editor.change(uri, FIXED)
        assert not await editor.diagnostics(uri)
        for text in (START[:40], START[:70], START):
            editor.change(uri, text)
        found = await editor.diagnostics(uri)

    assert [diagnostic.code for diagnostic in found] == [RULE]
    assert editor.published.empty()


@pytest.mark.asyncio
@pytest.mark.parametrize("capabilities", [full_editor(), PLAIN_EDITOR], ids=["documentChanges", "changes"])
async def test_the_quick_fix_gives_the_promised_file(
    project: Path, capabilities: types.ClientCapabilities
) -> None:
    """The safe fix is preferred, is offered on the copy and on the step, and leaves nothing to find."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project, capabilities=capabilities) as editor:
        editor.open(uri, START)
        on_copy = await editor.actions(uri, "COPY")
        on_step = await editor.actions(uri, "install -r")
        elsewhere = await editor.actions(uri, "FROM", ["quickfix"])
        text = editor.applied(uri, on_copy[0])
        editor.change(uri, text)
        rest = await editor.diagnostics(uri)

    assert on_copy[0].is_preferred
    assert on_copy[0].diagnostics
    assert on_copy[0].title == on_step[0].title
    assert not elsewhere
    assert text == FIXED
    assert not rest


@pytest.mark.asyncio
async def test_ignoring_by_comment(project: Path) -> None:
    """Both ignore actions write a comment that silences the finding, below the parser directives."""
    uri = uri_of(project / "Dockerfile")
    text = "# syntax=docker/dockerfile:1\n" + START.replace("COPY", "  COPY")
    async with editing(project) as editor:
        editor.open(uri, text)
        actions = {a.title: a for a in await editor.actions(uri, "COPY") if "Ignore" in a.title}
        here, everywhere = (editor.applied(uri, action) for action in actions.values())
        for ignoring in (here, everywhere):
            editor.change(uri, ignoring)
            assert not await editor.diagnostics(uri)

    assert here == text.replace("  COPY", f"  # layerwise: ignore={RULE}\n  COPY")
    assert everywhere == text.replace("FROM", f"# layerwise: ignore-file={RULE}\nFROM")


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["source.fixAll", "source.fixAll.layerwise", "source"])
async def test_fix_all_goes_to_the_end(project: Path, kind: str) -> None:
    """Fixing everything in one step settles every stage, and is all that is offered under its kind."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project) as editor:
        editor.open(uri, START + START)
        actions = await editor.actions(uri, "FROM", [kind])

    assert [action.kind for action in actions] == ["source.fixAll.layerwise"]
    assert editor.applied(uri, actions[0]) == FIXED + FIXED


@pytest.mark.asyncio
@pytest.mark.parametrize("is_trusted", [True, False])
async def test_hover_tells_the_history(project: Path, is_trusted: bool) -> None:
    """How often commits reran a step, which follows new commits; nothing in a workspace that is not trusted."""
    repository = Repository(project)
    repository.commit(a="1")
    uri = uri_of(project / "Dockerfile")
    figures = []
    async with editing(project, options={"trusted": is_trusted}) as editor:
        editor.open(uri, START)
        for number in (2, 3):
            repository.commit(a=str(number))
            shown = await editor.hover(uri, "COPY")
            while is_trusted and f"{number} commits" not in shown:  # a hover does not wait for git
                shown = await editor.hover(uri, "COPY")
            figures += [line for line in shown.splitlines() if "would have rerun" in line]

    gain = "pip install -r requirements.txt would have rerun in {0} of all {0} commits; after the fix in 1."
    assert figures == ([gain.format(2), gain.format(3)] if is_trusted else [])


@pytest.mark.asyncio
async def test_hover_looks_at_the_disk(project: Path) -> None:
    """A hover speaks the client's format, and a new file in the context changes it."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project, capabilities=full_editor()) as editor:
        editor.open(uri, START)
        before = await editor.hover(uri, "COPY")
        (project / "another.py").write_text("\n")
        after = await editor.hover(uri, "COPY")
    async with editing(project) as editor:
        editor.open(uri, START)
        unformatted = await editor.hover(uri, "COPY")

    assert before != after
    assert "`" not in unformatted


@pytest.mark.asyncio
async def test_settings_are_asked_for(project: Path) -> None:
    """Settings come from the editor's answers, null means default, and a change shows at once."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project, capabilities=full_editor(), configuration=None) as editor:
        editor.open(uri, START)
        assert await editor.diagnostics(uri)
        editor.client.set_configuration({"ignore": [RULE]}, section="layerwise")
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        assert not await editor.diagnostics(uri)
        editor.client.set_configuration({"ignore": 7, "severity": {RULE: "error"}}, section="layerwise")
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        (found,) = await editor.diagnostics(uri)

    assert found.severity is types.DiagnosticSeverity.Error


@pytest.mark.asyncio
async def test_settings_are_sent(project: Path) -> None:
    """An editor that cannot be asked gives settings when it starts, and sends changes along."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project, options={"ignore": [RULE]}) as editor:
        editor.open(uri, START)
        assert not await editor.diagnostics(uri)
        sent: dict[str, object] = {"layerwise": {"ignore": []}}
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(sent))
        found = await editor.diagnostics(uri)

    assert [diagnostic.code for diagnostic in found] == [RULE]


@pytest.mark.asyncio
async def test_files_beside_it_count(project: Path) -> None:
    """A watched file that changes, and a manifest that is open and not saved, change the answer."""
    uri = uri_of(project / "Dockerfile")
    manifest, ignore = project / "requirements.txt", project / ".dockerignore"
    (project / "base.txt").write_text("flask\n")
    async with editing(project, capabilities=full_editor()) as editor:
        editor.open(uri, START)
        assert await editor.diagnostics(uri)
        editor.open(uri_of(manifest), "-r base.txt\n", "pip-requirements")
        assert await editor.diagnostics(uri)
        actions = await editor.actions(uri, "COPY")
        ignore.write_text("*\n!requirements.txt\n!base.txt\n")
        event = types.FileEvent(uri_of(ignore), types.FileChangeType.Created)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        after = await editor.diagnostics(uri)

    assert "base.txt" in editor.applied(uri, actions[0])
    assert types.WORKSPACE_DID_CHANGE_WATCHED_FILES in editor.registered
    assert {"**/requirements.txt", "**/.dockerignore", "**/compose*.yaml"} <= set(editor.watched)
    assert {"**/docker-bake*.hcl", "**/.github/workflows/*.yml", "**/Makefile", "**/*.sh"} <= set(
        editor.watched
    )
    assert not after


@pytest.mark.asyncio
async def test_odd_addresses(project: Path, tmp_path: Path) -> None:
    """Escaped, unescaped and foreign addresses are answered under the name that the editor used."""
    odd = tmp_path / "a b#c%41 ü;x"
    shutil.move(project, odd)
    escaped = uri_of(odd / "Dockerfile").replace("%C3%BC", "%c3%bc")
    plain_uri = f"file://{tmp_path}/a b%23c%2541 ü;x/Dockerfile"
    async with editing(tmp_path / "elsewhere") as editor:
        for uri in (escaped, plain_uri):
            editor.open(uri, START)
            (found,) = await editor.diagnostics(uri)
            actions = await editor.actions(uri, "COPY")

            assert found.code == RULE
            assert editor.applied(uri, actions[0]) == FIXED


@pytest.mark.asyncio
async def test_several_folders(project: Path, tmp_path: Path) -> None:
    """Each folder's compose file speaks for its own Dockerfiles; one that is added later does so from then on."""
    other = tmp_path / "other"
    (other / "docker").mkdir(parents=True)
    (other / "docker" / "Dockerfile").write_text(START)
    (other / "requirements.txt").write_text("flask==3.0\n")
    build = "{ context: ., dockerfile: docker/Dockerfile }"
    (other / "compose.yaml").write_text(f"services:\n  web:\n    build: {build}\n")
    own, theirs = uri_of(project / "Dockerfile"), uri_of(other / "docker" / "Dockerfile")
    async with editing(project) as editor:
        editor.open(own, START)
        assert await editor.diagnostics(own)
        added = types.WorkspaceFolder(uri_of(other), "other")
        event = types.WorkspaceFoldersChangeEvent([added], [])
        editor.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        editor.open(theirs, START)
        assert await editor.diagnostics(theirs)
        hovers = [await editor.hover(uri, "COPY") for uri in (own, theirs)]

    assert ["compose.yaml" in hover for hover in hovers] == [False, True]


@pytest.mark.asyncio
async def test_untitled_documents(project: Path) -> None:
    """A document that is no file is judged by its text alone, so that no fix of it is safe."""
    async with editing(project) as editor:
        for uri in ("untitled:Untitled-1", "vscode-vfs://github/a/b/Dockerfile"):
            editor.open(uri, START)
            (found,) = await editor.diagnostics(uri)
            actions = await editor.actions(uri, "COPY")

            assert found.code == RULE
            assert not any(action.is_preferred for action in actions)


@pytest.mark.asyncio
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8"])
async def test_places_after_an_emoji(project: Path, encoding: str) -> None:
    """Columns are counted in the units that the client chose."""
    uri = uri_of(project / "Dockerfile")
    text = START.replace("RUN pip", "RUN echo 🐳 && pip")
    capabilities = full_editor()
    capabilities.general = types.GeneralClientCapabilities(
        position_encodings=[types.PositionEncodingKind(encoding)]
    )
    async with editing(project, capabilities=capabilities) as editor:
        editor.open(uri, text)
        (found,) = await editor.diagnostics(uri)

    before = "RUN echo 🐳 && ".encode(f"{encoding}-le" if encoding != "utf-8" else encoding)
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    assert found.related_information
    assert found.related_information[0].location.range.start.character == len(before) // size


@pytest.mark.asyncio
async def test_broken_texts(project: Path) -> None:
    """Half-typed and hostile texts are answered, and the server lives to answer the next."""
    uri = uri_of(project / "Dockerfile")
    texts = ["", "FROM", "COPY . \\", "RUN <<EOF\n", "\0\ud800\u2028\x0c", "[" * 20_000, 'RUN ["', "\r\r\n\\"]
    async with editing(project) as editor:
        editor.open(uri, START)
        for text in texts:
            editor.change(uri, text)
            await editor.diagnostics(uri)
        editor.change(uri, START)
        found = await editor.diagnostics(uri)

    assert [diagnostic.code for diagnostic in found] == [RULE]


@pytest.mark.asyncio
async def test_pulling(project: Path) -> None:
    """A client that pulls is never pushed to, hears of nothing new as such, and is told when to ask again."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project, capabilities=full_editor(pulls=True)) as editor:
        editor.open(uri, START)
        identifier = types.TextDocumentIdentifier(uri)
        first = await editor.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(identifier))
        assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
        again = types.DocumentDiagnosticParams(identifier, previous_result_id=first.result_id)
        second = await editor.client.text_document_diagnostic_async(again)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
        third = await editor.client.text_document_diagnostic_async(again)

    assert [diagnostic.code for diagnostic in first.items] == [RULE]
    assert isinstance(second, types.RelatedUnchangedDocumentDiagnosticReport)
    assert isinstance(third, types.RelatedFullDocumentDiagnosticReport)
    assert editor.client.diagnostic_refresh_count
    assert editor.published.empty()


@pytest.mark.asyncio
async def test_closing_clears(project: Path) -> None:
    """A closed document keeps no diagnostics."""
    uri = uri_of(project / "Dockerfile")
    async with editing(project) as editor:
        editor.open(uri, START)
        await editor.diagnostics(uri)
        editor.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )
        params = await asyncio.wait_for(editor.published.get(), PATIENCE)

    assert (params.uri, list(params.diagnostics)) == (uri, [])


@pytest.mark.asyncio
async def test_failures() -> None:
    """A malformed request is refused, one that breaks its handler is answered empty, and the log has all."""
    unopened = {"textDocument": {"uri": "file:///x", "version": 2}, "contentChanges": [{"text": ""}]}
    hover = {"textDocument": {"uri": "file:///Dockerfile"}, "position": {"line": 0, "character": 0}}
    talk = await talking(
        {"id": 1, "method": "textDocument/hover", "params": hover},
        INITIALIZE,
        {"id": 3, "method": "textDocument/hover", "params": {"textDocument": 7}},
        {"method": "textDocument/didChange", "params": unopened},
        {"id": 4, "method": "shutdown"},
        {"method": "exit"},
    )

    assert talk.answers[1]["result"] is None
    assert "textDocument/hover failed" in talk.errors
    assert "AssertionError: a message came before initialize" in talk.errors
    assert "file:///x was edited and is not open" in talk.errors
    assert talk.answers[3]["error"]["code"] == types.ErrorCodes.InvalidParams.value
    assert (talk.answers[4].get("result"), talk.code) == (None, 0)


@pytest.mark.asyncio
async def test_exit_codes() -> None:
    """The process ends with 0 after shutdown and exit, with 1 where the client just goes; stderr is quiet."""
    orderly = await talking(INITIALIZE, {"id": 4, "method": "shutdown"}, {"method": "exit"})
    # Kate 22.12 does not ask for the shutdown, it only says so.
    told = await talking(INITIALIZE, {"method": "shutdown", "params": {}}, {"method": "exit", "params": {}})
    hasty = await talking(INITIALIZE, {"method": "exit"})
    gone = await talking(INITIALIZE)

    assert [talk.code for talk in (orderly, told, hasty, gone)] == [0, 0, 1, 1]
    assert [talk.errors for talk in (orderly, told, hasty, gone)] == ["", "", "", ""]


def test_changes_of_other_files(project: Path) -> None:
    """A fix that creates and edits other files is offered whole, or not at all."""
    text = "FROM a\n"
    (project / "notes").write_text("🐳x\n")
    made = FileChange(".dockerignore", create=True, edits=(Edit(Span(0, 0), "node_modules\n"),))
    changed = FileChange("notes", create=False, edits=(Edit(Span(1, 2), "y"),))
    absent = FileChange("absent", create=False, edits=())
    documents = Documents()
    document = documents.open(uri_of(project / "Dockerfile"), "dockerfile", 3, text)
    builds = find_builds(project / "Dockerfile", text, context=None, roots=(project,))
    result = Result(
        found=Found(),
        document=document,
        key=Key(3, 0, 0),
        analysis=analyse(text, builds, Settings()),
        positions=Positions(text, "utf-16"),
        settings=Settings(),
    )

    def edit(capabilities: types.ClientCapabilities, *changes: FileChange) -> types.WorkspaceEdit | None:
        client = client_of(types.InitializeParams(capabilities=capabilities))
        fix = Fix(title="", edits=(Edit(Span(0, 0), "# x\n"),), changes=changes, safety=Safety.SAFE)
        return Editor(client, documents, "utf-16").fix(result, fix)

    done = edit(full_editor(), made, changed)
    assert done is not None
    assert done.document_changes is not None
    create, fill, beside, own = done.document_changes

    assert isinstance(create, types.CreateFile)
    assert create.uri == uri_of(project / ".dockerignore")
    assert isinstance(fill, types.TextDocumentEdit)
    assert fill.text_document == types.OptionalVersionedTextDocumentIdentifier(create.uri, None)
    assert isinstance(beside, types.TextDocumentEdit)
    assert beside.edits[0].range.start.character == 2
    assert isinstance(own, types.TextDocumentEdit)
    assert own.text_document.version == 3
    assert edit(full_editor(), absent) is None
    assert edit(PLAIN_EDITOR, made) is None


@pytest.mark.asyncio
async def test_nothing_leaks(project: Path) -> None:
    """No future is kept for a notification that was handled."""
    protocol = Layerwise().server.protocol
    converter = default_converter()  # type: ignore[no-untyped-call]  # pygls has no hints here

    def tell(message: dict[str, object]) -> None:
        protocol.handle_message(protocol.structure_message({"jsonrpc": "2.0", **message}))

    params = converter.unstructure(types.InitializeParams(capabilities=types.ClientCapabilities()))
    tell({"id": 1, "method": "initialize", "params": params})
    item = {"uri": uri_of(project / "notes.txt"), "languageId": "text", "version": 1, "text": ""}
    tell({"method": "textDocument/didOpen", "params": {"textDocument": item}})
    for version in range(100):
        change = {
            "textDocument": {"uri": item["uri"], "version": version},
            "contentChanges": [{"text": str(version)}],
        }
        tell({"method": "textDocument/didChange", "params": change})

    assert not protocol._request_futures  # noqa: SLF001 - the leak is there and nowhere else


@pytest.mark.asyncio
async def test_configuration_files(project: Path) -> None:
    """A file's settings hold below the editor's; it is watched, its unsaved text counts, half-typed the one before."""
    uri, file = uri_of(project / "Dockerfile"), project / "layerwise.toml"
    levels = []
    async with editing(project, capabilities=full_editor()) as editor:

        async def told() -> None:
            levels.append([one.severity for one in await editor.diagnostics(uri)])

        def typed(text: str) -> None:
            editor.change(uri_of(file), text)

        editor.open(uri, START)
        await told()
        file.write_text(f"severity = {{ {RULE} = 'error' }}\n")
        event = types.FileEvent(uri_of(file), types.FileChangeType.Created)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        await told()
        editor.open(uri_of(file), f"ignore = ['{RULE}']\n", "toml")
        await told()
        typed("ignore = ['")
        await told()
        typed(f"severity = {{ {RULE} = 'hint' }}\n")
        await told()
        editor.client.set_configuration(
            {"severity": {RULE: "information"}, "ignore": []}, section="layerwise"
        )
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await told()

    assert {"**/layerwise.toml", "**/.layerwise.toml", "**/pyproject.toml"} <= set(editor.watched)
    assert levels == [
        [types.DiagnosticSeverity.Warning],
        [types.DiagnosticSeverity.Error],
        [],
        [],
        [types.DiagnosticSeverity.Hint],
        [types.DiagnosticSeverity.Information],
    ]


@pytest.mark.asyncio
async def test_ignoring_where_a_comment_stands(project: Path) -> None:
    """A second rule is added to the comment that is there; a comment that silences nothing is taken away."""
    uri = uri_of(project / "Dockerfile")
    text = START.replace("COPY", "# layerwise: ignore=source-before-packages\nCOPY")
    async with editing(project) as editor:
        editor.open(uri, text)
        actions = {a.title: a for a in await editor.actions(uri, "COPY")}
        comment = await editor.actions(uri, "source-before-packages", ["quickfix"])

    assert editor.applied(uri, actions[f"Ignore {RULE} here"]) == text.replace("packages", f"packages,{RULE}")
    assert [action.title for action in comment] == [
        "Remove this comment",
        "Ignore unused-pragma in this file",
    ]
    assert editor.applied(uri, comment[0]) == START
