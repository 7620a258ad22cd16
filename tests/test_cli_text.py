"""The text that people see: on wide and narrow screens, with and without colours and links."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from check_cases import Check, commit, runner
from layerwise.cli.screen import Screen, cut, screen_of, wrap
from layerwise.cli.terminal import Colour, visible, width
from repository import Repository
from starting_case import RULE, START, lay

_ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")
_SIGNS = re.compile(r"^ *\d* \| *(\^+|~+)")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starting case on disk, as the working directory."""
    lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs `check`."""
    return runner(capsys)


_WHOLE = """\
Dockerfile:2:1: warning: Editing app.py reruns pip install -r requirements.txt [source-before-install]
 2 | COPY . /app
   | ^^^^^^
 4 | RUN pip install -r requirements.txt
   |     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ reads only requirements.txt
   = would have rerun in 12 of all 12 commits, after the fix in 1
   = safe fix: Copy requirements.txt before pip install -r requirements.txt, the rest after
   |
 1 |   FROM python:2.7
 2 | - COPY . /app
 2 | + COPY requirements.txt /app/
 3 |   WORKDIR /app
 4 |   RUN pip install -r requirements.txt
 5 | + COPY . /app

Found 1 warning in 1 Dockerfile.
1 fixable with layerwise fix Dockerfile
"""


def test_the_whole(project: Path, check: Check) -> None:
    """Snippet, rerun steps, the project's own numbers, the fix and a summary."""
    Repository(project)
    for number in range(12):
        (project / "app.py").write_text(f"print({number})\n")
        commit(project)

    assert check("--ignore", "context-not-ignored") == (1, _WHOLE, "")


_TWO_STAGES = """\
FROM python:3.13 AS build
COPY . /app
RUN python /app/app.py

FROM debian:12
COPY --from=build /app /app
RUN apt-get update && apt-get install -y curl
"""


def test_what_an_earlier_step_decides(project: Path, check: Check) -> None:
    """Where a stage's output may stay the same, the numbers say from where to where, in text and in markdown."""
    Repository(project)
    (project / "Dockerfile").write_text(_TWO_STAGES)
    for number in range(12):
        (project / "app.py").write_text(f"print({number})\n")
        commit(project)

    assert "would have rerun in 0 to 12 of all 12 commits, after the fix in 0\n" in check()[1]
    assert "`apt-get install -y curl`: 0 to 12 of all 12 commits, 0 after" in check("--format", "markdown")[1]


def test_fixes_as_wanted(project: Path, check: Check) -> None:
    """A long fix is drawn where that is asked for, a short one unless it is not wanted."""
    assert "+ COPY requirements.txt" not in check("--no-show-fixes")[1]
    script = "".join(f"    echo {number} && \\\n" for number in range(30))
    (project / "Dockerfile").write_text(START.replace("RUN pip", f"RUN python app.py && \\\n{script}    pip"))
    (project / "Dockerfile").write_text(START * 3)
    shown, whole = check()[1], check("--show-fixes")[1]

    assert shown.count("- COPY . /app") == whole.count("- COPY . /app") == 3
    assert "lines; --show-fixes shows them" not in whole


@pytest.mark.parametrize("columns", [30, 40, 80, 120])
def test_it_fits(columns: int, project: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal no line but a finding's first and the commands is wider, and marks stand under their text."""
    words = "漢字とかな" * 12
    text = START.replace("RUN pip", f'RUN echo "{words}" && pip')
    (project / "Dockerfile").write_text(text)
    monkeypatch.setattr("layerwise.cli.check.screen_of", lambda _: Screen(columns=columns))
    rows = check()[1].splitlines()
    drawn = [row for row in rows if not re.match(r"\S", row)]

    assert max(map(width, drawn)) <= columns
    found = 0
    for above, row in pairwise(rows):
        if (signs := _SIGNS.match(row)) and "pip install" in above:
            start = width(row[: signs.start(1)])
            assert _from(above, start).startswith("pip install"[: len(signs[1])])
            found += 1
    assert found == 1


def _from(text: str, column: int) -> str:
    """What stands from a column on."""
    at = 0
    for index, letter in enumerate(text):
        if at >= column:
            return text[index:]
        at += width(letter)
    return ""


def test_colours_and_links(project: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours and links add nothing but themselves, and nothing of a file gets into them."""
    (project / "app.py").rename(project / "\x1b]8;;http:x\x07\x1b[31m.py")
    plain = check()[1]
    screen = Screen(has_colour=True, has_links=True)
    monkeypatch.setattr("layerwise.cli.check.screen_of", lambda _: screen)
    painted = check()[1]

    assert plain == _ESCAPE.sub("", painted)
    assert "\x1b" not in plain
    assert f"/docs/rules/{RULE}.md\x1b\\{RULE}\x1b]8;;\x1b\\" in painted
    assert re.search(r"\x1b\]8;;file://[^/]+/\S*/Dockerfile\x1b\\Dockerfile:2:1\x1b\]8;;\x1b\\", painted)
    assert "\x1b[31m- COPY . /app\x1b[0m" in painted
    assert "\x1b[32m+ COPY requirements.txt /app/\x1b[0m" in painted


class _Terminal:
    """A stream that may be a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        """Whether it is one."""
        return self._is_terminal

    def fileno(self) -> int:
        """Nothing of which the size is known."""
        return -1


_SCREENS: dict[str, tuple[bool, dict[str, str], tuple[bool, bool, int | None]]] = {
    "a pipe": (False, {"TERM": "xterm", "COLUMNS": "80", "VTE_VERSION": "7000"}, (False, False, None)),
    "a plain terminal": (True, {"TERM": "xterm"}, (True, False, None)),
    "one of 100 columns": (True, {"TERM": "xterm", "COLUMNS": "100"}, (True, False, 100)),
    "one that claims none": (True, {"TERM": "xterm", "COLUMNS": "0"}, (True, False, None)),
    "without colours": (True, {"TERM": "xterm", "NO_COLOR": "1"}, (False, False, None)),
    "both are set": (True, {"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, (False, False, None)),
    "colours in CI": (False, {"FORCE_COLOR": "1"}, (True, False, None)),
    "a dumb one": (True, {"TERM": "dumb", "VTE_VERSION": "7000"}, (False, False, None)),
    "GNOME's": (True, {"TERM": "xterm", "VTE_VERSION": "7000"}, (True, True, None)),
    "an old one of GNOME": (True, {"TERM": "xterm", "VTE_VERSION": "4600"}, (True, False, None)),
    "a tmux with links": (True, {"TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4a"}, (True, True, None)),
    "a tmux without": (True, {"TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"}, (True, False, None)),
    "links wanted": (True, {"FORCE_HYPERLINK": "1"}, (True, True, None)),
    "no links wanted": (True, {"VTE_VERSION": "7000", "FORCE_HYPERLINK": "0"}, (True, False, None)),
}


@pytest.mark.parametrize(("is_terminal", "given", "expected"), _SCREENS.values(), ids=_SCREENS)
def test_screens(
    is_terminal: bool,
    given: dict[str, str],
    expected: tuple[bool, bool, int | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a terminal can do is told by the environment, and a pipe gets nothing that is not asked for."""
    monkeypatch.setattr("os.environ", given)
    found = screen_of(_Terminal(is_terminal=is_terminal))  # type: ignore[arg-type]  # as much of a TextIO as is asked

    assert (found.has_colour, found.has_links, found.columns) == expected


def test_cutting_and_wrapping() -> None:
    """Wide letters are never parted, a word is only where it is alone, and what is left out is marked."""
    assert cut("漢字漢字", 8) == "漢字漢字"
    assert cut("漢字漢字", 7) == "漢字漢…"
    assert cut("漢字漢字", 6) == "漢字…"
    assert width(cut("abcdefghij", 5, 3)) <= 5
    assert cut("abcdefghij", 5, 3).startswith("…")
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("incredible", 4) == ["incredible"]
    assert wrap("a b", None) == ["a b"]
    assert cut("漢字漢字abc", 6, 3) == "…漢字…"
    assert cut("a漢字bc", 6, 1) == "… 字bc"
    assert (width("e\u0301"), width("\u2764\ufe0f"), width("漢"), width(visible("\u200d"))) == (1, 1, 2, 6)
    assert Screen().painted("x", Colour.RED) == Screen().linked("x", "http://x") == "x"


def test_a_summary_of_many(tmp_path: Path, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command names a few Dockerfiles, and of many the folder that holds them all."""
    for number in range(5):
        folder = tmp_path / "all" / f"a {number}"
        folder.mkdir(parents=True)
        lay(folder)
    monkeypatch.chdir(tmp_path)
    few, many = check("all/a 0", "all/a 1")[1], check()[1]

    assert few.splitlines()[-2:] == [
        "Found 2 warnings in 2 Dockerfiles.",
        "2 fixable with layerwise fix 'all/a 0/Dockerfile' 'all/a 1/Dockerfile'",
    ]
    assert many.splitlines()[-1] == "5 fixable with layerwise fix all"


def test_verbose(project: Path, check: Check) -> None:
    """Which builds a Dockerfile has, who says so and how long it took is told on stderr, and the output is the same."""
    (project / "compose.yaml").write_text("services:\n  web:\n    build: .\n")
    quiet, (code, output, errors) = check(), check("--verbose")

    assert (code, output) == quiet[:2]
    assert re.search(r"layerwise: Dockerfile: 1 finding in \d+ ms\n", errors)
    assert re.search(
        r"Dockerfile: context \., since compose.yaml, service web; declared in compose.yaml:\d", errors
    )
    assert re.search(r"layerwise: 1 files? in \d+\.\d\d s, 1 at a time\n", errors)
