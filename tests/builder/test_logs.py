"""Logs of real builds read back: the steps that reran are those that the builder and the model name."""

import os
import subprocess
from pathlib import Path

import pytest
from layerwise.buildlog.read import read_log
from layerwise.cache.plan import BuildPlan, plan
from layerwise.logged import Logged, read_onto
from layerwise.syntax.parse import parse
from layerwise.text import Lines

from builder.builder import Builder
from builder.contexts import Files, freshened, lay, text
from builder.product import Subject, predicted

pytestmark = pytest.mark.builder

FILES: Files = {"requirements.txt": "flask\n", "app.py": "print()\n"}
DOCKERFILE = text("""
    FROM debian:12 AS build
    ARG VERSION=3
    ENV GREETING="good day"
    WORKDIR /app/$VERSION
    COPY requirements.txt ./
    RUN echo "hi   there" $GREETING && \\
        # no part of it
        cp requirements.txt '/installed file'
    COPY . .
    RUN ["sh", "-c", "cat app.py > /built"]
    FROM debian:12
    COPY --from=build --chown=1:1 /built /srv/${NOTHING:-here}
    RUN cp /srv/here /copied
""")


@pytest.mark.parametrize("style", ["plain", "older"])
def test_log_is_read_back(builder: Builder, tmp_path: Path, style: str) -> None:
    """After an edit, exactly the steps that the model predicts are told to have run."""
    subject = Subject(DOCKERFILE, FILES, {})
    planned = plan(parse(DOCKERFILE), subject.build)
    _log(builder, lay(tmp_path / "first", FILES), style)
    logged = _read(planned, _log(builder, lay(tmp_path / "then", freshened(FILES, "app.py")), style))

    prediction = predicted(subject, ["app.py"])
    lines = Lines(DOCKERFILE)
    did = {
        lines.place(planned.stages[stage].steps[number].instruction.span.start).line + 1: done
        for (stage, number), done in logged.steps.items()
    }
    assert sorted(did) == [4, 5, 6, 9, 10, 12, 13]
    assert [line for line, done in sorted(did.items()) if not done.is_cached] == [9, 10, 12, 13]
    assert {line for line, done in did.items() if done.is_cached} == {
        line for line in did if prediction[line].name == "NO"
    }
    assert (
        all((done.seconds is not None) == (not done.is_cached) for done in did.values()) or style == "older"
    )
    assert logged.foreign == 0


def _read(planned: BuildPlan, log: str) -> Logged:
    found = read_onto(planned, read_log(log))
    assert found is not None, log
    return found


def _log(builder: Builder, directory: Path, style: str) -> str:
    """What the builder prints, as a user would save it."""
    (directory / "Dockerfile").write_text(DOCKERFILE)
    (directory / ".dockerignore").write_text("Dockerfile\n.dockerignore\n")
    options = ["--progress=plain"] if style == "plain" else []
    done = subprocess.run(
        [builder.client, "build", *options, str(directory)],
        env={**builder.environment, "DOCKER_BUILDKIT": "1" if style == "plain" else "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
    )
    return os.fsdecode(done.stdout)
