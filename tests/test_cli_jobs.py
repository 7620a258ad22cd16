"""`check` by several processes: the same answers, in order or as they come, and nothing lost when one dies."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import layerwise
import pytest
from check_cases import Check, runner
from editing import environment
from layerwise.analysis import Analysis
from layerwise.cli import files, work
from layerwise.cli.formats.registry import FORMATS
from starting_case import RULE, START, lay

_PROJECTS = 12
_SHARED = "*.log # of the server\n"


@pytest.fixture
def projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Many projects, some with an ignore file of their own, two Dockerfiles that share one, and a file that is none."""
    for number in range(_PROJECTS):
        folder = tmp_path / f"p{number:02}"
        folder.mkdir()
        lay(folder)
        if number % 3 == 0:
            (folder / ".dockerignore").write_text(_SHARED)
    (tmp_path / "p00" / "web.Dockerfile").write_text(START)
    (tmp_path / "p05" / "Dockerfile").write_bytes(b"\0")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs `check`."""
    return runner(capsys)


@pytest.mark.usefixtures("projects")
@pytest.mark.parametrize("name", FORMATS)
def test_the_same_by_several(name: str, check: Check) -> None:
    """One process and several say the same, `jsonl` in whatever order."""
    alone, several = (check("--format", name, "--jobs", number) for number in ("1", "3"))
    if name == "jsonl":
        assert sorted(alone[1].splitlines()) == sorted(several[1].splitlines())
    else:
        assert alone[1] == several[1]
    assert (alone[0], alone[2]) == (several[0], several[2])
    assert alone[0] == 2
    assert alone[2] == "layerwise: p05/Dockerfile is a binary file; name a Dockerfile, saved as UTF-8\n"


def test_few_at_once(projects: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --jobs, few Dockerfiles start no process, and many are looked at by as many as there are cores."""
    monkeypatch.setattr(work, "_cores", lambda: 2)
    monkeypatch.setattr(work, "_WORTH", _PROJECTS)

    assert ", 1 at a time" in check("--verbose", "p01", "p02")[2]
    assert ", 2 at a time" in check("--verbose", str(projects))[2]


def _analysing(bad: str, harm: Any) -> Any:  # noqa: ANN401 - it stands for a method
    """An analysis that does harm at one Dockerfile."""
    right = files.Source.analyse

    def analyse(self: files.Source, *arguments: Any) -> Analysis:  # noqa: ANN401 - passed on as they come
        if self.name == bad:
            harm()
        return right(self, *arguments)

    return analyse


def _fault() -> None:
    raise RecursionError("too deep")


@pytest.mark.usefixtures("projects")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_fault_costs_one_file(jobs: str, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours at one file is told in its line, all others are judged."""
    monkeypatch.setattr(files.Source, "analyse", _analysing("p07/Dockerfile", _fault))
    code, output, errors = check("--format", "json", "--jobs", jobs)
    found = {file["path"]: file for file in json.loads(output)["files"]}

    assert code == 2
    assert "p07/Dockerfile cannot be judged, a fault of Layerwise: RecursionError: too deep" in errors
    assert found["p07/Dockerfile"]["error"].startswith("p07/Dockerfile cannot be judged")
    assert (
        sum(bool(file["findings"]) for name, file in found.items() if "Dockerfile" in name) == _PROJECTS - 1
    )


@pytest.mark.usefixtures("projects")
@pytest.mark.skipif(sys.platform != "linux", reason="only a forked process has the harm in it")
@pytest.mark.parametrize("output", ["jsonl", "text"])
def test_a_process_that_dies(output: str, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that a process died of is told in its line, and all others are judged once."""
    monkeypatch.setattr(files.Source, "analyse", _analysing("p07/Dockerfile", lambda: os._exit(9)))
    code, printed, errors = check("--format", output, "--jobs", "2")

    assert code == 2
    assert errors.count("cannot be judged") == 1
    assert "p07/Dockerfile cannot be judged, a fault of Layerwise: BrokenProcessPool" in errors
    if output == "jsonl":
        paths = [json.loads(line)["path"] for line in printed.splitlines()]
        assert len(paths) == len(set(paths)) == _PROJECTS + 1 + _PROJECTS // 3
    assert printed.count(f"[{RULE}]" if output == "text" else f'"{RULE}"') == _PROJECTS - 1


@pytest.fixture
def endless(projects: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A `check` by two processes that never comes to its end, with its first lines out."""
    script = (
        "import sys, time\n"
        "from layerwise.cli import files\n"
        "from layerwise.cli.main import main\n"
        "right = files.Source.analyse\n"
        "def analyse(self, *arguments):\n"
        "    if self.name >= 'p08': time.sleep(600)\n"
        "    return right(self, *arguments)\n"
        "files.Source.analyse = analyse\n"
        "sys.exit(main(['check', '--format', 'jsonl', '--jobs', '2']))\n"
    )
    assert Path(layerwise.__file__).exists()
    command = [sys.executable, "-c", script]
    # Where whoever runs the tests ignores interrupts, as a shell's background does, a child would too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command,
        cwd=projects,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        yield process
        process.kill()
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run(way: signal.Signals, endless: "subprocess.Popen[bytes]") -> None:
    """Ctrl-C and worse end all processes soon, with 130 where there is a choice and without a word."""
    assert endless.stdout is not None
    assert endless.stderr is not None
    assert b'"path"' in endless.stdout.readline()
    children = _children(endless.pid)
    started = time.monotonic()
    if way is signal.SIGINT:
        os.killpg(endless.pid, way)  # as a terminal does
    else:
        os.kill(endless.pid, way)
    code = endless.wait(20)
    while any(map(_is_there, children)) and time.monotonic() - started < 20:
        time.sleep(0.05)

    assert len(children) == 2
    assert not any(map(_is_there, children))
    assert code == (130 if way is signal.SIGINT else -way)
    assert endless.stderr.read() == b""


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_progress(projects: Path) -> None:
    """A terminal is told how far it is, while the report goes elsewhere; the line is gone at the end."""
    script = (
        "import sys\n"
        "from layerwise.cli import progress\n"
        "from layerwise.cli.main import main\n"
        "progress._PATIENCE = progress._BETWEEN = 0\n"
        "sys.exit(main(['check', '--format', 'json', '--jobs', '1']))\n"
    )
    own, terminal = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=projects,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=terminal,
        check=False,
    )
    os.close(terminal)
    shown = os.read(own, 65536).decode()
    os.close(own)

    assert json.loads(done.stdout)["files"]
    assert f"\r\x1b[K3 of {_PROJECTS + 1} Dockerfiles\r\x1b[K" in shown
    assert "\r\x1b[Klayerwise: p05/Dockerfile is a binary file" in shown
