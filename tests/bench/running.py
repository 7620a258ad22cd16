"""What rows are measured with: who takes part, how much is wanted, and a folder to work in."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple, TypeVar

from bench.client import Silence
from bench.contestants import Contestant
from bench.sampling import MS, Figure, Taken, figure_of, in_turns
from bench.session import Session
from bench.table import Line

_T = TypeVar("_T")

_WARM_UP = 3  # rounds that do not count


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


class Opened(NamedTuple):
    """Servers with a document open, by the names of their contestants; and why others have none."""

    sessions: Mapping[str, Session]
    silent: Mapping[str, str]

    def session_of(self, name: str) -> Session:
        """The server of a contestant, which has answered."""
        if name in self.silent:
            raise Silence(self.silent[name])
        return self.sessions[name]

    def only(self, ability: str) -> "Opened":
        """Those that say that they can do something."""
        return Opened({name: one for name, one in self.sessions.items() if one.offers(ability)}, {})


@contextmanager
def opened(contestants: Sequence[Contestant], folder: Path, text: str) -> Iterator[Opened]:
    """A server of each contestant with the Dockerfile of a folder open, and its first diagnostics there."""
    (folder / "Dockerfile").write_text(text)
    with ExitStack() as stack:
        found, silent = {}, {}
        for one in contestants:
            session = _opened(one, folder, text, stack)
            if isinstance(session, str):
                silent[one.name] = session
            else:
                found[one.name] = session
        yield Opened(found, silent)


def _opened(contestant: Contestant, folder: Path, text: str, stack: ExitStack) -> Session | str:
    """A session that ends with the stack, or why there is none."""
    try:
        session = Session(contestant.server, folder)
        stack.callback(session.stop)
        session.open(text)
    except Silence as silence:
        return str(silence)
    return session


def opening(contestant: Contestant, folder: Path, text: str) -> Callable[[], Taken]:
    """From opening a document to its first diagnostics, in a new process that has been initialized."""

    def open_once() -> Taken:
        session = Session(contestant.server, folder)
        try:
            before = session.server.cpu()
            wall = session.open(text)
            return Taken(wall * 1e3, (session.server.cpu() - before) * 1e3)
        finally:
            session.stop()

    return open_once


def timed(there: Opened, ask: Callable[[Session], float], rounds: int, budget: float) -> dict[str, Figure]:
    """Milliseconds that each server takes for something that takes seconds, with the CPU time of it."""

    def taking(session: Session) -> Callable[[], float]:
        return lambda: ask(session) * 1e3

    measures = {name: taking(session) for name, session in there.sessions.items()}
    in_turns(measures, _WARM_UP, 1.0, fewest=1)
    before = {name: session.server.cpu() for name, session in there.sessions.items()}
    values, obstacles = in_turns(measures, rounds, budget)
    found = {name: Figure((), note=reason) for name, reason in there.silent.items()}
    for name, session in there.sessions.items():
        cpu = (session.server.cpu() - before[name]) * 1e3 / max(1, len(values[name]))
        is_known = name not in obstacles and not math.isnan(cpu)
        found[name] = Figure(tuple(values[name]), MS, cpu if is_known else None, obstacles.get(name, ""))
    return found


def gathered(measures: Mapping[str, Callable[[], Taken]], rounds: int, budget: float) -> dict[str, Figure]:
    """A figure of each measure, taken in turns."""
    taken, obstacles = in_turns(measures, rounds, budget)
    return {name: figure_of(taken[name], obstacles.get(name, "")) for name in measures}
