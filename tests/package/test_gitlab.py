"""The template for GitLab: its job's lines, run with what is published."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from format_readers import READERS
from layerwise import __version__
from ruamel.yaml import YAML
from starting_case import FIXED, RULE, lay

from package.conftest import Distributions
from package.offline import UnexpectedExitError, run
from package.places import ROOT

pytestmark = pytest.mark.package

_SPEC, _JOBS = YAML(typ="safe").load_all((ROOT / "templates" / "layerwise.yml").read_text())
_JOB = _JOBS["layerwise"]


def _filled(line: str, given: Mapping[str, str]) -> str:
    """A line with the inputs laid in, as GitLab does before anything is run."""
    inputs = {**{name: str(one["default"]) for name, one in _SPEC["spec"]["inputs"].items()}, **given}
    return re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda match: inputs[match[1]], line)


def _run(project: Path, home: Path, given: Mapping[str, str], code: int) -> str:
    lines = (line.replace("/tmp/layerwise", f"{home}/layerwise") for line in _JOB["script"])  # noqa: S108 - a runner's
    script = "\n".join(_filled(line, given) for line in lines)
    return run("bash", "-eo", "pipefail", "-c", script, home=home, folder=project, code=code)


def test_job(distributions: Distributions, tmp_path: Path) -> None:
    """A finding fails the job, both reports tell it; without one the job passes."""
    project = tmp_path / "project"
    project.mkdir()
    lay(project)
    given = {"package": str(distributions.wheel)}
    said = _run(project, tmp_path, given, 1)
    reports = {name: project / path for name, path in _JOB["artifacts"]["reports"].items()}

    assert f"[{RULE}]" in said
    assert READERS["gitlab"](reports["codequality"].read_text()) == {("Dockerfile", RULE, 2)}
    assert READERS["junit"](reports["junit"].read_text()) == {("Dockerfile", RULE, 2)}
    assert _JOB["artifacts"]["when"] == "always"

    (project / "Dockerfile").write_text(FIXED)
    _run(project, tmp_path, given, 0)
    assert json.loads(reports["codequality"].read_text()) == []
    with pytest.raises(UnexpectedExitError):
        _run(project, tmp_path, {**given, "fail-on": "sometimes"}, 0)


def test_package() -> None:
    """What is installed by default is this version."""
    assert _SPEC["spec"]["inputs"]["package"]["default"] == f"layerwise=={__version__}"


def test_inputs() -> None:
    """Every input is used, and no other."""
    used = set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", json.dumps(_JOBS)))

    assert used == set(_SPEC["spec"]["inputs"])
