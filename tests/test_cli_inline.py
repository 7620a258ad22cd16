"""The command line on compose files that hold Dockerfiles (`dockerfile_inline`)."""

import io
import json
from pathlib import Path

import pytest
from composed_case import COMPOSE, COMPOSE_FIXED, lay_composed
from layerwise.cli.main import main
from starting_case import RULE


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project as the working directory."""
    lay_composed(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("name", [".", "compose.yaml"])
def test_check(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Findings are told at their places in the compose file, which is found in a folder too."""
    code = main(["check", name])
    printed = capsys.readouterr().out

    assert code == 1
    assert "compose.yaml:8:9: warning: Editing app.py reruns pip install" in printed
    assert "compose.yaml:18:11: warning: Editing index.js reruns npm ci" in printed
    assert "  8 |         COPY . ." in printed


def test_fix(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All safe fixes of all services are written, and nothing else changes."""
    code = main(["fix", "compose.yaml"])
    printed = capsys.readouterr().out

    assert (project / "compose.yaml").read_text() == COMPOSE_FIXED
    assert printed.count(RULE) == 2
    assert code == 0
    assert main(["check", "compose.yaml"]) == 0


@pytest.mark.usefixtures("project")
def test_diff(capsys: pytest.CaptureFixture[str]) -> None:
    """The diff is of the compose file."""
    main(["fix", "--diff", "compose.yaml"])
    printed = capsys.readouterr().out

    assert "--- a/compose.yaml" in printed
    assert "+          COPY package.json package-lock.json ./" in printed


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("command", [("plan",), ("simulate", "--changed", "web/app.py")])
def test_one_of_several(capsys: pytest.CaptureFixture[str], command: tuple[str, ...]) -> None:
    """Commands about one Dockerfile take the service's name."""
    word, *options = command
    code = main([word, "compose.yaml#web", *options])
    printed = capsys.readouterr().out

    assert code == 0
    assert "8" in printed
    assert "COPY . ." in printed


@pytest.mark.usefixtures("project")
def test_none_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A command about one Dockerfile says which there are, one about several takes them all."""
    one = main(["simulate", "compose.yaml", "--changed", "web/app.py"])
    said = capsys.readouterr().err
    several = main(["plan", "compose.yaml"])
    printed = capsys.readouterr().out.splitlines()

    assert one == 2
    assert "compose.yaml holds the Dockerfiles of web, api; name one: compose.yaml#web" in said
    assert several == 0
    assert [line for line in printed if "#" in line] == ["compose.yaml#web", "compose.yaml#api"]


@pytest.mark.usefixtures("project")
def test_what_takes_no_compose_file(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that needs a file of its own says so."""
    assert main(["prove", "compose.yaml"]) == 2
    assert "prove takes a Dockerfile that is a file of its own" in capsys.readouterr().err


def test_fix_of_ignore_files(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fix that touches an ignore file touches that of the service's context; JSON tells its place."""
    (project / "api" / "node_modules").mkdir()
    (project / "api" / "node_modules" / "a.js").write_text("")
    main(["check", "--format", "json", "compose.yaml"])
    (file,) = json.loads(capsys.readouterr().out)["files"]
    paths = {edit["path"] for one in file["findings"] for fix in one["fixes"] for edit in fix["edits"]}
    main(["fix", "--unsafe-fixes", "compose.yaml"])

    assert "api/.dockerignore" in {Path(path).as_posix().replace("web/../", "") for path in paths}
    assert "node_modules" in (project / "api" / ".dockerignore").read_text()
    assert not (project / "web" / ".dockerignore").exists()


def test_shared_ignore_file_counts(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An ignore file in force for a Dockerfile in a compose file is checked with it."""
    (project / "web" / ".dockerignore").write_text("requirements.txt\n")
    main(["check", "compose.yaml"])

    assert ".dockerignore:1:1" in capsys.readouterr().out


def test_standard_input(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A compose file on standard input is judged in the place of the one that it is named after."""

    class Piped:
        buffer = io.BytesIO(COMPOSE.replace("context: api", "context: web").encode())

    monkeypatch.setattr("sys.stdin", Piped)
    main(["check", "-", "--stdin-filename", "compose.yaml"])
    printed = capsys.readouterr().out

    assert (project / "compose.yaml").read_text() == COMPOSE
    assert "compose.yaml:8:9" in printed
    assert "index.js" not in printed
