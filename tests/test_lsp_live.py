"""Whatever an answer depends on is followed: each file that changes on the disk, if it is watched, and each commit."""

import asyncio
from pathlib import Path, PurePosixPath

import pytest
from composed_case import COMPOSE, lay_composed
from editing import PATIENCE, Editor, editing, full_editor
from layerwise.lsp.convert import path_of, uri_of
from lsprotocol import types
from repository import Repository
from starting_case import RULE

_DOCKERFILE = "FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
_QUIET = (
    ".dockerignore",
    "*\n!requirements.txt\n",
)  # with it the copy brings nothing but what the install reads
_IN_WEB = {f"web/{_QUIET[0]}": _QUIET[1], "web/requirements.txt": "flask==3.0.0\n"}
_HERE = "services: {web: {build: .}}"
_WEB = "services: {web: {build: {context: web, dockerfile: ../Dockerfile}}}"
_EXTENDED = "services: {web: {extends: {file: parts/web.yml, service: web}}}"
_INCLUDING = "include: [parts/web.yml]"
_PARTS = {"parts/web.yml": _WEB.replace("web,", "..,"), **_IN_WEB}
_BAKE = 'target "web" {\n  context = "web"\n  dockerfile = "../Dockerfile"\n}\n'
_WORKFLOW = "jobs: {a: {steps: [{run: docker build -f Dockerfile web}]}}"


async def _write(editor: Editor, path: Path, text: str) -> None:
    """A program writes a file; the editor tells of it once it was asked to."""
    _put(path, text)
    for _ in range(PATIENCE * 100):
        if _is_watched(editor, path):
            break
        await asyncio.sleep(0.01)  # a registration may still be on its way

    assert _is_watched(editor, path)
    event = types.FileEvent(uri_of(path), types.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _is_watched(editor: Editor, path: Path) -> bool:
    names = (pattern.removeprefix("**/") for pattern in editor.watched)
    is_named = any(PurePosixPath(path.as_posix()).match(name) for name in names)
    return is_named or any(path_of(uri) == path for uri in editor.watched_files)


async def _codes(editor: Editor, uri: str) -> set[object]:
    return {one.code for one in await editor.diagnostics(uri)}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("files", "name", "text"),
    [
        ({}, *_QUIET),
        ({}, "Dockerfile.dockerignore", _QUIET[1]),
        ({"compose.yaml": _HERE, **_IN_WEB}, "compose.yaml", _WEB),
        ({"compose.yaml": _HERE, **_IN_WEB}, "compose.override.yaml", _WEB),
        ({"compose.yaml": _EXTENDED, **_PARTS}, "parts/web.yml", _WEB.replace("web,", "../web,")),
        ({"compose.yaml": _INCLUDING, **_PARTS}, "parts/web.yml", _WEB.replace("web,", "../web,")),
        ({"compose.yaml": _WEB.replace("web,", "'${DIR}',"), ".env": "DIR=.", **_IN_WEB}, ".env", "DIR=web"),
        ({"docker-bake.hcl": 'target "web" {\n}', **_IN_WEB}, "docker-bake.hcl", _BAKE),
        ({".github/workflows/a.yml": "", **_IN_WEB}, ".github/workflows/a.yml", _WORKFLOW),
        ({"Makefile": "", **_IN_WEB}, "Makefile", "a:\n\tdocker build -f Dockerfile web\n"),
        ({}, "layerwise.toml", f'ignore = ["{RULE}"]\n'),
    ],
)  # fmt: skip
async def test_files(tmp_path: Path, files: dict[str, str], name: str, text: str) -> None:
    """A change of any file that says how a Dockerfile is built, or what is read, is followed without an edit."""
    for path, body in {
        "requirements.txt": "flask==3.0.0\n",
        "app.py": "",
        "Dockerfile": _DOCKERFILE,
        **files,
    }.items():
        _put(tmp_path / path, body)
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path, capabilities=full_editor()) as editor:
        editor.open(uri, _DOCKERFILE)
        before = await _codes(editor, uri)
        await _write(editor, tmp_path / name, text)
        after = await _codes(editor, uri)

    assert RULE in before
    assert before != after


@pytest.mark.asyncio
@pytest.mark.parametrize("changed", ["requirements.txt", "deps/all"])
async def test_manifests(tmp_path: Path, changed: str) -> None:
    """A manifest is followed, and one of an odd name that only another one names."""
    for path, body in {"requirements.txt": "-r deps/all\n", "deps/all": "flask\n", "app.py": ""}.items():
        _put(tmp_path / path, body)
    uri = uri_of(tmp_path / "Dockerfile")
    async with editing(tmp_path, capabilities=full_editor()) as editor:
        editor.open(uri, _DOCKERFILE)
        await editor.diagnostics(uri)
        before = editor.applied(uri, (await editor.actions(uri, "COPY"))[0])
        _put(tmp_path / "deps" / "more", "")
        names = {"requirements.txt": "-r deps/all\n-r deps/more\n", "deps/all": "-r more\n"}
        await _write(editor, tmp_path / changed, names[changed])
        await editor.diagnostics(uri)
        after = editor.applied(uri, (await editor.actions(uri, "COPY"))[0])

    assert "deps/all" in before
    assert "deps/more" not in before
    assert "deps/more" in after


@pytest.mark.asyncio
@pytest.mark.parametrize(("name", "text"), [("web/.dockerignore", _QUIET[1]), (".env", "FOLDER=web")])
async def test_dockerfiles_in_compose_files(tmp_path: Path, name: str, text: str) -> None:
    """What a Dockerfile in a compose file depends on is followed as well."""
    lay_composed(tmp_path)
    compose = COMPOSE.replace("context: web", "context: ${FOLDER:-.}") if name == ".env" else COMPOSE
    (tmp_path / "requirements.txt").write_text("flask==3.0.0\n")
    if name == ".env":
        (tmp_path / "web" / ".dockerignore").write_text(_QUIET[1])
    uri = uri_of(tmp_path / "compose.yaml")
    async with editing(tmp_path, capabilities=full_editor()) as editor:
        editor.open(uri, compose, "yaml")
        before = [one for one in await editor.diagnostics(uri) if one.code == RULE]
        await _write(editor, tmp_path / name, text)
        after = [one for one in await editor.diagnostics(uri) if one.code == RULE]

    assert (len(before), len(after)) == (2, 1)


@pytest.mark.asyncio
@pytest.mark.parametrize("where", ["repository", "below", "work tree"])
async def test_commits(tmp_path: Path, where: str) -> None:
    """A commit is followed without an edit, also where HEAD lies outside of the user's folder."""
    main = tmp_path / "main"
    main.mkdir()
    repository = Repository(main)
    repository.commit(web__Dockerfile="FROM alpine\nCOPY . /app\nRUN echo\n", web__a="0")
    repository.commit(web__a="1")
    folder = {"repository": main, "below": main / "web", "work tree": tmp_path / "tree"}[where]
    if where == "work tree":
        repository.git("worktree", "add", "--quiet", str(folder))
    made = Repository.of(folder)
    git = tmp_path / "main" / ".git" / ("worktrees/tree" if where == "work tree" else "")
    uri = uri_of(folder / "Dockerfile" if where == "below" else folder / "web" / "Dockerfile")
    async with editing(folder, capabilities=full_editor()) as editor:
        editor.open(uri, "FROM alpine\nCOPY . /app\nRUN echo\n")
        await editor.diagnostics(uri)
        before = await _figure(editor, uri, "all 2 commits")
        made.commit(**{"a" if where == "below" else "web__a": "2"})
        log = git / "logs" / "HEAD"
        await _write(editor, log, log.read_text())
        after = await _figure(editor, uri, "all 3 commits")

    assert before
    assert after


async def _figure(editor: Editor, uri: str, words: str) -> bool:
    """Whether the hover comes to tell of so many commits; git is waited for."""
    for _ in range(100):
        if words in await editor.hover(uri, "COPY"):
            return True
        await asyncio.sleep(0.05)
    return False
