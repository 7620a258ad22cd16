"""A disk that fails, and files that come and go while they are looked at: one line each, and all else is told."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from layerwise.cli import dockerfiles
from layerwise.cli.main import main
from layerwise.host import reading
from layerwise.host.discovery import find_sources
from starting_case import RULE, lay

_ERRORS = (errno.EIO, errno.EACCES, errno.ENOENT, errno.ESTALE, errno.EMFILE, errno.ELOOP)


@pytest.fixture
def projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starting case twice, of which one is going to fail."""
    for name in ("bad", "good"):
        (tmp_path / name).mkdir()
        lay(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _failing(call: Callable[..., object], name: str, number: int) -> Callable[..., object]:
    """A call that fails where a path ends with a name."""

    def fail(path: object, *arguments: object, **options: object) -> object:
        if not isinstance(path, int) and os.fspath(path).endswith(name):  # type: ignore[call-overload]  # a path it is
            raise OSError(number, os.strerror(number), path)
        return call(path, *arguments, **options)

    return fail


@pytest.mark.parametrize("number", _ERRORS)
@pytest.mark.parametrize(
    "name", ["bad/requirements.txt", "bad/.dockerignore", "bad/compose.yaml", "bad/layerwise.toml"]
)
@pytest.mark.parametrize("call", ["open", "lstat"])
def test_a_file_that_cannot_be_read(
    call: str,
    name: str,
    number: int,
    projects: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What cannot be read of one project costs no other one its findings."""
    (projects / name).touch()
    fake = _failing(getattr(os, call), name, number)
    monkeypatch.setattr(os, call, fake)

    assert main(["check", "--jobs", "1", "."]) == 1
    told = capsys.readouterr()
    assert (
        f"good/Dockerfile:2:1: warning: Editing app.py reruns pip install -r requirements.txt [{RULE}]"
        in told.out
    )
    assert "Traceback" not in told.err


@pytest.mark.parametrize("number", _ERRORS)
def test_a_folder_that_cannot_be_listed(
    number: int, projects: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same for a folder."""
    monkeypatch.setattr(os, "listdir", _failing(os.listdir, "bad", number))

    assert main(["check", "--jobs", "1", "."]) == 1
    assert "good/Dockerfile:2:1" in capsys.readouterr().out
    assert projects.exists()


def test_a_dockerfile_that_is_gone(
    projects: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Dockerfile that was found and is gone when it is read is told in one line; the others are judged."""

    def found(folder: Path, tell: Callable[[Path], None]) -> list[Path]:
        paths = list(find_sources(folder, tell))
        (projects / "bad" / "Dockerfile").unlink()
        return paths

    monkeypatch.setattr(dockerfiles, "find_sources", found)

    assert main(["check", "--jobs", "1", "."]) == 2
    told = capsys.readouterr()
    assert "bad/Dockerfile does not exist; check the path" in told.out + told.err
    assert "good/Dockerfile:2:1" in told.out


@pytest.mark.parametrize("size", range(0, 40, 3))
def test_a_manifest_that_is_half_written(
    size: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A manifest of which a part is there is unknown, or says what that part says; no fix is safe by half of it."""
    whole = '{"name": "a", "workspaces": ["packages/*"]}'
    (tmp_path / "Dockerfile").write_text("FROM node:22\nWORKDIR /a\nCOPY . .\nRUN npm install\n")
    (tmp_path / "package.json").write_text(whole[:size])
    code = main(["check", "--format", "json", str(tmp_path)])

    assert code in {0, 1}
    assert '"safety": "safe"' not in capsys.readouterr().out


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is more than may be read by now is not read, whatever its size was at first."""
    path = tmp_path / "a"
    path.write_text("1")
    right = os.open

    def grown(place: Path, flags: int) -> int:
        path.write_text("1" * 1000)
        return right(place, flags)

    monkeypatch.setattr(os, "open", grown)

    assert reading.read_bytes(path, 10) is None
