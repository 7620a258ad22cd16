"""What the declared frontend can do."""

import pytest
from layerwise.split.frontend import has_mounts
from layerwise.syntax.parse import parse


@pytest.mark.parametrize(
    ("syntax", "is_so"),
    [
        ("docker/dockerfile:1.2", True),
        ("docker/dockerfile:1.1", False),
        ("docker/dockerfile:1.1.7", False),
        ("docker/dockerfile:1.10", True),
        ("docker/dockerfile:1.3-labs", True),
        ("docker/dockerfile:1.1-experimental", True),
        ("docker/dockerfile:1", True),
        ("docker/dockerfile:labs", True),
        ("docker/dockerfile", True),
        ("example.com/frontend:1.1", True),
        (None, True),
    ],
)
def test_mounts(syntax: str | None, *, is_so: bool) -> None:
    """`RUN --mount` is there but in the stable frontends before 1.2."""
    assert has_mounts(parse(f"# syntax={syntax}\nFROM a" if syntax else "FROM a")) is is_so
