"""Stages that are given another parent: what is written where, and where it cannot be done."""

from collections.abc import Mapping

import pytest
from layerwise.cache.plan import BuildPlan
from layerwise.context.memory import Content
from layerwise.split.groups import groups, is_install
from layerwise.split.parents import Parted, part
from layerwise.text import apply
from planning import planned, spelt

_FILES: Mapping[str, Content] = {"requirements.txt": "six\n", "app.py": "1", "src/a.py": "1"}
_PIP = "RUN pip install -r requirements.txt"
_ABOVE = "FROM a AS b; WORKDIR /app; COPY . ."
_PARTED = "FROM a AS b-start; WORKDIR /app; FROM b-start AS b; COPY . ."
_LIFTED = f"FROM b-start; COPY requirements.txt ./; {_PIP}; COPY . ."
_AIRY = f"FROM b-start; COPY requirements.txt ./; {_PIP}; ; COPY . ."


def _parted(plan: BuildPlan) -> Parted | None:
    """The installs of a Dockerfile's one group given another parent."""
    (group,) = groups(plan, is_install)
    return part(plan, group.installs, group.copies)


def _text(lines: str, files: Mapping[str, Content] = _FILES) -> str | None:
    plan = planned(lines, files)
    found = _parted(plan)
    return None if found is None else spelt(apply(plan.document.text, found.edits))


@pytest.mark.parametrize(
    ("lines", "parted"),
    [
        (f"{_ABOVE}; FROM b; {_PIP}", f"{_PARTED}; {_LIFTED}"),
        (f"{_ABOVE}; FROM x; FROM b; {_PIP}", f"{_PARTED}; FROM x; {_LIFTED}"),
        (f"{_ABOVE}; FROM b; {_PIP}; FROM b; {_PIP}", f"{_PARTED}; {_LIFTED}; {_LIFTED}"),
        (
            f"{_ABOVE}; ; FROM b; {_PIP}",
            f"FROM a AS b-start; WORKDIR /app; ; FROM b-start AS b; COPY . .; ; {_LIFTED}",
        ),
        (
            f"{_ABOVE}; FROM x; ; FROM b; {_PIP}",
            f"FROM a AS b-start; WORKDIR /app; ; FROM b-start AS b; COPY . .; FROM x; ; {_LIFTED}",
        ),
        (
            f"FROM a AS b; WORKDIR /app; ; COPY . .; ; FROM b; {_PIP}",
            f"FROM a AS b-start; WORKDIR /app; ; FROM b-start AS b; COPY . .; ; {_LIFTED}",
        ),
        (
            f"{_ABOVE}; CMD x; FROM b; {_PIP}",
            f"FROM a AS b-start; WORKDIR /app; CMD x; FROM b-start AS b; COPY . .; {_LIFTED}",
        ),
        (
            f"{_ABOVE}; CMD x; ; FROM b; {_PIP}",
            f"FROM a AS b-start; WORKDIR /app; CMD x; ; FROM b-start AS b; COPY . .; ; {_LIFTED}",
        ),
        (
            f"{_ABOVE}; ; CMD x; ; FROM b; {_PIP}",
            f"FROM a AS b-start; WORKDIR /app; CMD x; ; FROM b-start AS b; COPY . .; ; {_AIRY}",
        ),
    ],
)
def test_parted(lines: str, parted: str) -> None:
    """Blank lines part stages where the author's do, and stay with what they stand around."""
    assert _text(lines) == parted


@pytest.mark.parametrize(
    ("lines", "is_parted"),
    [
        (f"{_ABOVE}; RUN ls; FROM b; {_PIP}", False),
        (f"{_ABOVE}; FROM b AS c; FROM c; {_PIP}", False),
        (f"{_ABOVE}; FROM b AS c; {_PIP}; FROM c; {_PIP}", False),
        (f"{_ABOVE}; FROM b AS b; {_PIP}; FROM b; {_PIP}", False),
        (f"{_ABOVE}; FROM b; {_PIP}; FROM x; COPY --from=0 /x /x", False),
        (f"{_ABOVE}; FROM b; {_PIP}; FROM x; COPY --from=b /x /x", True),
        (f"{_ABOVE}; FROM b; {_PIP}; FROM x; COPY --chown=0 src /x", True),
        (f"{_ABOVE}; FROM b; {_PIP}; FROM x; COPY --link --from=x /x /x", True),
        (f"{_ABOVE}; FROM b; {_PIP}; FROM x; RUN --mount=type=bind,from=0,target=/x ls", False),
        (f"{_ABOVE}; FROM b; {_PIP}; FROM x; RUN --mount=type=bind,from=b,target=/x ls", True),
        (f"FROM x AS B-Start; {_ABOVE}; FROM b; {_PIP}", False),
        (f"FROM x AS start; {_ABOVE}; FROM b; {_PIP}", True),
        (f"ARG X=b; {_ABOVE}; FROM $X; {_PIP}", False),
        (f"ARG X=b; {_ABOVE}; FROM b; {_PIP}; FROM $X; {_PIP}", False),
        (f"{_ABOVE}; FROM B; {_PIP}", True),
        (f"FROM a AS b; ONBUILD RUN ls; WORKDIR /app; COPY . .; FROM b; {_PIP}", False),
        (f"{_ABOVE}; FROM b; {_PIP} || true && make", False),
    ],
)
def test_where_it_can_be_done(lines: str, *, is_parted: bool) -> None:
    """The copies are the last that their stage does, and all stages are called by their names."""
    assert (_text(lines) is not None) is is_parted


@pytest.mark.parametrize(("target", "is_parted"), [("0", False), ("b", True), (None, True)])
def test_target(target: str | None, *, is_parted: bool) -> None:
    """A stage more gives the later ones other numbers, which a target may be."""
    found = _parted(planned(f"{_ABOVE}; FROM b; {_PIP}", _FILES, target=target))

    assert (found is not None) is is_parted


def test_names_that_cannot_be_written() -> None:
    """A file whose name has no spelling in a COPY cannot be copied first."""
    files = {"requirements.txt": "-r a$b.txt\n", "a$b.txt": "six\n", "app.py": "1"}

    assert _text(f"{_ABOVE}; FROM b; {_PIP}", files) is None


def test_what_is_told() -> None:
    """The files by the copy that brings them, the lines for all stages, the first stage's reason to look."""
    lines = f"{_ABOVE}; FROM b; {_PIP} && rm app.py; FROM b; {_PIP}; FROM b; {_PIP} && rm -r src"
    found = _parted(planned(lines, _FILES))

    assert found is not None
    assert found.first == ["requirements.txt"] * 3
    assert found.lines == 3
    assert found.reason == "what the RUN cleans up would stay in the layer above, and the image grow"
