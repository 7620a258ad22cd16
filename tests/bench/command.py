"""One run of a command line: how long it took, how much CPU, and what it held at most."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.client import Silence

_USUAL = (0, 1)  # nothing found, something found


class Run(NamedTuple):
    """Milliseconds on the clock and of CPU, its own processes' among them."""

    wall: float
    cpu: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run a command in a folder to its end, what it says let go."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=None if environment is None else {**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in _USUAL:
        raise Silence(f"exit code {process.returncode}")
    return Run(wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3)
