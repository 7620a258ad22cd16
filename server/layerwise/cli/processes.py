"""Several processes that judge files, none of which outlives this one."""

import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import active_children, get_context

from layerwise.cli.judged import Bench, Judge, Judged, Task

_CHUNK = 8  # tasks that are sent at once: some tenths of a second of work
_AHEAD = 4  # chunks for each process that may be under way: what is kept when one takes long
# A fork shares what is imported; it is safe, since there are no threads here yet.
_METHOD = "fork" if sys.platform == "linux" else "spawn"
# A new Python looks for modules in the current directory, the project's, before all others, unless it is told not to.
_SAFE_PATH = "PYTHONSAFEPATH"
_KNOWS_SAFE_PATH = sys.version_info >= (3, 11)
_PATIENCE = 5.0  # seconds in which a pool without processes ends
_LOOK = 1.0  # seconds between two looks at whether the first process is still there

_Done = tuple[Task, Judged | None]
_Pending = tuple["Future[list[Judged | None]]", Sequence[Task]]
_judges: list[Judge] = []  # the one of this process: what a pool calls knows nothing but its arguments


def can_start() -> bool:
    """Whether processes can be had in which nothing of the current directory is run."""
    return _METHOD == "fork" or _KNOWS_SAFE_PATH or bool(sys.flags.isolated)


class Processes:
    """A pool of processes; one that dies costs the file that it died of."""

    def __init__(self, bench: Bench, jobs: int) -> None:
        self._bench = bench
        self._jobs = jobs
        self._pool = self._start(jobs)

    def judged(self, tasks: Iterable[Task], *, is_ordered: bool) -> Iterator[_Done]:
        """Each task with what came of it; no more than a few chunks are under way or waiting to be taken."""
        pending: deque[_Pending] = deque()
        rest = iter(tasks)
        while True:
            while len(pending) < self._jobs * _AHEAD and (chunk := tuple(islice(rest, _CHUNK))):
                pending.append((self._pool.submit(_judge_all, chunk), chunk))
            if not pending:
                return
            future, sent = _next(pending, is_ordered=is_ordered)
            try:
                yield from zip(sent, future.result(), strict=True)
            except BrokenProcessPool:
                broken = [sent, *(chunk for _, chunk in pending)]
                pending.clear()
                yield from self._one_by_one([task for chunk in broken for task in chunk])

    def close(self) -> None:
        """End the processes at once."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in active_children():
            process.terminate()
        for process in active_children():
            process.join()
        # The pool's own thread: were it to end while Python does, Python would write to a pipe that it has closed.
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join(_PATIENCE)

    def _start(self, jobs: int) -> ProcessPoolExecutor:
        if _METHOD == "spawn":
            os.environ[_SAFE_PATH] = "1"
        arguments = (self._bench, os.getpid())
        return ProcessPoolExecutor(jobs, get_context(_METHOD), initializer=_begin, initargs=arguments)

    def _one_by_one(self, tasks: Sequence[Task]) -> Iterator[_Done]:
        """What came of tasks of which one has ended its process: each again in a process that may die of it."""
        self._pool.shutdown()
        pool = self._start(1)
        for task in tasks:
            future = pool.submit(_judge_all, (task,))
            error = future.exception()
            if isinstance(error, BrokenProcessPool):
                yield task, Judge(self._bench).unjudged(task, error)
                pool.shutdown()
                pool = self._start(1)
            else:
                yield task, future.result()[0]
        pool.shutdown()
        self._pool = self._start(self._jobs)


def _next(pending: deque[_Pending], *, is_ordered: bool) -> _Pending:
    """The first chunk, or the first one that is done."""
    if is_ordered:
        return pending.popleft()
    done = wait([future for future, _ in pending], return_when=FIRST_COMPLETED).done
    found = next(one for one in pending if one[0] in done)
    pending.remove(found)
    return found


def _begin(bench: Bench, parent: int) -> None:
    """Make ready to judge; Ctrl-C, which goes to all processes of a terminal, ends this one without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    _judges.append(Judge(bench))


def _leave_with(parent: int) -> None:
    """End this process when the first one has been killed."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def _judge_all(tasks: Sequence[Task]) -> list[Judged | None]:
    return [_judges[-1].judge(task) for task in tasks]
