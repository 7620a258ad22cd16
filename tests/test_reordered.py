"""Copies put below costly steps: how much must be won by it, and of which steps."""

from collections.abc import Mapping

import pytest
from checking import history_of
from layerwise.context.memory import Content
from layerwise.split.reordered import reordered
from layerwise.split.unneeded import asked
from layerwise.text import apply
from planning import planned, spelt

_FILES: Mapping[str, Content] = {
    "src/app.py": "1",
    "vendor.tgz": "an archive",
    "more.tgz": "an archive",
    "package.json": '{"scripts": {"postinstall": "node src/app.js"}}',
    "package-lock.json": '{"lockfileVersion": 3, "packages": {"": {}}}',
}
_TAR = "COPY vendor.tgz /tmp/; RUN tar xzf /tmp/vendor.tgz -C /opt"
_MORE = "COPY more.tgz /tmp/; RUN tar xzf /tmp/more.tgz -C src"
_HOT = f"COPY src ./src; {_TAR}"
_COLD = f"{_TAR}; COPY src ./src"
_NPM = "WORKDIR /app; COPY . .; RUN npm ci"


def _reordered(
    lines: str, history: str, files: Mapping[str, Content] = _FILES, target: str | None = None
) -> list[str]:
    """The text after each split that a history shows to be worth it."""
    before = planned(lines, files, target=target, history=history_of(history))
    question = asked(before)
    found = reordered(before, (), question) if question is not None else ()
    return [spelt(apply(before.document.text, one.proposal.move.edits)) for one in found]


@pytest.mark.parametrize(
    ("history", "is_worth_it"),
    [
        ("15 * src/app.py\n5 * vendor.tgz", True),
        ("5 * src/app.py\n5 * vendor.tgz\n10 * x", False),
        ("6 * src/app.py\n5 * vendor.tgz\n9 * x", True),
        ("4 * src/app.py\n16 * x", True),
        ("3 * src/app.py\n17 * x", False),
    ],
)
def test_least(history: str, *, is_worth_it: bool) -> None:
    """One rerun in five is saved at least, by files that change more often than the command's own."""
    found = [f"FROM a; WORKDIR /app; {_COLD}"] if is_worth_it else []

    assert _reordered(f"FROM a; WORKDIR /app; {_HOT}", history) == found


def test_files_of_git() -> None:
    """What git itself writes with each commit is no reason to reorder."""
    lines = "FROM a; WORKDIR /app; COPY --exclude=x . .; RUN tar xzf vendor.tgz -C /opt"

    assert _reordered(lines, "3 * src/app.py\n17 * x", {**_FILES, ".git/index": "1"}) == []


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            f"WORKDIR /app; COPY src ./src; {_MORE}; {_TAR}",
            [f"WORKDIR /app; COPY more.tgz /tmp/; {_TAR}; COPY src ./src; RUN tar xzf /tmp/more.tgz -C src"],
        ),
        (
            f"WORKDIR /app; {_HOT}; COPY more.tgz /tmp/; RUN tar xzf /tmp/more.tgz -C /srv",
            [f"WORKDIR /app; {_TAR}; COPY more.tgz /tmp/; RUN tar xzf /tmp/more.tgz -C /srv; COPY src ./src"],
        ),
        (f"{_NPM}; FROM a; WORKDIR /app; {_HOT}", [f"{_NPM}; FROM a; WORKDIR /app; {_COLD}"]),
    ],
)
def test_which(lines: str, found: list[str]) -> None:
    """Of several commands that one which can be lifted, whatever is found in other stages."""
    history = "15 * src/app.py\n5 * x"

    assert _reordered(f"FROM a AS s; {lines}", history) == [f"FROM a AS s; {one}" for one in found]


def test_stage_that_is_not_built() -> None:
    """Nothing is won in a stage that the target does without."""
    lines = f"FROM a AS s; WORKDIR /app; {_HOT}; FROM b AS t; RUN ls"
    history = "15 * src/app.py\n5 * x"
    moved = f"FROM a AS s; WORKDIR /app; {_COLD}; FROM b AS t; RUN ls"

    assert _reordered(lines, history, target="t") == []
    assert _reordered(lines, history, target="s") == [moved]


@pytest.mark.parametrize(
    ("history", "is_worth_it"),
    [("15 * src/app.py\n5 * vendor.tgz", True), ("5 * src/app.py\n15 * vendor.tgz", False)],
)
def test_mounted_files(history: str, *, is_worth_it: bool) -> None:
    """What is mounted for a command is its own, as what is copied for it is."""
    run = "RUN --mount=source=vendor.tgz,target=/tmp/vendor.tgz tar xzf /tmp/vendor.tgz -C /opt"
    found = [f"FROM a; WORKDIR /app; {run}; COPY src ./src"] if is_worth_it else []

    assert _reordered(f"FROM a; WORKDIR /app; COPY src ./src; {run}", history) == found
