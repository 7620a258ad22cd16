"""Settings: what package.json offers is what the code reads."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from layerwise.builds.build import Profile
from layerwise.configuration.given import from_editor, from_flags
from layerwise.configuration.keys import IN_EDITORS, KEYS
from layerwise.configuration.kinds import LEVELS
from layerwise.configuration.values import laid, settings_of
from layerwise.findings.finding import Severity
from layerwise.rules.registry import RULES
from layerwise.settings import Hints, Run, Scope, Settings

_PACKAGE = json.loads((Path(__file__).parent.parent / "package.json").read_text())
_OFFERED: dict[str, dict[str, Any]] = {
    name.removeprefix("layerwise."): setting
    for name, setting in _PACKAGE["contributes"]["configuration"]["properties"].items()
}

# Settings of the client, which the server never sees.
_CLIENT = {"enable", "interpreter", "trace.server"}


def test_every_setting_has_a_key() -> None:
    """The table of keys has what the code reads, and nothing else."""
    assert {key.name for key in KEYS} == {field.name for field in fields(Settings)}


def test_every_setting_is_offered() -> None:
    """package.json offers each setting that the server takes from an editor, and no other but the client's."""
    assert set(_OFFERED) - _CLIENT == {key.name for key in IN_EDITORS}


def test_defaults_agree() -> None:
    """What package.json states as defaults is read as the defaults, without a complaint."""
    stated = {name: setting["default"] for name, setting in _OFFERED.items() if name not in _CLIENT}
    values, problems = from_editor(stated)

    assert (settings_of(values), problems) == (Settings(), ())


def test_defaults_leave_files_alone() -> None:
    """A default that an editor sends as if it were set does not go before what a configuration file says."""
    stated = {key.name: _OFFERED[key.name]["default"] for key in IN_EDITORS if key.is_in_files}

    assert from_editor(stated).values == {}


def test_choices_agree() -> None:
    """The choices that package.json offers are those that the code knows."""
    assert _OFFERED["run"]["enum"] == [run.value for run in Run]
    assert _OFFERED["scope"]["enum"] == [scope.value for scope in Scope]
    assert _OFFERED["hints"]["enum"] == [hints.value for hints in Hints]
    assert _OFFERED["builder"]["enum"] == ["", *(profile.value for profile in Profile)]
    assert _OFFERED["severity"]["additionalProperties"]["enum"] == [*LEVELS]


def test_wrong_values_are_told() -> None:
    """A value of the wrong kind falls back to the default and is told in one line each."""
    wrong = {"ignore": "x", "severity": {"a": "loud"}, "debounce": -1, "run": 3, "context": 5, "scope": "all"}
    values, problems = from_editor({**wrong, "hints": "loud", "lens": 1, "select": 0, "builder": "make"})

    assert settings_of(values) == Settings()
    assert len(problems) == len(IN_EDITORS) + 1  # the code and the severity of one entry
    assert "layerwise.run must be one of onType, onSave, not 3" in problems


def test_rule_names_in_descriptions() -> None:
    """The rules that package.json names in its descriptions exist."""
    codes = {rule.code for rule in RULES}

    assert all(
        any(code in _OFFERED[name]["markdownDescription"] for code in codes)
        for name in ("select", "ignore", "severity")
    )


@pytest.mark.parametrize(
    ("settings", "is_on"),
    [
        (Settings(), True),
        (Settings(select=frozenset({"a"})), True),
        (Settings(select=frozenset({"b"})), False),
        (Settings(select=frozenset({"a"}), ignore=frozenset({"a"})), False),
        (Settings(severity={"a": None}), False),
        (Settings(severity={"a": Severity.HINT}), True),
        (Settings(select=frozenset({"b"}), severity={"a": Severity.HINT}), False),
    ],
)
def test_which_rules_are_on(settings: Settings, *, is_on: bool) -> None:
    """A rule is on unless it is not selected, ignored, or off by its severity."""
    assert settings.is_on("a") is is_on


def test_layers() -> None:
    """A later value takes an earlier one's place; of tables each entry does."""
    low = {"ignore": ["a"], "severity": {"a": "off", "b": "hint"}, "context": "x"}
    high = {"ignore": [], "severity": {"a": "error"}}

    assert laid([low, high]) == {"ignore": [], "severity": {"a": "error", "b": "hint"}, "context": "x"}
    assert settings_of(laid([low, high])) == Settings(
        severity={"a": Severity.ERROR, "b": Severity.HINT}, context="x"
    )


def test_flags() -> None:
    """What stands on a command line is told by the names of its flags."""
    values, problems = from_flags({"select": ["source-before-instal"]})

    assert values == {"select": []}
    assert problems == (
        '--select names no rule: "source-before-instal"; did you mean source-before-install?',
    )
