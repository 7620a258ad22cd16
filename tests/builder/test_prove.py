"""`layerwise prove` with a real builder: a right fix is proved, a wrong one told, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from layerwise.cli import fixing, prove
from layerwise.cli.main import main
from layerwise.fixes import Fixed
from starting_case import START, lay

from builder.builder import Builder

pytestmark = pytest.mark.builder

_SERVER = Path(__file__).parent.parent.parent / "server"


@pytest.fixture
def project(builder: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starting case as the working directory, with `docker` on the PATH leading to the private builder."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "docker").symlink_to(builder.client)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("DOCKER_HOST", builder.environment["DOCKER_HOST"])
    monkeypatch.setenv("DOCKER_BUILDKIT", "1")
    monkeypatch.delenv("DOCKER_CONTEXT", raising=False)
    folder = tmp_path / "project"
    folder.mkdir()
    lay(folder)
    (folder / "run.sh").write_text("#!/bin/sh\n")
    (folder / "run.sh").chmod(0o755)
    (folder / "link.py").symlink_to("app.py")
    (folder / ".dockerignore").write_text("secret\n")
    (folder / "secret").write_text("not sent\n")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return folder


def _left(builder: Builder, project: Path) -> tuple[list[str], list[str]]:
    """Our images and folders that are still there."""
    words = [builder.client, "images", "--format", "{{.Repository}}"]
    done = subprocess.run(words, env=builder.environment, capture_output=True, text=True, check=True)
    images = [name for name in done.stdout.split() if name.startswith("layerwise-prove")]
    return images, [path.name for path in project.parent.glob("layerwise-prove-*")]


def test_right_fix(builder: Builder, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The fix keeps the image and spares the install; the project is as it was, and nothing of ours is left."""
    before = {path: path.lstat().st_mtime_ns for path in project.rglob("*")}
    code = main(["prove", "Dockerfile", "--builder", "docker"])
    printed = capsys.readouterr()

    assert code == 0, printed
    asis, fixed = printed.out.split("Reran after the edit, as fixed:")
    assert "4 | RUN pip install -r requirements.txt" in asis
    assert "| COPY . /app" in fixed
    assert "| RUN" not in fixed
    assert "paths are the same: kind, mode, owner, link target and content" in fixed
    assert "Proved: the same image, and an edit of app.py no longer reruns RUN pip install" in fixed
    assert _left(builder, project) == ([], [])
    assert {path: path.lstat().st_mtime_ns for path in project.rglob("*")} == before


_SPLIT = "FROM python:2.7\nCOPY requirements.txt /app/\nWORKDIR /app\nRUN pip install -r requirements.txt\n"
_WRONG = {
    "another image": (
        f"{_SPLIT}COPY --chown=1001 . /app\n",
        "Not proved: the fixed Dockerfile gives another image",
    ),
    "another setting": (f"{_SPLIT}COPY . /app\nENV A=1\n", "Settings of the image that differ: Env"),
    "no build": (
        f"{_SPLIT.replace('COPY requirements.txt /app/', '')}COPY . /app\n",
        "Not proved: the fixed Dockerfile does not build",
    ),
    "nothing saved": (START, "Not proved: after an edit of app.py the fix saves no command"),
}


@pytest.mark.parametrize("name", _WRONG)
def test_wrong_fix(
    builder: Builder,
    project: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A naive split in the place of the fix is told for what it is."""
    text, verdict = _WRONG[name]
    right = fixing.fixed_of

    def wrong(*arguments: object, **options: object) -> Fixed:
        found = right(*arguments, **options)  # type: ignore[arg-type]  # passed on as they come
        source = arguments[0]
        return found._replace(text=text, analysis=source.analyse(text))  # type: ignore[attr-defined]  # a Source

    monkeypatch.setattr(prove, "fixed_of", wrong)
    code = main(["prove", "Dockerfile", "--builder", "docker", "--edit", "app.py"])
    printed = capsys.readouterr()

    assert code == 1, printed
    assert verdict in printed.out
    assert _left(builder, project) == ([], [])


def test_noise(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What differs between any two builds is told, and does not count against the fix."""
    noisy = START.replace("RUN pip install", "RUN cat /proc/uptime > /noise && pip install")
    (project / "Dockerfile").write_text(noisy)
    code = main(["prove", "Dockerfile", "--builder", "docker", "--unsafe-fixes"])
    printed = capsys.readouterr()

    assert code == 0, printed
    assert "1 differ also between two builds of the same Dockerfile: /noise" in printed.out


@pytest.mark.parametrize(
    ("dockerfile", "arguments", "complaint"),
    [
        ("FROM python:2.7\nRUN true\n", [], "nothing to prove: there is no safe fix for Dockerfile"),
        (START + "RUN false\n", [], "Dockerfile does not build as it is: "),
        (START, ["--edit", "secret"], "secret is no file that the builder is sent"),
        (START, ["--builder", "buildah"], "buildah does not answer; start it"),
    ],
)
def test_not_tried(
    project: Path, dockerfile: str, arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing can be proved, one line says why, and the exit code is 2."""
    (project / "Dockerfile").write_text(dockerfile)
    code = main(
        [
            "prove",
            "Dockerfile",
            *(arguments if "--builder" in arguments else ["--builder", "docker", *arguments]),
        ]
    )
    printed = capsys.readouterr()

    assert (code, printed.out) == (2, "")
    assert complaint in printed.err
    assert len(printed.err.splitlines()) == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(builder: Builder, project: Path, number: signal.Signals) -> None:
    """Ctrl+C ends the build, also its step that is under way, and nothing of ours is left."""
    (project / "Dockerfile").write_text(START + f"RUN sleep 987{number.value}\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "layerwise", "prove", "Dockerfile", "--builder", "docker"],
        env={**os.environ, "PYTHONPATH": str(_SERVER), "TMPDIR": str(project.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    step = f"sleep\x00987{number.value}\x00"
    _wait(lambda: process.poll() is not None or step in _commands())
    process.send_signal(number)
    output, _ = process.communicate(timeout=60)

    assert process.returncode == 130, output
    assert output == b""
    assert _left(builder, project) == ([], [])
    _wait(lambda: step not in _commands())
    assert step not in _commands()


def _wait(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, for a minute at most."""
    deadline = time.monotonic() + 60
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.2)


def _commands() -> set[str]:
    """The command lines of all processes here, those in containers included."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.add(path.read_text(errors="replace"))
    return found
