"""Conversations about ignore files: diagnostics, fixes, and how they and Dockerfiles bear on each other."""

from pathlib import Path

import pytest
from editing import PLAIN_EDITOR, Editor, covered, editing, full_editor
from layerwise.lsp.convert import uri_of
from layerwise.lsp.kinds import Kind, kind_of
from lsprotocol import types

_DOCKERFILE = """\
FROM node:22
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
"""
_IDLE = "ineffective-ignore-pattern"
_NEEDED = "needed-file-ignored"
_TAKEN = "context-not-ignored"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with packages of the host, and no ignore file yet."""
    folder = tmp_path / "project"
    (folder / "node_modules" / "a").mkdir(parents=True)
    (folder / "web" / "node_modules").mkdir(parents=True)
    for name, text in {
        "Dockerfile": _DOCKERFILE,
        "package.json": "{}",
        "package-lock.json": '{"lockfileVersion": 3, "packages": {}}',
        "server.js": "",
        "node_modules/a/index.js": "",
        "web/node_modules/a.js": "",
    }.items():
        (folder / name).write_text(text)
    return folder


async def _codes(editor: Editor, uri: str) -> list[object]:
    return [found.code for found in await editor.diagnostics(uri)]


@pytest.mark.asyncio
async def test_findings_and_fixes(project: Path) -> None:
    """An open ignore file has diagnostics, whatever its language is called, and fixes that clear them."""
    uri = uri_of(project / ".dockerignore")
    text = "node_modules\n!keep\n*.log\n*.log\n"
    async with editing(project) as editor:
        editor.open(uri, text, "plaintext")
        found = await editor.diagnostics(uri)
        actions = await editor.actions(uri, "node_modules")
        assert not await editor.actions(uri, "node_modules", ["source.fixAll"])
        silenced = next(a for a in await editor.actions(uri, "!keep") if a.title == f"Ignore {_IDLE} here")
        fixed = editor.applied(uri, actions[0])
        quiet = editor.applied(uri, silenced)
        editor.change(uri, "**/node_modules\n")
        rest = await editor.diagnostics(uri)

    assert [(one.code, covered(text, one.range)) for one in found] == [
        (_IDLE, "node_modules"),
        (_IDLE, "!keep"),
        (_IDLE, "*.log"),
    ]
    assert found[0].code_description is not None
    assert found[0].code_description.href.endswith(f"/docs/rules/{_IDLE}.md")
    assert fixed == text.replace("node_modules", "**/node_modules")
    assert quiet == text.replace("!keep", f"# layerwise: ignore={_IDLE}\n!keep")
    assert not rest


@pytest.mark.asyncio
async def test_both_ways(project: Path) -> None:
    """An edit of the ignore file judges the Dockerfile anew, and the other way round."""
    dockerfile, ignore = uri_of(project / "Dockerfile"), uri_of(project / ".dockerignore")
    async with editing(project) as editor:
        editor.open(dockerfile, _DOCKERFILE)
        assert await _codes(editor, dockerfile) == [_TAKEN]
        editor.open(ignore, "web\n", "ignore")
        assert not await _codes(editor, ignore)
        editor.change(ignore, "web\nnode_modules\n")
        assert not await _codes(editor, dockerfile)
        editor.change(ignore, "web\nnode_modules\npackage-lock.json\n")
        assert await _codes(editor, ignore) == [_NEEDED]
        editor.change(dockerfile, "FROM node:22\nWORKDIR /app\nCOPY server.js ./\n")
        assert not await _codes(editor, ignore)


@pytest.mark.asyncio
async def test_a_dockerfile_of_its_own(project: Path) -> None:
    """`NAME.dockerignore` is judged with the Dockerfile beside it; one that is named after none by its text alone."""
    (project / "docker").mkdir()
    (project / "docker" / "web.Dockerfile").write_text(_DOCKERFILE)
    build = "{ context: ., dockerfile: docker/web.Dockerfile }"
    (project / "compose.yaml").write_text(f"services:\n  web:\n    build: {build}\n")
    own = uri_of(project / "docker" / "web.Dockerfile.dockerignore")
    lone = uri_of(project / "docker" / "other.Dockerfile.dockerignore")
    async with editing(project) as editor:
        for uri in (own, lone):
            editor.open(uri, "package-lock.json\n../x\n", "ignore")
        codes = [await _codes(editor, uri) for uri in (own, lone)]

    assert codes == [[_NEEDED, _IDLE], [_IDLE]]


@pytest.mark.asyncio
async def test_pulling(project: Path) -> None:
    """A client that pulls gets them so, under a name that changes with the Dockerfile."""
    dockerfile, ignore = uri_of(project / "Dockerfile"), uri_of(project / ".dockerignore")
    async with editing(project, capabilities=full_editor(pulls=True)) as editor:
        editor.open(dockerfile, _DOCKERFILE)
        editor.open(ignore, "package-lock.json\n", "ignore")
        identifier = types.TextDocumentIdentifier(ignore)
        first = await editor.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(identifier))
        assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
        again = types.DocumentDiagnosticParams(identifier, previous_result_id=first.result_id)
        second = await editor.client.text_document_diagnostic_async(again)
        editor.change(dockerfile, "FROM node:22\n")
        third = await editor.client.text_document_diagnostic_async(again)

    assert [one.code for one in first.items] == [_NEEDED]
    assert isinstance(second, types.RelatedUnchangedDocumentDiagnosticReport)
    assert isinstance(third, types.RelatedFullDocumentDiagnosticReport)
    assert not third.items


@pytest.mark.asyncio
async def test_creating_the_ignore_file(project: Path) -> None:
    """The fix of the rule about Dockerfiles creates the file, or extends the one that is open."""
    dockerfile, ignore = uri_of(project / "Dockerfile"), uri_of(project / ".dockerignore")
    async with editing(project, capabilities=full_editor()) as editor:
        editor.open(dockerfile, _DOCKERFILE)
        await editor.diagnostics(dockerfile)
        (created, *_) = await editor.actions(dockerfile, "COPY . .")
        editor.open(ignore, "web\n", "ignore")
        (extended, *_) = await editor.actions(dockerfile, "COPY . .")

    assert created.edit is not None
    assert created.edit.document_changes is not None
    assert isinstance(created.edit.document_changes[0], types.CreateFile)
    assert editor.applied(ignore, extended) == "web\nnode_modules\nDockerfile\n.dockerignore\n"


@pytest.mark.asyncio
@pytest.mark.parametrize("creates", [True, False])
async def test_editors_without_document_changes(project: Path, *, creates: bool) -> None:
    """Who creates files, as Neovim does, is offered that without saying more; nobody is offered an idle action."""
    operations = [types.ResourceOperationKind.Create] if creates else None
    workspace = types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(resource_operations=operations)
    )
    capabilities = types.ClientCapabilities(workspace, PLAIN_EDITOR.text_document)
    uri = uri_of(project / "Dockerfile")
    async with editing(project, capabilities=capabilities) as editor:
        editor.open(uri, _DOCKERFILE)
        await editor.diagnostics(uri)
        actions = await editor.actions(uri, "COPY . .")
    creating = [action for action in actions if action.title.startswith("Create .dockerignore")]

    assert all(action.edit is not None for action in actions)
    assert bool(creating) == creates


@pytest.mark.asyncio
async def test_the_safe_fix_comes_first(project: Path) -> None:
    """Of several findings at a place, the one with a safe fix is first among the actions."""
    uri = uri_of(project / "Dockerfile")
    text = "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\n"
    (project / "requirements.txt").write_text("flask\n")
    (project / ".pytest_cache").mkdir()
    async with editing(project, capabilities=full_editor()) as editor:
        editor.open(uri, text)
        codes = await _codes(editor, uri)
        (first, *_) = await editor.actions(uri, "COPY")

    assert codes == [_TAKEN, "source-before-install"]
    assert first.is_preferred


@pytest.mark.parametrize(
    ("language", "name", "kind"),
    [
        ("dockerfile", "Dockerfile", Kind.DOCKERFILE),
        ("plaintext", "web.Dockerfile", Kind.DOCKERFILE),
        ("dockerfile", "x", Kind.DOCKERFILE),
        ("dockerfile", ".dockerignore", Kind.IGNORE_FILE),
        ("ignore", "Dockerfile.dockerignore", Kind.IGNORE_FILE),
        ("ignore", ".gitignore", Kind.OTHER),
        ("json", "package.json", Kind.OTHER),
    ],
)
def test_kinds(language: str, name: str, kind: Kind) -> None:
    """Ignore files are told by their name, Dockerfiles by name or language."""
    assert kind_of(language, Path("/", name)) is kind
