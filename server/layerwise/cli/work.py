"""How the files of one `check` are judged: one after the other in this process, or by several processes."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from layerwise.cli.dockerfiles import Named
from layerwise.cli.formats.registry import UNORDERED
from layerwise.cli.judged import RECENT, Bench, Judge, Judged, Task
from layerwise.cli.progress import Progress
from layerwise.records import replace

_WORTH = 24  # Dockerfiles for which starting processes takes less time than it saves


class Workers(Protocol):
    """Those who judge."""

    def judged(self, tasks: Iterable[Task], *, is_ordered: bool) -> Iterator[tuple[Task, Judged | None]]:
        """Each task with what came of it, in their order or as soon as it is known."""

    def close(self) -> None:
        """Stop, whatever is still under way."""


class Work:
    """Judges Dockerfiles, then the ignore files in force for them; says how far it is."""

    def __init__(self, bench: Bench, names: Sequence[Named], progress: Progress) -> None:
        wanted = bench.asked.jobs
        worth = _cores() if wanted is None and len(names) >= _WORTH else 1
        self.jobs = max(min(wanted or worth, len(names)), 1)
        self._names = names
        self._progress = progress
        self._is_ordered = bench.asked.output not in UNORDERED
        self._looks_ahead = self.jobs > 1 or len(names) > RECENT
        self._workers = _workers(replace(bench, looks_ahead=self._looks_ahead), self.jobs)

    def results(self) -> Iterator[Judged]:
        """Each file as soon as it is its turn."""
        in_force: dict[Path, list[Named]] = {}
        ahead: dict[Path, Judged | None] = {}
        tasks = [Task((named,)) for named in self._names]
        for task, judged in self._counted(tasks, "Dockerfiles"):
            if judged is None:
                continue
            for path, found in judged.ignore_files:
                in_force.setdefault(path, []).append(task.dockerfiles[0])
                ahead[path] = found
            yield judged
        yield from self._ignore_files(in_force, ahead)

    def _ignore_files(
        self, in_force: dict[Path, list[Named]], ahead: dict[Path, Judged | None]
    ) -> Iterator[Judged]:
        """The ignore files in which something is found; one in force for one Dockerfile alone may be known already."""
        order = {named: number for number, named in enumerate(self._names)}
        asked = {path: sorted(names, key=order.__getitem__) for path, names in sorted(in_force.items())}
        tasks = [
            Task(tuple(names), path)
            for path, names in asked.items()
            if len(names) > 1 or not self._looks_ahead
        ]
        found = {task.ignore_file: judged for task, judged in self._counted(tasks, "ignore files")}
        for path in asked:
            judged = found[path] if path in found else ahead[path]
            if judged is not None:
                yield judged

    def _counted(self, tasks: Sequence[Task], what: str) -> Iterator[tuple[Task, Judged | None]]:
        for done, one in enumerate(self._workers.judged(tasks, is_ordered=self._is_ordered)):
            self._progress.count(done, len(tasks), what)
            yield one

    def close(self) -> None:
        """Stop, whatever is still under way."""
        self._workers.close()


class _Alone:
    """This process."""

    def __init__(self, bench: Bench) -> None:
        self._judge = Judge(bench)

    def judged(self, tasks: Iterable[Task], *, is_ordered: bool) -> Iterator[tuple[Task, Judged | None]]:
        """Each task when it is asked for, which is in order in any case."""
        assert is_ordered in (True, False), "either is fine"
        yield from ((task, self._judge.judge(task)) for task in tasks)

    def close(self) -> None:
        """Nothing is under way between two tasks."""


def _workers(bench: Bench, jobs: int) -> Workers:
    if jobs == 1:
        return _Alone(bench)
    from layerwise.cli.processes import Processes, can_start  # noqa: PLC0415 - a small project does not pay for it

    return Processes(bench, jobs) if can_start() else _Alone(bench)


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
