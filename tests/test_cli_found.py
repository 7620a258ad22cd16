"""Which files are meant where a folder is named: what declares builds is followed, what git ignores is left out."""

import json
from pathlib import Path

import pytest
from layerwise.cli.main import main
from repository import Repository

_TEXT = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _lay(*paths: str, text: str = _TEXT) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text)


def _found(capsys: pytest.CaptureFixture[str], *names: str) -> list[str]:
    main(["check", "--format", "json", *names])
    return [file["path"] for file in json.loads(capsys.readouterr().out)["files"]]


@pytest.mark.usefixtures("project")
def test_odd_names(capsys: pytest.CaptureFixture[str]) -> None:
    """A Dockerfile of any name is found where a compose or a bake file names it."""
    _lay("images/api.df", "images/web.build", "images/else.df", "deploy/x.df")
    _lay(
        "compose.yaml",
        text="services:\n  api:\n    build:\n      context: .\n      dockerfile: images/api.df\n",
    )
    _lay("docker-bake.hcl", text='target "web" {\n  dockerfile = "images/web.build"\n}\n')
    _lay("deploy/compose.yml", text="services:\n  x:\n    build:\n      context: .\n      dockerfile: x.df\n")

    assert _found(capsys) == ["deploy/x.df", "images/api.df", "images/web.build"]
    assert _found(capsys, "deploy") == ["deploy/x.df"]


@pytest.mark.usefixtures("project")
def test_names_that_lead_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there, or lies outside the folder, is not looked for; an ordinary one is found once."""
    _lay("web/Dockerfile", "outside.df")
    services = (
        "services:\n  a:\n    build: {context: ., dockerfile: gone.df}\n"
        "  b:\n    build: {context: .., dockerfile: outside.df}\n  c:\n    build: .\n"
    )
    _lay("web/compose.yaml", text=services)

    assert _found(capsys, "web") == ["web/Dockerfile"]


def test_ignored_by_git(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What git ignores is left out, unless it is named."""
    _lay("Dockerfile", "out/Dockerfile", "web/Dockerfile.local", "web/Dockerfile")
    _lay(".gitignore", text="out/\n*.local\n")
    Repository(project).commit()

    assert _found(capsys) == ["Dockerfile", "web/Dockerfile"]
    assert _found(capsys, "out") == ["out/Dockerfile"]
    assert _found(capsys, "web/Dockerfile.local") == ["web/Dockerfile.local"]


def test_several_repositories(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each repository below a folder has its own say."""
    for name in ("one", "two"):
        _lay(f"{name}/Dockerfile", f"{name}/out/Dockerfile")
    _lay("one/.gitignore", text="out/\n")
    for name in ("one", "two"):
        Repository(project / name).commit()

    assert _found(capsys) == ["one/Dockerfile", "two/Dockerfile", "two/out/Dockerfile"]
