"""How time grows with size: each file against one of a tenth of it; ten times is linear."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.running import Bench, Row, sessions, timed
from bench.client import Silence
from bench.contestants import OURS
from bench.dockerfiles import dockerfile, of_continuations, of_one_line, of_stages, of_steps
from bench.projects import lay_monorepo
from bench.sampling import TIMES, Figure
from bench.session import Session
from bench.table import Line, Must
from bench.typist import Typist

_TENFOLD = 10
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


class _Taken(NamedTuple):
    """Milliseconds to the first diagnostics, and from an edit to the next."""

    first: float
    edit: float


def measure(bench: Bench) -> Iterator[Line]:
    """Two lines for each way of being large."""
    folder = lay_monorepo(bench.fresh("growth"))
    known: dict[str, _Taken | str] = {}
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


def _grown(small: _Taken | str, large: _Taken | str, index: int) -> Figure:
    if isinstance(small, str) or isinstance(large, str):
        return Figure((), TIMES, note=small if isinstance(small, str) else str(large))
    return Figure((large[index] / small[index],), TIMES, note=f"{small[index]:,.0f} → {large[index]:,.0f} ms")


def _take(bench: Bench, folder: Path, text: str) -> _Taken | str:
    """What our server takes for a text; what kept it from an answer otherwise."""
    ours = next(one for one in bench.contestants if one.name == OURS)
    (folder / "Dockerfile").write_text(text)
    firsts = []
    try:
        for _ in range(bench.pick(1, 3)):
            session = Session(ours.server, folder)
            try:
                firsts.append(session.open(text) * 1e3)
            finally:
                session.stop()
        with sessions([ours], folder, text) as opened:
            typist = Typist(text)
            figure = timed(opened, lambda one: one.edit(typist.next()), bench.pick(5, 20), 10.0)[OURS]
    except Silence as silence:
        return str(silence)
    return _Taken(min(firsts), figure.median) if figure.median is not None else figure.note


ROW = Row("growth", "Growth", measure)
