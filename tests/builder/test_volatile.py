"""Values that change with each build: what they rerun, and what no more once they stand below it."""

import secrets
from dataclasses import dataclass
from pathlib import Path

import pytest
from layerwise.builds.build import Build
from layerwise.cache.plan import plan
from layerwise.cache.replay import Rerun, rerun_between
from layerwise.syntax.parse import parse
from layerwise.text import Lines

from builder.builder import Builder, BuildResult, differences
from builder.contexts import Files, in_memory, lay, text
from builder.product import Subject, disagreements, offered
from builder.projects.node import NODE

pytestmark = pytest.mark.builder


@dataclass(frozen=True, slots=True, kw_only=True)
class Volatile:
    """A Dockerfile with an argument that changes with each build, and the words of the steps that need not know it."""

    name: str
    dockerfile: str
    saved: tuple[str, ...]
    argument: str = "GIT_SHA"
    files: Files


CASES = (
    Volatile(
        name="for-a-label",
        dockerfile="""
            FROM node:22
            ARG GIT_SHA
            LABEL revision=$GIT_SHA
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm ci
            COPY . .
            CMD ["node", "index.js"]
            """,
        saved=("npm ci",),
        files=NODE,
    ),
    Volatile(
        name="for-the-build",
        dockerfile="""
            FROM node:22
            ARG GIT_SHA=unknown
            ENV PORT=80 REVISION=$GIT_SHA
            RUN apt-get update && apt-get install -y git
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm ci
            COPY . .
            RUN npm run build && echo "$REVISION" > revision.txt
            """,
        saved=("apt-get install", "npm ci"),
        files=NODE,
    ),
    Volatile(
        name="in-the-stage-that-another-is-built-from",
        dockerfile="""
            FROM node:22 AS base
            ARG BUILD_DATE
            RUN apt-get update && apt-get install -y git
            WORKDIR /app
            ENV BUILT=$BUILD_DATE

            FROM base
            COPY . .
            RUN echo "$BUILD_DATE $BUILT" > built.txt
            """,
        argument="BUILD_DATE",
        saved=("apt-get install",),
        files=NODE,
    ),
)

_each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def _builds(
    builder: Builder, folder: Path, case: Volatile, dockerfile: str, *values: str
) -> list[BuildResult]:
    context = lay(folder, case.files)
    done = [builder.build(context, dockerfile, arguments={case.argument: value}) for value in values]
    assert [one.failed for one in done] == [None] * len(values), dockerfile
    return done


def _rerun(result: BuildResult, words: tuple[str, ...]) -> list[str]:
    return [one for one in words if any(one in s.text and not s.is_cached for s in result.steps)]


def _predicted(case: Volatile, dockerfile: str, before: str, after: str) -> dict[int, Rerun]:
    """What each step does when the argument gets another value, by its line."""
    document = parse(dockerfile)
    one, other = (
        plan(
            document,
            Build(
                context=in_memory(case.files), label="case", origin="a case", arguments={case.argument: value}
            ),
        )
        for value in (before, after)
    )
    lines = Lines(dockerfile)
    answers = rerun_between(one, other, ())
    steps = {(step.stage, step.number): step for stage in other.stages for step in stage.steps}
    return {
        lines.place(steps[place].instruction.span.start).line + 1: answer for place, answer in answers.items()
    }


@_each_case
def test_another_value_reruns(case: Volatile, builder: Builder, tmp_path: Path) -> None:
    """Before the fix, another value reruns the installs, as the model says."""
    dockerfile = text(case.dockerfile)
    before, after = secrets.token_hex(4), secrets.token_hex(4)
    _, second = _builds(builder, tmp_path / "context", case, dockerfile, before, after)

    assert disagreements(second, _predicted(case, dockerfile, before, after)) == []
    assert _rerun(second, case.saved) == list(case.saved)


@_each_case
def test_below_it_no_more(case: Volatile, builder: Builder, tmp_path: Path) -> None:
    """After the fix, another value leaves the installs cached, and the images are those of before."""
    dockerfile = text(case.dockerfile)
    fixed = offered(Subject(dockerfile, case.files, {})).fixed
    assert fixed is not None, "there is a fix"
    before, after = secrets.token_hex(4), secrets.token_hex(4)
    old = _builds(builder, tmp_path / "old", case, dockerfile, before, after)
    new = _builds(builder, tmp_path / "new", case, fixed, before, after)

    assert disagreements(new[1], _predicted(case, fixed, before, after)) == []
    assert _rerun(new[1], case.saved) == [], fixed
    for one, other in zip(old, new, strict=True):
        assert one.image is not None
        assert other.image is not None
        assert differences(builder.files(one.image), builder.files(other.image)) == {}
        assert builder.settings(one.image) == builder.settings(other.image)
