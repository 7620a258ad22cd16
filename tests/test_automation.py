"""The page for automated callers: its example, its exit codes and its commands, as they stand there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from starting_case import FIXED, RULE, START, lay

_ROOT = Path(__file__).parent.parent
_PAGE = (_ROOT / "docs" / "automation.md").read_text()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a caller for whom `layerwise` is installed."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "layerwise"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m layerwise "$@"\n')
    command.chmod(0o755)
    return {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "PYTHONPATH": str(_ROOT / "server")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The starting case, with line ends and letters that offsets must count right."""
    folder = tmp_path / "project"
    folder.mkdir()
    lay(folder)
    (folder / "Dockerfile").write_bytes(f"# \N{SNOWMAN}\N{GRINNING FACE}\n{START}".encode())
    return folder


def test_example(project: Path, environment: dict[str, str]) -> None:
    """The program on the page does what the page says: all safe fixes, each told."""
    (program,) = re.findall(r"```python\n(.*?)```", _PAGE, re.DOTALL)
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, cwd=project, env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.startswith(f"{RULE}: Copy requirements.txt before pip install")
    assert done.stdout.count("\n") == 1
    assert (project / "Dockerfile").read_text() == f"# \N{SNOWMAN}\N{GRINNING FACE}\n{FIXED}"


def test_commands(project: Path, environment: dict[str, str]) -> None:
    """Each command on the page is one, and those that promise JSON write it."""
    (block,) = re.findall(r"```sh\n(.*?)```", _PAGE, re.DOTALL)
    lines = [line.partition("#")[0].strip() for line in block.splitlines()]
    for line in lines:
        given = line.replace("PATH…", "Dockerfile").replace("RULE", RULE)
        done = subprocess.run(given.split(), cwd=project, env=environment, capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        if "json" in line:
            assert json.loads(done.stdout)

    assert len(lines) == 5


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check", "Dockerfile"], 1),
        (["check", "--exit-zero", "Dockerfile"], 0),
        (["check", "--fail-on", "error", "Dockerfile"], 0),
        (["check", "missing"], 2),
        (["check", "--nonsense"], 2),
        (["fix", "Dockerfile"], 0),
        (["fix", "missing"], 2),
    ],
)
def test_exit_codes(words: list[str], code: int, project: Path, environment: dict[str, str]) -> None:
    """The exit codes are those of the table; errors are one line, apart from the findings."""
    done = subprocess.run(
        ["layerwise", *words], cwd=project, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == code
    if code == 2:
        assert (done.stdout, done.stderr.count("\n")) == ("", 1)


def test_keys(project: Path, environment: dict[str, str]) -> None:
    """The page names what the JSON holds."""
    words = ["layerwise", "check", "--format", "json", "Dockerfile"]
    told = json.loads(
        subprocess.run(words, cwd=project, env=environment, capture_output=True, check=False).stdout
    )
    (file,) = told["files"]
    (finding,) = file["findings"]
    named = set(re.findall(r"`(\w+)`", _PAGE.partition("## JSON")[2].partition("## An example")[0]))

    assert told["version"] == 1
    assert finding.keys() <= named
    assert finding["fixes"][0].keys() <= named
    assert file.keys() <= named
