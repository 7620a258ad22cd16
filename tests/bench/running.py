"""What rows are measured with: who takes part, how much is wanted, and a folder to work in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple, TypeVar

from bench.contestants import Contestant
from bench.sampling import MS, Figure, Unit, in_turns
from bench.session import Session
from bench.table import Line

_T = TypeVar("_T")


class Size(Enum):
    """How much is measured."""

    QUICK = auto()
    USUAL = auto()
    LONG = auto()


class Bench(NamedTuple):
    """One run of the bench."""

    contestants: tuple[Contestant, ...]
    size: Size
    folder: Path

    def pick(self, quick: _T, usual: _T, long: _T | None = None) -> _T:
        """The one of three that this run wants."""
        if self.size is Size.QUICK:
            return quick
        return long if self.size is Size.LONG and long is not None else usual

    def servers(self) -> list[Contestant]:
        """Those that have a language server."""
        return [one for one in self.contestants if one.server]

    def checkers(self) -> list[Contestant]:
        """Those that have a command line."""
        return [one for one in self.contestants if one.check]

    def fresh(self, name: str) -> Path:
        """A new folder in this run's own."""
        path = self.folder / name
        path.mkdir()
        return path


class Row(NamedTuple):
    """A kind of thing to measure, by the name that the command line knows."""

    name: str
    title: str
    measure: Callable[[Bench], Iterator[Line]]


@contextmanager
def sessions(contestants: list[Contestant], folder: Path, text: str) -> Iterator[dict[str, Session]]:
    """A server of each contestant with the Dockerfile of a folder open, and its first diagnostics there."""
    (folder / "Dockerfile").write_text(text)
    with ExitStack() as stack:
        found = {}
        for one in contestants:
            session = Session(one.server, folder)
            stack.callback(session.stop)
            session.open(text)
            found[one.name] = session
        yield found


def opening(contestant: Contestant, folder: Path, text: str) -> Callable[[], float]:
    """Milliseconds from opening a document to its first diagnostics, in a new process that has been initialized."""

    def open_once() -> float:
        session = Session(contestant.server, folder)
        try:
            return session.open(text) * 1e3
        finally:
            session.stop()

    return open_once


def timed(
    opened: Mapping[str, Session], ask: Callable[[Session], float], rounds: int, budget: float
) -> dict[str, Figure]:
    """Milliseconds that each server takes for something that takes seconds, with the CPU time of it."""

    def taking(session: Session) -> Callable[[], float]:
        return lambda: ask(session) * 1e3

    in_turns({name: taking(session) for name, session in opened.items()}, min(rounds, 3), 0)  # to warm up
    before = {name: session.server.cpu() for name, session in opened.items()}
    values, obstacles = in_turns({name: taking(one) for name, one in opened.items()}, rounds, budget)
    found = {}
    for name, session in opened.items():
        count = len(values[name])
        cpu = (session.server.cpu() - before[name]) * 1e3 / count if count and name not in obstacles else None
        found[name] = Figure(tuple(values[name]), MS, cpu, obstacles.get(name, ""))
    return found


def gathered(
    measures: Mapping[str, Callable[[], float]], rounds: int, budget: float, unit: Unit = MS
) -> dict[str, Figure]:
    """A figure of each measure, taken in turns."""
    values, obstacles = in_turns(measures, rounds, budget)
    return {name: Figure(tuple(values[name]), unit, None, obstacles.get(name, "")) for name in measures}
