"""Splits of the lower copies alone: which, and what is told of both parts."""

from collections.abc import Mapping
from typing import NamedTuple

import pytest
from layerwise.context.memory import Content
from layerwise.split.groups import groups, is_install
from layerwise.split.partial import partly
from layerwise.split.proposal import propose
from layerwise.split.verdict import Refusal
from layerwise.text import apply
from planning import planned, spelt

_LOCK = '{"lockfileVersion": 3, "packages": {"": {}}}'
_FILES: Mapping[str, Content] = {
    **{f"{name}/package.json": "{}" for name in ("one", "two")},
    **{f"{name}/package-lock.json": _LOCK for name in ("one", "two")},
    **dict.fromkeys(("one/a.js", "two/a.js", "c/x", "src/a.py", "app.py"), "1"),
    "requirements.txt": "-r a$b.txt\n",
    "a$b.txt": "six\n",
    "a.txt": "six\n",
    "b.txt": "six\n",
}
_ONE, _TWO = "RUN cd one && npm ci", "RUN cd two && npm ci"
_FIRST, _SECOND = (f"COPY {name}/package.json {name}/package-lock.json {name}/" for name in ("one", "two"))
_PIP = "RUN pip install -r requirements.txt"


class _Told(NamedTuple):
    """The text after the split, and of the lower and the upper part the file that tells of it."""

    text: str
    lower: str
    upper: str
    copies: tuple[int, ...]


def _partly(lines: str) -> _Told | None:
    """The split of the lower copies of a Dockerfile whose copies cannot all be moved; `copies` are what stays."""
    before = planned(f"FROM a; WORKDIR /app; {lines}", _FILES)
    (group,) = groups(before, is_install)
    refusal = propose(before, group, ())
    assert isinstance(refusal, Refusal), "nothing is to be had in one"
    found = partly(before, group, refusal, ())
    if found is None:
        return None
    text = spelt(apply(before.document.text, found.proposal.move.edits))
    copies = tuple(len(install.copies) for install in found.upper.installs)
    return _Told(
        text.removeprefix("FROM a; WORKDIR /app; "), found.lower.example, found.upper.example, copies
    )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            f"COPY one one; RUN ./x; COPY two two; {_TWO}",
            _Told(f"COPY one one; RUN ./x; {_SECOND}; {_TWO}; COPY two two", "two/a.js", "one/a.js", (1,)),
        ),
        (f"COPY one one; COPY two two; RUN ./x; {_TWO}", None),
        (f"COPY . .; RUN ./x; COPY two two; {_TWO}", None),
        (
            f"COPY c c; RUN ./x; COPY one one; {_ONE}; COPY two two; {_TWO}",
            _Told(
                f"COPY c c; RUN ./x; {_FIRST}; {_ONE}; {_SECOND}; {_TWO}; COPY one one; COPY two two",
                "one/a.js",
                "c/x",
                (1, 1),
            ),
        ),
        (
            f"COPY c c; RUN ./x; COPY one one; {_ONE}; RUN ./y; COPY two two; {_TWO}",
            _Told(
                f"COPY c c; RUN ./x; {_FIRST}; {_ONE}; COPY one one; RUN ./y; COPY two two; {_TWO}",
                "one/a.js",
                "c/x",
                (1, 3),
            ),
        ),
        (
            f"{_SECOND}; RUN ./x; COPY one one; {_ONE}; COPY c c; {_TWO}",
            _Told(
                f"{_SECOND}; RUN ./x; {_FIRST}; {_ONE}; {_TWO}; COPY one one; COPY c c",
                "one/a.js",
                "two/package.json",
                (1,),
            ),
        ),
        (f"COPY one one; RUN ./x; COPY one/a.js one/b.js; {_ONE}; RUN ./y; COPY two two; {_TWO}", None),
        (
            f"COPY *.txt app.py ./; COPY src src; {_PIP}",
            _Told(f"COPY *.txt app.py ./; {_PIP}; COPY src src", "src/a.py", "a.txt", (1,)),
        ),
        (f"COPY . .; COPY src other; {_PIP}", None),
    ],
)
def test_partly(lines: str, told: _Told | None) -> None:
    """Those below what stands in the way, if they bring what the upper ones do not."""
    assert _partly(lines) == told


def test_upper_copies_of_manifests() -> None:
    """Where each file that stays above is a manifest of some install, none of them is named."""
    stages = "FROM p; RUN pip install -r a.txt; FROM p; RUN pip install -r b.txt"
    before = planned(
        f"FROM a AS p; WORKDIR /app; COPY a.txt b.txt ./; RUN ./x; COPY src src; {stages}", _FILES
    )
    (group,) = groups(before, is_install)
    refusal = propose(before, group, ())
    assert isinstance(refusal, Refusal), "a command that nobody knows stands between"
    found = partly(before, group, refusal, ())

    assert found is not None
    assert found.lower.example == "src/a.py"
    assert found.upper.example == "a file"
