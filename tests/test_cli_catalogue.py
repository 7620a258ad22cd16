"""`layerwise explain`, `rules` and `ecosystems`: pages and lists, and codes that are none."""

import json

import pytest
from layerwise.cli.main import main
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.ignore_files.rule import IgnoreRule
from layerwise.rules.registry import RULES
from layerwise.rules.rule import Rule

_ALL: list[Rule | IgnoreRule] = [*RULES, *IGNORE_RULES]
_CODES = sorted(rule.code for rule in _ALL)


@pytest.mark.parametrize("rule", _ALL, ids=lambda rule: rule.code)
def test_explain(capsys: pytest.CaptureFixture[str], rule: Rule | IgnoreRule) -> None:
    """The page about a rule is printed, its code above it."""
    assert main(["explain", rule.code]) == 0
    assert capsys.readouterr().out == f"# {rule.code}\n\n{rule.page.strip()}\n"


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("source-befor-install", "did you mean source-before-install?"),
        ("xyz", "layerwise rules lists them"),
    ],
)
def test_no_such_rule(capsys: pytest.CaptureFixture[str], code: str, complaint: str) -> None:
    """A code that is none is told in one line, with what was meant or where to look."""
    assert main(["explain", code]) == 2
    assert capsys.readouterr().err == f"layerwise: there is no rule {code}; {complaint}\n"


def test_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """Every rule is listed with its severity and summary, also as JSON."""
    assert main(["rules"]) == 0
    rows = capsys.readouterr().out.split("\n\n")[0].splitlines()
    assert main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["rules"]

    assert [row.split()[0] for row in rows] == _CODES
    assert [one["code"] for one in listed] == _CODES
    assert all(
        one["severity"] in row and one["summary"] in row for one, row in zip(listed, rows, strict=True)
    )


def test_ecosystems(capsys: pytest.CaptureFixture[str]) -> None:
    """Every package manager is listed with its files, also as JSON."""
    assert main(["ecosystems"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert main(["ecosystems", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["ecosystems"]

    assert len(rows) == len(listed)
    npm = next(one for one in listed if one["name"] == "npm")
    assert "package.json" in npm["manifests"]
    assert "package-lock.json" in npm["lockfiles"]
    assert next(row for row in rows if row.startswith("npm ")).split()[1] == "package.json,"
