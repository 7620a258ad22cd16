"""Shell completion, tried in the shells themselves."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import layerwise
import pytest

_COMMANDS = {
    "check",
    "fix",
    "plan",
    "simulate",
    "why",
    "prove",
    "explain",
    "rules",
    "ecosystems",
    "completion",
}
# What stands on the command line, and some of what the shell makes of the tab key there.
_CASES = {
    "layerwise ": _COMMANDS,
    "layerwise ch": {"check"},
    "layerwise check --form": {"--format"},
    "layerwise check --format s": {"sarif"},
    "layerwise fix --rule stale": {"stale-package-index"},
    "layerwise fix Docker": {"Dockerfile"},
    "layerwise completion z": {"zsh"},
}
_BASH = """
source "$1"
COMP_WORDS=($2) COMP_LINE=$2 COMP_POINT=${{#2}}
[[ $2 == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
complete -p layerwise >/dev/null || exit 1
function=$(complete -p layerwise | sed 's/.*-F \\([^ ]*\\).*/\\1/')
$function layerwise "${{COMP_WORDS[COMP_CWORD]}}" ""
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The script for each shell."""
    folder = tmp_path_factory.mktemp("completion")
    (folder / "Dockerfile").write_text("FROM scratch\n")
    server = os.pathsep.join((str(Path(layerwise.__file__).parent.parent), os.environ.get("PYTHONPATH", "")))
    found = {}
    for shell in ("bash", "zsh", "fish"):
        done = subprocess.run(
            [sys.executable, "-m", "layerwise", "completion", shell],
            env={**os.environ, "PYTHONPATH": server},
            capture_output=True,
            text=True,
            check=True,
        )
        found[shell] = folder / f"layerwise.{shell}"
        found[shell].write_text(done.stdout)
    return found


def _run(shell: str, *words: str, folder: Path) -> str:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell}; install the package {shell}")
    done = subprocess.run([shell, *words], cwd=folder, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(("line", "expected"), _CASES.items(), ids=_CASES)
def test_bash(line: str, expected: set[str], scripts: Mapping[str, Path]) -> None:
    """Bash's own function for the command answers."""
    script = scripts["bash"]
    output = _run("bash", "-c", _BASH.format(), "bash", str(script), line, folder=script.parent)

    assert expected <= {word.strip() for word in output.splitlines()}


@pytest.mark.parametrize(("line", "expected"), _CASES.items(), ids=_CASES)
def test_fish(line: str, expected: set[str], scripts: Mapping[str, Path]) -> None:
    """Fish is asked what it would complete."""
    script = scripts["fish"]
    output = _run("fish", "--no-config", "-c", f"source {script}; complete -C {line!r}", folder=script.parent)

    assert expected <= {row.partition("\t")[0] for row in output.splitlines()}


_READY = "now> "
_PATIENCE = 30  # seconds


@pytest.mark.parametrize(("line", "expected"), _CASES.items(), ids=_CASES)
def test_zsh(line: str, expected: set[str], scripts: Mapping[str, Path]) -> None:
    """Zsh, in a terminal of its own, shows what the tab key offers or puts in."""
    if shutil.which("zsh") is None:
        pytest.skip("no zsh; install the package zsh")
    script = scripts["zsh"]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(script.parent)
        os.execvp("env", ["env", "TERM=xterm", "PS1=first> ", "zsh", "-f", "-i"])  # noqa: S606 - it is to have a terminal
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 200, 0, 0))
    try:
        setup = f"autoload -Uz compinit; compinit -u -D; eval \"$(cat {script})\"; PROMPT='no''w> '\r"
        assert "first> " in _read(terminal, {"first> "})
        os.write(terminal, setup.encode())
        assert _READY in _read(terminal, {_READY})
        os.write(terminal, line.encode())
        assert line in _read(terminal, {line})
        os.write(terminal, b"\t")
        shown = _read(terminal, expected, line)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)

    for word in expected:
        assert word in shown


def _read(terminal: int, expected: set[str], before: str = "") -> str:
    """What a terminal shows after a text until all these words are there, without what steers it."""
    shown, end = before.encode(), time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            shown += os.read(terminal, 65536)
        text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x08|\r|\x1b[=>]", "", shown.decode(errors="replace"))
        if all(word in text for word in expected):
            return text
    return text
