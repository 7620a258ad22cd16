"""How the commands are called: helps that are true, and choices that are those of their owners."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import layerwise
import pytest
from check_cases import commit
from layerwise import __version__
from layerwise.cli import arguments
from layerwise.cli.arguments import parser
from layerwise.cli.formats import registry
from layerwise.cli.main import main
from layerwise.cli.usage import catalogue, check, choices, completion, fix, lsp, plan, prove, simulate, why
from layerwise.cli.usage.shared import Example
from layerwise.configuration.kinds import LEVELS
from layerwise.findings.finding import Severity
from layerwise.host import builder
from layerwise.host.git import COMMITS
from layerwise.refactorings.registry import REFACTORINGS
from repository import Repository
from starting_case import START, lay

_COMMANDS = {
    "check": check.EXAMPLES,
    "fix": fix.EXAMPLES,
    "plan": plan.EXAMPLES,
    "simulate": simulate.EXAMPLES,
    "why": why.EXAMPLES,
    "prove": prove.EXAMPLES,
    **catalogue.EXAMPLES,
    "completion": completion.EXAMPLES,
    "lsp": lsp.EXAMPLES,
}
_EXAMPLES = {one.line: one for some in (*_COMMANDS.values(), arguments.EXAMPLES) for one in some}
# What one of them needs that is not there: a builder, a person, an editor.
_NOT_RUN = {"layerwise prove", "layerwise fix --ask", "layerwise lsp"}
_LOG = "#1 [1/4] FROM docker.io/library/python:2.7\n#1 CACHED\n#2 [2/4] COPY . /app\n#2 DONE 0.1s\n"


def test_choices_are_those_of_their_owners() -> None:
    """The words that flags take are written out, and are none but those that their owners know."""
    assert choices.FORMATS == registry.FORMATS
    assert tuple(severity.value for severity in Severity) == choices.SEVERITIES
    assert choices.LEVELS == LEVELS
    assert choices.BUILDERS == builder.NAMES
    assert tuple(sorted(one.name for one in REFACTORINGS)) == choices.REFACTORINGS
    assert choices.COMMITS == COMMITS


def test_every_command_teaches(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each help has its examples and exit codes, and fits a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["--help"]) == 0
    whole = capsys.readouterr().out
    for name, examples in _COMMANDS.items():
        assert main([name, "--help"]) == 0
        shown = capsys.readouterr().out
        for example in examples:
            assert f"\n  {example.line}\n      {example.does}\n" in shown
        assert "\nExit codes: 0 " in shown
        assert re.search(rf"\n    {name}\s", whole)
        assert max(map(len, shown.splitlines())) <= 90, f"{name}: an example may be a little longer"
    for word in (
        "NO_COLOR",
        "FORCE_COLOR",
        "FORCE_HYPERLINK",
        "Exit codes: 0",
        *(e.line for e in arguments.EXAMPLES),
    ):
        assert word in whole


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is that of the package."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"layerwise {__version__}\n"


@pytest.mark.parametrize("example", _EXAMPLES.values(), ids=_EXAMPLES)
def test_an_example_is_right(example: Example, tmp_path: Path) -> None:
    """Each example is a call that the parser takes, and does what it says in a project that is like it."""
    for words in _calls(example.line):
        parser().parse_args(words)
    if any(example.line.startswith(one) for one in _NOT_RUN):
        return
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {example.line}"],
        cwd=_project(tmp_path),
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode in (0, 1), done.stderr
    assert done.stdout or ">" in example.line or example.line.startswith("eval")
    assert "Traceback" not in done.stderr


def _calls(line: str) -> Iterator[list[str]]:
    """The words of each call of ours in a line, without what is the shell's."""
    words = shlex.split(line.replace('"$(', " ").replace(')"', " "))
    while "layerwise" in words:
        words = words[words.index("layerwise") + 1 :]
        end = next((at for at, word in enumerate(words) if word in ("<", ">", "|")), len(words))
        yield words[:end]


def _project(place: Path) -> Path:
    """A repository with what the examples name."""
    folder = place / "project"
    (folder / "web").mkdir(parents=True)
    (folder / "src").mkdir()
    lay(folder)
    lay(folder / "web")
    (folder / "web" / "Dockerfile").rename(folder / "web" / "Dockerfile.real")
    Repository(folder)
    commit(folder)
    (folder / "src" / "main.py").write_text("1\n")
    (folder / "web" / "Dockerfile.real").rename(folder / "web" / "Dockerfile")
    (folder / "draft").write_text(START)
    (folder / "build.log").write_text(_LOG)
    return folder


def _environment(place: Path) -> dict[str, str]:
    """Where `layerwise` is the one under test, and `docker` one that has just built."""
    programs = place / "bin"
    programs.mkdir()
    server = Path(layerwise.__file__).parent.parent
    paths = os.pathsep.join((str(server), os.environ.get("PYTHONPATH", "")))
    for name, body in {
        "layerwise": f'exec {shlex.quote(sys.executable)} -m layerwise "$@"',
        "docker": f"printf {shlex.quote(_LOG)}",
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{body}\n")
        (programs / name).chmod(0o755)
    (place / ".config" / "fish" / "completions").mkdir(parents=True)
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "HOME": str(place), "PYTHONPATH": paths}
