"""A git that is absent, hangs, fails, or prints what no git prints: there is no history then, and all else is told."""

import os
import subprocess
import time
from pathlib import Path

import pytest
from hostile import COMMAND, PATIENCE, message
from layerwise.cli.main import main
from layerwise.host import git_process
from layerwise.host.git import changed_since, head, head_files, ignored_below, read_history, top
from layerwise.lsp.convert import uri_of
from repository import Repository
from starting_case import START, lay

_FAULTS = {
    "hangs": "sleep 600 & echo $! >>{pids}; echo $$ >>{pids}; wait",
    "hangs after an answer": "printf 'a\\n'; sleep 600 & echo $! >>{pids}; exec >&-; wait",
    "leaves another one": "sleep 600 & echo $! >>{pids}",
    "fails": "exit 128",
    "is killed": "kill -9 $$",
    "prints bytes": "head -c 100000 /dev/urandom",
    "prints zeros": "head -c 100000 /dev/zero",
    "prints without end": "exec cat /dev/zero",
    "prints nothing": "exit 0",
    "cannot be started": None,
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starting case in a repository."""
    folder = tmp_path / "project"
    folder.mkdir()
    lay(folder)
    Repository(folder).commit(a="1")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(params=_FAULTS)
def faulty(request: pytest.FixtureRequest, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another git before the real one; the file tells which processes it has started."""
    assert project.exists()
    folder = project.parent / "bin"
    folder.mkdir()
    script, pids = _FAULTS[request.param], folder / "pids"
    text = "no program" if script is None else f"#!/bin/sh\n{script.format(pids=pids)}\n"
    (folder / "git").write_text(text)
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git_process, "_SECONDS", 0.5)
    monkeypatch.setattr(git_process, "_IMPATIENT", 0.2)
    return pids


def _running(pids: Path) -> list[str]:
    """Those of the processes that are still there, after a moment in which they can end."""
    found = pids.read_text().split() if pids.exists() else []
    begin = time.monotonic()
    while any(_state(pid) != "Z" for pid in found) and time.monotonic() - begin < 2:
        time.sleep(0.05)
    return [pid for pid in found if _state(pid) != "Z"]


def _state(pid: str) -> str:
    try:
        return Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_every_question(project: Path, faulty: Path) -> None:
    """Each is answered soon, with nothing, and nothing goes on running."""
    begin = time.monotonic()
    read_history(project)
    answers = (
        head(project),
        head_files(project),
        top(project),
        changed_since(project, "HEAD"),
        ignored_below(project),
    )

    assert time.monotonic() - begin < 20
    assert len(answers) == 5
    assert _running(faulty) == []


def test_the_command_line(project: Path, faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is found in a Dockerfile is found without git; whoever asks for a revision is told in one line."""
    assert main(["check", "."]) == 1
    told = capsys.readouterr()
    assert "source-before-install" in told.out
    assert told.err == ""
    code = main(["simulate", "--since", "HEAD", "Dockerfile"])
    told = capsys.readouterr()
    assert (code, told.err.count("\n")) in {(2, 1), (0, 0)}
    assert project.exists()
    assert _running(faulty) == []


def test_no_git_at_all(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A machine without git: the same, and what is asked of it is refused in one line."""
    monkeypatch.setenv("PATH", str(project.parent))

    assert main(["check", "."]) == 1
    assert "source-before-install" in capsys.readouterr().out
    assert main(["check", "--changed-since", "HEAD", "."]) == 2
    assert "there is no git" in capsys.readouterr().err


def test_the_server_does_not_wait_for_git(project: Path, tmp_path: Path) -> None:
    """A git that hangs holds neither findings up nor the end of the server, and ends with it."""
    pids = tmp_path / "pids"
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{_FAULTS['hangs'].format(pids=pids)}\n")  # type: ignore[union-attr]  # it has one
    (folder / "git").chmod(0o755)
    item = {"uri": uri_of(project / "Dockerfile"), "languageId": "dockerfile", "version": 1, "text": START}
    hover = {"textDocument": {"uri": item["uri"]}, "position": {"line": 1, "character": 1}}
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PATH": path}
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(message(id=1, method="initialize", params={"capabilities": {}}))
        process.stdin.write(message(method="initialized", params={}))
        process.stdin.write(message(method="textDocument/didOpen", params={"textDocument": item}))
        process.stdin.write(message(id=2, method="textDocument/hover", params=hover))
        process.stdin.flush()
        told = b""
        while b'"id": 2' not in told and b'"id":2' not in told:
            told += os.read(process.stdout.fileno(), 65536)
        begin = time.monotonic()
        process.stdin.write(message(id=3, method="shutdown") + message(method="exit"))
        process.stdin.close()
        code = process.wait(PATIENCE)

    assert b"source-before-install" in told
    assert code == 0
    assert time.monotonic() - begin < 5
    assert pids.exists()
    assert _running(pids) == []
