"""How the CPU time of our server grows with size: each file against one of a tenth of it; ten times is linear."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.client import Silence
from bench.contestants import OURS, Contestant
from bench.dockerfiles import dockerfile, of_continuations, of_one_line, of_stages, of_steps
from bench.projects import lay_monorepo
from bench.running import Bench, Row, opened, opening
from bench.sampling import TIMES, Figure, Taken, in_turns
from bench.table import Line, Must
from bench.typist import KINDS, Typist
from bench.usage import IS_KNOWN

_TENFOLD = 10
_ROUNDS = 3
_EDITS = 4 * KINDS  # those of one kind take much longer than those of another: only whole rounds compare
_SECONDS = 5.0  # after which no further round is begun
_LINEAR = 12.0  # ten times, and a fifth of leeway for what a busy machine adds


class _Way(NamedTuple):
    """A way of being large."""

    what: str
    text: Callable[[int], str]
    size: int


_WAYS = (
    _Way("{:,} lines", dockerfile, 3_000),
    _Way("{:,} lines", dockerfile, 30_000),
    _Way("{:,} steps in a stage", of_steps, 5_000),
    _Way("{:,} stages", of_stages, 300),
    _Way("a line of {:,} characters", of_one_line, 1_000_000),
    _Way("{:,} continuation lines", of_continuations, 30_000),
)


class _Grown(NamedTuple):
    """What the first diagnostics took, and an edit."""

    first: Taken
    edit: Taken


def measure(bench: Bench) -> Iterator[Line]:
    """Two lines for each way of being large."""
    folder = lay_monorepo(bench.fresh("growth"))
    known: dict[str, _Grown | str] = {}
    for way in _WAYS:
        whole = way.size // bench.pick(10, 1)
        for size in (whole // _TENFOLD, whole):
            text = way.text(size)
            if text not in known:
                known[text] = _take(bench, folder, text)
        small, large = known[way.text(whole // _TENFOLD)], known[way.text(whole)]
        for what, index in (("first diagnostics", 0), ("edit → diagnostics", 1)):
            figure = _grown(small, large, index)
            title = f"{what}, {way.what.format(whole)}: against a tenth"
            yield Line(what=title, figures={OURS: figure}, must=Must(at_most=_LINEAR))


def _grown(small: _Grown | str, large: _Grown | str, index: int) -> Figure:
    """The CPU time of one for that of the other; the clock's where CPU time is not known."""
    if isinstance(small, str):
        return Figure((), TIMES, note=small)
    if isinstance(large, str):
        return Figure((), TIMES, note=large)
    before, after = small[index], large[index]
    if IS_KNOWN:
        before, after = Taken(before.cpu, 0), Taken(after.cpu, 0)
    return Figure((after.wall / before.wall,), TIMES, note=f"{before.wall:,.0f} → {after.wall:,.0f} ms")


def _take(bench: Bench, folder: Path, text: str) -> _Grown | str:
    """What our server takes for a text; what kept it from an answer otherwise."""
    ours = next(one for one in bench.contestants if one.name == OURS)
    (folder / "Dockerfile").write_text(text)
    try:
        return _Grown(_first(ours, folder, text), _edit(ours, folder, text))
    except Silence as silence:
        return str(silence)


def _first(ours: Contestant, folder: Path, text: str) -> Taken:
    taken, obstacles = in_turns({OURS: opening(ours, folder, text)}, _ROUNDS, _SECONDS, fewest=1)
    if obstacles:
        raise Silence(obstacles[OURS])
    return min(taken[OURS])


def _edit(ours: Contestant, folder: Path, text: str) -> Taken:
    with opened([ours], folder, text) as there:
        session, typist = there.session_of(OURS), Typist(text)
        session.edit(typist.next())
        began, before, count = time.perf_counter(), session.server.cpu(), 0
        while count < _EDITS and (count % KINDS or time.perf_counter() - began < _SECONDS):
            session.edit(typist.next())
            count += 1
        wall, cpu = time.perf_counter() - began, session.server.cpu() - before
        return Taken(wall * 1e3 / count, cpu * 1e3 / count)


ROW = Row("growth", "Growth", measure)
