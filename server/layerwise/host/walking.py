"""Walks of large folders that keep nobody waiting: in a process of their own, or in small pieces where none is allowed.

Two threads of one Python take turns every few milliseconds, and a keystroke loses each of them; another process does
not. It is started with the same interpreter, isolated from the user's folders and environment, and steps behind others.
"""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import layerwise
from layerwise.host.reading import is_led_out
from layerwise.host.walk import apart, files_below, wanted
from layerwise.tuples import NamedTuple

PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from layerwise.host.walk import main; main(sys.argv[2:])"
)
_QUIETLY: int = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
_PIECE = 250  # entries looked at before others have their turn
_PAUSE = 0.002


class Walks(NamedTuple):
    """Finds files; `is_trusted`: the user trusts the workspace, so that processes may be started."""

    is_trusted: bool

    async def find(self, kind: str, folders: Iterable[Path], most: int) -> list[Path]:
        """The files of a kind below some folders, each once and at most so many; given up when nobody waits.

        Links that lead out of the folders are left out.
        """
        roots = apart(map(str, folders))
        if not roots:
            return []
        found = await _in_a_process(kind, roots, most) if self.is_trusted and sys.executable else None
        if found is None:
            found = await _in_pieces(kind, roots, most)
        return [path for path in found if not all(is_led_out(path, Path(root)) for root in roots)]


async def _in_a_process(kind: str, roots: Sequence[str], most: int) -> list[Path] | None:
    """The same by another process; None where there can be none."""
    package = str(Path(layerwise.__file__).parent.parent)
    command = (sys.executable, "-I", "-X", "utf8", "-c", PROGRAM, package, kind, str(most), *roots)
    process = _started(command)
    if process is None:
        return None
    try:
        # Not by asyncio's own processes, which lose one that is killed just when it ends.
        output, _ = await asyncio.to_thread(process.communicate)
    finally:
        if process.poll() is None:
            process.kill()
    if process.returncode != 0:
        return None
    return [Path(os.fsdecode(name)) for name in output.split(b"\0") if name]


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes] | None":
    """A process whose output is read; None where there can be none."""
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_QUIETLY,
        )
    except OSError:
        return None


async def _in_pieces(kind: str, roots: Sequence[str], most: int) -> list[Path]:
    """The same in a thread, which pauses so often that the others hardly notice."""
    is_given_up = threading.Event()
    seen = 0

    def rest(count: int) -> None:
        nonlocal seen
        seen += count
        if is_given_up.is_set():
            raise _GivenUp
        if seen >= _PIECE:
            time.sleep(_PAUSE * (seen // _PIECE))
            seen %= _PIECE

    def walk() -> list[Path]:
        found = (path for root in roots for path in files_below(root, wanted(kind), rest))
        try:
            return [Path(path) for path in islice(found, most)]
        except _GivenUp:
            return []

    try:
        return await asyncio.to_thread(walk)
    finally:
        is_given_up.set()


class _GivenUp(Exception):  # noqa: N818 - nothing failed
    """Nobody waits for the walk."""
