"""An editor for each test, or a reason why there is none."""

from pathlib import Path

import pytest

from other_editors.editor import Editor, editor_in
from other_editors.places import why_not_ready


@pytest.fixture(scope="session")
def _ready() -> None:
    reason = why_not_ready()
    if reason is not None:
        pytest.skip(reason)


@pytest.fixture
def editor(_ready: None, tmp_path: Path) -> Editor:
    """An editor in a folder of its own."""
    return editor_in(tmp_path)
