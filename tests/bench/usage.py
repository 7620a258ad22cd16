"""What processes use: CPU time and memory, of a process with those it started. Known on Linux alone."""

import math
import os
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MEGABYTE = 1_000_000

IS_KNOWN = _PROC.joinpath("self", "stat").exists()


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process tree, those of its ended and awaited children too; not a number if unknown."""
    if not IS_KNOWN:
        return math.nan
    total = 0
    for one in _tree(pid):
        # After the name, which may hold blanks: utime, stime, cutime and cstime are the 12th to the 15th.
        fields = _text(one, "stat").rpartition(")")[2].split()
        total += sum(map(int, fields[11:15]))
    return total / _TICKS


def memory_of(pid: int) -> float:
    """Resident megabytes of a process tree."""
    pages = (_text(one, "statm").split() for one in _tree(pid))
    return sum(int(fields[1]) for fields in pages if fields) * _PAGE / _MEGABYTE


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for thread in _threads(one):
            found += map(int, _text(one, f"task/{thread}/children").split())
    return found


def _threads(pid: int) -> list[str]:
    try:
        return [thread.name for thread in (_PROC / str(pid) / "task").iterdir()]
    except OSError:
        return []


def _text(pid: int, name: str) -> str:
    try:
        return (_PROC / str(pid) / name).read_text()
    except OSError:
        return ""
