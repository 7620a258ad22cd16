"""The command lines: one file in a new process, and a thousand projects."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.running import Bench, Row
from bench.command import Run, run
from bench.contestants import HADOLINT, OURS, TALLY
from bench.dockerfiles import dockerfile
from bench.projects import lay_monorepo, lay_projects
from bench.sampling import RATE, Figure, in_turns
from bench.table import Line, Must

_COLD_AT_MOST = 100.0


def measure_one(bench: Bench) -> Iterator[Line]:
    """One small file, and one of 300 lines, each in a process of its own."""
    folder = lay_monorepo(bench.fresh("checking"))
    for size, must in ((5, Must(at_most=_COLD_AT_MOST)), (300, Must(ahead_of=(HADOLINT,)))):
        (folder / "Dockerfile").write_text(dockerfile(size))
        commands = {one.name: (*one.check, "Dockerfile") for one in bench.checkers()}
        taken = _taken(commands, folder, bench.pick(4, 15), bench.pick(4.0, 20.0))
        figures = {
            name: Figure(tuple(one.wall for one in runs), cpu=_mean_cpu(runs), note=note)
            for name, (runs, note) in taken.items()
        }
        yield Line(what=f"check of a file, {size} lines, a new process", figures=figures, must=must)


def measure_many(bench: Bench) -> Iterator[Line]:
    """A folder of projects, each with its build context; CPU time counts, whichever number of cores a tool takes."""
    count = bench.pick(100, 1_000)
    folder = bench.fresh("projects")
    files = [str(path) for path in lay_projects(folder, count)]
    # hadolint takes files, the others look for them.
    commands = {one.name: (*one.check, *(files if one.name == HADOLINT else [str(folder)])) for one in bench.checkers()}
    taken = _taken(commands, folder, 3, bench.pick(20.0, 120.0))
    for what, seconds in (("CPU second (per core)", _cpu), ("second on the clock", _wall)):
        figures = {
            name: Figure(tuple(count / seconds(one) for one in runs), RATE, note=note)
            for name, (runs, note) in taken.items()
        }
        must = Must(ahead_of=(HADOLINT, TALLY)) if seconds is _cpu else Must()
        yield Line(what=f"check of {count:,} projects, files per {what}", figures=figures, must=must)


def _taken(
    commands: dict[str, tuple[str, ...]], folder: Path, rounds: int, budget: float
) -> dict[str, tuple[Sequence[Run], str]]:
    runs: dict[str, list[Run]] = {name: [] for name in commands}

    def once(name: str) -> Callable[[], float]:
        def measure() -> float:
            runs[name].append(run(commands[name], folder))
            return runs[name][-1].wall

        return measure

    in_turns({OURS: once(OURS)} if OURS in commands else {}, 1, 0)  # its modules are compiled now
    for kept in runs.values():
        kept.clear()
    _, obstacles = in_turns({name: once(name) for name in commands}, rounds, budget)
    return {name: (runs[name], obstacles.get(name, "")) for name in commands}


def _mean_cpu(runs: Sequence[Run]) -> float | None:
    return sum(one.cpu for one in runs) / len(runs) if runs else None


def _cpu(one: Run) -> float:
    return one.cpu / 1e3


def _wall(one: Run) -> float:
    return one.wall / 1e3


ROW = Row("check", "Command line, one file", measure_one)
MANY = Row("projects", "Command line, many projects", measure_many)
