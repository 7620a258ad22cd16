"""Packages that a RUN installs for its own duration."""

import pytest
from layerwise.split.temporary import has_temporary
from planning import planned


@pytest.mark.parametrize(
    ("command", "is_so"),
    [
        ("apt-get install -y gcc && make && apt-get purge -y gcc", True),
        ("apt-get install -y gcc && make && apt-get purge -y wget", False),
        ("apt-get purge -y gcc && apt-get install -y gcc", False),
        ("apt-get install -y gcc && make", False),
        ("apt-get install -y gcc && make && apt-get purge", False),
        ("apt-mark auto '.*' && apt-get install -y gcc && apt-get purge -y --auto-remove", True),
        ("apt-mark manual gcc && apt-get purge -y --auto-remove", False),
        ("apt-mark showmanual && apt-get purge -y --auto-remove", False),
        ("./configure auto && apt-get purge -y --auto-remove", False),
        ("apk add --virtual .build gcc && make && apk del .build", True),
        ("apk add -t .build gcc && make && apk del -t", False),
        ("pip install build && pip uninstall -y build", True),
        ("make", False),
    ],
)
def test_temporary(command: str, *, is_so: bool) -> None:
    """What was named above is taken away again, or all that was marked as wanted by nobody."""
    (step,) = planned(f"FROM a; RUN {command}", {}).stages[0].steps

    assert has_temporary(step) is is_so


def test_copy() -> None:
    """What runs no commands installs nothing."""
    (step,) = planned("FROM a; COPY a b", {"a": "1"}).stages[0].steps

    assert not has_temporary(step)
