"""Programs and modules that lie in the project are not run, wherever Layerwise is started."""

import os
import subprocess
import sys
from pathlib import Path

import layerwise
import pytest
from hostile import COMMAND, PATIENCE, message, needs_strace, watched
from layerwise.cli import processes
from layerwise.host.builder import find_builder
from layerwise.host.git import head
from layerwise.host.logfiles import LogError, kept_log
from layerwise.host.programs import program
from repository import Repository
from starting_case import lay

_CONSOLE_SCRIPT = (
    "import sys\n"
    "sys.path.append({server!r})\n"
    "from layerwise.__main__ import main\n"
    "{more}"
    "if __name__ == '__main__':\n"
    "    sys.exit(main())\n"
)
_OWN = ("layerwise", "pygls", "lsprotocol", "attrs", "cattrs", "dockerfile_parse", "yaml", "ruamel")


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A file that is there once anything of the project has been run."""
    return tmp_path / "ran"


@pytest.fixture
def project(tmp_path: Path, trap: Path) -> Path:
    """A project with a module of each name that Python may look for, and with the programs that we start."""
    folder = tmp_path / "project"
    folder.mkdir()
    lay(folder)
    (folder / "second.Dockerfile").write_text("FROM a\nCOPY . .\n")
    code = f"open({str(trap)!r}, 'a').write(__name__ + '\\n')\n"
    for name in (*sys.stdlib_module_names, "sitecustomize", "usercustomize", *_OWN):
        (folder / f"{name}.py").write_text(code)
    for name in ("layerwise", "multiprocessing"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(code)
        (folder / name / "__main__.py").write_text(code)
    (folder / "pyvenv.cfg").write_text(f"home = {folder}\ninclude-system-site-packages = true\n")
    for name in ("git", "docker", "python", "python3", "strace", "podman", "buildah", "sh"):
        (folder / name).write_text(f"#!/bin/sh\necho {name} >>{trap}\n")
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.parametrize("more", ["", "from layerwise.cli import processes\nprocesses._METHOD = 'spawn'\n"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_modules_beside_the_dockerfile(
    jobs: str, more: str, project: Path, trap: Path, tmp_path: Path
) -> None:
    """The command that pip makes, started in the project, imports nothing of it; neither do its processes.

    Those are forked on Linux and started anew elsewhere, which is tried here as well.
    """
    script = tmp_path / "bin" / "layerwise"
    script.parent.mkdir()
    server = str(Path(layerwise.__file__).parent.parent)
    script.write_text(_CONSOLE_SCRIPT.format(server=server, more=more))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, str(script), "check", "--jobs", jobs, "."],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert not trap.exists(), trap.read_text()
    assert (done.returncode, done.stderr) == (1, "")


def test_the_server_beside_the_dockerfile(project: Path, trap: Path) -> None:
    """The server, started in the project as the extension starts it, imports nothing of it."""
    sent = message(id=1, method="initialize", params={"capabilities": {}}) + message(id=2, method="shutdown")
    done = subprocess.run(
        COMMAND,
        cwd=project,
        input=sent + message(method="exit"),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )

    assert not trap.exists(), trap.read_text()
    assert (done.returncode, done.stderr) == (0, b"")


@needs_strace
def test_nothing_of_the_project_is_even_opened_to_be_imported(project: Path) -> None:
    """No module is read there; the files that are read are those that a build may need."""
    seen = watched(("check", "--jobs", "2", "."), project)
    modules = {
        path for path in seen.opened_below(project) if path.endswith((".py", ".so", ".pyc", "pyvenv.cfg"))
    }

    assert modules == set()
    assert seen.code == 1


def test_old_pythons_start_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a new process would look into the current directory for modules, there is none."""
    monkeypatch.setattr(processes, "_METHOD", "spawn")
    monkeypatch.setattr(processes, "_KNOWS_SAFE_PATH", False)

    assert not processes.can_start()


@pytest.mark.parametrize("path", [".", "", "nested/..", ".{sep}{own}"])
def test_programs_of_the_current_directory(
    path: str, project: Path, trap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of PATH that is relative counts for nothing, be it `.` itself; Windows looks there unasked."""
    own = os.environ["PATH"]
    repository = Repository(project)
    repository.commit(a="1")
    monkeypatch.chdir(project)
    monkeypatch.setenv("PATH", path.format(sep=os.pathsep, own=own))
    found = program("git")

    assert found is None or not Path(found).is_relative_to(project)
    assert (head(project) is not None) == ("{own}" in path)
    if "{own}" not in path:
        assert find_builder(None) is None
        with pytest.raises(LogError, match="there is no docker on PATH"):
            kept_log("")
    assert not trap.exists()
