"""What a split writes again further down: in whose words, and where nothing can be written."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content
from layerwise.split.groups import groups, is_install
from layerwise.split.moves import Lift, Obstacle, lift
from layerwise.text import apply
from planning import planned, spelt

_FILES: Mapping[str, Content] = {"requirements.txt": "six\n", "app.py": "1", "src/a.py": "1"}
_PIP = "RUN pip install -r requirements.txt"
_TWO = "ARG G=2"
_UP = "RUN pip install -r ../requirements.txt"
_NARROW = "COPY requirements.txt ./"
_UNKNOWN = "the copy's words mean something else, or are not known, further down"


def _lifted(lines: str) -> str:
    """The Dockerfile with all installs of its one group lifted, or why that cannot be written."""
    before = planned(lines, _FILES, arguments={"G": None})
    (group,) = groups(before, is_install)
    found = lift(before, Lift(group.installs))
    return found.why if isinstance(found, Obstacle) else spelt(apply(before.document.text, found.edits))


@pytest.mark.parametrize(
    ("lines", "lifted"),
    [
        (f"WORKDIR /app; COPY . .; {_PIP}", f"WORKDIR /app; {_NARROW}; {_PIP}; COPY . ."),
        (
            f"WORKDIR /app; COPY . .; WORKDIR /app/; {_PIP}",
            f"WORKDIR /app; {_NARROW}; WORKDIR /app/; {_PIP}; COPY . .",
        ),
        (
            f"WORKDIR /app; COPY . .; WORKDIR src; {_UP}",
            f"WORKDIR /app; {_NARROW}; WORKDIR src; {_UP}; COPY . /app/",
        ),
        (
            f"WORKDIR /app; COPY . ./; WORKDIR src; {_UP}",
            f"WORKDIR /app; {_NARROW}; WORKDIR src; {_UP}; COPY . /app/",
        ),
        (
            f"WORKDIR /app; COPY . /app; WORKDIR src; {_UP}",
            f"WORKDIR /app; COPY requirements.txt /app/; WORKDIR src; {_UP}; COPY . /app",
        ),
        (
            f'WORKDIR /app; COPY [".", "."]; WORKDIR src; {_UP}',
            f'WORKDIR /app; COPY ["requirements.txt", "./"]; WORKDIR src; {_UP}; COPY [".", "/app/"]',
        ),
        (
            f"WORKDIR /; COPY . app; WORKDIR /app; {_PIP}",
            f"WORKDIR /; COPY requirements.txt app/; WORKDIR /app; {_PIP}; COPY . /app",
        ),
        (
            f"WORKDIR /app; ENV S=src; COPY $S .; COPY . .; ENV S=x; {_PIP}",
            f"WORKDIR /app; ENV S=src; {_NARROW}; ENV S=x; {_PIP}; COPY src .; COPY . .",
        ),
        (
            f'WORKDIR /app; ENV S=src; COPY ["$S", "."]; COPY . .; ENV S=x; {_PIP}',
            f'WORKDIR /app; ENV S=src; {_NARROW}; ENV S=x; {_PIP}; COPY ["src", "."]; COPY . .',
        ),
        (f"WORKDIR /app; ARG N=src; COPY $N .; COPY . .; ARG N=x; {_PIP}", _UNKNOWN),
        (
            f"WORKDIR /app; ARG N=src; COPY $N .; COPY . .; {_PIP}",
            f"WORKDIR /app; ARG N=src; {_NARROW}; {_PIP}; COPY $N .; COPY . .",
        ),
        (f"WORKDIR /app; ARG N=1; COPY --chown=$N . .; ARG N=2; {_PIP}", _UNKNOWN),
        (f"WORKDIR /app; ARG N=/app; COPY . $N; ARG N=/x; {_PIP}", _UNKNOWN),
        (
            f"WORKDIR /app; ENV U=1; COPY --chown=$U . .; ENV U=2; {_PIP}",
            f"WORKDIR /app; ENV U=1; COPY --chown=$U requirements.txt ./; ENV U=2; {_PIP}; COPY --chown=1 . .",
        ),
        (
            f"WORKDIR /app; ARG G=1; COPY --chown=$G . .; {_TWO}; {_PIP}",
            f"WORKDIR /app; ARG G=1; COPY --chown=$G requirements.txt ./; {_TWO}; {_PIP}; COPY --chown=$G . .",
        ),
        (
            f"WORKDIR /app; COPY . .; {_PIP}; COPY . .; RUN x",
            f"WORKDIR /app; {_NARROW}; {_PIP}; COPY . .; RUN x",
        ),
        (
            f"WORKDIR /app; COPY . .; {_PIP}; ENV A=1; COPY . .",
            f"WORKDIR /app; {_NARROW}; {_PIP}; ENV A=1; COPY . .",
        ),
        (
            f"WORKDIR /app; COPY . .; {_PIP}; COPY src .",
            f"WORKDIR /app; {_NARROW}; {_PIP}; COPY . .; COPY src .",
        ),
        (
            f"WORKDIR /app; COPY . .; {_PIP}; RUN x; COPY . .",
            f"WORKDIR /app; {_NARROW}; {_PIP}; COPY . .; RUN x; COPY . .",
        ),
        (f"WORKDIR /app; ; COPY . .; ; {_PIP}", f"WORKDIR /app; ; {_NARROW}; ; {_PIP}; ; COPY . ."),
        (
            f"WORKDIR /app; ; COPY src .; ; COPY . .; {_PIP}",
            f"WORKDIR /app; ; {_NARROW}; {_PIP}; COPY src .; ; COPY . .",
        ),
        (
            f"WORKDIR /app; COPY . .; FROM b; {_PIP}; FROM b; RUN x",
            f"WORKDIR /app; {_NARROW}; FROM b; {_PIP}; COPY . .; FROM b; COPY . .; RUN x",
        ),
        (
            f"WORKDIR /app; COPY . .; FROM b AS c; FROM c; {_PIP}; FROM c; FROM b",
            f"WORKDIR /app; {_NARROW}; FROM b AS c; FROM c; {_PIP}; COPY . .; FROM c; COPY . .; FROM b; COPY . .",
        ),
        (
            f"WORKDIR /app; COPY . .; FROM b; {_PIP}; FROM b AS c; RUN x; FROM c; RUN y",
            f"WORKDIR /app; {_NARROW}; FROM b; {_PIP}; COPY . .; FROM b AS c; COPY . .; RUN x; FROM c; RUN y",
        ),
        (
            f"WORKDIR /app; ENV S=.; COPY $S .; FROM b; {_PIP}; FROM b; RUN x",
            f"WORKDIR /app; ENV S=.; {_NARROW}; FROM b; {_PIP}; COPY $S .; FROM b; COPY $S .; RUN x",
        ),
        (
            f"WORKDIR /app; COPY . .; FROM b AS c; RUN x; FROM c; {_PIP}; FROM b; {_PIP}",
            f"WORKDIR /app; {_NARROW}; FROM b AS c; RUN x; FROM c; {_PIP}; COPY . .; FROM b; {_PIP}; COPY . .",
        ),
    ],
)
def test_lifted(lines: str, lifted: str) -> None:
    """A moved copy brings the same to the same place."""
    assert _lifted(f"FROM a AS b; {lines}") == (lifted if lifted == _UNKNOWN else f"FROM a AS b; {lifted}")
