"""The published schema of what `check` writes; `test_same_answers.py` holds all fixtures against it."""

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it has no hints
import pytest
from check_cases import Check, lay_ignored, runner
from layerwise.configuration.kinds import CODES
from output_schema import PATH, check_file, check_report
from starting_case import START


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs `check`."""
    return runner(capsys)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starting case with a mistake in its ignore file, a problem in its Dockerfile, and a file that is none."""
    lay_ignored(tmp_path)
    (tmp_path / "Dockerfile").write_text(f"{START}RUM x\n")
    (tmp_path / "b.Dockerfile").write_bytes(b"\0")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_rules_are_named(update: bool) -> None:
    """The schema names all rules."""
    schema = json.loads(PATH.read_text())
    rules = schema["$defs"]["finding"]["properties"]["rule"]
    if update:
        rules["enum"] = [*CODES]
        PATH.write_text(_written(schema))

    assert rules["enum"] == [*CODES], "npm test -- --update writes them again"
    assert PATH.read_text() == _written(schema)


def _written(schema: object) -> str:
    return json.dumps(schema, indent=2) + "\n"


@pytest.mark.usefixtures("project")
def test_both_formats(check: Check) -> None:
    """Findings, problems and files that cannot be read are as the schema says, in both formats."""
    report = json.loads(check("--format", "json")[1])
    lines = [json.loads(line) for line in check("--format", "jsonl")[1].splitlines()]
    check_report(report)
    for line in lines:
        check_file(line)
    good, bad, ignore = report["files"]

    assert lines == report["files"]
    assert (bad["findings"], bad["problems"]) == ([], [])
    assert bad["error"]
    assert all((good["findings"], good["problems"], ignore["findings"]))


_WRONG: dict[str, dict[str, Any]] = {
    "a key that nobody knows": {"more": 1},
    "a missing key": {"findings": None},
    "an error with findings": {"error": "it is not there"},
}


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("change", _WRONG.values(), ids=_WRONG)
def test_what_is_wrong_is_noticed(change: dict[str, Any], check: Check) -> None:
    """The check can fail."""
    file = json.loads(check("--format", "json")[1])["files"][0] | change

    with pytest.raises(jsonschema.ValidationError):
        check_file({key: value for key, value in file.items() if value is not None or key == "error"})
