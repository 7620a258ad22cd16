"""Commands that have to stay below a copy that moves."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content
from layerwise.split.bound import stays_below
from layerwise.split.groups import copy_of
from planning import planned

_FILES: Mapping[str, Content] = {
    "requirements.txt": "six\n",
    "package.json": "{}",
    "src/a.js": "1",
    "src/d/b.js": "1",
}


@pytest.mark.parametrize(
    ("command", "is_so"),
    [
        ("touch /q", False),
        ("cat /x/a.js", True),
        ("cat /x/package.json", False),
        ("touch /x/new", True),
        ("touch /x/d/new", True),
        ("touch /x/e/new", False),
        ("touch /new", False),
        ("./anything", True),
        ("pip install --target /x/lib six", False),
        ("rm /x/a.js", True),
    ],
)
def test_stays_below(command: str, *, is_so: bool) -> None:
    """What reads its files or writes into its directories; installs make their own, and some files are there anyway."""
    copy_step, step = planned(f"FROM a; COPY src package.json /x/; RUN {command}", _FILES).stages[0].steps
    copy = copy_of(copy_step)
    assert copy is not None

    assert stays_below(copy, step.events[0], frozenset({"/x/package.json"})) is is_so
