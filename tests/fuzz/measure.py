"""How long a function takes, in a process of its own that is ended when it takes too long."""

import os
import resource
import signal
import time
from collections.abc import Callable
from typing import NamedTuple

_MEMORY = 4 * 1024**3  # bytes


class Measured(NamedTuple):
    """The seconds of the processor, None where the process was ended; and the error, where there was one."""

    seconds: float | None
    error: str = ""


def measured(run: Callable[[], object], limit: float) -> Measured:
    """Run a function once, and end it after so many seconds of the processor."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _child(run, limit, write)
    os.close(write)
    with os.fdopen(read) as told:
        words = told.read()
    os.waitpid(child, 0)
    seconds, _, error = words.partition(" ")
    return Measured(float(seconds), error) if seconds else Measured(None)


def _child(run: Callable[[], object], limit: float, write: int) -> None:
    """Never returns."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    begun = time.process_time()
    error = ""
    try:
        run()
    except BaseException as raised:
        error = f"{type(raised).__name__}: {raised}"[:200]
    os.write(write, f"{time.process_time() - begun:.3f} {error}".encode("utf-8", "replace"))
    os._exit(0)
