"""`layerwise prove` without a builder: what it edits, copies, compares and says, with stand-ins for the programs."""

import io
import os
import signal
import subprocess
import sys
import tarfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.builds.build import Build
from layerwise.cache.plan import BuildPlan, plan
from layerwise.cli.main import main
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import MemoryTree
from layerwise.host.archive import items
from layerwise.host.disk import DiskTree
from layerwise.host.processes import running
from layerwise.host.workshop import copy_context, workshop
from layerwise.proof import differing, differing_settings, edit_to_try, edited_content
from layerwise.syntax.parse import parse
from starting_case import FIXED, START, lay

_FILES = {"requirements.txt": "flask\n", "app.py": "1\n", "Dockerfile": START}

# Stands for docker: writes down how it is called, tells of steps, and gives an image of one file.
_DOCKER = """\
#!{python}
import io, os, sys, tarfile
words = sys.argv[1:]
with open({calls!r}, "a") as calls:
    print(*words, file=calls)
if words[0] == "build":
    dockerfile = words[words.index("--file") + 1]
    text = open(dockerfile).read()
    if {complaint!r} in text:
        sys.exit("no such luck")
    rerun = "CACHED" if text.index("RUN") < text.index("COPY . /app") else "DONE 7.0s"
    print("#1 [1/2] COPY . /app\\n#1 DONE 0.1s\\n#2 [2/2] RUN pip install -r requirements.txt\\n#2", rerun)
elif words[0] == "create":
    print("a-container")
elif words[0] == "export":
    with tarfile.open(fileobj=sys.stdout.buffer, mode="w|") as archive:
        info = tarfile.TarInfo("file")
        archive.addfile(info)
elif words[:2] == ["image", "inspect"]:
    print('[{{"Config": {{"Env": null, "Hostname": "' + words[-1] + '"}}}}]')
"""


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the stand-in was called with; the starting case is the working directory."""
    folder = tmp_path / "project"
    folder.mkdir()
    lay(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    _install(tmp_path, monkeypatch, complaint="no Dockerfile has this")
    return tmp_path / "calls"


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, complaint: str) -> None:
    """Put the stand-in on the PATH, alone."""
    (folder / "bin").mkdir(exist_ok=True)
    program = folder / "bin" / "docker"
    program.write_text(
        _DOCKER.format(python=sys.executable, calls=str(folder / "calls"), complaint=complaint)
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))


def test_proved(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Four builds, two images compared, and everything removed by the names that it was given."""
    code = main(["prove", "Dockerfile"])
    printed = capsys.readouterr()
    said = [line.split() for line in calls.read_text().splitlines()]

    assert code == 0, printed
    assert "Proved: the same image, and an edit of app.py no longer reruns RUN pip install" in printed.out
    assert "   7.0 s    4 | RUN pip install -r requirements.txt" in printed.out
    assert printed.err == ""
    assert [words[0] for words in said if words[0] == "build"] == ["build"] * 4
    tags = [words[words.index("--tag") + 1] for words in said if words[0] == "build"]
    assert [words[-1] for words in said if words[:2] == ["image", "rm"]] == tags
    assert list(calls.parent.glob("layerwise-prove-*")) == []
    assert Path("Dockerfile").read_text() == START


def test_fixed_does_not_build(
    calls: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fixed Dockerfile that does not build is a fix that does not hold."""
    _install(calls.parent, monkeypatch, complaint="COPY requirements.txt")

    assert main(["prove", "Dockerfile"]) == 1
    assert "Not proved: the fixed Dockerfile does not build: no such luck" in capsys.readouterr().out


def test_kept(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --keep, copy, logs and images stay, and are named."""
    assert main(["prove", "Dockerfile", "--keep"]) == 0
    (kept,) = calls.parent.glob("layerwise-prove-*")

    assert f"kept: {kept}, images layerwise-prove-" in capsys.readouterr().err
    assert (kept / "fixed" / "Dockerfile").read_text() == FIXED
    assert (kept / "context" / "app.py").read_text() == Path("app.py").read_text()
    assert "image rm" not in calls.read_text()


def test_fix_of_an_ignore_file(calls: Path) -> None:
    """A fix that changes another file of the context is built on a copy in which it is changed."""
    for path in (Path("requirements.txt"), Path("app.py")):
        path.unlink()
    Path("package.json").write_text('{"name": "a", "dependencies": {"b": "1.0.0"}}')
    Path("server.js").write_text("")
    Path("node_modules/b").mkdir(parents=True)
    Path("node_modules/b/index.js").write_text("")
    Path("Dockerfile").write_text("FROM node:22\nWORKDIR /app\nCOPY . /app\nRUN npm install\n")
    main(["prove", "Dockerfile", "--unsafe-fixes", "--keep"])
    (kept,) = calls.parent.glob("layerwise-prove-*")

    assert (kept / "context" / "node_modules" / "b" / "index.js").exists()
    assert not (kept / "context-fixed" / "node_modules").exists()
    assert "node_modules" in (kept / "context-fixed" / ".dockerignore").read_text()
    assert not Path(".dockerignore").exists()


@pytest.mark.parametrize(
    ("complaint", "arguments", "said"),
    [
        ("FROM", [], "Dockerfile does not build as it is: no such luck"),
        ("", ["--builder", "podman"], "podman does not answer; start it, or name another builder"),
        ("", ["--edit", "nothing.py"], "nothing.py is no file that the builder is sent"),
        ("", ["--edit", "/etc/passwd"], "/etc/passwd lies outside of the build context"),
    ],
)
def test_not_tried(
    calls: Path,
    complaint: str,
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where it cannot be tried, one line says why, and the exit code is 2."""
    _install(calls.parent, monkeypatch, complaint=complaint or "no Dockerfile has this")
    code = main(["prove", "Dockerfile", *arguments])
    printed = capsys.readouterr()

    assert (code, printed.out) == (2, "")
    assert said in printed.err
    assert len(printed.err.splitlines()) == 1


def test_nothing_to_prove(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a safe fix, no builder is asked for anything."""
    Path("Dockerfile").write_text(FIXED)

    assert main(["prove", "Dockerfile"]) == 2
    assert "nothing to prove: there is no safe fix for Dockerfile" in capsys.readouterr().err
    assert not calls.exists()


@pytest.mark.usefixtures("calls")
def test_no_builder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no program is there, it is said which ones were looked for."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert main(["prove", "Dockerfile"]) == 2
    assert "neither docker nor podman nor buildah; start one" in capsys.readouterr().err


def test_copy_of_the_context(tmp_path: Path) -> None:
    """Ignored files are left out; links, modes and empty directories are kept; pipes are no files."""
    root = tmp_path / "root"
    (root / "closed" / "empty").mkdir(parents=True)
    (root / "closed" / "run.sh").write_text("x")
    (root / "closed" / "run.sh").chmod(0o551)
    (root / "link").symlink_to("../away/./x")
    (root / "secret").write_text("x")
    os.mkfifo(root / "pipe")
    (root / "closed").chmod(0o555)
    with workshop(is_kept=False) as folder:
        copy_context(BuildContext(DiskTree(root), parse_ignore("secret\n")), root, folder / "copy")
        copy = folder / "copy"
        found = sorted(path.relative_to(copy).as_posix() for path in copy.rglob("*"))

        assert found == ["closed", "closed/empty", "closed/run.sh", "link"]
        assert (copy / "link").readlink() == Path("../away/x")
        assert os.readlink(copy / "link") == "../away/./x"  # noqa: PTH115 - Path tidies it
        assert (copy / "closed/run.sh").stat().st_mode & 0o777 == 0o551
        assert (copy / "closed").stat().st_mode & 0o777 == 0o555
    assert not folder.exists()


def test_archive() -> None:
    """What counts of a path: kind, mode, owner, target and content; a hard link is the file that it names."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind, link in (
            ("./d/", b"5", ""),
            ("d/f", b"0", ""),
            ("/d/h", b"1", "d/f"),
            ("s", b"2", "d"),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.mode, info.uid = kind, link, 0o640, 7
            info.size = 3 if name == "d/f" else 0
            archive.addfile(info, io.BytesIO(b"abc"))
    buffer.seek(0)
    found = items(buffer)

    assert list(found) == ["d", "d/f", "d/h", "s"]
    assert found["d/h"] == found["d/f"]
    assert (found["d/f"].kind, found["d/f"].mode, found["d/f"].owner) == ("file", 0o640, (7, 0))
    assert (found["s"].kind, found["s"].target) == ("symlink", "d")
    assert found["d"].kind == "directory"


def test_differences() -> None:
    """Paths of either image, and settings that a Dockerfile decides; absent and empty are the same."""
    assert differing({"a": 1, "b": 2}, {"b": 3, "c": 4}) == {"a", "b", "c"}
    assert differing_settings(
        {"Env": ["A=1"], "Cmd": None}, {"Env": ["A=2"], "Hostname": "x", "Cmd": []}
    ) == ("Env",)


@given(st.binary(), st.sampled_from(["a.py", "a.css", "a", "a.json", "a.sql"]), st.integers(1, 1 << 64))
def test_edits(content: bytes, path: str, number: int) -> None:
    """An edit adds lines at the end, another each time."""
    edited = edited_content(path, content, f"{number:x}")

    assert edited.startswith(content)
    assert edited != content
    assert edited != edited_content(path, content, f"{number + 1:x}")


def _plan(dockerfile: str) -> BuildPlan:
    build = Build(context=BuildContext(MemoryTree(dict(_FILES))), label="", origin="a test")
    return plan(parse(dockerfile), build)


def test_file_to_edit() -> None:
    """The file is one for which the fix saves something, which a manifest is not."""
    before, after = _plan(START), _plan(FIXED)

    assert edit_to_try(before, after, ["requirements.txt", "app.py"]) == "app.py"
    assert edit_to_try(before, after, ["requirements.txt"]) is None
    assert edit_to_try(before, before, ["app.py"]) is None


def test_processes_end() -> None:
    """A process ends with what it has started when its block is left by an exception."""
    program = "import subprocess; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); p.wait()"
    command = [sys.executable, "-c", program]
    with (
        suppress(StopIteration),
        running(command, os.environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process,
    ):
        assert process.stdout is not None
        child = int(process.stdout.readline())
        next(iter(()))

    assert process.returncode == -signal.SIGTERM
    for _ in range(100):
        if not _runs(child):
            break
        time.sleep(0.05)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    """Whether a process is there and no mere entry that nobody has asked for."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
