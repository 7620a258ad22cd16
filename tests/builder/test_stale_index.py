"""An index of packages in a layer of its own: it stays when the list of packages changes, joined it does not."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.builder import Builder, BuildResult, differences
from builder.contexts import lay, text
from builder.product import Subject, offered

pytestmark = pytest.mark.builder


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A Dockerfile, and the packages that its author adds to one of its installs."""

    name: str
    dockerfile: str
    edited: tuple[str, str]


CASES = (
    Index(
        name="list",
        dockerfile="""
            FROM debian:12
            RUN apt-get update
            RUN apt-get install -y curl
            """,
        edited=("-y curl", "-y curl git"),
    ),
    Index(
        name="list-of-a-later-install",
        dockerfile="""
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            WORKDIR /app
            COPY main.c ./
            RUN mkdir out && apt-get install -y make
            """,
        edited=("-y make", "-y make gcc"),
    ),
    Index(
        name="list-of-another-stage",
        dockerfile="""
            FROM debian:12 AS base
            RUN apt-get update

            FROM base
            RUN apt-get install -y curl && rm -rf /var/lib/apt/lists/*
            """,
        edited=("-y curl", "-y curl git"),
    ),
)
_FILES = {"main.c": "int main;\n"}
_each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def _built(builder: Builder, folder: Path, dockerfile: str) -> BuildResult:
    done = builder.build(folder, dockerfile)
    assert done.failed is None, done.failed
    return done


def _fetched(result: BuildResult) -> bool:
    return any("apt-get update" in step.text and not step.is_cached for step in result.steps)


@_each_case
def test_index_stays_cached(case: Index, builder: Builder, tmp_path: Path) -> None:
    """Before the fix, another list of packages is installed from the index of then."""
    folder = lay(tmp_path / "context", _FILES)
    dockerfile = text(case.dockerfile)
    _built(builder, folder, dockerfile)

    assert not _fetched(_built(builder, folder, dockerfile.replace(*case.edited)))


@_each_case
def test_index_is_fetched_with_it(case: Index, builder: Builder, tmp_path: Path) -> None:
    """After the fix, another list fetches the index too, and the image is that of before."""
    folder = lay(tmp_path / "context", _FILES)
    dockerfile = text(case.dockerfile)
    fixed = offered(Subject(dockerfile, _FILES, {})).fixed
    assert fixed is not None, "there is a fix"
    one, other = _built(builder, folder, dockerfile), _built(builder, folder, fixed)

    assert _fetched(_built(builder, folder, fixed.replace(*case.edited))), fixed
    assert one.image is not None
    assert other.image is not None
    assert differences(builder.files(one.image), builder.files(other.image)) == {}
