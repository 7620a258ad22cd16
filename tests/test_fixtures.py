"""Every fixture: findings, evidence, verdicts and fixes, drawn in the fixture itself."""

from pathlib import Path

import pytest
from checking import FIXTURES, check, fixtures


@pytest.mark.parametrize("folder", fixtures(), ids=lambda path: path.relative_to(FIXTURES).as_posix())
def test_fixture(folder: Path, update: bool) -> None:
    """What comes of a fixture is what it states."""
    check(folder, update=update)
