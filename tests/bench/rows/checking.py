"""The command lines: one file in a new process, and a thousand projects."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench.command import run
from bench.contestants import HADOLINT, OURS, TALLY
from bench.dockerfiles import dockerfile
from bench.projects import lay_monorepo, lay_projects
from bench.running import Bench, Row, gathered
from bench.sampling import RATE, Figure, Taken, in_turns
from bench.table import Line, Must

_COLD_AT_MOST = 100.0
_KINDS = 24  # projects that are of every kind that is generated


def measure_one(bench: Bench) -> Iterator[Line]:
    """One small file, and one of 300 lines, each in a process of its own."""
    folder = lay_monorepo(bench.fresh("checking"))
    for size, must in ((5, Must(at_most=_COLD_AT_MOST)), (300, Must(ahead_of=(HADOLINT,)))):
        (folder / "Dockerfile").write_text(dockerfile(size))
        commands = {one.name: (*one.check, "Dockerfile") for one in bench.checkers()}
        _warm_up(bench, folder, "Dockerfile")
        figures = gathered(_running(commands, folder), bench.pick(4, 15), bench.pick(3.0, 10.0))
        yield Line(what=f"check of a file, {size} lines, a new process", figures=figures, must=must)


def measure_many(bench: Bench) -> Iterator[Line]:
    """A folder of projects, each with its build context; CPU time counts, whichever number of cores a tool takes."""
    count = bench.pick(100, 1_000)
    folder = bench.fresh("projects")
    files = [str(path) for path in lay_projects(folder, count)]
    # hadolint takes files, the others look for them.
    commands = {
        one.name: (*one.check, *(files if one.name == HADOLINT else [str(folder)]))
        for one in bench.checkers()
    }
    _warm_up(bench, folder, *(str(Path(path).parent) for path in files[:_KINDS]))
    taken, obstacles = in_turns(_running(commands, folder), 3, bench.pick(10.0, 60.0), fewest=1)
    for what, seconds, must in (
        ("CPU second (per core)", _cpu, Must(ahead_of=(HADOLINT, TALLY))),
        ("second on the clock", _wall, Must()),
    ):
        figures = {
            name: Figure(tuple(count / seconds(one) for one in runs), RATE, note=obstacles.get(name, ""))
            for name, runs in taken.items()
        }
        yield Line(what=f"check of {count:,} projects, files per {what}", figures=figures, must=must)


def _warm_up(bench: Bench, folder: Path, *paths: str) -> None:
    """Let our modules be compiled, as they are after the first run that follows an installation."""
    for one in bench.checkers():
        if one.name == OURS:
            run((*one.check, *paths), folder)


def _running(commands: Mapping[str, tuple[str, ...]], folder: Path) -> dict[str, Callable[[], Taken]]:
    def running(command: tuple[str, ...]) -> Callable[[], Taken]:
        return lambda: run(command, folder)

    return {name: running(command) for name, command in commands.items()}


def _cpu(one: Taken) -> float:
    return one.cpu / 1e3


def _wall(one: Taken) -> float:
    return one.wall / 1e3


ROW = Row("check", "Command line, one file", measure_one)
MANY = Row("projects", "Command line, many projects", measure_many)
