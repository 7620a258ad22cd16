"""What `layerwise check` is asked for: which Dockerfiles, which findings count, how much is said."""

import io
import json
import sys
from pathlib import Path

import pytest
from check_cases import Check, commit, lay_ignored, runner
from repository import Repository
from starting_case import FIXED, RULE, START


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


def _places(output: str) -> set[tuple[str, str, int]]:
    files = json.loads(output)["files"]
    return {(file["path"], one["rule"], one["start"]["line"]) for file in files for one in file["findings"]}


@pytest.mark.usefixtures("project")
def test_exit_zero_and_quiet(check: Check) -> None:
    """Findings do not count with --exit-zero; --quiet leaves out the text alone, errors excepted."""
    assert check("--exit-zero")[0] == 0
    assert check("--quiet") == (1, "", "")
    assert check("--quiet", "absent")[1:] == ("", "layerwise: absent does not exist; check the path\n")
    assert check("--quiet", "--format", "json")[1] == check("--format", "json")[1]


@pytest.mark.parametrize("name", ["Dockerfile", "new.Dockerfile"])
def test_standard_input(name: str, check: Check, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is piped is read in the place of a file, which may be another or none; nothing else is piped."""
    (project / "Dockerfile").write_text("FROM scratch\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(START.encode())))
    code, output, _ = check("-", "--stdin-filename", name, "--format", "json")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\0")))

    assert (code, (name, RULE, 2) in _places(output)) == (1, True)
    assert check("-")[::2] == (
        2,
        "layerwise: standard input is a binary file; name a Dockerfile, saved as UTF-8\n",
    )
    assert check("Dockerfile", "--stdin-filename", name)[0] == 2


def test_baseline(check: Check, project: Path) -> None:
    """Known findings are neither told nor fail, wherever their lines go; those that are gone are counted."""
    assert check("--write-baseline", "known.json")[::2] == (
        0,
        "layerwise: 2 findings written to known.json\n",
    )
    (project / "Dockerfile").write_text(f"# moved\n{START}")
    assert check("--baseline", "known.json") == (0, "Nothing found in 1 Dockerfile.\n", "")

    (project / "web.Dockerfile").write_text(START)
    code, output, _ = check("--baseline", "known.json", "--format", "json")
    assert (code, _places(output)) == (1, {("web.Dockerfile", RULE, 2)})

    (project / "Dockerfile").write_text(FIXED)
    code, _, errors = check("--baseline", "known.json", "Dockerfile")
    assert (code, errors) == (
        0,
        "layerwise: 1 finding of known.json no longer occurs; --write-baseline forgets what is gone\n",
    )


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "files": {}}', '{"version": 1, "files": []}'])
def test_what_is_no_baseline(text: str, check: Check, project: Path) -> None:
    """It is refused in one line."""
    (project / "known.json").write_text(text)

    assert check("--baseline", "known.json")[0] == 2
    assert check("--baseline", "absent")[0] == 2


_CHANGES = {
    "nothing": (None, []),
    "a source file": ("app.py", []),
    "a Dockerfile": ("a/Dockerfile", ["a/Dockerfile"]),
    "the ignore file in force": ("a/.dockerignore", ["a/Dockerfile"]),
    "a Dockerfile's own ignore file": ("a/Dockerfile.dockerignore", ["a/Dockerfile"]),
    "what declares a build": ("compose.yaml", ["b/Dockerfile"]),
    "a new Dockerfile": ("c/Dockerfile", ["c/Dockerfile"]),
}


@pytest.mark.parametrize(("changed", "expected"), _CHANGES.values(), ids=_CHANGES)
def test_changed_since(
    changed: str | None, expected: list[str], check: Check, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only Dockerfiles are checked that differ from a revision, or whose ignore file or declaration does."""
    for folder in ("a", "b", "c"):
        (project / folder).mkdir()
    for name in ("a/Dockerfile", "b/Dockerfile"):
        (project / name).write_text("FROM alpine\nCOPY app.py /\n")
        (project / name).with_name("app.py").write_text("1\n")
    (project / "compose.yaml").write_text("services:\n  b:\n    build: ./b\n")
    Repository(project)
    commit(project)
    if changed is not None:
        with (project / changed).open("a") as file:
            file.write("# changed\n" if "/" not in changed or "ignore" in changed else "FROM scratch\n")
    monkeypatch.chdir(project / "a")
    files = json.loads(check("--changed-since", "HEAD", "--format", "json", "..")[1])["files"]

    found = [Path(file["path"]).resolve().relative_to(project.resolve()).as_posix() for file in files]
    assert [path for path in found if path.endswith("Dockerfile")] == expected
    assert check("--changed-since", "absent", "..")[0] == 2
