"""From an edit to the diagnostics of the edited text, without a pause for typing."""

from collections.abc import Callable, Iterator

from bench.contestants import LANGSERVER, TALLY
from bench.dockerfiles import dockerfile
from bench.projects import lay_monorepo
from bench.running import Bench, Opened, Row, opened, timed
from bench.session import Session
from bench.table import Line, Must
from bench.typist import Typist

_SIZES = (5, 30, 300, 3_000)
_OURS_AT_MOST = {300: 8.0}


def measure(bench: Bench) -> Iterator[Line]:
    """A line for each length of file."""
    folder = lay_monorepo(bench.fresh("editing"))
    for size in _SIZES[: bench.pick(3, 4)]:
        text = dockerfile(size)
        with opened(bench.servers(), folder, text) as there:
            figures = timed(there, _typing(there, text), bench.pick(10, 60), bench.pick(3.0, 10.0))
        must = Must(at_most=_OURS_AT_MOST.get(size), ahead_of=(LANGSERVER, TALLY))
        yield Line(what=f"edit → diagnostics, {size:,} lines", figures=figures, must=must)


def _typing(there: Opened, text: str) -> Callable[[Session], float]:
    """The same edits for each server."""
    typists = {id(session): Typist(text) for session in there.sessions.values()}
    return lambda session: session.edit(typists[id(session)].next())


ROW = Row("edit", "Edit to diagnostics", measure)
