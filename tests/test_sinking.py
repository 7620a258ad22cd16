"""Steps that move down with the copies: which, and which take no time to speak of."""

from collections.abc import Mapping, Sequence

import pytest
from layerwise.context.memory import Content
from layerwise.split.groups import groups, is_install
from layerwise.split.sinking import is_quick, sinking
from planning import planned

_FILES: Mapping[str, Content] = {
    "requirements.txt": "six\n",
    "package.json": '{"scripts": {"postinstall": "node app.js"}}',
    "package-lock.json": '{"lockfileVersion": 3, "packages": {"": {}}}',
    "start.sh": "1",
}
_PIP = "RUN pip install -r requirements.txt"


@pytest.mark.parametrize(
    ("lines", "sunk"),
    [
        ("RUN chmod +x start.sh", ["chmod +x start.sh"]),
        ("RUN ls /x", []),
        ("RUN chmod +x start.sh && npm ci", []),
        (
            "RUN touch start.sh; RUN cp start.sh /x; RUN cat /x",
            ["touch start.sh", "cp start.sh /x", "cat /x"],
        ),
        ("RUN chmod +x start.sh && touch /q", ["chmod +x start.sh"]),
        ("RUN cp start.sh /x; RUN touch /q && cat /x", ["cp start.sh /x", "touch /q"]),
        ("RUN cp start.sh /x; RUN touch /q", ["cp start.sh /x"]),
        ("COPY package.json /y/; RUN chmod +x start.sh", ["chmod +x start.sh"]),
        ("WORKDIR /d; RUN cp /app/start.sh y; RUN touch z; WORKDIR /app", ["cp /app/start.sh y"]),
        ("FROM b; ENV A=1; ENV B=1; RUN chmod +x start.sh", []),
    ],
)
def test_sinking(lines: str, sunk: Sequence[str]) -> None:
    """What works on the copies' files, and what works on that in turn, but no install."""
    plan = planned(f"FROM a AS b; WORKDIR /app; COPY . .; {lines}; {_PIP}", _FILES)
    (group,) = groups(plan, is_install)

    assert [step.events[0].label for step in sinking(plan, group.installs)] == sunk


@pytest.mark.parametrize(
    ("lines", "is_so"),
    [
        ("RUN chmod +x start.sh", True),
        ("RUN chmod +x start.sh && mkdir x", True),
        ("RUN chmod +x start.sh && make", False),
        ("RUN make && chmod +x start.sh", False),
        ("RUN mkdir x; RUN make", False),
        ("COPY . .; RUN mkdir x", True),
    ],
)
def test_quick(lines: str, *, is_so: bool) -> None:
    """All commands of all steps take no time to speak of."""
    assert is_quick(planned(f"FROM a; {lines}", _FILES).stages[0].steps) is is_so
