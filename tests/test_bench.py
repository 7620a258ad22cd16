"""The bench: that its files and edits are what they claim, and its figures and tables come out right."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.__main__ import main
from bench.client import Silence
from bench.command import run
from bench.contestants import FLOOR, HADOLINT, LANGSERVER, OURS, TALLY, Contestant, contestants_in
from bench.dockerfiles import TYPED_AT, dockerfile, of_continuations, of_one_line, of_stages, of_steps
from bench.page import Part, page
from bench.projects import lay_monorepo, lay_projects
from bench.repositories import Extent, lay_repository
from bench.running import opened, timed
from bench.sampling import MS, RATE, Figure, Taken, Unit, figure_of, in_turns
from bench.table import Line, Must, cpu_rows, markdown, plain, rows
from bench.typist import Edit, Typist
from layerwise.syntax.parse import parse


@pytest.mark.parametrize("lines", [5, 30, 50, 300, 3_000])
def test_lengths(lines: int) -> None:
    """A file has as many lines as were wanted, means something to the parser, and is the same each time."""
    text = dockerfile(lines)
    document = parse(text)

    assert text.count("\n") == lines
    assert document.problems == ()
    assert len(document.instructions) > lines / 10
    assert dockerfile(lines) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (of_stages(30), lambda text: len(re.findall("^FROM", text, re.MULTILINE)) == 30),
        (of_steps(500), lambda text: len(parse(text).instructions) == 500),
        (of_one_line(10_000), lambda text: 10_000 <= max(map(len, text.split("\n"))) < 10_100),
        (of_continuations(300), lambda text: text.count("\\\n") == 301),
    ],
    ids=["stages", "steps", "one line", "continuations"],
)
def test_ways_of_being_large(text: str, count: Callable[[str], bool]) -> None:
    """Each has what it is named for, the parser takes it, and there is something to edit."""
    assert count(text)
    assert parse(text).problems == ()
    assert TYPED_AT in text.split("\n")


def _applied(text: str, edit: Edit) -> str:
    lines = text.split("\n")
    head = "\n".join([*lines[: edit.start.line], lines[edit.start.line][: edit.start.character]])
    tail = "\n".join([lines[edit.end.line][edit.end.character :], *lines[edit.end.line + 1 :]])
    return head + edit.text + tail


def _typed_at(text: str) -> list[tuple[int, int]]:
    """What docker-langserver tells of: the lines with a relative WORKDIR, and how long they are."""
    lines = enumerate(text.split("\n"))
    return [(number, len(line)) for number, line in lines if line.startswith(TYPED_AT)]


@pytest.mark.parametrize("lines", [5, 30, 300])
def test_edits(lines: int) -> None:
    """Range and whole text say the same; each edit moves what a server has told; no text comes twice."""
    text = dockerfile(lines)
    typist = Typist(text)
    seen = {text}
    for _ in range(300):
        edit = typist.next()

        assert _applied(text, edit) == edit.after
        assert _typed_at(edit.after) != _typed_at(text)
        assert edit.after not in seen
        text = edit.after
        seen.add(text)

    assert text.count("\n") < lines + 6, "what is put in goes out again"


def test_figures() -> None:
    """The median is the value in the middle; of CPU time, which is counted in large steps, the mean counts."""
    figure = figure_of([Taken(1, 10), Taken(50, 0), Taken(2, 20)])

    assert (figure.median, figure.cpu) == (2, 10)
    assert Figure((1, 2)).median == 1.5
    assert figure_of([]).median is None


def test_turns() -> None:
    """Each begins a round in its turn; a silent one is left, with what it said; nobody stops before three values."""
    order: list[str] = []

    def measure(name: str) -> Callable[[], float]:
        def once() -> float:
            order.append(name)
            if name == "c" and order.count("c") == 2:
                raise Silence("gone")
            return float(order.count(name))

        return once

    values, obstacles = in_turns({name: measure(name) for name in "abc"}, 5, budget=0)

    assert values == {"a": [1, 2, 3], "b": [1, 2, 3], "c": [1]}
    assert obstacles == {"c": "gone"}
    assert "".join(order) == "abcbcaab"


@pytest.mark.parametrize(
    ("must", "ours", "theirs", "unit", "expected"),
    [
        (Must(at_most=8), 7, {}, MS, True),
        (Must(at_most=8), 9, {}, MS, False),
        (Must(ahead_of=(LANGSERVER, TALLY)), 7, {LANGSERVER: 8, TALLY: 9}, MS, True),
        (Must(ahead_of=(LANGSERVER, TALLY)), 8.5, {LANGSERVER: 8, TALLY: 9}, MS, False),
        (Must(at_most=8, ahead_of=(LANGSERVER,)), 7, {LANGSERVER: 6}, MS, False),
        (Must(ahead_of=(LANGSERVER,), within=1.5), 7, {LANGSERVER: 6}, MS, True),
        (Must(ahead_of=(HADOLINT,)), 7, {HADOLINT: 6}, RATE, True),
        (Must(ahead_of=(HADOLINT,)), 6, {HADOLINT: 7}, RATE, False),
        (Must(ahead_of=(HADOLINT,)), 6, {}, MS, None),
        (Must(), 6, {LANGSERVER: 7}, MS, None),
    ],
)
def test_reached(
    must: Must, ours: float, theirs: dict[str, float], unit: Unit, expected: bool | None
) -> None:
    """A figure is held against its own bound and against all others that are known; unknown is no answer."""
    figures = {name: Figure((value,), unit) for name, value in {OURS: ours, **theirs}.items()}

    assert Line(what="it", figures=figures, must=must).is_met() is expected


def test_tables() -> None:
    """Others have their ratio to ours behind them; who gave no answer says so; CPU time has its own table."""
    figures = {
        OURS: Figure((10,), cpu=4),
        LANGSERVER: Figure((25,), cpu=2),
        TALLY: Figure((), note="nothing came"),
        FLOOR: Figure((2,)),
    }
    lines = [Line(what="edit", figures=figures, must=Must(at_most=8, ahead_of=(LANGSERVER,)))]

    assert rows(lines)[1] == [
        *("edit", "≤ 8 ms, ahead of docker-langserver"),
        *("10.0 ms", "25.0 ms (2.5x)", "nothing came", "-", "2 ms (0.2x)", "**no**"),
    ]
    assert cpu_rows(lines)[1][2:] == ["4 ms", "2 ms (0.5x)", "-", "-", "-", "**no**"]
    assert markdown([["a", "b"], ["c", "d"]]) == "| a | b |\n| --- | ---: |\n| c | d |\n"
    assert plain([["a", "b"], ["long", "d"]]) == "a     b\nlong  d\n"


def test_page() -> None:
    """The page names what was left out and why, the command, and every line that misses what it must reach."""
    slow = Line(what="hover", figures={OURS: Figure((20.0,), cpu=3)}, must=Must(at_most=15))
    fine = Line(what="edit", figures={OURS: Figure((1.0,))}, must=Must(at_most=15))
    contestants = [Contestant(OURS, "1.2.3"), Contestant(TALLY, missing="there is no wheel")]
    text = page([Part("Asking", [slow, fine])], contestants, "npm run bench -- ask", "0.1")

    assert "- tools: layerwise 1.2.3\n" in text
    assert "- Left out: tally, because there is no wheel\n" in text
    assert "- command: `npm run bench -- ask`\n" in text
    assert "was busy" not in text
    assert "was busy" in page([], contestants, "npm run bench", "999.9")
    behind = text.partition("## Where we are behind")[2]
    assert behind.strip() == "- hover: must be ≤ 15 ms, is layerwise 20.0 ms. In CPU time it is reached."


def test_contestants(tmp_path: Path) -> None:
    """What the set-up wrote down is what is run."""
    file = tmp_path / "contestants.json"
    file.write_text(
        '{"tally": {"version": "1", "server": ["t", "lsp"]}, "hadolint": {"missing": "no wheel"}}'
    )

    assert contestants_in(file) == [
        Contestant("tally", "1", ("t", "lsp")),
        Contestant("hadolint", missing="no wheel"),
    ]


def test_projects(tmp_path: Path) -> None:
    """Every project has a Dockerfile that parses, and what it copies."""
    found = lay_projects(tmp_path, 24)

    assert len({path.parent for path in found}) == 24
    for path in found:
        document = parse(path.read_text())
        sources = re.findall(r"^COPY (?!--)(.+) \S+$", document.text, re.MULTILINE)
        assert document.problems == ()
        assert sources
        assert all((path.parent / one).exists() for line in sources for one in line.split())


def test_monorepo(tmp_path: Path) -> None:
    """The files that a long Dockerfile copies are in the project."""
    lay_monorepo(tmp_path)
    sources = re.findall(r"^COPY (?!--)(.+) \S+$", dockerfile(300), re.MULTILINE)

    assert len(sources) > 10
    assert all((tmp_path / one).exists() for line in sources for one in line.split())


def test_repository(tmp_path: Path) -> None:
    """A repository has as many files, workspaces and commits as were wanted, all checked out and unchanged."""
    root = lay_repository(tmp_path / "large", Extent(files=300, workspaces=10, commits=50))

    def said(*words: str) -> str:
        return subprocess.run(("git", *words), cwd=root, check=True, capture_output=True, text=True).stdout

    assert said("rev-list", "--count", "HEAD") == "50\n"
    assert 300 <= len(said("ls-files").split()) < 310
    assert len(list(root.glob("packages/*/package.json"))) == 10
    assert said("status", "--porcelain") == ""


def test_programs_that_fail(tmp_path: Path) -> None:
    """A program that is not there, fails or leaves is told as such, and is no error of the bench."""
    with pytest.raises(Silence, match="cannot be started"):
        run([str(tmp_path / "none")], tmp_path)
    with pytest.raises(Silence, match="exit code 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path)
    gone = Contestant("gone", server=(sys.executable, "-c", "pass"))
    none = Contestant("none", server=(str(tmp_path / "none"),))
    with opened([gone, none], tmp_path, "FROM a\n") as there:
        figures = timed(there, lambda session: session.open(""), 3, 1.0)

    assert {name: figure.note for name, figure in figures.items()} == {
        "gone": "the server has left",
        "none": "cannot be started: No such file or directory",
    }


def test_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    """A row can be measured with our server alone; nothing is written."""
    assert main(["edit", "--quick", "--no-write"]) == 0
    told = capsys.readouterr().out

    assert re.search(r"edit → diagnostics, 300 lines .* [\d,.]+ ms ", told)
    assert "stopped here" not in told


def test_a_row_that_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    """A row that does not exist is told with those that do."""
    with pytest.raises(SystemExit):
        main(["tests", "--no-write"])

    assert (
        "there is no row tests: edit, ask, start, check, memory, large, growth, projects"
        in capsys.readouterr().err
    )
