"""The page about editors: its settings are those that there are, and what an editor reads as a file can be read."""

import json

import pytest
from layerwise.configuration.keys import IN_EDITORS
from layerwise.manifests.toml_text import load
from other_editors.page import PAGE, blocks

_ONLY_AT_THE_START = {"trusted"}


def test_settings() -> None:
    """The table of settings has every setting of an editor, and no other."""
    section = PAGE.read_text().split("\n## Settings\n")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    names = {name.strip(" `") for row in rows for name in row.split(",")}

    assert names == {key.name for key in IN_EDITORS} | _ONLY_AT_THE_START


@pytest.mark.parametrize("heading", ["Kate", "Sublime Text", "Zed"])
def test_json(heading: str) -> None:
    """What stands for a file, or for a part of one, is JSON."""
    for block in blocks(heading, "json"):
        assert json.loads(block if block.startswith("{") else f"{{{block}}}")


@pytest.mark.parametrize("heading", ["Helix", "Zed"])
def test_toml(heading: str) -> None:
    """What stands for a file is TOML."""
    for block in blocks(heading, "toml"):
        assert isinstance(load(block), dict)
