"""Processes that must not go on when we stop: each is ended with all that it started."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO

_SECONDS_TO_STOP = 10

Stream = int | IO[bytes]


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str], *, stdout: Stream, stderr: Stream
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process in a group of its own, without our input, ended when the block is left by an exception."""
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
    ) as process:
        try:
            yield process
        except BaseException:
            end(process)
            raise


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask it and all that it started to end, as a builder that is told so stops its steps; then make it."""
    _signal(process, signal.SIGTERM)
    try:
        process.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    if hasattr(os, "killpg"):  # what it has started may be there still, when it is not
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _signal(process: "subprocess.Popen[bytes]", number: int) -> None:
    if process.poll() is not None:
        return
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, number)
        else:
            process.terminate()
