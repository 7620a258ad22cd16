"""Splits in the working directory of an unknown base image: what is for review there, and what stands in the way."""

from collections.abc import Mapping

import pytest
from layerwise.builds.build import Build
from layerwise.cache.plan import plan
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, MemoryTree
from layerwise.split.based import in_base
from layerwise.split.groups import groups, is_context_free, is_install
from layerwise.split.moves import Lift
from layerwise.syntax.parse import parse

_FILES: Mapping[str, Content] = {
    "requirements.txt": "six\n",
    "app.py": "1",
    "src/a.py": "1",
    "lib.tar.gz": "1",
}
_PIP = "RUN pip install -r requirements.txt"
_PLACE = "the working directory of the base image is not known"
_MET = "{} may write into the base image's working directory, which is not known"


def _said(lines: str) -> list[str]:
    """What is said of lifting all that the copies of a Dockerfile rerun, spelt with `; ` between its lines."""
    build = Build(context=BuildContext(MemoryTree(_FILES)), label=".", origin="a test")
    planned = plan(parse(f"FROM nobody/knows; {lines}".replace("; ", "\n")), build)
    found = [*groups(planned, is_install), *groups(planned, is_context_free)]
    return [difference.why for group in found for difference in in_base(planned, Lift(group.installs))]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (f"COPY . .; {_PIP}", [_PLACE]),
        (f"WORKDIR /app; COPY . .; {_PIP}", []),
        (
            "COPY . /app/; RUN pip install -r /app/requirements.txt",
            [_PLACE, _MET.format("COPY . /app/")],
        ),
        (f"COPY requirements.txt src ./; {_PIP}", [_PLACE]),
        (f"COPY src /src; COPY . .; {_PIP}", [_PLACE, _MET.format("COPY src /src")]),
        (f"COPY . .; COPY src /src; {_PIP}", [_PLACE, _MET.format("COPY src /src")]),
        (
            f"COPY src /src; RUN touch /q; COPY . .; {_PIP}",
            [_PLACE, _MET.format("COPY src /src"), _MET.format("touch /q")],
        ),
        (f"COPY . .; RUN touch /q x; {_PIP}", [_PLACE, _MET.format("touch /q x")]),
        (f"COPY . .; RUN touch x; {_PIP}", [_PLACE]),
        (f"COPY . .; RUN touch /usr/bin/x; {_PIP}", [_PLACE]),
        (f"COPY . .; {_PIP} && touch /q", [_PLACE, _MET.format("touch /q")]),
        (f"COPY . .; {_PIP}; RUN touch /q", [_PLACE]),
        (f"RUN touch /q; COPY . .; {_PIP}", [_PLACE]),
        ("COPY . .; RUN apt-get install -y curl", [_PLACE]),
        ("COPY . /app; RUN apt-get install -y curl", []),
        (
            "COPY . /app; COPY src .; RUN apt-get install -y curl",
            [_PLACE, _MET.format("COPY . /app")],
        ),
    ],
)
def test_said(lines: str, said: list[str]) -> None:
    """An absolute path between the copies and the install may lie where that works."""
    assert _said(lines) == said
