"""The user's git as a process: nothing that a repository names is run, and nobody waits for it for ever."""

import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from threading import Thread

from layerwise.host.processes import end, running
from layerwise.host.programs import program
from layerwise.tuples import NamedTuple

_SECONDS = 20.0
_IMPATIENT = 2.0  # seconds for the minute after git has not answered: each folder may make it wait again
_MINUTE = 60.0
_LARGEST = 32 * 1024 * 1024  # bytes; a tree that holds another one many times prints without end
_PIECE = 65536
# A repository's own configuration may name programs to run; none of them is wanted (git-config(1)).
_SAFE = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"),
    *("-c", "log.showSignature=false", "-c", "diff.external=", "-c", "core.pager=cat"),
    *("-c", "safe.bareRepository=explicit"),  # a folder of the project that is made like a `.git` is none
)
_IS_MACOS: bool = sys.platform == "darwin"
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    # Goes before all that a configuration says, where `protocol.allow` gives way to a protocol's own key.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
# Where these are set, git would look at another repository than the folder's own.
_MISLEADING = (
    *("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF", "GIT_NAMESPACE"),
)


class Told(NamedTuple):
    """What git has printed, None where it failed, and whether that is all: it may not have come to its end in time."""

    output: str | None
    is_all: bool


def ask(directory: Path, *arguments: str) -> Told:
    """What git tells of a directory; it may be absent, refuse or fail."""
    git = program("git")
    if git is None or _is_shim(git):
        return Told(None, is_all=False)
    environment = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    try:
        return _told([git, *_SAFE, "-C", str(directory), *arguments], environment | _ENVIRONMENT)
    except (OSError, subprocess.SubprocessError, ValueError):
        return Told(None, is_all=False)


def stop() -> None:
    """End what is being asked, which then has no answer: threads that wait for one keep a process from its end."""
    for process in tuple(_asked.running):
        end(process)


def _told(command: list[str], environment: dict[str, str]) -> Told:
    with running(command, environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None, "it is a pipe"
        _asked.running.add(process)
        read: list[bytes] = []
        # In a thread of its own, since what git has started may hold the pipe for ever.
        reader = Thread(target=_read, args=(os.dup(process.stdout.fileno()), read), daemon=True)
        reader.start()
        reader.join(_asked.seconds())
        _asked.running.discard(process)
        if reader.is_alive():
            _asked.lost = time.monotonic()
        is_all = not reader.is_alive() and sum(map(len, read)) <= _LARGEST
        output = b"".join(read).decode(errors="surrogateescape")
        if not is_all:
            end(process)
            return Told(output, is_all=False)
        has_failed = process.wait(_IMPATIENT) != 0
        return Told(None if has_failed else output, is_all=not has_failed)


def _read(descriptor: int, read: list[bytes]) -> None:
    """Read until the end, or a little more than is wanted."""
    size = 0
    with open(descriptor, "rb", buffering=0) as pipe:
        while size <= _LARGEST and (piece := pipe.read(_PIECE)):
            read.append(piece)
            size += len(piece)


class _Asked:
    """What git is asked at the moment, and how long it is waited for."""

    def __init__(self) -> None:
        self.running: set[subprocess.Popen[bytes]] = set()
        self.lost = float("-inf")

    def seconds(self) -> float:
        """Less for a while after it was waited for in vain."""
        return _IMPATIENT if time.monotonic() - self.lost < _MINUTE else _SECONDS


_asked = _Asked()


@cache
def _is_shim(git: str) -> bool:
    """Whether `git` is but Apple's shim, which without the command-line tools opens a dialog that offers them."""
    if not _IS_MACOS or not git.startswith("/usr/bin/"):
        return False
    try:
        return (
            subprocess.run(("/usr/bin/xcode-select", "-p"), capture_output=True, check=False).returncode != 0
        )
    except OSError:
        return True
