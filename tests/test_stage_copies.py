"""Copies from stages that rerun no install for nothing: what it adds to, and empty files."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content
from layerwise.split.groups import copy_of
from layerwise.split.stage_copies import is_marker, is_worked_on
from planning import planned

_FILES: Mapping[str, Content] = {"requirements.txt": "six\n", "app.py": "1"}


@pytest.mark.parametrize(
    ("copy", "is_so"),
    [
        ("COPY --from=s /opt/venv /opt/venv", True),
        ("COPY --from=s /opt/venv/lib /opt/venv/lib", True),
        ("COPY --from=s /opt /opt", False),
        ("COPY --from=s --parents /opt/venv /app /", False),
        ("COPY --from=s /app /app", False),
        ("COPY app.py /opt/venv/", False),
    ],
)
def test_worked_on(copy: str, *, is_so: bool) -> None:
    """All that a copy from a stage brings lies in what the install fills."""
    above = (
        "FROM a AS s; RUN python -m venv /opt/venv; WORKDIR /app; COPY . .; FROM a; ENV VIRTUAL_ENV=/opt/venv"
    )
    install = "WORKDIR /src; COPY . .; RUN uv pip install -r requirements.txt"
    stage = planned(f"{above}; {copy}; {install}", _FILES).stages[1]
    copies = [found for step in stage.steps if (found := copy_of(step)) is not None]
    (event,) = [event for event in stage.events if event.install is not None]

    assert is_worked_on(copies[0], event) is is_so


@pytest.mark.parametrize(
    ("sources", "is_so"),
    [
        ("/passed", True),
        ("/passed /linted", True),
        ("/passed /report", False),
        ("/report", False),
        ("/absent", False),
        ("/app", False),
    ],
)
def test_marker(sources: str, *, is_so: bool) -> None:
    """All files of it are empty ones that the stage has made."""
    made = "RUN touch /passed /linted && date > /report"
    plan = planned(f"FROM a AS s; COPY . /app; {made}; FROM a; COPY --from=s {sources} /made/", _FILES)
    copy = copy_of(plan.stages[1].steps[0])
    assert copy is not None

    assert is_marker(plan, copy, 0) is is_so
