"""The edits of a split: what cannot be written down, and copies that the context lacks."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content
from layerwise.split.absent import absent, lacking
from layerwise.split.groups import groups, is_install
from layerwise.split.moves import Lift, Move, lift
from planning import planned

_FILES: Mapping[str, Content] = {"requirements.txt": "six\n", "app.py": "1", "src/a.py": "1"}
_PIP = "RUN pip install -r requirements.txt"


@pytest.mark.parametrize(
    ("copies", "is_parted"),
    [
        ("COPY . .; COPY src /src", True),
        ("COPY . .; COPY $SOURCE /src", False),
        ("COPY $SOURCE /src; COPY . .", False),
    ],
)
def test_parted_with_arguments(copies: str, *, is_parted: bool) -> None:
    """A stage is not taken apart where nobody knows what one of its copies brings."""
    plan = planned(f"FROM a AS b; ARG SOURCE=src; WORKDIR /app; {copies}; FROM b; {_PIP}", _FILES)
    (group,) = groups(plan, is_install)

    assert isinstance(lift(plan, Lift(group.installs, is_parted=True)), Move) is is_parted


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (f"COPY gone /gone/; COPY . .; {_PIP}", ["gone"]),
        (f"COPY . .; COPY gone /gone/; {_PIP}", ["gone"]),
        (f"COPY . .; {_PIP}; COPY gone /gone/", []),
    ],
)
def test_absent(lines: str, said: list[str]) -> None:
    """Sources that are not there are told where they stand above the install, in each build."""
    plans = [
        planned(f"FROM a; WORKDIR /app; {lines}", _FILES, arguments={"A": value}) for value in ("1", "2")
    ]
    (group,) = groups(plans[0], is_install)
    why = [f"{name}, which a COPY names, is not in the build context" for name in said * len(plans)]

    assert [difference.why for difference in absent(Lift(group.installs), plans)] == why


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("COPY . .", "COPY . .; COPY gone /gone/", ["gone is not in the build context of a test"]),
        ("COPY . .; COPY gone /gone/", "COPY . .; COPY gone /gone/; RUN true", []),
        ("COPY . .", "COPY . .; RUN true", []),
    ],
)
def test_lacking(before: str, after: str, said: list[str]) -> None:
    """A build fails for what a split names and its context lacks, if it did not fail for that already."""
    old, new = (planned(f"FROM a; WORKDIR /app; {lines}; {_PIP}", _FILES) for lines in (before, after))
    (group,) = groups(old, is_install)

    assert [difference.why for difference in lacking(old, new, group)] == said
