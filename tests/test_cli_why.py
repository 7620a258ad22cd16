"""`layerwise why` and `layerwise plan --log`: tables, JSON, causes from git, advice, and bad input."""

import io
import json
import os
from pathlib import Path

import pytest
from layerwise.cli.main import main
from repository import Repository
from starting_case import lay

_LOG = """\
#4 [1/4] FROM docker.io/library/python:2.7
#4 CACHED
#5 [2/4] COPY . /app
#5 DONE 0.5s
#6 [3/4] WORKDIR /app
#6 DONE 0.0s
#7 [4/4] RUN pip install -r requirements.txt
#7 DONE 40.0s
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The starting case, committed, then edited once, with a build log; the working directory."""
    lay(tmp_path)
    (tmp_path / ".dockerignore").write_text(".git\nbuild.log\n")
    monkeypatch.chdir(tmp_path)
    found = Repository(tmp_path)
    found.commit()
    found.commit(**{"app.py": "2"})
    (tmp_path / "build.log").write_text(_LOG)
    return found


@pytest.mark.usefixtures("repository")
def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    """Each step with what it did, its time and the likely cause; and what the fixes would have saved."""
    Path("app.py").write_text("3")
    code = main(["why", "build.log"])

    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "Build log: build.log, on Dockerfile",
        "",
        "reran       0.5 s    2 | COPY . /app",
        "                       = takes app.py, changed since the last commit",
        "reran       0.0 s    3 | WORKDIR /app",
        "                       = line 2 reran",
        "reran      40.0 s    4 | RUN pip install -r requirements.txt",
        "                       = line 3 reran",
        "",
        "3 of 3 steps reran in 40.5 s of work.",
        "After the safe fixes the same edit keeps 2 steps cached, 40.0 s of this build:",
        "layerwise fix Dockerfile",
    ]


@pytest.mark.usefixtures("repository")
def test_json_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A log that is piped in; with nothing uncommitted, the newest commit of the key's files is named."""
    monkeypatch.setattr("sys.stdin", io.StringIO(_LOG))
    code = main(["why", "--format", "json"])
    data = json.loads(capsys.readouterr().out)

    assert (code, data["version"], data["log"], data["advice"]) == (0, 1, "standard input", None)
    assert [step["line"] for step in data["steps"]] == [2, 3, 4]
    assert data["steps"][0]["takes"] == ["app.py"]
    assert len(data["steps"][0]["commit"]) == 40
    assert [step["after"] for step in data["steps"]] == [None, 2, 3]
    assert data["saved_by_safe_fixes"] == 40.0


_FIXED = (
    "FROM python:2.7\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\n"
)
_CI_LOG = """\
2024-05-01T09:10:11.1234567Z #5 [2/5] WORKDIR /app
2024-05-01T09:10:11.1234567Z #5 DONE 0.1s
2024-05-01T09:10:11.1234567Z #6 [3/5] COPY requirements.txt .
2024-05-01T09:10:11.1234567Z #6 DONE 0.1s
2024-05-01T09:10:51.1234567Z #7 [4/5] RUN pip install -r requirements.txt
2024-05-01T09:10:51.1234567Z #7 DONE 40.0s
2024-05-01T09:10:51.1234567Z #8 [5/5] COPY . .
2024-05-01T09:10:51.1234567Z #8 DONE 0.1s
"""


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("before", "advice"),
    [
        ("", "--cache-to type=registry,ref=IMAGE:cache,mode=max --cache-from"),
        (
            "#3 importing cache manifest from x/app:cache\n#3 DONE 0.1s\n",
            "mode=max holds the last stage alone",
        ),
        ("#3 importing cache manifest from x/app:c\n#3 ERROR: not found\n", "The cache x/app:c could not be"),
    ],
)
def test_no_cache(before: str, advice: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where everything reran though nothing of it changed, the builder had no cache, and how to have one."""
    Path("Dockerfile").write_text(_FIXED)
    Path("build.log").write_text(before + _CI_LOG)
    main(["why", "build.log"])

    assert advice in capsys.readouterr().out


@pytest.mark.usefixtures("repository")
def test_failed_and_cached(capsys: pytest.CaptureFixture[str]) -> None:
    """A step that failed with the end of its output, one that was cached, and steps that did not run."""
    Path("Dockerfile").write_text(_FIXED + "RUN make\nRUN make test\n")
    Path("build.log").write_text(
        "#5 [2/7] WORKDIR /app\n#5 CACHED\n#6 [3/7] COPY requirements.txt .\n#6 CACHED\n"
        "#7 [4/7] RUN pip install -r requirements.txt\n#7 CACHED\n#8 [5/7] COPY . .\n#8 CACHED\n"
        "#9 [6/7] RUN make\n#9 0.2 no rule\n#9 ERROR: exit code: 2\n#10 [1/1] RUN foreign\n#10 DONE 1.0s\n"
    )
    main(["why", "build.log"])
    lines = capsys.readouterr().out.splitlines()

    assert ["cached", "4", "|", "RUN", "pip", "install", "-r", "requirements.txt"] in [
        x.split() for x in lines
    ]
    failed = next(n for n, line in enumerate(lines) if line.startswith("failed"))
    assert [line.strip() for line in lines[failed + 1 : failed + 3]] == ["= exit code: 2", "= no rule"]
    assert any(line.startswith("not run") and line.endswith("RUN make test") for line in lines)
    assert "1 of 5 steps reran." in lines
    assert "Steps of the log that stand in no line of Dockerfile: 1." in lines


@pytest.mark.usefixtures("repository")
def test_plan_with_times(capsys: pytest.CaptureFixture[str]) -> None:
    """The plan shows the times of the log, and what the commits' builds would have taken, now and fixed."""
    main(["plan", "Dockerfile", "--log", "build.log"])
    before, after = capsys.readouterr().out.split("After the safe fixes:")

    assert "2  40.0 s\n" in before
    assert "About 81 s for the builds of all 2 commits, by the times in the log;" in before
    assert "1  40.0 s\n" in after
    assert "About 41 s for" in after


@pytest.mark.usefixtures("repository")
def test_wide_log(capsys: pytest.CaptureFixture[str]) -> None:
    """What PowerShell writes is read, too."""
    Path("build.log").write_bytes(_LOG.encode("utf-16"))

    assert main(["why", "build.log"]) == 0
    assert "3 of 3 steps" in capsys.readouterr().out


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nothing.log"], "nothing.log does not exist"),
        (["."], ". is a directory; name a build log"),
        (["app.py"], "app.py holds no steps of a build; save one with: docker build --progress=plain"),
        (["binary"], "binary is binary, and no build log"),
        (["other.log"], "none of the 1 steps in the log stands in Dockerfile"),
        (["build.log", "--dockerfile", "nothing"], "nothing does not exist"),
    ],
)
def test_bad_input(arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line that says what to do, and exit code 2."""
    Path("binary").write_bytes(b"\0\1")
    Path("other.log").write_text("#1 [1/1] RUN else\n#1 DONE 1.0s\n")
    assert main(["why", *arguments]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert complaint in printed.err


@pytest.mark.usefixtures("repository")
def test_no_dockerfile(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the folder has no Dockerfile, one must be named."""
    Path("Dockerfile").unlink()

    assert main(["why", "build.log"]) == 2
    assert "there is no Dockerfile here; name it with --dockerfile" in capsys.readouterr().err


_BUILDX = """\
#!/bin/sh
# Answers as docker does where it keeps one build.
echo "$*" >>"${0%/*}/asked"
case "$*" in
"buildx history logs --progress=rawjson" | "buildx history logs --progress=rawjson abc") cat "${0%/*}/raw" >&2 ;;
*) echo "ERROR: no record found for ref" >&2; exit 1 ;;
esac
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A builder that keeps the log of one build, `abc`."""
    programs = tmp_path / "programs"
    programs.mkdir()
    times = {"started": "2026-01-01T00:00:00Z", "completed": "2026-01-01T00:00:40Z"}
    name = "[4/4] RUN pip install -r requirements.txt"
    entry = {"digest": "sha256:a", "name": name, **times}
    (programs / "raw").write_text(json.dumps({"vertexes": [entry]}) + "\n")
    (programs / "docker").write_text(_BUILDX)
    (programs / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")


@pytest.mark.usefixtures("repository", "kept")
@pytest.mark.parametrize(
    ("asked", "named"), [(["--kept"], "that of the newest build"), (["--kept", "abc"], "that of abc")]
)
def test_kept_by_the_builder(capsys: pytest.CaptureFixture[str], asked: list[str], named: str) -> None:
    """The log of a build that the builder keeps is read without a file, by `why` and by `plan`."""
    assert main(["why", *asked]) == 0
    told = capsys.readouterr().out
    assert main(["plan", "Dockerfile", *asked]) == 0
    planned = capsys.readouterr().out

    assert f"Build log: {named}, on Dockerfile" in told
    assert "reran      40.0 s    4 | RUN pip install -r requirements.txt" in told
    assert "40.0 s" in planned


@pytest.mark.usefixtures("repository", "kept")
@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        (["--kept", "nope"], "tells of no build (no record found for ref)"),
        (["--kept=--help"], "--help is no build"),
        (["build.log", "--kept"], "not both"),
    ],
)
def test_nothing_kept(capsys: pytest.CaptureFixture[str], asked: list[str], complaint: str) -> None:
    """A build that is not kept, or a name that is none, is told in one line."""
    assert main(["why", *asked]) == 2
    assert complaint in capsys.readouterr().err
