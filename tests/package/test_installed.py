"""Layerwise installed from what is published, in a fresh environment of each Python at hand, with nothing to reach."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from layerwise import __version__
from starting_case import FIXED, RULE, lay

from package.conftest import Distributions
from package.offline import run
from package.places import ROOT, TOOLS, Python, pythons

pytestmark = pytest.mark.package

Command = Callable[..., str]


def _command(*words: str | Path, home: Path, folder: Path) -> Command:
    """Runs Layerwise by these words in a project."""

    def call(*more: str, code: int = 0, content: bytes = b"") -> str:
        return run(*words, *more, home=home, folder=folder, code=code, content=content)

    return call


def _project(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    project.mkdir()
    lay(project)
    return project


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
@pytest.mark.parametrize("python", pythons(), ids=lambda python: python.name)
def test_pip(python: Python, kind: str, distributions: Distributions, tmp_path: Path) -> None:
    """It installs with pip, and each face of it answers."""
    project, environment = _project(tmp_path), tmp_path / "environment"
    run(python.program, "-m", "venv", environment, home=tmp_path)
    scripts = environment / "bin"
    run(scripts / "pip", "install", "--quiet", getattr(distributions, kind), home=tmp_path)

    run(scripts / "pip", "check", home=tmp_path)
    by_module = _command(scripts / "python", "-m", "layerwise", home=tmp_path, folder=project)
    assert by_module("--version") == f"layerwise {__version__}\n"
    _use(_command(scripts / "layerwise", home=tmp_path, folder=project), project)


def test_uv_tool(distributions: Distributions, tmp_path: Path) -> None:
    """It installs as a tool of uv."""
    project = _project(tmp_path)
    run("uv", "tool", "install", "--quiet", distributions.wheel, home=tmp_path)

    _use(_command(tmp_path / ".local/bin/layerwise", home=tmp_path, folder=project), project)


def test_pipx(distributions: Distributions, tmp_path: Path) -> None:
    """It installs with pipx."""
    project = _project(tmp_path)
    run("pipx", "install", "--quiet", "--skip-maintenance", distributions.wheel, home=tmp_path)

    _use(_command(tmp_path / ".local/bin/layerwise", home=tmp_path, folder=project), project)


def test_with_nothing_installed(distributions: Distributions, tmp_path: Path) -> None:
    """`uvx` and `pipx run` check somebody's project and leave nothing in it."""
    project = _project(tmp_path)
    before = {path: path.read_bytes() for path in project.rglob("*")}
    asked = ("check", "--format", "json")
    by_uv = run(
        "uv", "tool", "run", "--from", distributions.wheel, "layerwise", *asked,
        home=tmp_path, folder=project, code=1,
    )  # fmt: skip
    by_pipx = run(
        "pipx",
        "run",
        "--spec",
        distributions.wheel,
        "layerwise",
        *asked,
        home=tmp_path,
        folder=project,
        code=1,
    )

    assert [one["rule"] for one in json.loads(by_uv)["files"][0]["findings"]] == [RULE]
    assert by_pipx == by_uv
    assert {path: path.read_bytes() for path in project.rglob("*")} == before


def test_beside_the_tools_of_the_set_up() -> None:
    """No Layerwise is there but the one that a test installs."""
    assert not list(TOOLS.glob("layerwise*"))
    assert not list((ROOT / "build" / "package" / "wheels").glob("layerwise*"))


def _use(layerwise: Command, project: Path) -> None:
    """What a user does first: each answer is the one that the sources give."""
    assert layerwise("--version") == f"layerwise {__version__}\n"
    told = json.loads(layerwise("check", "--format", "json", code=1))
    assert [one["rule"] for one in told["files"][0]["findings"]] == [RULE]
    assert "```dockerfile" in layerwise("explain", RULE)
    assert "+COPY requirements.txt /app/" in layerwise("fix", "--diff", "Dockerfile", code=None)
    layerwise("fix", "Dockerfile")
    assert (project / "Dockerfile").read_text() == FIXED
    assert json.loads(layerwise("check", "--format", "json"))["files"][0]["findings"] == []
    answers = _answers(layerwise("lsp", content=_CONVERSATION))
    assert answers[1]["result"]["serverInfo"] == {"name": "layerwise", "version": __version__}
    assert answers[2]["result"] is None


def _message(**content: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


_CONVERSATION = b"".join(
    (
        _message(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}}),
        _message(method="initialized", params={}),
        _message(id=2, method="shutdown"),
        _message(method="exit"),
    )
)


def _answers(output: str) -> dict[int, dict[str, dict[str, object]]]:
    """The server's answers by the number of the request."""
    found = {}
    for part in output.split("Content-Length: ")[1:]:
        told = json.loads(part.partition("\r\n\r\n")[2])
        if "method" not in told:
            found[told["id"]] = told
    return found
