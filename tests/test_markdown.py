"""The Markdown format as the maintainer of the project gets it in a pull request."""

from pathlib import Path

import pytest
from check_cases import Check, commit, runner
from layerwise import __version__
from repository import Repository
from starting_case import FIXED, START

_IGNORED = ".git\n**/Dockerfile\n.dockerignore\n"
_TWO = """\
FROM ruby:3.4
WORKDIR /app
COPY . ./
RUN {run}
"""


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs `check`."""
    return runner(capsys)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, as the working directory."""
    Repository(tmp_path)
    (tmp_path / ".dockerignore").write_text(_IGNORED)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _commits(project: Path, number: int, name: str = "app.py") -> None:
    for count in range(number):
        (project / name).write_text(f"print({count})\n")
        commit(project)


def _report(check: Check) -> str:
    code, output, errors = check("--format", "markdown", "--exit-zero")
    assert (code, errors) == (0, "")
    return output


def test_the_file_that_gains_most_comes_first(check: Check, project: Path) -> None:
    """Files are told by their gain, and only the first one's fix is unfolded."""
    for folder, number in (("a", 3), ("b", 8)):
        (project / folder).mkdir()
        (project / folder / "Dockerfile").write_text(START)
        (project / folder / "requirements.txt").write_text("flask\n")
        _commits(project, number, f"{folder}/app.py")
    output = _report(check)
    headings = [line for line in output.splitlines() if line.startswith("####")]

    assert output.startswith("### `pip install -r requirements.txt` reruns in 1 of 8 commits instead of 8\n")
    assert headings == ["#### `b/Dockerfile`", "#### `a/Dockerfile`"]
    assert output.index("<details open>") < output.index("#### `a/") < output.index("<details>\n")
    assert output.count("<details open>") == 1


def test_the_numbers_are_those_of_the_diff(check: Check, project: Path) -> None:
    """Where one fix after the other is made, the gain of each command is that of all of them."""
    (project / "Dockerfile").write_text(_TWO.format(run="npm ci; pip install -r requirements.txt"))
    (project / "package.json").write_text("{}\n")
    (project / "package-lock.json").write_text('{"lockfileVersion": 3, "packages": {"": {}}}\n')
    (project / "requirements.txt").write_text("flask\n")
    _commits(project, 6)
    output = _report(check)

    assert "`npm ci`: 6 of all 6 commits, 1 after the fix" in output
    assert "`pip install -r requirements.txt`: 6 of all 6 commits, 1 after the fix" in output
    assert "line 4: reads only requirements.txt" in output


def test_a_fix_that_saves_nothing_gives_no_title(check: Check, project: Path) -> None:
    """Then the title says how much is found."""
    (project / "Dockerfile").write_text(START.replace("COPY . /app", "COPY app.py requirements.txt /app/"))
    (project / "app.py").write_text("")
    for number in range(3):
        (project / "requirements.txt").write_text(f"flask>{number}\n")
        commit(project)
    output = _report(check)

    assert output.startswith("### 1 finding in `Dockerfile`\n")
    assert "`pip install -r requirements.txt`: 3 of all 3 commits, 3 after the fix" in output


def test_a_long_command_is_cut_in_the_title(check: Check, project: Path) -> None:
    """It is cut between words, and keeps its verb."""
    command = "pip install --no-cache-dir --disable-pip-version-check --upgrade -r requirements.txt"
    (project / "Dockerfile").write_text(START.replace("pip install -r requirements.txt", command))
    (project / "requirements.txt").write_text("flask\n")
    _commits(project, 4)

    assert _report(check).startswith(
        "### `pip install --no-cache-dir …` reruns in 1 of 4 commits instead of 4\n"
    )


def test_a_last_line_without_an_end(check: Check, project: Path) -> None:
    """The diff says so on a line of its own."""
    (project / "Dockerfile").write_text(f"{START}CMD true")
    (project / "requirements.txt").write_text("flask\n")
    (project / "app.py").write_text("")

    assert "\n CMD true\n\\ No newline at end of file\n```\n" in _report(check)


def test_it_says_how_it_knows(check: Check, project: Path) -> None:
    """A reader who has never heard of this is told how it was counted, what safe means, and where to ask."""
    (project / "Dockerfile").write_text(START)
    (project / "requirements.txt").write_text("flask\n")
    (project / "app.py").write_text("")
    alone = _report(check)
    _commits(project, 2)
    counted = _report(check)
    home = "https://github.com/layerwise/layerwise"
    told = f"After a safe fix the build gives the same image. [Layerwise]({home}) {__version__}"

    assert told in alone.splitlines()[-1]
    assert "history" not in alone.splitlines()[-1]
    assert "own history counts as one build after the one before" in counted.splitlines()[-1]


@pytest.mark.parametrize(
    ("dockerfile", "title"), [(FIXED, "Nothing found in 1 Dockerfile"), (None, "No Dockerfile to check")]
)
def test_nothing(dockerfile: str | None, title: str, check: Check, project: Path) -> None:
    """Where nothing is found there is one line."""
    (project / "requirements.txt").write_text("flask\n")
    if dockerfile is not None:
        (project / "Dockerfile").write_text(dockerfile)
    output = check("--format", "markdown")[1]

    assert output == f"### {title}\n"


def test_it_fits_into_a_comment(check: Check, project: Path) -> None:
    """However much is found, a forge takes the report; first the fixes are left out, then files, which is said."""
    (project / "requirements.txt").write_text("flask\n")
    (project / "app.py").write_text("")
    for number in range(150):
        (project / f"{number:03}-{'x' * 100}.Dockerfile").write_text(START)
    output = _report(check)
    told = output.count("\n#### ")

    assert 55_000 < len(output) < 65_536
    assert output.count("<details") < told < 150
    assert (
        f"\nWhat is found in {150 - told} more files does not fit here; `layerwise check` tells it.\n"
        in output
    )
    assert output.count("```") == 2 * output.count("<details")
