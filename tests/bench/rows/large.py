"""A large build context: what is said at once, what arrives later, and that typing does not depend on its size."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.client import Silence
from bench.contestants import OURS
from bench.repositories import DOCKERFILE, Extent, lay_repository
from bench.running import Bench, Opened, Row, gathered, opened, opening, timed
from bench.sampling import MS, TIMES, Figure, in_turns
from bench.session import Session
from bench.table import Line, Must
from bench.typist import Place, Typist

_LARGE = Extent(files=200_000, workspaces=500, commits=100_000)
_QUICK = Extent(files=20_000, workspaces=100, commits=5_000)
_FIRST_AT_MOST = 300.0
_HOVER_AT_MOST = 300.0  # an answer without figures, or with those known, rather than a late one
_ALIKE = 1.5
_FIGURES = "rerun in"
_PATIENCE = 120.0
_SECONDS = 30.0  # after which no further round is begun
_COPY = Place(DOCKERFILE.split("\n").index("COPY . ."), len("COPY ."))


class _Hovers(NamedTuple):
    """Milliseconds to the first answer, and to the first with figures."""

    first: float
    later: float


def measure(bench: Bench) -> Iterator[Line]:
    """First diagnostics, first hover and its figures, and typing against the same in a small context."""
    extent = bench.pick(_QUICK, _LARGE)
    root = lay_repository(bench.folder / "large", extent)
    # As many workspaces, whose manifests have to be read, and hardly more than those.
    few = Extent(files=3 * extent.workspaces, workspaces=extent.workspaces, commits=5)
    small = lay_repository(bench.folder / "small", few)
    size = f"{extent.files:,} files, {extent.workspaces} workspaces, {extent.commits:,} commits"
    rounds = bench.pick(3, 7)
    opens = {one.name: opening(one, root, DOCKERFILE) for one in bench.servers()}
    first = gathered(opens, rounds, _SECONDS)
    yield Line(what=f"{size}: first diagnostics after open", figures=first, must=Must(at_most=_FIRST_AT_MOST))
    yield from _hovers(bench, root, rounds)
    yield _typing(bench, root, small, f"against {few.files:,} files")


def _hovers(bench: Bench, root: Path, rounds: int) -> Iterator[Line]:
    ours = [one for one in bench.servers() if one.name == OURS]
    said: list[str] = []

    def hover() -> _Hovers:
        with opened(ours, root, DOCKERFILE) as there:
            session = there.session_of(OURS)
            seconds, first = session.hover(_COPY)
            arrived, extent = _until_figures(session)
            said[:] = ["with figures" if _FIGURES in first else "without figures yet", f"of {extent}"]
            return _Hovers(seconds * 1e3, seconds * 1e3 + arrived)

    taken, obstacles = in_turns({OURS: hover}, rounds, _SECONDS)
    told = [obstacles[OURS]] * 2 if OURS in obstacles else said
    first = Figure(tuple(one.first for one in taken[OURS]), MS, note=told[0])
    yield Line(what="the same: first hover", figures={OURS: first}, must=Must(at_most=_HOVER_AT_MOST))
    later = Figure(tuple(one.later for one in taken[OURS]), MS, note=told[1])
    yield Line(what="the same: hover with figures of the history", figures={OURS: later})


def _until_figures(session: Session) -> tuple[float, str]:
    """Milliseconds until a hover has figures, and of how many commits it says they are."""
    began = time.perf_counter()
    while True:
        _, said = session.hover(_COPY)
        if _FIGURES in said:
            after = said.partition(_FIGURES)[2].partition(" of ")[2]
            return (time.perf_counter() - began) * 1e3, " ".join(after.split()[:3]).rstrip(".;")
        if time.perf_counter() - began > _PATIENCE:
            raise Silence(f"no figures within {_PATIENCE:.0f} s")
        session.server.drain(0.02)


def _typing(bench: Bench, root: Path, small: Path, against: str) -> Line:
    ours = [one for one in bench.servers() if one.name == OURS]
    with opened(ours, root, DOCKERFILE) as large, opened(ours, small, DOCKERFILE) as little:
        both = Opened({"large": large.session_of(OURS), "small": little.session_of(OURS)}, {})
        typists = {id(session): Typist(DOCKERFILE) for session in both.sessions.values()}
        figures = timed(both, lambda one: one.edit(typists[id(one)].next()), bench.pick(10, 60), 15.0)
    slow, quick = figures["large"].median, figures["small"].median
    values = () if slow is None or quick is None else (slow / quick,)
    note = "" if slow is None or quick is None else f"{quick:.1f} → {slow:.1f} ms"
    ratio = Figure(values, TIMES, note=note or figures["large"].note)
    what = f"the same: edit → diagnostics, {against}"
    return Line(what=what, figures={OURS: ratio}, must=Must(at_most=_ALIKE))


ROW = Row("large", "A large build context", measure)
