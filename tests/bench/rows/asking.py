"""What an editor asks for at a place: hover and code actions, in a git repository whose history is known."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from bench.client import Silence
from bench.contestants import LANGSERVER, OURS, TALLY
from bench.dockerfiles import dockerfile
from bench.projects import lay_monorepo
from bench.running import Bench, Opened, Row, opened, timed
from bench.session import Session
from bench.table import Line, Must
from bench.typist import Place, Typist

_LINES = 300
_AT_MOST = 15.0
_EDIT_AT_MOST = 8.0
_COMMITS = 200
_TRIES = 50  # hovers until git has answered
_ROUNDS = (10, 40)  # the quick bench's, and the usual one's
_BUDGET = (2.0, 6.0)
_PLACE = ("COPY web/ .", len("CO"))

_Ask: TypeAlias = Callable[[Session, Place], float]


def measure(bench: Bench) -> Iterator[Line]:
    """Edits, hovers and code actions at what the last stage does in the wrong order, the history being known."""
    folder = lay_monorepo(bench.fresh("asking"))
    text = dockerfile(_LINES)
    (folder / "Dockerfile").write_text(text)
    commits = bench.pick(20, _COMMITS)
    _commit(folder, commits - 1)
    with opened(bench.servers(), folder, text) as there:
        typists = {id(session): Typist(text) for session in there.sessions.values()}
        if OURS in there.sessions:
            _settle(there.sessions[OURS], typists[id(there.sessions[OURS])].place_of(*_PLACE))
        yield _edits(bench, there, typists, commits)
        for what, ability, ask in (
            ("hover", "hoverProvider", lambda session, place: session.hover(place)[0]),
            ("code action", "codeActionProvider", lambda session, place: session.actions(place)[0]),
        ):
            yield from _asked(bench, there.only(ability), typists, what, ask)


def _edits(bench: Bench, there: Opened, typists: Mapping[int, Typist], commits: int) -> Line:
    rounds, budget = bench.pick(*_ROUNDS), bench.pick(*_BUDGET)
    figures = timed(there, lambda session: session.edit(typists[id(session)].next()), rounds, budget)
    what = f"edit → diagnostics, {_LINES} lines, {commits} commits known"
    must = Must(at_most=_EDIT_AT_MOST, ahead_of=(LANGSERVER, TALLY))
    return Line(what=what, figures=figures, must=must)


def _asked(
    bench: Bench, there: Opened, typists: Mapping[int, Typist], what: str, ask: _Ask
) -> Iterator[Line]:
    for when, edits in (("", False), (", the first after an edit", True)):
        asking = _asking(typists, ask, edits=edits)
        figures = timed(there, asking, bench.pick(*_ROUNDS), bench.pick(*_BUDGET))
        if edits:  # the CPU time is that of the edit, too
            figures = {name: figure._replace(cpu=None) for name, figure in figures.items()}
        yield Line(what=f"{what}, {_LINES} lines{when}", figures=figures, must=Must(at_most=_AT_MOST))


def _asking(typists: Mapping[int, Typist], ask: _Ask, *, edits: bool) -> Callable[[Session], float]:
    def asking(session: Session) -> float:
        typist = typists[id(session)]
        if edits:
            session.edit(typist.next())
        return ask(session, typist.place_of(*_PLACE))

    return asking


def _settle(session: Session, place: Place) -> None:
    """Hover until there are figures of the history."""
    for _ in range(_TRIES):
        if "rerun in" in session.hover(place)[1]:
            return
        session.server.drain(0.1)
    raise Silence("a hover has no figures of the history")


def _commit(folder: Path, count: int) -> None:
    """A repository with commits that edit the source in turn."""
    _git(folder, "init", "--quiet")
    _git(folder, "add", ".")
    _git(folder, *_WHO, "commit", "--quiet", "-m", "All")
    for number in range(count):
        name = ("web/src/app.js", "api/app.py", "web/package.json")[number % 7 % 3]
        with (folder / name).open("a") as file:
            file.write("\n")
        _git(folder, *_WHO, "commit", "--quiet", "-a", "-m", f"Edit {number}")


_WHO = ("-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgsign=false")


def _git(folder: Path, *words: str) -> None:
    subprocess.run(("git", *words), cwd=folder, check=True, stdout=subprocess.DEVNULL)


ROW = Row("ask", "Hover and code actions, in a repository with a history", measure)
