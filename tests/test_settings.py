"""Settings: what package.json offers is what the code reads."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from layerwise.rules.registry import RULES
from layerwise.settings import Hints, Run, Settings, read

_PACKAGE = json.loads((Path(__file__).parent.parent / "package.json").read_text())
_OFFERED: dict[str, dict[str, Any]] = {
    name.removeprefix("layerwise."): setting
    for name, setting in _PACKAGE["contributes"]["configuration"]["properties"].items()
}

# Settings of the client, which the server never sees.
_CLIENT = {"enable", "interpreter", "trace.server"}


def test_every_setting_is_offered() -> None:
    """package.json offers each setting that the server knows, and no other but the client's."""
    assert set(_OFFERED) - _CLIENT == {field.name for field in fields(Settings)}


def test_defaults_agree() -> None:
    """What package.json states as defaults is read as the defaults, without a complaint."""
    stated = {name: setting["default"] for name, setting in _OFFERED.items() if name not in _CLIENT}

    assert read(stated) == (Settings(), ())


def test_choices_agree() -> None:
    """The choices that package.json offers are those that the code knows."""
    assert _OFFERED["run"]["enum"] == [run.value for run in Run]
    assert _OFFERED["hints"]["enum"] == [hints.value for hints in Hints]


def test_wrong_values_are_told() -> None:
    """A value of the wrong kind falls back to the default and is told in one line each."""
    wrong = {"ignore": "x", "severity": {"a": "loud"}, "debounce": -1, "run": 3, "context": 5}
    found = read({**wrong, "hints": "loud", "lens": 1})

    assert found.settings == Settings()
    assert len(found.problems) == len(fields(Settings))


def test_rule_names_in_descriptions() -> None:
    """The rules that package.json names in its descriptions exist."""
    codes = {rule.code for rule in RULES}

    assert all(
        any(code in _OFFERED[name]["markdownDescription"] for code in codes)
        for name in ("ignore", "severity")
    )
