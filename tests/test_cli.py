"""The command line: exit codes, both formats, and files that are written whole or not at all."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import layerwise
import pytest
from layerwise.cli.files import Overlay
from layerwise.cli.main import main
from layerwise.cli.terminal import visible, width
from layerwise.cli.texts import Unusable
from starting_case import FIXED, RULE, START, lay


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starting case on disk, as the working directory."""
    lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("project")
def test_text_output(capsys: pytest.CaptureFixture[str]) -> None:
    """The text format draws finding and rerun step under their lines, names the fix and counts."""
    code = main(["check", "Dockerfile"])
    lines = capsys.readouterr().out.splitlines()

    assert code == 1
    assert lines[0].startswith("Dockerfile:2:1: warning: ")
    assert lines[0].endswith(f" [{RULE}]")
    assert lines[1:3] == [" 2 | COPY . /app", "   | ^^^^^^"]
    assert " 4 | RUN pip install -r requirements.txt" in lines
    assert any(line.startswith("   |     ~~~~~~~~~~~") for line in lines)
    assert any("safe fix: " in line for line in lines)
    assert "Found 1 warning in 1 Dockerfile." in lines


@pytest.mark.usefixtures("project")
def test_json_output(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON format has the promised keys, and its edits make the fixed file."""
    code = main(["check", "--format", "json"])
    output = json.loads(capsys.readouterr().out)
    (file,) = output["files"]
    (finding,) = file["findings"]
    fix = finding["fixes"][0]

    assert (code, output["version"], file["path"], file["error"]) == (1, 1, "Dockerfile", None)
    assert file["contexts"] == ["."]
    assert (finding["rule"], finding["severity"]) == (RULE, "warning")
    assert (finding["start"], finding["end"]) == ({"line": 2, "column": 1}, {"line": 2, "column": 7})
    assert finding["evidence"][0]["start"]["line"] == 4
    assert (fix["safety"], fix["reason"]) == ("safe", "")
    assert all(edit["path"] == "Dockerfile" and edit["create"] is False for edit in fix["edits"])
    assert edited(START, fix["edits"]) == FIXED


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """A text after edits as the JSON format gives them."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def offset(place: dict[str, int]) -> int:
        return starts[place["line"] - 1] + place["column"] - 1

    for edit in sorted(edits, key=lambda edit: -offset(edit["start"])):
        text = text[: offset(edit["start"])] + edit["text"] + text[offset(edit["end"]) :]
    return text


@pytest.mark.usefixtures("project")
def test_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code counts findings from --fail-on upwards, and 2 is for wrong usage, in one line."""
    assert main(["check", "--fail-on", "error"]) == 0
    assert main(["check", "--fail-on", "warning"]) == 1
    assert main(["check", "--fail-on", "hint"]) == 1
    capsys.readouterr()
    for wrong in (
        ["check", "--fail-on", "loud"],
        ["check", "--context", "absent"],
        ["chek"],
        [],
        ["fix", "--rule", "x"],
    ):
        assert main(wrong) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert main(["--help"]) == 0


def test_unreadable_input(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each file that cannot be read gets one line, and does not keep the others from being checked."""
    (project / "binary").write_bytes(b"FROM a\0b\n")
    (project / "latin").write_bytes(b"FROM a # \xe9\n")
    os.mkfifo(project / "pipe")
    code = main(["check", "absent", "binary", "latin", "pipe", "Dockerfile"])
    captured = capsys.readouterr()

    assert code == 2
    assert [line.split(";")[0] for line in captured.err.splitlines()] == [
        "layerwise: absent does not exist",
        "layerwise: binary is a binary file",
        "layerwise: latin is not UTF-8 text",
        "layerwise: pipe is not a regular file",
    ]
    assert f"[{RULE}]" in captured.out
    assert main(["fix", "absent"]) == 2
    assert main(["simulate", "absent", "--changed", "app.py"]) == 2


def test_permission_denied(
    project: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    """A file without read permission is an error that says what to do."""
    (project / "Dockerfile").chmod(0)
    request.getfixturevalue("unprivileged")

    assert main(["check", "Dockerfile"]) == 2
    assert "permission denied; make it readable" in capsys.readouterr().err


def test_errors_in_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read keeps its place among the files, with the error and no findings."""
    (project / "binary").write_bytes(b"\0")
    code = main(["check", "binary", "--format", "json"])
    (file,) = json.loads(capsys.readouterr().out)["files"]

    assert code == 2
    assert (file["path"], file["contexts"], file["findings"]) == ("binary", [], [])
    assert "binary file" in file["error"]


def test_folders(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder is searched for Dockerfiles; one without is said to have none."""
    (project / "a").mkdir()
    (project / "a" / "web.dockerfile").write_text("FROM scratch\n")
    (project / "node_modules" / "x").mkdir(parents=True)
    (project / "node_modules" / "x" / "Dockerfile").write_text(START)
    (project / "empty").mkdir()
    main(["check", ".", "Dockerfile", "--format", "json"])
    output = json.loads(capsys.readouterr().out)

    assert sorted(file["path"] for file in output["files"]) == ["Dockerfile", "a/web.dockerfile"]
    assert main(["check", "empty"]) == 0
    assert "no Dockerfiles in empty" in capsys.readouterr().err


def test_a_given_context(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--context` says where the build's files are."""
    (project / "docker").mkdir()
    (project / "Dockerfile").rename(project / "docker" / "Dockerfile")
    main(["check", "docker/Dockerfile", "--context", ".", "--format", "json"])
    (file,) = json.loads(capsys.readouterr().out)["files"]

    assert file["contexts"] == ["."]
    assert [finding["rule"] for finding in file["findings"]] == [RULE]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fix_writes_the_promised_file(
    project: Path, capsys: pytest.CaptureFixture[str], newline: str
) -> None:
    """`fix` converges on the fixed file, keeps line ends and mode, and has nothing to do the second time."""
    dockerfile = project / "Dockerfile"
    dockerfile.write_bytes((START + START).replace("\n", newline).encode())
    dockerfile.chmod(0o640)

    assert main(["fix", "Dockerfile"]) == 0
    assert capsys.readouterr().out.count(f"[{RULE}]") == 2
    assert dockerfile.read_bytes() == (FIXED + FIXED).replace("\n", newline).encode()
    assert dockerfile.stat().st_mode & 0o777 == 0o640
    assert main(["fix", "Dockerfile"]) == 0
    assert "nothing to fix" in capsys.readouterr().out
    assert {path.name for path in project.iterdir()} == {"Dockerfile", "app.py", "requirements.txt"}


def test_fix_through_a_link(project: Path) -> None:
    """A symlinked Dockerfile stays a link; the file that it leads to is fixed."""
    (project / "Dockerfile").rename(project / "real")
    (project / "Dockerfile").symlink_to("real")
    main(["fix", "Dockerfile"])

    assert (project / "Dockerfile").is_symlink()
    assert (project / "real").read_text() == FIXED


def test_diff_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--diff` prints a unified diff and leaves the file alone, with and without a last line end."""
    dockerfile = project / "Dockerfile"
    for text in (START, START.rstrip("\n")):
        dockerfile.write_text(text)
        assert main(["fix", "Dockerfile", "--diff"]) == 0
        output = capsys.readouterr().out

        assert output.startswith("--- a/Dockerfile\n+++ b/Dockerfile\n@@ ")
        assert "\n+COPY requirements.txt /app/\n" in output
        assert dockerfile.read_text() == text
        assert ("\\ No newline" in output) == (not text.endswith("\n"))


def test_a_file_changed_meanwhile(project: Path) -> None:
    """Nothing is written where a file is no longer what was read."""
    dockerfile = project / "Dockerfile"
    overlay = Overlay({dockerfile: FIXED}, {dockerfile: START})
    dockerfile.write_text(START + "# mine\n")

    with pytest.raises(Unusable, match="changed meanwhile"):
        overlay.write()
    assert dockerfile.read_text() == START + "# mine\n"


def test_a_file_that_is_made(project: Path) -> None:
    """A new file gets the usual mode, and one that appears meanwhile is not overwritten."""
    ignore = project / ".dockerignore"
    overlay = Overlay()
    overlay.put(ignore, "node_modules\n", creates=True)
    overlay.write()

    assert ignore.read_text() == "node_modules\n"
    assert ignore.stat().st_mode == (project / "app.py").stat().st_mode
    with pytest.raises(Unusable, match="changed meanwhile"):
        overlay.write()


def test_terminal_escapes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No character of a file steers the terminal, and marks stand under wide characters."""
    (project / "Dockerfile").write_text(START.replace("COPY . /app", "COPY . /app # \x1b]0;x\x07\u202e漢"))
    main(["check"])
    captured = capsys.readouterr()

    assert not {"\x1b", "\x07", "\u202e"} & set(captured.out + captured.err)
    assert visible("a\tb\x1b\u202e漢\ud800") == "a    b\\x1b\\u202e漢\\ud800"
    assert (width("漢e\u0301"), width("abc")) == (3, 3)


def test_the_command_as_a_process(project: Path) -> None:
    """`python -m layerwise` works in a bare terminal, and never loads the server's libraries."""
    command = [sys.executable, "-X", "importtime", "-m", "layerwise", "check"]
    path = str(Path(layerwise.__file__).parent.parent)
    done = subprocess.run(
        command,
        cwd=project,
        env={"PYTHONPATH": path, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert f"[{RULE}]" in done.stdout
    assert "pygls" not in done.stderr
    assert "lsprotocol" not in done.stderr


def test_fix_with_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A review fix may add a file: shown in the diff as seen from here, written only when asked for."""
    monkeypatch.chdir(tmp_path)
    lock = '{"lockfileVersion": 3, "packages": {"": {"name": "a"}}}'
    (tmp_path / "Dockerfile").write_text("FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n")
    (tmp_path / "package.json").write_text('{"name": "a"}')
    (tmp_path / "package-lock.json").write_text(lock)
    (tmp_path / "index.js").write_text("1")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "x.js").write_text("1")

    assert main(["fix", "Dockerfile"]) == 0
    assert not (tmp_path / ".dockerignore").exists()
    main(["fix", "Dockerfile", "--unsafe-fixes", "--diff"])
    assert "+++ b/.dockerignore\n" in capsys.readouterr().out
    assert main(["fix", "Dockerfile", "--unsafe-fixes"]) == 0
    assert (tmp_path / ".dockerignore").read_text() == "node_modules\nDockerfile\n.dockerignore\n"
    assert main(["check", "Dockerfile"]) == 0


def test_the_root_is_the_folder_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From elsewhere and without a repository, a folder and its Dockerfile by name give the same context."""
    files = {
        "package.json": '{"workspaces": ["apps/*"]}',
        "package-lock.json": '{"lockfileVersion": 3, "packages": {}}',
        "apps/web/package.json": "{}",
        "apps/web/index.js": "1",
        "apps/web/Dockerfile": "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCOPY apps/web /srv\n",
    }
    for name, body in files.items():
        (tmp_path / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "project" / name).write_text(body)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    contexts = []
    for name in ("../project", "../project/apps", "../project/apps/web/Dockerfile"):
        main(["check", name, "--format", "json"])
        contexts += json.loads(capsys.readouterr().out)["files"][0]["contexts"]
    main(["fix", "../project/apps/web/Dockerfile", "--diff", "--unsafe-fixes"])
    main(["fix", str(tmp_path / "project/apps/web/Dockerfile"), "--diff", "--unsafe-fixes"])

    root = tmp_path / "project"

    assert [Path(context) for context in contexts] == [root, root / "apps" / "web", root]
    shown = capsys.readouterr().out
    assert "+COPY apps/web/package.json" in shown
    assert f"+++ b{root.as_posix()}/apps/web/Dockerfile" in shown


def test_refactor(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A refactoring is made wherever it can be; what is in its way is told, and makes the exit code 1."""
    text = "FROM python:3.13-slim\nRUN pip install flask\nENV PIP_NO_CACHE_DIR=1\nRUN pip install gevent\n"
    (project / "Dockerfile").write_text(text)
    shown = main(["fix", "--refactor", "cache-mount", "--diff", "Dockerfile"])
    diff = capsys.readouterr().out
    assert (project / "Dockerfile").read_text() == text
    code = main(["fix", "--refactor", "cache-mount", "Dockerfile"])
    told = capsys.readouterr()

    assert (shown, code) == (1, 1)
    assert "+RUN --mount=type=cache,target=/root/.cache/pip pip install flask\n" in diff
    assert told.out == "Dockerfile: Add a cache mount for pip\n"
    assert "Dockerfile:3: left: with PIP_NO_CACHE_DIR set, pip keeps nothing" in told.err
    assert "--mount=type=cache,target=/root/.cache/pip" in (project / "Dockerfile").read_text()


def test_refactor_for_review(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One that needs a review is left, and made where that is asked for."""
    (project / "Dockerfile").write_text("FROM alpine:3.22\nRUN apk add --no-cache git\n")
    left = main(["fix", "--refactor", "cache-mount", "Dockerfile"])
    told = capsys.readouterr()
    made = main(["fix", "--refactor", "cache-mount", "--unsafe-fixes", "Dockerfile"])

    assert (left, made) == (1, 0)
    assert told.out == "Dockerfile: nothing to change\n"
    assert "--unsafe-fixes applies it" in told.err
    assert "apk add --update-cache git" in (project / "Dockerfile").read_text()


def test_ignore_files(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The ignore file in force for several Dockerfiles is judged once, is shown with its path, and not fixed."""
    (project / "web.Dockerfile").write_text("FROM scratch\nCOPY app.py /\n")
    (project / ".dockerignore").write_text("*.log # of the server\napp.py\n")
    assert main(["check", "web.Dockerfile", "Dockerfile"]) == 1
    lines = capsys.readouterr().out.splitlines()
    main(["check", "--format", "json", "web.Dockerfile"])
    files = json.loads(capsys.readouterr().out)["files"]
    assert main(["check", ".dockerignore"]) == 2

    places = [line.partition(": ")[0] for line in lines if line.startswith(".dockerignore")]
    assert places == [".dockerignore:1:1", ".dockerignore:2:1"]
    assert "Found 2 warnings and 1 information in 2 Dockerfiles and 1 ignore file." in lines
    assert [file["path"] for file in files] == ["web.Dockerfile", ".dockerignore"]
    assert files[1]["findings"][0]["fixes"][0]["edits"][0]["path"] == ".dockerignore"
    assert not any("layerwise fix .dockerignore" in line for line in lines)


def test_fix_that_makes_an_ignore_file(project: Path) -> None:
    """Fixes to be reviewed may create the ignore file, and are done with after one run."""
    (project / "__pycache__").mkdir()
    (project / "__pycache__" / "app.pyc").write_text("")
    assert main(["fix", "--unsafe-fixes", "Dockerfile"]) == 0

    assert (project / ".dockerignore").read_text() == "**/__pycache__\nDockerfile\n.dockerignore\n"
    assert (project / "Dockerfile").read_text() == FIXED
    assert main(["check", "--fail-on", "hint"]) == 0
