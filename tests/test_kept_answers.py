"""What a second question about the same text costs: nothing is worked out twice, and nothing old is told."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import layerwise.gains as tried
import pytest
from checking import FIXTURES, analysed, context_of, fixtures, history_of, read, unmark
from layerwise.builds.build import Build
from layerwise.cache import kept
from layerwise.cache.copies import Copy
from layerwise.cache.figures import Figure, figures
from layerwise.cache.held import Held
from layerwise.cache.plan import BuildPlan, plan
from layerwise.cache.replay import Rerun, rerun_by
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, MemoryTree
from layerwise.history.log import Commit, History
from layerwise.lsp import analyser, result
from layerwise.lsp.analyser import Analyser
from layerwise.lsp.convert import uri_of
from layerwise.lsp.documents import Documents
from layerwise.lsp.histories import Histories
from layerwise.lsp.result import Result
from layerwise.lsp.workspace import Workspace
from layerwise.measures import MANY, files_of, size_of
from layerwise.split.groups import copy_of
from layerwise.syntax.parse import parse
from planning import planned
from starting_case import FIXED, START, lay

_FILES: Mapping[str, Content] = {
    "package.json": "{}",
    "package-lock.json": "{}",
    "src/a.js": "1",
    "docs/b.md": "",
}
_TWO = "FROM node:22 AS one; WORKDIR /app; COPY . .; RUN npm ci; FROM node:22; COPY --from=one /app /app; {}"
_HISTORY = history_of("4 * src/a.js\n3 * package.json\n3 * docs/b.md src/b.js\n2 * x")

_CASES = [path for number, path in enumerate(fixtures()) if number % 23 == 0]


class _Calls:
    """How often functions were called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._counts: Counter[str] = Counter()

    def watch(self, owner: object, *names: str) -> None:
        for name in names:
            self._monkeypatch.setattr(owner, name, self._counted(name, getattr(owner, name)))

    def during(self, work: Callable[[], object]) -> dict[str, int]:
        self._counts.clear()
        work()
        return dict(self._counts)

    def _counted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*values: object, **named: object) -> object:
            self._counts[name] += 1
            return function(*values, **named)

        return counted


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> _Calls:
    """Counts calls, of functions that are named to it."""
    return _Calls(monkeypatch)


def _one_by_one(plan: BuildPlan, history: History) -> Mapping[tuple[int, int], Figure]:
    """The figures by a replay for each commit alone."""
    context = plan.build.context
    git = {".git/index"} if isinstance(context, BuildContext) and context.entry(".git") else set[str]()
    answers = [rerun_by(plan, commit.paths | git) for commit in history.commits]

    def count(place: tuple[int, int], wanted: Rerun) -> int:
        return sum(answer[place] is wanted for answer in answers)

    return {
        place: Figure(count(place, Rerun.YES), count(place, Rerun.IF_OUTPUT_CHANGES), len(answers))
        for place in answers[0]
    }


def _some_history(paths: Sequence[str], random: Random) -> History:
    """Commits of a few paths each, some of which are there no more."""
    known = [*paths, "gone/x", "src/gone.js", "x"]
    commits = (frozenset(random.choices(known, k=random.randrange(4))) for _ in range(12))
    return History(tuple(Commit(str(number), found) for number, found in enumerate(commits)), is_whole=True)


@pytest.mark.parametrize("folder", _CASES, ids=lambda folder: str(folder.relative_to(FIXTURES)))
def test_commits_together_rerun_what_each_does(folder: Path) -> None:
    """All commits at once give the figures of one after the other, also with what other versions have left behind."""
    random = Random(folder.name)  # noqa: S311 - the same commits each time
    text, files = unmark(read(folder / "Dockerfile")), dict(context_of(folder))
    history = _some_history(sorted(files), random)
    lines = text.splitlines(keepends=True)
    kept.forget()
    for edited in (text, "".join(lines[:-1]), text + "RUN true\n", text):
        for one in analysed(edited, files).plans:
            assert figures(one, history) == _one_by_one(one, history)


def _planned(lines: str, build: Build) -> BuildPlan:
    return plan(parse(lines.replace("; ", "\n")), build)


def test_stages_that_stay_are_not_replayed(calls: _Calls) -> None:
    """A second look at the figures replays nothing, one after an edit only the stages that are not made the same."""
    kept.forget()
    calls.watch(Held, "answer")
    first = planned(_TWO.format("RUN true"), _FILES)
    moved = _planned("# more; " + _TWO.format("RUN true"), first.build)
    edited = _planned("# more; " + _TWO.format("COPY src /src"), first.build)

    assert calls.during(lambda: figures(first, _HISTORY)) == {"answer": 2}
    assert calls.during(lambda: figures(first, _HISTORY)) == {}
    assert calls.during(lambda: figures(moved, _HISTORY)) == {}
    assert calls.during(lambda: figures(edited, _HISTORY)) == {"answer": 2}
    assert calls.during(lambda: figures(first, history_of("src/a.js"))) == {"answer": 2}
    assert figures(first, _HISTORY) == _one_by_one(first, _HISTORY)


def test_a_replay_grows_with_paths_and_not_with_commits(calls: _Calls) -> None:
    """However many commits change a file, a copy is asked about it once."""
    kept.forget()
    first = planned(_TWO.format("RUN true"), _FILES)
    calls.watch(Copy, "would_take")
    few = calls.during(lambda: figures(first, history_of("2 * src/a.js\n2 * docs/b.md")))
    many = calls.during(lambda: figures(first, history_of("200 * src/a.js\n200 * docs/b.md")))

    assert few == many


def test_gains_of_a_fix_that_was_tried(calls: _Calls) -> None:
    """The Dockerfile after a fix is planned once, and a history that has grown is looked at."""
    found = analysed("FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n", _FILES)
    (finding,) = (one for one in found.findings if one.rule == "source-before-install")
    first = found.plans[0]
    calls.watch(tried, "plan")
    told: list[tuple[tried.Gain, ...]] = []

    assert calls.during(lambda: told.append(tried.gains(first, finding, _HISTORY))) == {"plan": 1}
    assert calls.during(lambda: told.append(tried.gains(first, finding, _HISTORY))) == {}
    assert calls.during(lambda: told.append(tried.gains(first, finding, history_of("src/a.js")))) == {}
    assert told[0] == told[1]
    assert [(one.now.of, one.now.surely) for one in told[2]] == [(1, 1)]


@pytest.mark.parametrize(("number", "size"), [(MANY - 10, "1 kB"), (3 * MANY, None)])
def test_files_are_counted_once(calls: _Calls, number: int, size: str | None) -> None:
    """Of a copy with very many files as many are looked at as are told, and no folder is listed twice."""
    tree = MemoryTree({f"src/{folder}/{file}": "1" for folder in range(number // 10) for file in range(10)})
    build = Build(context=BuildContext(tree), label="", origin="a test")
    copy = copy_of(_planned("FROM a; COPY src /src", build).stages[0].steps[0])
    assert copy is not None
    calls.watch(MemoryTree, "names")
    calls.watch(Copy, "source_of")
    told: list[str | None] = []
    first = calls.during(lambda: told.extend((files_of(copy), size_of(copy))))
    second = calls.during(lambda: told.extend((files_of(copy), size_of(copy))))

    assert told[:2] == [f"{number} files" if size else f"more than {MANY} files", size]
    assert told[2:] == told[:2]
    assert first["names"] < MANY / 10 + 10
    assert second == {}


class _Told(Histories):
    """Histories that are known at once."""

    def __init__(self, history: History | None) -> None:
        self.history = history

    def known(self, place: Path, commits: int) -> History | None:
        """Whatever it is told."""
        del place, commits
        return self.history


class _Project(NamedTuple):
    root: Path
    documents: Documents
    histories: _Told
    analyser: Analyser


@pytest.fixture
def project(tmp_path: Path) -> _Project:
    """The starting case, with something for the history to decide, in an editor."""
    lay(tmp_path)
    (tmp_path / "vendor.tgz").write_text("")
    (tmp_path / "Dockerfile").write_text(_REORDERED)
    documents, histories = Documents(), _Told(None)
    documents.open(uri_of(tmp_path / "Dockerfile"), "dockerfile", 1, _REORDERED)
    workspace = Workspace({}, [uri_of(tmp_path)])
    made = Analyser(documents, workspace, histories, "utf-16", lambda _: None)
    return _Project(tmp_path, documents, histories, made)


_REORDERED = "FROM debian:12\nWORKDIR /app\nCOPY . .\nRUN tar xzf vendor.tgz -C /opt\n"


def _fresh(project: _Project) -> Result:
    document = next(iter(project.documents))
    return project.analyser.fresh(document)


def test_a_second_look_judges_nothing(project: _Project, calls: _Calls) -> None:
    """A text is judged again if it, a file, a setting or a history is another; each time as if for the first."""
    calls.watch(analyser, "analyse_document")
    uri = uri_of(project.root / "Dockerfile")
    judged, silent = {"analyse_document": 1}, dict[str, int]()

    def look() -> dict[str, int]:
        return calls.during(lambda: _fresh(project))

    assert [look(), look()] == [judged, silent]
    project.documents.change(uri, 2, _REORDERED)
    assert [look(), _fresh(project).key.version] == [silent, 2]
    project.documents.change(uri, 3, START)
    assert [look(), look()] == [judged, silent]
    (project.root / "requirements.txt").unlink()
    project.analyser.files_changed()
    assert [look(), look()] == [judged, silent]
    project.documents.change(uri, 4, _REORDERED)
    assert [look(), look()] == [judged, silent]
    project.histories.history = history_of("20 * app.py")
    assert [look(), look()] == [judged, silent]
    assert "hot-before-cold" in {one.rule for one in _fresh(project).findings}
    project.histories.history = history_of("20 * app.py")
    assert look() == silent
    project.histories.history = history_of("20 * vendor.tgz")
    assert look() == judged
    assert "hot-before-cold" not in {one.rule for one in _fresh(project).findings}


def test_all_fixes_are_made_once(project: _Project, calls: _Calls) -> None:
    """What all fixes come to is worked out once for a text."""
    project.documents.change(uri_of(project.root / "Dockerfile"), 2, START)
    found = _fresh(project)
    calls.watch(result, "analyse")

    assert calls.during(found.fixed) == {"analyse": 1}
    assert calls.during(found.fixed) == {}
    assert calls.during(_fresh(project).fixed) == {}
    assert found.fixed() == FIXED
