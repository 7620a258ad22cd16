"""What an editor asks for at a place: hover and code actions, the project in a git repository with a history."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from bench.client import Silence
from bench.contestants import OURS
from bench.dockerfiles import dockerfile
from bench.projects import lay_monorepo
from bench.running import Bench, Row, opened, timed
from bench.session import Session
from bench.table import Line, Must
from bench.typist import Place, Typist

_LINES = 300
_AT_MOST = 15.0
_COMMITS = 200
_ROUNDS = 50  # of hovers, until git has answered
_PLACE = ("COPY web/ .", len("CO"))

_Ask: TypeAlias = Callable[[Session, Place], float]


def measure(bench: Bench) -> Iterator[Line]:
    """Hovers and code actions at what the last stage does in the wrong order: as it stands, and right after edits."""
    folder = lay_monorepo(bench.fresh("asking"))
    text = dockerfile(_LINES)
    (folder / "Dockerfile").write_text(text)
    _commit(folder, bench.pick(20, _COMMITS))
    rounds, budget = bench.pick(10, 40), bench.pick(2.0, 6.0)
    with opened(bench.servers(), folder, text) as there:
        typists = {id(session): Typist(text) for session in there.sessions.values()}
        if OURS in there.sessions:
            _settle(there.sessions[OURS], typists[id(there.sessions[OURS])].place_of(*_PLACE))
        for what, ability, ask in (
            ("hover", "hoverProvider", lambda session, place: session.hover(place)[0]),
            ("code action", "codeActionProvider", lambda session, place: session.actions(place)[0]),
        ):
            for when, edits in (("", False), (", the first after an edit", True)):
                asking = _asking(typists, ask, edits=edits)
                figures = timed(there.only(ability), asking, rounds, budget)
                if edits:
                    figures = {
                        name: figure._replace(cpu=None) for name, figure in figures.items()
                    }  # the edit's, too
                must = Must(at_most=_AT_MOST)
                yield Line(what=f"{what}, {_LINES} lines{when}", figures=figures, must=must)


def _asking(typists: Mapping[int, Typist], ask: _Ask, *, edits: bool) -> Callable[[Session], float]:
    def asking(session: Session) -> float:
        typist = typists[id(session)]
        if edits:
            session.edit(typist.next())
        return ask(session, typist.place_of(*_PLACE))

    return asking


def _settle(session: Session, place: Place) -> None:
    """Hover until there are figures of the history."""
    for _ in range(_ROUNDS):
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


ROW = Row("ask", "Hover and code actions", measure)
