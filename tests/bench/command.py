"""One run of a command line: how long it took, and how much CPU."""

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from bench.client import Silence
from bench.sampling import Taken

_USUAL = (0, 1)  # nothing found, something found


def run(command: Sequence[str], folder: Path) -> Taken:
    """What a command takes, its own processes' CPU time with it: run in a folder to its end, its output let go."""
    began = time.perf_counter()
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise Silence(f"cannot be started: {error.strerror}") from None
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in _USUAL:
        raise Silence(f"exit code {process.returncode}")
    return Taken(wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3)
