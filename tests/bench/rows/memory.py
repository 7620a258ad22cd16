"""What a server holds: after its start, with a document open, and after many edits of it."""

import time
from collections.abc import Iterator

from bench.client import Silence
from bench.contestants import OURS, Contestant
from bench.dockerfiles import dockerfile
from bench.projects import lay_monorepo
from bench.running import Bench, Row
from bench.sampling import MB, Figure
from bench.session import Session
from bench.table import Line, Must
from bench.typist import Typist
from bench.usage import IS_KNOWN

_AT_MOST = 60.0
_FLAT = 2.0  # megabytes that allocators give and take anyway
_LINES = 30
_PEERS_SECONDS = 30.0
_TENTH = 10


def measure(bench: Bench) -> Iterator[Line]:
    """Four moments of each server's life."""
    if not IS_KNOWN:
        return
    folder = lay_monorepo(bench.fresh("memory"))
    (folder / "Dockerfile").write_text(dockerfile(_LINES))
    edits = bench.pick(100, 2_000, 100_000)
    lives = {one.name: _life(one, bench, edits) for one in bench.servers()}
    moments = (
        ("memory after start", Must(at_most=_AT_MOST)),
        ("memory with a document open", Must(at_most=_AT_MOST)),
        (f"memory after {edits:,} edits", Must(at_most=_AT_MOST)),
        ("of which grown since a tenth of them", Must(at_most=_FLAT)),
    )
    for index, (what, must) in enumerate(moments):
        yield Line(what=what, figures={name: life[index] for name, life in lives.items()}, must=must)


def _life(contestant: Contestant, bench: Bench, edits: int) -> list[Figure]:
    folder = bench.folder / "memory"
    text = dockerfile(_LINES)
    session = Session(contestant.server, folder)
    session.server.drain(1)
    held = [session.server.memory()]
    note = ""
    try:
        session.open(text)
        session.server.drain(1)
        held.append(session.server.memory())
        end = None if contestant.name == OURS else time.perf_counter() + _PEERS_SECONDS
        done, tenth = _edited(session, text, edits, end)
        note = "" if done == edits else f"after {done:,}"
        now = session.server.memory()
        held += [now, now - tenth]
    except Silence as silence:
        note = str(silence)
    finally:
        session.stop()
    values: list[tuple[float, ...]] = [(one,) for one in held]
    values += [()] * (4 - len(values))
    return [Figure(one, MB, note=note if index > 1 else "") for index, one in enumerate(values)]


def _edited(session: Session, text: str, edits: int, end: float | None) -> tuple[int, float]:
    """How many edits were made until the time was over, and the memory after a tenth of them."""
    typist = Typist(text)
    tenth = 0.0
    for number in range(1, edits + 1):
        session.edit(typist.next())
        if number == edits // _TENTH:
            tenth = session.server.memory()
        if end is not None and time.perf_counter() > end:
            return number, tenth or session.server.memory()
    return edits, tenth


ROW = Row("memory", "Memory of the servers", measure)
