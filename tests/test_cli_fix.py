"""`layerwise fix`: many Dockerfiles, some rules, asking first, and files that are whole whatever goes wrong."""

import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from editing import environment
from layerwise.cli.files import Overlay
from layerwise.cli.main import main
from layerwise.cli.texts import Unusable
from starting_case import FIXED, RULE, START, lay

_INDEX = "stale-package-index"
_TWO = START + "RUN apt-get update\nRUN apt-get install -y curl\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starting case on disk, as the working directory."""
    lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_several(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Folders and files are fixed one after the other; one that cannot be read is told, and the exit code is 2."""
    for name in ("a", "b"):
        (project / name).mkdir()
        lay(project / name)
    (project / "b" / "Dockerfile").write_text(FIXED)
    code = main(["fix", ".", "absent"])
    told = capsys.readouterr()

    assert code == 2
    assert [line.partition(":")[0] for line in told.out.splitlines()[:-1]] == ["Dockerfile", "a/Dockerfile"]
    assert told.out.splitlines()[-1] == "2 fixes in 2 of 4 Dockerfiles"
    assert told.err == "layerwise: absent does not exist; check the path\n"
    assert {(project / name / "Dockerfile").read_text() for name in (".", "a", "b")} == {FIXED}
    assert main(["fix"]) == 0
    assert capsys.readouterr().out == "Nothing to fix\n"


def test_a_diff_of_several(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The diff of several Dockerfiles is one that git applies, the shared ignore file in it once."""
    (project / "__pycache__").mkdir()
    (project / "__pycache__" / "app.pyc").write_text("")
    (project / "web.Dockerfile").write_text(START)
    main(["fix", "--diff", "--unsafe-fixes"])
    diff = capsys.readouterr().out
    subprocess.run(["git", "apply"], input=diff, text=True, check=True, cwd=project)

    assert diff.count("+++ b/.dockerignore\n") == 1
    assert (project / "Dockerfile").read_text() == (project / "web.Dockerfile").read_text() == FIXED
    assert main(["fix", "--diff", "--unsafe-fixes"]) == 0
    assert capsys.readouterr().out == ""


def test_some_rules(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --rule only the fixes of these rules are made, and only they are told of."""
    (project / "Dockerfile").write_text(_TWO)
    code = main(["fix", "--rule", _INDEX])
    told = capsys.readouterr()
    text = (project / "Dockerfile").read_text()

    assert (code, told.err) == (0, "")
    assert f"[{_INDEX}]" in told.out
    assert text.startswith(START)
    assert text != _TWO
    assert main(["fix", "--rule", "stale-pakage-index"]) == 2
    assert capsys.readouterr().err == (
        "layerwise: there is no rule stale-pakage-index; did you mean stale-package-index?\n"
    )
    assert main(["fix", "--rule", _INDEX, "--rule", RULE]) == 0
    assert (project / "Dockerfile").read_text().startswith(FIXED[:30])


@pytest.mark.usefixtures("project")
def test_asking_needs_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody can answer, one line says so."""
    assert main(["fix", "--ask"]) == 2
    assert capsys.readouterr().err == (
        "layerwise: --ask needs a terminal to ask in; leave it out, or see --diff\n"
    )


_ANSWERS = {
    "yes to all": (["y", "y", "y"], True, True, 0),
    "no, then yes": (["n", "y", "q"], False, True, 1),
    "all that are safe": (["a"], True, True, 0),
    "help, then leave": (["?", "q"], False, False, 1),
    "one, then leave": (["y", "q"], True, False, 1),
    "the end of the input": (["y", "\x04"], True, False, 1),
}


@pytest.mark.parametrize(("answers", "has_first", "has_second", "code"), _ANSWERS.values(), ids=_ANSWERS)
def test_asking(answers: list[str], has_first: bool, has_second: bool, code: int, project: Path) -> None:
    """Each fix is shown and made only if the answer is yes."""
    (project / "Dockerfile").write_text(_TWO)
    shown, left = _conversation(answers, project)
    text = (project / "Dockerfile").read_text()

    assert left == code
    assert ("COPY requirements.txt /app/\n" in text) is has_first
    assert ("RUN apt-get update &&" in text) is has_second
    assert "safe fix: Copy requirements.txt before pip install" in shown
    assert "+ COPY requirements.txt /app/" in shown
    assert ("y - make this change" in shown) is ("?" in answers)
    assert not [one for one in project.iterdir() if one.name.endswith(".tmp")]


def test_asking_about_a_fix_to_review(project: Path) -> None:
    """A fix that needs a review is offered as such, with its reason, though all safe ones are taken."""
    (project / "__pycache__").mkdir()
    (project / "__pycache__" / "app.pyc").write_text("")
    shown, code = _conversation(["n", "a"], project)

    assert "fix to review: " in shown
    assert ".dockerignore (a new file)" in shown
    assert (project / "Dockerfile").read_text() == FIXED
    assert not (project / ".dockerignore").exists()
    assert code in (0, 1)


def _conversation(answers: list[str], folder: Path) -> tuple[str, int]:
    """What a terminal shows of `fix --ask` while these answers are given, and the exit code."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(  # noqa: S606 - it is to have a terminal
            sys.executable,
            [sys.executable, "-m", "layerwise", "fix", "--ask"],
            environment() | {"NO_COLOR": "1"},
        )
    shown = ""
    for answer in answers:
        shown += _until(terminal, "]? ")
        os.write(terminal, answer.encode() if answer == "\x04" else f"{answer}\n".encode())
    shown += _until(terminal, None)
    os.close(terminal)
    return re.sub(r"\r", "", shown), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _until(terminal: int, mark: str | None) -> str:
    """What is shown until a mark, or until the end."""
    shown, end = b"", time.monotonic() + 60
    while time.monotonic() < end and (mark is None or not shown.decode(errors="replace").endswith(mark)):
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        try:
            got = os.read(terminal, 65536)
        except OSError:  # Linux says so of a terminal whose other end is closed
            break
        if not got:
            break
        shown += got
    return shown.decode(errors="replace")


_KILLER = """
import os, signal, sys
from layerwise.cli import writing
from layerwise.cli.main import main
name, at = sys.argv[1], int(sys.argv[2])
right, calls = getattr(os, name), []
def killed(*arguments, **options):
    calls.append(name)
    if len(calls) == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return right(*arguments, **options)
setattr(os, name, killed)
sys.exit(main(["fix", "--unsafe-fixes", "Dockerfile"]))
"""


@pytest.mark.parametrize(
    ("name", "at"), [("fdopen", 1), ("fsync", 1), ("replace", 1), ("replace", 2), ("utime", 1)]
)
def test_killed_on_the_way(name: str, at: int, project: Path) -> None:
    """Whenever the process is killed, each file is as it was or as it was to be."""
    (project / "__pycache__").mkdir()
    (project / "__pycache__" / "app.pyc").write_text("")
    (project / ".dockerignore").write_text("*.log\n")
    command = [sys.executable, "-c", _KILLER, name, str(at)]
    done = subprocess.run(command, cwd=project, env=environment(), capture_output=True, check=False)

    assert done.returncode == -signal.SIGKILL
    assert (project / "Dockerfile").read_text() in (START, FIXED)
    ignoring = (project / ".dockerignore").read_text()
    assert ignoring == "*.log\n" or (ignoring.startswith("*.log\n") and ignoring.endswith("\n"))
    assert main(["fix", "--unsafe-fixes", "Dockerfile"]) == 0
    assert (project / "Dockerfile").read_text() == FIXED


def test_a_full_disk(project: Path) -> None:
    """Where there is no room for the whole of a file, none of it is written, and nothing is left behind."""
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))\n"
        "from layerwise.cli.main import main\n"
        "sys.exit(main(['fix', 'Dockerfile']))\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    env = {**environment(), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=project, env=env, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr == "layerwise: %s cannot be written: file too large; nothing is changed\n" % (
        project / "Dockerfile"
    )
    assert (project / "Dockerfile").read_text() == START
    assert {path.name for path in project.iterdir()} == {"Dockerfile", "app.py", "requirements.txt"}


def test_all_or_none(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second of two files cannot be put in its place, the first is put back, and a new one taken away."""
    texts = {"Dockerfile": FIXED, "new": "1\n", "app.py": "2\n"}
    overlay = Overlay()
    for name, text in texts.items():
        overlay.put(project / name, text, creates=name == "new")
    right, calls = os.replace, []

    def replace(source: str, target: Path) -> None:
        calls.append(target)
        if target.name == "app.py":
            raise OSError(28, "No space left on device")
        right(source, target)

    monkeypatch.setattr("layerwise.cli.writing.os.replace", replace)
    with pytest.raises(Unusable, match="no space left on device; nothing is changed"):
        overlay.write()

    assert (project / "Dockerfile").read_text() == START
    assert (project / "app.py").read_text() == "print()\n"
    assert {path.name for path in project.iterdir()} == {"Dockerfile", "app.py", "requirements.txt"}


def test_told_to_stop(project: Path) -> None:
    """A process that is told to stop while it writes leaves nothing behind."""
    script = (
        "import os, signal, sys\n"
        "from layerwise.cli.main import main\n"
        "os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGTERM)\n"
        "sys.exit(main(['fix', 'Dockerfile']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=project, env=environment(), capture_output=True, check=False
    )

    assert done.returncode == 128 + signal.SIGTERM
    assert (project / "Dockerfile").read_text() == START
    assert {path.name for path in project.iterdir()} == {"Dockerfile", "app.py", "requirements.txt"}


def test_a_read_only_file(
    project: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    """A file that its owner has locked is not replaced behind the lock."""
    dockerfile = project / "Dockerfile"
    assert main(["fix", "--diff"]) == 0  # imports all that nobody but root may read
    dockerfile.chmod(0o444)
    project.chmod(0o777)
    request.getfixturevalue("unprivileged")

    assert main(["fix", "Dockerfile"]) == 2
    assert "it is read-only; nothing is changed" in capsys.readouterr().err
    assert dockerfile.read_text() == START


def test_modes_and_attributes_stay(project: Path) -> None:
    """Mode and extended attributes of a file that is fixed are those from before; its time is not."""
    dockerfile = project / "Dockerfile"
    dockerfile.chmod(0o750)
    os.utime(dockerfile, (1, 1))
    try:
        os.setxattr(dockerfile, "user.layerwise", b"kept")
    except (AttributeError, OSError):
        pytest.skip("no extended attributes here; use a file system that has them")
    main(["fix", "Dockerfile"])

    assert dockerfile.read_text() == FIXED
    assert dockerfile.stat().st_mode & 0o777 == 0o750
    assert dockerfile.stat().st_mtime > 1
    assert os.getxattr(dockerfile, "user.layerwise") == b"kept"
