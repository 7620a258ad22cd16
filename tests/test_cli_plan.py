"""`layerwise plan` and `layerwise simulate`: tables, JSON, figures from git, causes, and bad input."""

import json
from pathlib import Path

import pytest
from layerwise.cli.main import main
from repository import Repository
from starting_case import lay

_STAGES = """\
FROM node:22 AS build
WORKDIR /app
COPY . .
ENV CI=1
RUN make
EXPOSE 80
FROM debian:12
COPY --from=build /app/dist /srv
CMD ["x"]
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The starting case, committed, then edited twice; the working directory."""
    lay(tmp_path)
    (tmp_path / ".dockerignore").write_text(".git\n")
    monkeypatch.chdir(tmp_path)
    found = Repository(tmp_path)
    found.commit()
    found.commit(**{"app.py": "2"})
    found.commit(**{"app.py": "3"})
    return found


@pytest.mark.usefixtures("repository")
def test_plan(capsys: pytest.CaptureFixture[str]) -> None:
    """Stages and steps with what they read and how often they would have rerun, now and after the fixes."""
    code = main(["plan", "Dockerfile"])
    before, after = capsys.readouterr().out.split("After the safe fixes:")

    assert code == 0
    assert "Build context: . (" in before
    assert "in how many of all 3 commits" in before
    assert _row(before, "RUN pip install -r requirements.txt") == ["4", "3"]
    assert _row(after, "RUN pip install -r requirements.txt") == ["4", "1"]
    assert _row(after, "COPY . /app")[-1] == "3"


def _row(text: str, instruction: str) -> list[str]:
    """What stands before and behind an instruction in its row, the number of files left out."""
    (line,) = (line for line in text.splitlines() if instruction in line)
    before, _, behind = line.partition(instruction)
    return [before.strip(), behind.split()[-1]]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(("commits", "extent"), [("2", "the last 2 commits"), ("3", "all 3 commits")])
def test_extent(capsys: pytest.CaptureFixture[str], commits: str, extent: str) -> None:
    """The table and the picture say whether there are earlier commits than those counted."""
    for output in ("text", "html"):
        main(["plan", "Dockerfile", "--commits", commits, "--format", output])
        shown = capsys.readouterr().out

        assert f"in how many of {extent} each step" in shown

    assert f"Would have rerun in {commits} of {extent}" in shown


@pytest.mark.usefixtures("repository")
def test_plan_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The same in JSON; instructions that make no step are left out."""
    Path("Dockerfile").write_text(_STAGES)
    code = main(["plan", "Dockerfile", "--format", "json", "--commits", "2"])
    data = json.loads(capsys.readouterr().out)
    build, final = data["stages"]

    assert (code, data["version"], data["commits"], data["fixed"]) == (0, 1, 2, None)
    assert (build["name"], build["base"], build["line"]) == ("build", "node:22", 1)
    assert [step["line"] for step in build["steps"]] == [2, 3, 5]
    assert [step["reruns"] for step in build["steps"]] == [0, 2, 2]
    assert final["steps"][0]["reads"] == "stage build"
    assert (final["steps"][0]["reruns"], final["steps"][0]["reruns_if_output_changes"]) == (0, 2)


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("variables", "is_coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colour(
    variables: dict[str, str],
    is_coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Figures have the colour of their share where colour is wanted: not in a pipe unless it is asked for."""
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    main(["plan", "Dockerfile"])
    printed = capsys.readouterr().out

    assert ("\x1b[31m   3\x1b[0m" in printed) is is_coloured
    assert ("\x1b[" in printed) is is_coloured


def test_plan_without_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where git tells nothing, the table has no figures and says so."""
    lay(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)

    assert main(["plan", "Dockerfile"]) == 0
    assert "No history" in capsys.readouterr().out


@pytest.mark.usefixtures("repository")
def test_simulate(capsys: pytest.CaptureFixture[str]) -> None:
    """Each step with what it does and why."""
    Path("Dockerfile").write_text(_STAGES)
    code = main(["simulate", "Dockerfile", "--changed", "app.py"])
    lines = capsys.readouterr().out.splitlines()

    assert code == 0
    assert lines == [
        "Changed: app.py",
        "",
        "cached      2 | WORKDIR /app",
        "reruns      3 | COPY . .",
        "              = takes app.py",
        "reruns      5 | RUN make",
        "              = line 3 reruns",
        "perhaps     8 | COPY --from=build /app/dist /srv",
        "              = if the output of line 5 changes",
        "",
        "2 of 4 steps rerun, 1 more only if an earlier step's output changes.",
    ]


@pytest.mark.usefixtures("repository")
def test_stage_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """A stage that the target does not need has no figures and does nothing after an edit."""
    Path("Dockerfile").write_text(f"FROM a AS lint\nCOPY . /x\n{_STAGES}")
    main(["simulate", "Dockerfile", "--changed", "app.py"])
    simulated = capsys.readouterr().out
    main(["plan", "Dockerfile", "--format", "json"])
    stages = json.loads(capsys.readouterr().out)["stages"]

    assert "unused        | stage lint: the target does not need it" in simulated
    assert "COPY . /x" not in simulated
    assert [stage["needed"] for stage in stages] == [False, True, True]
    assert stages[0]["steps"][0]["reruns"] is None


_COMPOSE = """\
services:
  web:
    build:
      context: app
      additional_contexts:
        shared: lib
"""


def test_simulate_named_context(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of a named context, given by its path or found by git, reruns what is copied from there."""
    made = Repository(tmp_path)
    text = "FROM a\nCOPY . /app\nRUN make\nCOPY --from=shared src /shared\n"
    made.commit(**{"compose.yaml": _COMPOSE, "app/Dockerfile": text, "app/a": "1", "lib/src/b": "1"})
    (tmp_path / "lib/src/b").write_text("2")
    monkeypatch.chdir(tmp_path)
    for asked in (["--changed", "lib/src/b"], ["--since", "HEAD"]):
        assert main(["simulate", "app/Dockerfile", *asked, "--format", "json"]) == 0
        data = json.loads(capsys.readouterr().out)

        assert data["changed"] == ["shared:src/b"]
        assert [(step["line"], step["reruns"], step["takes"]) for step in data["steps"]] == [
            (2, "no", []),
            (3, "no", []),
            (4, "yes", ["shared:src/b"]),
        ]


def test_simulate_since(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """What differs from a revision is taken from git, in JSON with lines and answers."""
    (repository.folder / "requirements.txt").write_text("django\n")
    code = main(["simulate", "Dockerfile", "--since", "HEAD~1", "--format", "json"])
    data = json.loads(capsys.readouterr().out)

    assert code == 0
    assert data["changed"] == ["app.py", "requirements.txt"]
    assert [(step["line"], step["reruns"], step["after"]) for step in data["steps"]] == [
        (2, "yes", None),
        (3, "yes", 2),
        (4, "yes", 3),
    ]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["simulate", "Dockerfile", "--since", "nowhere"], "git knows no revision nowhere"),
        (
            ["simulate", "Dockerfile", "--changed", "/etc/passwd"],
            "/etc/passwd lies outside of the build context",
        ),
        (["simulate", "Dockerfile"], "one of the arguments --changed --since is required"),
        (["simulate", "nothing", "--changed", "x"], "nothing does not exist; check the path"),
        (["plan", "Dockerfile", "--commits", "0"], "0 is not a number from 1 up"),
    ],
)
def test_bad_input(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line that says what to do, and exit code 2."""
    assert main(arguments) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert complaint in printed.err


@pytest.mark.usefixtures("repository")
def test_file_as_seen_from_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file is meant as seen from the working directory, else from the build context."""
    Path("sub").mkdir()
    Path("sub/new.py").write_text("")
    root = Path.cwd()
    monkeypatch.chdir(root / "sub")
    changed = []
    for name in ("new.py", "app.py", "../app.py"):
        main(["simulate", str(root / "Dockerfile"), "--context", str(root), "--changed", name])
        changed.append(capsys.readouterr().out.splitlines()[0])

    assert changed == ["Changed: sub/new.py", "Changed: app.py", "Changed: app.py"]
