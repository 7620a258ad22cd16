"""Ignore files: what is found in them, with the fixes, drawn in fixtures; and their pages."""

import re
from pathlib import Path

import pytest
from checking import FIXTURES, unmark
from checking_ignore import check, found_in, ignore_fixtures, outcome
from layerwise.ignore_files.registry import IGNORE_RULES
from layerwise.ignore_files.rule import IgnoreRule

_BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("folder", ignore_fixtures(), ids=lambda path: path.relative_to(FIXTURES).as_posix())
def test_ignore_fixture(folder: Path, update: bool) -> None:
    """What comes of a fixture is what it states."""
    check(folder, update=update)


@pytest.mark.parametrize("rule", IGNORE_RULES, ids=lambda rule: rule.code)
def test_example_is_true(rule: IgnoreRule) -> None:
    """A page's first ignore file has the findings drawn in it, and the second is what the fixes make."""
    blocks = _BLOCK.findall(rule.page)
    files = {name: body for language, name, body in blocks if language == "text"}
    bad, *good = (body for language, _, body in blocks if language == "gitignore")
    got = outcome(unmark(bad), files)

    assert got.picture == bad
    assert [got.fixed] == (good or [None])


@pytest.mark.parametrize("rule", IGNORE_RULES, ids=lambda rule: rule.code)
def test_rule_has_fixtures(rule: IgnoreRule) -> None:
    """Every rule has a folder of fixtures named after it."""
    assert any(folder.parent.name == rule.code for folder in ignore_fixtures())


@pytest.mark.parametrize(
    "text", ["", "\n", "\r\n", "#", "!", "!!", "\\", "[", " \t", "\ufeffa", "a\n\n\nb", "\x00"]
)
def test_any_text_is_read(text: str) -> None:
    """No text is too odd, and every span lies inside."""
    for finding in found_in(text, {}):
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
