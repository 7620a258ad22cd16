"""The narrow copies that take a wide one's place, as they are written."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content, Link
from layerwise.split.groups import copy_of
from layerwise.split.narrow import Site, narrow_copies
from planning import planned

_FILES: Mapping[str, Content] = dict.fromkeys(
    ("a", "b", "d/a", "d/b", "d/e/a", "x y", "x[1]", "x$y", "lock", "v1/a", "v1/d/a", "v1/b"), "1"
) | {"link": Link("a")}


def _narrow(copy: str, *paths: str, below: str = "", optional: str = "", head: str = "") -> list[str] | None:
    """The copies of some files in the place of one, or below another line."""
    plan = planned(
        f"{head}FROM a; WORKDIR /w; {copy}; {below or 'RUN x'}; RUN y", _FILES, arguments={"V": None}
    )
    steps = plan.stages[0].steps
    wide = next(step for step in steps if copy_of(step))
    brought = copy_of(wide)
    assert brought is not None
    site = Site(plan.document, wide, steps[-1].state if below else wide.state)
    return narrow_copies(site, brought, paths, frozenset(optional.split()))


_SYNTAX = "# syntax=docker/dockerfile:1; "


@pytest.mark.parametrize(
    ("copy", "paths", "lines"),
    [
        ("COPY . .", ["/w/a"], ["COPY a ./"]),
        ("COPY . .", ["/w/a", "/w/b"], ["COPY a b ./"]),
        ("COPY . .", ["/w/a", "/w/d/a", "/w/b"], ["COPY a b ./", "COPY d/a ./d/"]),
        ("COPY . /x/", ["/x/a"], ["COPY a /x/"]),
        ("COPY d /x", ["/x/a", "/x/e/a"], ["COPY d/a /x/", "COPY d/e/a /x/e/"]),
        ("COPY --chown=1 --exclude=b . .", ["/w/a"], ["COPY --chown=1 a ./"]),
        ("ADD . .", ["/w/a"], ["COPY a ./"]),
        ("copy . .", ["/w/a"], ["copy a ./"]),
        ("COPY . .", ["/w/a", "/w/x y"], ['COPY ["a", "x y", "./"]']),
        ("COPY . .", ["/w/x y"], ['COPY ["x y", "./"]']),
        ('COPY [".", "."]', ["/w/a"], ['COPY ["a", "./"]']),
        ("COPY . .", ["/w/x[1]"], ['COPY ["x[[]1]", "./"]']),
        ("COPY . .", ["/w/x$y"], None),
        ("COPY . .", ["/w/a", "/w/x$y"], None),
        ("COPY . .", ["/w/a", "/w/d/a", "/w/x$y"], None),
        ("COPY a /w/c", ["/w/c"], None),
        ("COPY link b /w/", ["/w/link", "/w/b"], None),
        ("COPY a b /w/", ["/w/a", "/w/b"], ["COPY a b /w/"]),
    ],
)
def test_lines(copy: str, paths: list[str], lines: list[str] | None) -> None:
    """One for each directory, with the author's flags, case and form."""
    assert _narrow(copy, *paths) == lines


@pytest.mark.parametrize(
    ("copy", "paths", "lines"),
    [
        ("COPY . .", ["/w/a"], ["COPY a ./"]),
        ("COPY . .", ["/w/a", "/w/d/a"], ["COPY --parents a d/a ./"]),
        ("COPY d /x", ["/x/a", "/x/e/a"], ["COPY --parents d/./a d/./e/a /x/"]),
        ("COPY a d /x/", ["/x/a", "/x/e/a"], ["COPY --parents d/./a d/./e/a /x/"]),
        ("COPY d a /x/", ["/x/b", "/x/a"], ["COPY d/b a /x/"]),
        ("COPY d a /x/", ["/x/e/a", "/x/a"], ["COPY d/e/a /x/e/", "COPY a /x/"]),
        ("ADD . .", ["/w/a", "/w/d/a"], ["COPY a ./", "COPY d/a ./d/"]),
        ("COPY a d/b /x/", ["/x/a", "/x/b"], ["COPY a d/b /x/"]),
    ],
)
def test_with_parents(copy: str, paths: list[str], lines: list[str]) -> None:
    """One for all directories where the frontend keeps them, and one source directory brings all."""
    assert _narrow(copy, *paths, head=_SYNTAX) == lines


@pytest.mark.parametrize(
    ("copy", "below", "lines"),
    [
        ("COPY . .", "WORKDIR /z", ["COPY a /w/"]),
        ("COPY . /w/", "WORKDIR /z", ["COPY a /w/"]),
        ("COPY . '/w/'", "", ["COPY a /w/"]),
        ("ARG D=/w; COPY . $D", "", ["COPY a $D/"]),
        ("ARG D=/w; COPY . $D", "ARG D=/z", None),
        ("ENV D=/w; COPY . $D", "ENV D=/z", ["COPY a /w/"]),
    ],
)
def test_destination(copy: str, below: str, lines: list[str] | None) -> None:
    """The author's own words for it, written out where they mean something else further down."""
    assert _narrow(copy, "/w/a", below=below) == lines


def test_sources_with_arguments() -> None:
    """A source is said with the build argument that its wide copy is said with, if it means the same there."""
    head = "ARG S=v1; "

    assert _narrow(f"{head}COPY $S .", "/w/a", "/w/d/a") == ["COPY $S/a ./", "COPY $S/d/a ./d/"]
    assert _narrow(f"{head}COPY $S .", "/w/a", below="ARG S=v2") is None
    assert _narrow(f"{head}COPY $S d ./", "/w/b") is None


def test_lockfiles_that_may_be_absent() -> None:
    """A name that need not be there gets a star, with which the builder does not mind."""
    assert _narrow("COPY . .", "/w/a", "/w/lock", optional="lock") == ["COPY a lock* ./"]
