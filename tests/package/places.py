"""Where the set-up has put the packaging tools and the wheels, and which Pythons are at hand."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
BUILD = ROOT / "build" / "package"
TOOLS = BUILD / "tools" / "bin"
WHEELS = BUILD / "wheels"

_OLDEST, _NEWEST = (3, 10), (3, 14)  # what is claimed, and the newest that this was written for
_PROBE = "import ensurepip, sys; print(*sys.version_info[:3], sys._base_executable)"


class Python(NamedTuple):
    """A Python of this machine: its version and its program."""

    version: tuple[int, int, int]
    program: Path

    @property
    def name(self) -> str:
        """The version as people write it."""
        return ".".join(map(str, self.version))


def why_not() -> str | None:
    """Why Layerwise cannot be installed for a test here, in words for the one who runs them; None where it can."""
    missing = [program for program in ("unshare", "ip", "git") if shutil.which(program) is None]
    if missing:
        return f"no {', '.join(missing)}: install util-linux, iproute2, git"
    if subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode != 0:
        return "no namespaces: run as root, in a container with --privileged"
    return None


def why_not_ready() -> str | None:
    """Why the suite cannot start; None where the set-up has been made too."""
    is_ready = TOOLS.is_dir() and WHEELS.is_dir()
    return why_not() or (None if is_ready else "nothing is set up: run npm test -- package")


@cache
def pythons() -> tuple[Python, ...]:
    """The newest patch of each version that is claimed and found: on the PATH, or where pyenv and uv put theirs."""
    found: dict[tuple[int, int], Python] = {}
    for program in dict.fromkeys(_programs()):
        python = _probe(program)
        if python is None or not _OLDEST <= python.version[:2] <= _NEWEST:
            continue
        known = found.get(python.version[:2])
        if known is None or known.version < python.version:
            found[python.version[:2]] = python
    return tuple(found[minor] for minor in sorted(found))


def _programs() -> Iterator[str]:
    for minor in range(_OLDEST[1], _NEWEST[1] + 1):
        yield from filter(None, [shutil.which(f"python3.{minor}")])
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    uv = Path.home() / ".local" / "share" / "uv" / "python"
    for folder in (pyenv / "versions", uv):
        yield from (str(path) for path in sorted(folder.glob("*/bin/python3")))


def _probe(program: str) -> Python | None:
    """What a program says of itself; None where it is no Python that can make environments with pip."""
    done = subprocess.run([program, "-I", "-c", _PROBE], capture_output=True, text=True, check=False)
    words = done.stdout.split(maxsplit=3)
    if done.returncode != 0 or len(words) != 4:  # a shim of pyenv for a version that is not chosen
        return None
    major, minor, patch = map(int, words[:3])
    return Python((major, minor, patch), Path(words[3].strip()))
