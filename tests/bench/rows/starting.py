"""From the start of the process to the answer to `initialize`, and to the first diagnostics of a document."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.contestants import LANGSERVER, OURS, TALLY, Contestant
from bench.dockerfiles import dockerfile
from bench.projects import lay_monorepo
from bench.running import Bench, Row, gathered, opening
from bench.sampling import Taken
from bench.session import Session
from bench.table import Line, Must

_COMPILED = "__pycache__"
_WITHIN = 1.5


def measure(bench: Bench) -> Iterator[Line]:
    """The start with compiled modules and without, and opening files of several lengths."""
    folder = lay_monorepo(bench.fresh("starting"))
    yield from _starts(bench, folder)
    for size in (5, 30, 300):
        text = dockerfile(size)
        (folder / "Dockerfile").write_text(text)
        opens = {one.name: opening(one, folder, text) for one in bench.servers()}
        figures = gathered(opens, bench.pick(3, 9), bench.pick(3.0, 10.0))
        must = Must(ahead_of=(LANGSERVER, TALLY))
        yield Line(what=f"first diagnostics after open, {size} lines", figures=figures, must=must)


def _starts(bench: Bench, folder: Path) -> Iterator[Line]:
    rounds, budget = bench.pick(3, 12), bench.pick(3.0, 10.0)
    must = Must(ahead_of=(LANGSERVER,), within=_WITHIN)
    starts = {one.name: _starting(one, folder) for one in bench.servers()}
    yield Line(what="start → initialize answered", figures=gathered(starts, rounds, budget), must=must)
    ours = next((one for one in bench.servers() if one.name == OURS), None)
    if ours is not None:
        starts[OURS] = _starting_cold(ours, folder, bench.fresh("cold"))
        figures = gathered(starts, rounds, budget)
        yield Line(what="start → initialize answered, no byte-code of ours", figures=figures, must=must)


def _starting(contestant: Contestant, folder: Path) -> Callable[[], Taken]:
    def start() -> Taken:
        session = Session(contestant.server, folder)
        taken = Taken(session.started_in * 1e3, session.server.cpu() * 1e3)
        session.stop()
        return taken

    return start


def _starting_cold(ours: Contestant, folder: Path, copy: Path) -> Callable[[], Taken]:
    """The server in a copy whose modules are compiled anew each time, as after an installation."""
    *command, script = ours.server
    source = Path(script).parent
    libraries = source.parent / "bundled" / "libs"
    shutil.copytree(source, copy / "server", ignore=shutil.ignore_patterns(_COMPILED))
    if libraries.exists():
        shutil.copytree(libraries, copy / "bundled" / "libs", ignore=shutil.ignore_patterns(_COMPILED))
    moved = ours._replace(server=(*command, str(copy / "server" / Path(script).name)))
    start = _starting(moved, folder)

    def start_cold() -> Taken:
        for compiled in list(copy.rglob(_COMPILED)):
            shutil.rmtree(compiled)
        return start()

    return start_cold


ROW = Row("start", "Start and first diagnostics", measure)
