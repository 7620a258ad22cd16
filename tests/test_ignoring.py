"""What is taken in for nothing: the fix settles it, in the ignore file in force, and cancels no exception."""

from pathlib import Path

import pytest
from checking import FIXTURES, analysed, context_of, read, unmark
from layerwise.analysis import analyse
from layerwise.builds.build import Build
from layerwise.builds.builds import Setting, builds_for
from layerwise.builds.hints import Hints
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.ignore_lines import appended
from layerwise.context.memory import Content, MemoryTree
from layerwise.findings.finding import Finding
from layerwise.ignoring.git_ignored import is_git_ignored
from layerwise.settings import Settings
from layerwise.syntax.parse import parse
from layerwise.text import apply

_CODE = "context-not-ignored"
_FIXED = sorted((FIXTURES / _CODE).glob("*/.dockerignore.fixed"))
_TEXT = "FROM python:3.13\nCOPY . /app\n"
_FILES: dict[str, Content] = {"app.py": "", ".pytest_cache/x": "", "docker/Dockerfile": _TEXT}


@pytest.mark.parametrize("path", _FIXED, ids=lambda path: path.parent.name)
def test_the_fix_settles_it(path: Path) -> None:
    """With the longer ignore file nothing is left to say, and no rule says anything that it did not say before."""
    text = unmark(read(path.parent / "Dockerfile"))
    files = context_of(path.parent)
    before = {finding.rule for finding in analysed(text, files).findings}
    after = {finding.rule for finding in analysed(text, {**files, ".dockerignore": read(path)}).findings}

    assert after <= before - {_CODE}


@pytest.mark.parametrize("path", _FIXED, ids=lambda path: path.parent.name)
def test_no_exception_is_cancelled(path: Path) -> None:
    """What an exception lets in is let in by the longer ignore file, too."""
    given = path.with_name(".dockerignore")
    before = parse_ignore(read(given) if given.exists() else "")
    after = parse_ignore(read(path))
    let_in = [p for p in context_of(path.parent) if (one := before.deciding(p)) and one.is_exception]

    assert not [p for p in let_in if after.is_ignored(p) and "__pycache__" not in p]


def _only(builds: tuple[Build, ...]) -> Finding:
    (finding,) = analyse(_TEXT, builds, Settings()).findings
    assert finding.rule == _CODE
    return finding


@pytest.mark.parametrize("name", [".dockerignore", "docker/Dockerfile.dockerignore"])
def test_the_file_in_force(name: str) -> None:
    """The fix extends the ignore file that the builder takes, be it the Dockerfile's own."""
    tree = MemoryTree({**_FILES, name: "*.log\n"})
    finding = _only(
        builds_for("docker/Dockerfile", Hints(parse(_TEXT)), tree, Setting(tree, "docker/Dockerfile"))
    )
    (change,) = finding.fixes[0].changes

    assert (change.path, change.create) == (name, False)
    assert apply("*.log\n", change.edits) == f"*.log\n.pytest_cache\ndocker/Dockerfile\n{name}\n"


def test_names_that_mean_something_else() -> None:
    """A folder whose name an ignore file reads otherwise is left out, and the others are told."""
    text = "FROM python:3.13\nCOPY app[1-9] /app/\nCOPY b /b\n"
    files: dict[str, Content] = {"app[1]/.pytest_cache/x": "", "app1/x": "", "b/.pytest_cache/x": ""}
    context = BuildContext(MemoryTree(files))
    (finding,) = analyse(text, [Build(context=context, label=".", origin="a test")], Settings()).findings

    assert [path for path, _ in finding.takes] == ["b/.pytest_cache"]


def test_a_file_out_of_reach() -> None:
    """Without a fix for an ignore file outside of the context, it is said why."""
    files = {**_FILES, "Dockerfile.dockerignore": "*.log\n"}
    context = BuildContext(MemoryTree(files), parse_ignore("*.log\n", "Dockerfile.dockerignore"))
    finding = _only((Build(context=context, label=".", origin="a test"),))

    assert not finding.fixes
    assert finding.refusal is not None


def test_several_contexts() -> None:
    """A Dockerfile of several contexts is told once, and not fixed: the other's file may be another."""
    contexts = (BuildContext(MemoryTree(_FILES)), BuildContext(MemoryTree({**_FILES, "more.py": ""})))
    builds = tuple(Build(context=context, label=".", origin="a test") for context in contexts)

    assert not _only(builds).fixes


@pytest.mark.parametrize(
    ("line", "path", "expected"),
    [
        ("dist", "dist", True),
        ("/dist/", "dist", True),
        ("**/dist", "web/dist", True),
        ("dist", "web/dist", True),
        ("web/dist", "web/dist", True),
        ("[Bb]in/", "bin", True),
        ("/dist", "web/dist", False),
        ("# dist", "dist", False),
        ("dist\n!dist", "dist", False),
        ("*\n!src", "dist", False),
        ("dist/*.js", "dist", False),
        ("", "dist", False),
    ],
)
def test_git_ignored(line: str, path: str, *, expected: bool) -> None:
    """Only what a line names by itself is left out by git for sure."""
    context = BuildContext(MemoryTree({".gitignore": line, path: ""}))

    assert is_git_ignored(context, path) is expected


def test_the_nearest_gitignore_decides() -> None:
    """An exception beside the folder counts more than a line further up."""
    context = BuildContext(MemoryTree({".gitignore": "dist\n", "web/.gitignore": "!dist\n"}))

    assert not is_git_ignored(context, "web/dist")
    assert is_git_ignored(context, "api/dist")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "a\nb\n"),
        ("x\n", "x\na\nb\n"),
        ("x", "x\na\nb"),
        ("x\r\n", "x\r\na\r\nb\r\n"),
        ("x\r\ny", "x\r\ny\r\na\r\nb"),
        ("# x\n\n", "# x\n\na\nb\n"),
    ],
)
def test_lines_in_the_files_hand(text: str, after: str) -> None:
    """Line ends are the file's, and the last line ends as the last one did."""
    assert apply(text, [appended(text, ["a", "b"])]) == after


@pytest.mark.parametrize(("copied", "is_told"), [("app.py", True), (".pytest_cache", False)])
def test_dockerfiles_in_compose_files_count(copied: str, *, is_told: bool) -> None:
    """What a Dockerfile in a compose file beside takes is not ignored away from it."""
    inline = f'services: {{web: {{build: {{dockerfile_inline: "FROM alpine\\nCOPY {copied} /x"}}}}}}'
    found = analysed(_TEXT, {**_FILES, "docker/Dockerfile": "", "compose.yaml": inline}).findings

    assert (_CODE in {finding.rule for finding in found}) is is_told
