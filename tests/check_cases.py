"""`layerwise check` in a folder of its own, and a repository around it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from layerwise.cli.main import main
from starting_case import lay

Check = Callable[..., tuple[int, str, str]]


def lay_ignored(folder: Path) -> None:
    """Write the starting case into a folder, with a mistake in its ignore file."""
    lay(folder)
    (folder / ".dockerignore").write_text("*.log # of the server\n")


def runner(capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs `check` and gives its exit code and what it printed."""

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["check", *words])
        return (code, *capsys.readouterr())

    return run


def commit(folder: Path) -> None:
    """Commit everything."""
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "change")


def git(folder: Path, *words: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)
