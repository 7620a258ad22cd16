"""Runs a composite action as a runner does: expressions, conditions, steps in order, outputs, files of the runner.

Only what our own action uses is known; anything else fails.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml import YAML

Value: TypeAlias = "str | int | bool | Mapping[str, Value] | None"
Step: TypeAlias = Mapping[str, "str | bool | Mapping[str, str]"]

_EXPRESSION = re.compile(r"\$\{\{ *(.+?) *\}\}")
_NAME = re.compile(r"[a-z]+(?:\.[\w-]+)+")


class Action:
    """A composite action, as its file says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = YAML(typ="safe").load((folder / "action.yml").read_text())
        self.steps: list[Step] = self.told["runs"]["steps"]

    def inputs(self, given: Mapping[str, str], github: Mapping[str, Value]) -> dict[str, Value]:
        """The inputs with their defaults; one that there is not is an error."""
        known = self.told["inputs"]
        assert given.keys() <= known.keys(), f"no such input: {given.keys() - known.keys()}"
        defaults = {
            name: expand(str(one.get("default", "")), {"github": github}) for name, one in known.items()
        }
        return {**defaults, **given}


@dataclass(slots=True)
class Ran:
    """What became of a run: the code of the step that failed it, 0 for none; what was said; what was used."""

    code: int = 0
    output: str = ""
    used: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    outputs: dict[str, Value] = field(default_factory=dict)
    summary: str = ""


def run(
    action: Action, github: Mapping[str, Value], given: Mapping[str, str], environment: Mapping[str, str]
) -> Ran:
    """Run each step whose condition holds, until one fails."""
    ran, files = Ran(), Path(environment["RUNNER_TEMP"])
    steps: dict[str, Value] = {}
    inputs = action.inputs(given, github)
    for step in action.steps:
        context: Mapping[str, Value] = {"github": github, "inputs": inputs, "steps": steps}
        if "if" in step and not _holds(str(step["if"]), context):
            continue
        ran.names.append(str(step["name"]))
        if "uses" in step:
            ran.used.append((str(step["uses"]), _expanded(step.get("with"), context)))
            continue
        code, outputs = _shell(step, {**environment, **_expanded(step.get("env"), context)}, files, ran)
        steps[str(step.get("id"))] = {"outputs": outputs}
        if code != 0:
            ran.code = code
            break
    ran.outputs = {
        name: expand(str(one["value"]), {"steps": steps}) for name, one in action.told["outputs"].items()
    }
    ran.summary = (files / "summary").read_text()
    return ran


def expand(text: str, context: Mapping[str, Value]) -> str:
    """A text with the values of its expressions."""
    return _EXPRESSION.sub(lambda match: _written(_value(match[1], context)), text)


def _expanded(given: object, context: Mapping[str, Value]) -> dict[str, str]:
    assert given is None or isinstance(given, Mapping)
    return {name: expand(str(value), context) for name, value in (given or {}).items()}


def _shell(step: Step, environment: Mapping[str, str], files: Path, ran: Ran) -> tuple[int, dict[str, Value]]:
    assert step["shell"] == "bash"
    output, summary, script = files / "output", files / "summary", files / "step.sh"
    output.write_text("")
    summary.touch()
    script.write_text(str(step["run"]))
    done = subprocess.run(
        # As GitHub documents for `shell: bash`, and without a network.
        ["unshare", "--net", "--", "bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        env={**environment, "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)},
        cwd=environment["GITHUB_WORKSPACE"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    ran.output += done.stdout
    pairs = (line.partition("=") for line in output.read_text().splitlines())
    return done.returncode, {name: value for name, _, value in pairs}


def _value(name: str, context: Mapping[str, Value]) -> Value:
    value: Value = context
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _written(value: Value) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _holds(condition: str, context: Mapping[str, Value]) -> bool:
    """Conditions of names, texts and numbers with ==, !=, >, && and ||, where nothing counts as 0."""
    words = _NAME.sub(lambda match: repr(_value(match[0], context) or 0), condition)
    words = words.replace("&&", " and ").replace("||", " or ")
    return bool(eval(words, {"__builtins__": {}}))  # noqa: S307 - an expression of our own file


def runner_environment(action: Action, workspace: Path, place: Path, path: str) -> dict[str, str]:
    """The variables that a runner gives to every step."""
    temporary = place / "runner"
    temporary.mkdir()
    return {
        "GITHUB_ACTION_PATH": str(action.folder),
        "GITHUB_REPOSITORY": "somebody/project",
        "GITHUB_WORKSPACE": str(workspace),
        "HOME": str(place),
        "PATH": path,
        "RUNNER_TEMP": str(temporary),
        **{name: os.environ[name] for name in ("LANG",) if name in os.environ},
    }
