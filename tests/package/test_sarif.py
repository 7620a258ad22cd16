"""The SARIF of every fixture against the schema of SARIF 2.1.0 itself."""

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it has no hints
import pytest
from checking import FIXTURES
from layerwise.cli.main import main
from laying import laid

from package.places import BUILD, why_not_ready

pytestmark = [pytest.mark.package, pytest.mark.skipif(bool(why_not_ready()), reason=why_not_ready() or "")]
_SCHEMA = BUILD / "sarif/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
_RULES = sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("rule", _RULES)
def test_valid(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Results, fixes, rules and places are what readers of SARIF expect."""
    assert list(laid(FIXTURES / rule, tmp_path))
    monkeypatch.chdir(tmp_path)
    main(["check", "--exit-zero", "--format", "sarif"])
    log = json.loads(capsys.readouterr().out)

    errors = jsonschema.Draft7Validator(json.loads(_SCHEMA.read_text())).iter_errors(log)

    assert [f"{error.json_path}: {error.message}" for error in errors] == []
    assert log["runs"][0]["results"]
