"""The output formats: each as its readers expect it, with nothing of a file taken for a part of the format."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from check_cases import Check, commit, lay_ignored, runner
from format_readers import READERS
from layerwise.cli.formats.registry import FORMATS
from repository import Repository
from starting_case import FIXED, RULE, START

_IGNORE = "ineffective-ignore-pattern"
_PLACES = {("Dockerfile", RULE, 2), (".dockerignore", _IGNORE, 1)}
# Names and words that mean something to a terminal, XML, Markdown, a workflow command, a URI or a shell.
_HOSTILE = "a%0A::error::b,c]]><x>&'`|@you#1 \x1b[31m\u202e"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starting case with a mistake in its ignore file, as the working directory."""
    lay_ignored(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs `check`."""
    return runner(capsys)


def test_every_format_is_read_here() -> None:
    """A new format needs a reader."""
    assert set(FORMATS) == set(READERS)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("name", READERS)
def test_the_same_findings(name: str, check: Check) -> None:
    """Each format tells the findings of Dockerfile and ignore file, each under its own path."""
    code, output, _ = check("--format", name)

    assert (code, READERS[name](output)) == (1, _PLACES)


@pytest.mark.parametrize("name", READERS)
def test_nothing_found(name: str, check: Check, project: Path) -> None:
    """A clean Dockerfile makes a report that is as well formed."""
    (project / ".dockerignore").unlink()
    (project / "Dockerfile").write_text("FROM scratch\nCOPY app.py /\n")
    code, output, _ = check("--format", name, "--ignore", "context-not-ignored")

    assert (code, READERS[name](output)) == (0, set())


@pytest.mark.parametrize("name", READERS)
def test_hostile_text(name: str, check: Check, project: Path) -> None:
    """No name and no text of a file ends what it stands in, or steers a terminal."""
    (project / "Dockerfile").rename(project / f"{_HOSTILE}.Dockerfile")
    (project / f"{_HOSTILE}.Dockerfile").write_text(START.replace("WORKDIR", f"# {_HOSTILE}\nWORKDIR"))
    (project / "app.py").rename(project / _HOSTILE)
    (project / ".dockerignore").write_text("*.log # of the server\n.dockerignore\n")
    code, output, errors = check("--format", name)
    found = READERS[name](output)

    assert code == 1
    assert not {"\x1b", "\u202e"} & set(output + errors)
    assert {(rule, line) for _, rule, line in found} >= {(RULE, 2), (_IGNORE, 1)}
    if name == "junit":
        assert _HOSTILE[:17] in {suite.attrib["name"][:17] for suite in ET.fromstring(output)}  # noqa: S314
    if name == "markdown":
        row = next(line for line in output.splitlines() if line.startswith("| 2 |"))
        assert r"\]\>\<x\>\&'\`\|\@<!-- -->you#<!-- -->1" in row


@pytest.mark.parametrize("name", READERS)
def test_a_file_that_cannot_be_read(name: str, check: Check, project: Path) -> None:
    """It does not keep the others from being told, is told itself, and makes the exit code 2."""
    (project / "binary").write_bytes(b"\0")
    code, output, errors = check("--format", name, "--exit-zero", "binary", "Dockerfile")
    found = {(path, rule) for path, rule, _ in READERS[name](output)}

    assert code == 2
    assert ("Dockerfile", RULE) in found
    assert "binary file" in errors
    assert ("is a binary file" in output) == (name != "text")


@pytest.mark.usefixtures("project")
def test_sarif(check: Check) -> None:
    """The log has what SARIF 2.1.0 asks for; its fixes make the fixed file."""
    log = json.loads(check("--format", "sarif")[1])
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    result = next(one for one in run["results"] if one["ruleId"] == RULE)
    safe, *others = result["fixes"]

    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert rules == sorted(rules, key=lambda rule: str(rule["id"]))
    for rule in rules:
        assert rule["helpUri"].endswith(f"/docs/rules/{rule['id']}.md")
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert one["level"] in ("error", "warning", "note")
        _check_regions(one)
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 4
    assert safe["properties"] == {"safety": "safe"}
    assert all(fix["properties"]["safety"] == "review" and fix["properties"]["reason"] for fix in others)
    assert _replaced(START, safe["artifactChanges"][0]["replacements"]) == FIXED


def _check_regions(value: object) -> None:
    """Every region is in order, every change of a fix changes something."""
    for name, one in value.items() if isinstance(value, dict) else ():
        if name in ("region", "deletedRegion"):
            start, end = (one["startLine"], one["startColumn"]), (one["endLine"], one["endColumn"])
            assert (1, 1) <= start <= end
        if name in ("artifactChanges", "replacements"):
            assert one
        _check_regions(one)
    for one in value if isinstance(value, list) else ():
        _check_regions(one)


def _replaced(text: str, replacements: list[dict[str, Any]]) -> str:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for one in reversed(replacements):
        region = one["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        text = text[:start] + one["insertedContent"]["text"] + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        (f"# a comment\n\n{START}", True),
        (START.replace("COPY . /app", "copy  . \\\n  # all\n  /app"), True),
        (START.replace("COPY . /app", "\tCOPY . /app").replace("\n", "\r\n"), True),
        (START.replace("COPY . /app", "COPY . /app/"), False),
    ],
)
def test_fingerprints(text: str, is_same: bool, check: Check, project: Path) -> None:
    """A finding keeps its fingerprint as long as its instruction means the same by the same words."""

    def marks() -> list[str]:
        results = json.loads(check("--format", "sarif")[1])["runs"][0]["results"]
        return [one["partialFingerprints"]["layerwise/v1"] for one in results if one["ruleId"] == RULE]

    before = marks()
    (project / "Dockerfile").write_bytes(text.encode())

    assert (marks() == before) is is_same


def test_fingerprints_of_twins(check: Check, project: Path) -> None:
    """Findings that are alike in all but their lines have fingerprints of their own."""
    (project / "Dockerfile").write_text(START + START)
    results = json.loads(check("--format", "sarif")[1])["runs"][0]["results"]
    marks = [one["partialFingerprints"]["layerwise/v1"] for one in results]

    assert len(set(marks)) == len(marks) == 3


def _edited_often(project: Path, times: int) -> None:
    """Make a repository of the project, with so many commits of its program."""
    Repository(project)
    for number in range(times):
        (project / "app.py").write_text(f"print({number})\n")
        commit(project)


def test_markdown_with_history(check: Check, project: Path) -> None:
    """The biggest number of the project's own history is the title, and the fix a diff."""
    _edited_often(project, 12)
    output = check("--format", "markdown")[1]

    assert output.startswith(
        "### `pip install -r requirements.txt` reruns in 1 of 12 commits instead of 12\n"
    )
    assert "| `pip install -r requirements.txt`: 12 of all 12 commits, 1 after the fix |" in output
    assert "```diff\n--- a/Dockerfile\n+++ b/Dockerfile\n" in output
    assert "\n+COPY requirements.txt /app/\n" in output


_DOUBTFUL = """\
FROM python:3.13 AS build
COPY . /app
RUN python /app/app.py

FROM python:3.13
COPY --from=build /app/made.txt /made.txt
COPY . /app
RUN pip install -r /app/requirements.txt -c /made.txt
"""


def test_markdown_with_a_gain_in_doubt(check: Check, project: Path) -> None:
    """What the output of another stage may take away is no number for a title."""
    (project / "Dockerfile").write_text(_DOUBTFUL)
    (project / "made.txt").write_text("")
    (project / ".dockerignore").write_text(".git\nDockerfile\n.dockerignore\n")
    _edited_often(project, 12)
    output = check("--format", "markdown")[1]

    assert output.startswith("### 1 finding in `Dockerfile`\n")
    assert (
        "`pip install -r /app/requirements.txt -c /made.txt`: 12 of all 12 commits, 1 to 12 after the fix |"
        in output
    )


def test_markdown_without_a_gain(check: Check, project: Path) -> None:
    """Where no fix saves anything, the title says how often the step reruns."""
    (project / "Dockerfile").write_text(START.replace("RUN", "RUN git describe > /version\nRUN"))
    (project / ".dockerignore").write_text(".git\nDockerfile\n.dockerignore\n")
    _edited_often(project, 3)
    output = check("--format", "markdown")[1]

    assert output.startswith("### `pip install -r requirements.txt` reruns in 3 of 3 commits\n")


def test_junit_is_ascii(check: Check, project: Path) -> None:
    """Its declaration is true whatever encoding the output has."""
    (project / "app.py").rename(project / "\N{SNOWMAN}.py")
    (project / ".dockerignore").write_text("Dockerfile\n.dockerignore\nrequirements.tx?\n!requirements.txt\n")
    output = check("--format", "junit")[1]

    assert output.isascii()
    assert any("\N{SNOWMAN}" in one.attrib["message"] for one in ET.fromstring(output).iter("failure"))  # noqa: S314


def test_sarif_with_a_byte_order_mark_and_another_file(check: Check, project: Path) -> None:
    """The mark is no column; a fix elsewhere has an artifact of its own, also where it makes the file."""
    (project / ".dockerignore").unlink()
    (project / "__pycache__").mkdir()
    (project / "__pycache__" / "app.pyc").write_text("")
    (project / "Dockerfile").write_text("\ufeffFROM python:3.13\nCOPY . /app\n")
    marked = json.loads(check("--format", "sarif")[1])["runs"][0]["results"]
    (project / "Dockerfile").write_text("FROM python:3.13\nCOPY . /app\n")
    plain = json.loads(check("--format", "sarif")[1])["runs"][0]["results"]
    (change,) = next(one for one in plain if one.get("fixes"))["fixes"][0]["artifactChanges"]

    assert marked == plain
    assert change["artifactLocation"] == {"uri": ".dockerignore", "uriBaseId": "%SRCROOT%"}
    assert "__pycache__" in change["replacements"][0]["insertedContent"]["text"]
    assert change["replacements"][0]["deletedRegion"]["endLine"] == 1
