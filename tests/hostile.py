"""Layerwise as users start it in a folder that an attacker has made, and what it does there, told by strace."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

SERVER = Path(__file__).parent.parent / "server" / "layerwise_server.py"
# As the extension and the action start it; without arguments it is the language server.
COMMAND = (sys.executable, "-I", "-B", str(SERVER))
PATIENCE = 60

_STRACE = shutil.which("strace")
needs_strace = pytest.mark.skipif(_STRACE is None, reason="strace is not installed")
_CALLS = "%file,%process,%network"
_OPENED = re.compile(
    r"openat2?\(.*?, \"(?P<name>.*?)\", \{?(?:flags=)?(?P<flags>[A-Z_|0-9]+).* = \d+<(?P<path>.*)>$"
)
_EXECUTED = re.compile(r"execve(?:at)?\(\"(?P<path>.*?)\".* = 0$")
_FAMILY = re.compile(r"(?:socket|connect)\(.*?(?P<family>AF_[A-Z0-9]+)")
_CHANGED = re.compile(
    r"(?:rename(?:at2?)?|unlink(?:at)?|mkdir(?:at)?|rmdir|symlink(?:at)?|link(?:at)?|truncate|f?chmod(?:at)?|chown)"
    r"\((?P<rest>.*)\) = 0$"
)
_WRITING = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC")


class Watched(NamedTuple):
    """What a command printed, and what it and all that it started did to the world."""

    code: int
    output: str
    errors: str
    opened: frozenset[str]
    written: frozenset[str]
    executed: tuple[str, ...]
    families: frozenset[str]

    def opened_below(self, folder: Path) -> set[str]:
        """What was opened, listed or written in a folder, as seen from there."""
        inside = f"{folder}/"
        return {
            path.removeprefix(inside) for path in self.opened | self.written if f"{path}/".startswith(inside)
        }


def watched(arguments: Sequence[str], folder: Path, given: bytes = b"") -> Watched:
    """A command of Layerwise, run to its end in a folder."""
    assert _STRACE is not None, "the test is skipped without"
    logs = folder.parent / "strace"
    logs.mkdir(exist_ok=True)
    # A file for each process: in a common one, calls that overlap are cut in two.
    tracing = ("-ff", "--decode-fds=path", "--quiet=all", "--string-limit=4096", f"--trace={_CALLS}")
    done = subprocess.run(
        [_STRACE, *tracing, "--output", str(logs / "log"), *COMMAND, *arguments],
        cwd=folder,
        input=given,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    lines = [line for log in sorted(logs.iterdir()) for line in log.read_text(errors="replace").splitlines()]
    shutil.rmtree(logs)
    opened = [found for line in lines if (found := _OPENED.search(line))]
    written = {one["path"] for one in opened if any(flag in one["flags"] for flag in _WRITING)}
    changed = {
        path for line in lines if (found := _CHANGED.search(line)) for path in _paths(found["rest"], folder)
    }
    return Watched(
        code=done.returncode,
        output=done.stdout.decode(errors="replace"),
        errors=done.stderr.decode(errors="replace"),
        opened=frozenset(one["path"] for one in opened),
        written=frozenset(path for path in written | changed if not path.startswith("/dev/")),
        executed=tuple(found["path"] for line in lines if (found := _EXECUTED.search(line))),
        families=frozenset(found["family"] for line in lines if (found := _FAMILY.search(line))),
    )


def _paths(arguments: str, folder: Path) -> list[str]:
    return [str(folder / name) for name in re.findall(r"\"(.*?)\"", arguments)]


def message(**content: object) -> bytes:
    """A message as it stands in a conversation with the server."""
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
