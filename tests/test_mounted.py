"""Splits whose manifests are mounted rather than copied first: what is written, and where none is offered."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content
from layerwise.split.groups import groups, is_install
from layerwise.split.partial import partly
from layerwise.split.proposal import mounted, propose
from layerwise.split.verdict import Proposal, Refusal
from layerwise.text import apply
from planning import planned, spelt

_FILES: Mapping[str, Content] = {
    "requirements.txt": "six\n",
    "more.txt": "six\n",
    "app.py": "1",
    "src/a.py": "1",
    "r/x.txt": "six\n",
    "r/a.py": "1",
    "r/x y.txt": "six\n",
}
_PIP = "pip install -r requirements.txt"
_MOUNT = f"RUN --mount=type=bind,source=requirements.txt,target=requirements.txt {_PIP}"
_LIB = "pip install --target lib -r more.txt"
_OTHER = f"RUN --mount=type=bind,source=more.txt,target=more.txt {_LIB}"
_STAGE = "FROM b AS c; WORKDIR /app; RUN apt-get install -y curl && touch x"
_TOOL = "apt-get install -y curl"
_WHY = "the manifests are mounted read-only while the install runs, which needs BuildKit"
_CLEANED = "what the RUN cleans up would stay in the layer above, and the image grow"


def _mounted(lines: str) -> tuple[str, str | None] | None:
    """The Dockerfile with its manifests mounted, and why that is for review; None where it is not offered."""
    before = planned(f"FROM python:3.13; {lines}", _FILES)
    (group,) = groups(before, is_install)
    proposal = propose(before, group, ())
    assert isinstance(proposal, Proposal), "there is a split"
    found = mounted(before, proposal, ())
    if found is None:
        return None
    return spelt(apply(before.document.text, found.move.edits)).removeprefix(
        "FROM python:3.13; "
    ), found.reason


@pytest.mark.parametrize(
    ("lines", "text", "reason"),
    [
        (f"WORKDIR /app; COPY . .; RUN {_PIP}", f"WORKDIR /app; {_MOUNT}; COPY . .", _WHY),
        (
            f"WORKDIR /app; COPY . .; RUN {_PIP} && rm app.py",
            f"WORKDIR /app; {_MOUNT}; COPY . .; RUN rm app.py",
            _CLEANED,
        ),
        (
            f"WORKDIR /app; COPY . .; RUN chmod +x app.py; RUN {_PIP}",
            f"WORKDIR /app; {_MOUNT}; COPY . .; RUN chmod +x app.py",
            _WHY,
        ),
        (
            f"WORKDIR /app; COPY . .; RUN touch /q; RUN {_PIP}; RUN touch x",
            f"WORKDIR /app; RUN touch /q; {_MOUNT}; COPY . .; RUN touch x",
            _WHY,
        ),
        (f"COPY . /app/; WORKDIR /app; RUN {_PIP}", f"WORKDIR /app; {_MOUNT}; COPY . /app/", _WHY),
        (
            f"WORKDIR /app; COPY . .; RUN {_PIP}; RUN {_LIB}; RUN {_PIP}",
            f"WORKDIR /app; {_MOUNT}; {_OTHER}; {_MOUNT}; COPY . .",
            _WHY,
        ),
        (
            f"WORKDIR /app; RUN touch x; COPY . .; RUN {_PIP}",
            f"WORKDIR /app; RUN touch x; {_MOUNT}; COPY . .",
            _WHY,
        ),
        (
            f"{_STAGE}; FROM python:3.13; WORKDIR /app; COPY . .; RUN {_PIP}",
            f"{_STAGE}; FROM python:3.13; WORKDIR /app; {_MOUNT}; COPY . .",
            _WHY,
        ),
    ],
)
def test_mounted(lines: str, text: str, reason: str) -> None:
    """The manifests are there while the install runs, and for no other step."""
    assert _mounted(lines) == (text, reason)


@pytest.mark.parametrize(
    "lines",
    [
        f"COPY . /app/; RUN {_TOOL} && touch /app/x; WORKDIR /app; RUN {_PIP}",
        f"FROM python:3.13 AS b; WORKDIR /app; COPY . .; FROM b; RUN {_PIP}",
        f"WORKDIR /app; COPY . .; RUN {_PIP}; RUN <<EOF; {_LIB}; EOF",
        f"WORKDIR /app; COPY . .; RUN {_PIP}; USER node; RUN {_LIB}",
        f"WORKDIR /app; COPY --chown=1 . .; RUN {_PIP}",
        f"WORKDIR /app; COPY . .; RUN install more.txt /x; RUN {_PIP}",
        'WORKDIR /app; COPY . .; RUN pip install -r "r/x y.txt"',
    ],
)
def test_not_mounted(lines: str) -> None:
    """Not where a step above the install works in a directory that the copies make, nor where stages are added."""
    assert _mounted(lines) is None


def test_not_where_it_would_still_rerun() -> None:
    """An install that copies which are kept above it rerun is not told to be free of them."""
    before = planned(
        "FROM python:3.13; WORKDIR /app; COPY src src; RUN ./x; COPY r r; RUN pip install -r r/x.txt", _FILES
    )
    (group,) = groups(before, is_install)
    refusal = propose(before, group, ())
    assert isinstance(refusal, Refusal)
    found = partly(before, group, refusal, ())
    assert found is not None

    assert mounted(before, found.proposal, ()) is None


@pytest.mark.parametrize(("count", "is_offered"), [(6, True), (7, False)])
def test_not_too_many(count: int, *, is_offered: bool) -> None:
    """With more than a few mounts on one RUN it is a copy that reads well."""
    names = [f"{number}.txt" for number in range(count)]
    lines = "FROM python:3.13; WORKDIR /app; COPY . .; RUN pip install" + "".join(
        f" -r {name}" for name in names
    )
    before = planned(lines, {**_FILES, **dict.fromkeys(names, "six\n")})
    (group,) = groups(before, is_install)
    proposal = propose(before, group, ())
    assert isinstance(proposal, Proposal)

    assert (mounted(before, proposal, ()) is not None) is is_offered
