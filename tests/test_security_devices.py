"""Pipes, devices and huge files where a file is read: nothing is waited for, nothing read without end."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import COMMAND, PATIENCE, message
from layerwise.cli.main import main
from layerwise.host.reading import NotRegular, read_bytes
from layerwise.lsp.convert import uri_of
from layerwise.lsp.documents import dockerfile_at

_NAMES = (
    *(
        "compose.yaml",
        "compose.override.yaml",
        "docker-bake.hcl",
        "docker-bake.json",
        ".env",
        ".gitlab-ci.yml",
    ),
    *(".devcontainer/devcontainer.json", ".github/workflows/a.yml", "Makefile", "build.sh", "package.json"),
    *("package-lock.json", ".npmrc", "requirements.txt", ".dockerignore", "Dockerfile.dockerignore"),
    *("layerwise.toml", ".layerwise.toml", "pyproject.toml", "a.Dockerfile", ".gitignore", ".git"),
)
_IN_LITTLE_MEMORY = (
    "import os, resource, sys\n"
    "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
    "os.execv(sys.argv[1], sys.argv[1:])\n"
)
_HUGE = 10 * 1024**3


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(_HUGE)


@pytest.fixture(params=[_pipe, _device, _huge])
def put(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    """What stands in the place of a file."""
    found: Callable[[Path], None] = request.param
    return found


@pytest.fixture
def projects(tmp_path: Path, put: Callable[[Path], None]) -> Path:
    """A folder for each name, in which that is no file."""
    for number, name in enumerate(_NAMES):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "Dockerfile").write_text(
            "FROM node:22\nCOPY . .\nRUN npm ci && pip install -r requirements.txt\n"
        )
        (folder / "package.json").write_text("{}")
        (folder / "package-lock.json").write_text("{}")
        (folder / "requirements.txt").write_text("flask\n")
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).unlink(missing_ok=True)
        put(folder / name)
    return tmp_path


@pytest.mark.parametrize("command", ["check", "fix --diff"])
def test_the_command_line_neither_waits_nor_fails(projects: Path, command: str) -> None:
    """All projects are judged, in little memory."""
    start = (COMMAND[0], "-c", _IN_LITTLE_MEMORY, *COMMAND)
    done = subprocess.run(
        [*start, *command.split(), "."],
        cwd=projects,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert "Traceback" not in done.stderr
    assert "MemoryError" not in done.stderr
    assert "a fault of Layerwise" not in done.stderr + done.stdout
    untold = [
        number for number in range(len(_NAMES)) if f"{number}/Dockerfile" not in done.stdout + done.stderr
    ]
    assert untold == []


def test_the_server_neither_waits_nor_fails(projects: Path) -> None:
    """The same for the server, which looks at the whole workspace and answers all the same."""
    folders = [{"uri": uri_of(projects / str(number)), "name": "x"} for number in range(len(_NAMES))]
    params = {
        "capabilities": {},
        "initializationOptions": {"scope": "workspace"},
        "workspaceFolders": folders,
    }
    sent = [message(id=1, method="initialize", params=params), message(method="initialized", params={})]
    for number in range(len(_NAMES)):
        uri = uri_of(projects / str(number) / "Dockerfile")
        text = (projects / str(number) / "Dockerfile").read_text()
        item = {"uri": uri, "languageId": "dockerfile", "version": 1, "text": text}
        sent.append(message(method="textDocument/didOpen", params={"textDocument": item}))
        place = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 1}}
        sent.append(message(id=100 + number, method="textDocument/hover", params=place))
    sent += [message(id=2, method="shutdown"), message(method="exit")]
    done = subprocess.run(COMMAND, input=b"".join(sent), capture_output=True, timeout=PATIENCE, check=False)

    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert all(
        f'"id":{100 + number}' in done.stdout.decode().replace('"id": ', '"id":')
        for number in range(len(_NAMES))
    )


def test_a_named_file_is_refused_in_one_line(
    tmp_path: Path, put: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """A Dockerfile that is none is refused, and the editor is told nothing of it."""
    path = tmp_path / "Dockerfile"
    put(path)
    why = "is too large for a Dockerfile" if put is _huge else "is not a regular file"

    assert main(["check", str(path)]) == 2
    assert why in capsys.readouterr().err
    assert dockerfile_at(path) is None


def test_reading_has_an_end(tmp_path: Path) -> None:
    """A file is read as far as it may be, a pipe that has come to stand in its place not at all."""
    path = tmp_path / "a"
    path.write_text("1234")

    assert read_bytes(path, 4) == b"1234"
    assert read_bytes(path, 3) is None
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(NotRegular):
        read_bytes(path, 4)
    with pytest.raises(IsADirectoryError):
        read_bytes(tmp_path, 4)
