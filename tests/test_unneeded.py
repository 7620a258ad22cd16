"""Copies that a costly step below them needs nothing of."""

from collections.abc import Mapping, Sequence

import pytest
from layerwise.context.memory import Content
from layerwise.split.unneeded import unneeded
from planning import planned

_FILES: Mapping[str, Content] = {"src/app.py": "1", "usr/bin/tool": "1", "vendor.tgz": "an archive"}


@pytest.mark.parametrize(
    ("copies", "idle"),
    [
        ("COPY src ./src", ["COPY src ./src"]),
        ("COPY usr/bin/tool /usr/bin/", []),
        ("COPY --parents usr/bin/tool /", []),
        ("COPY --parents src usr/bin/tool /", ["COPY --parents src usr/bin/tool /"]),
        ("COPY vendor.tgz ./", []),
        ("COPY src ./src; RUN ./src/app.py; COPY src ./more", ["COPY src ./more"]),
    ],
)
def test_idle_copies(copies: str, idle: Sequence[str]) -> None:
    """Those that bring other files than the step reads, elsewhere than among the system's alone."""
    found = unneeded(planned(f"FROM a; WORKDIR /app; {copies}; RUN tar xzf vendor.tgz -C /opt", _FILES))

    assert [step.events[0].label for rerun in found for step in rerun.copies] == idle
