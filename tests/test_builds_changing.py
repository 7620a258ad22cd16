"""Which values are others with each build."""

import pytest
from layerwise.builds.changing import (
    changing_variable,
    is_changing_command,
    is_changing_expression,
    is_changing_name,
)
from layerwise.shell.read import read_text


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        *(("date", True), ("date -u +%Y-%m-%dT%H:%M:%SZ", True), ("date +%s", True), ("date +%F", True)),
        *(("date +%Y", False), ("date +%Y.%m", False), ("date -d @0", False), ("date -r file", False)),
        *(
            ("git rev-parse HEAD", True),
            ("git rev-parse --short HEAD", True),
            ("git -C x rev-parse HEAD", True),
        ),
        *(("git rev-parse --abbrev-ref HEAD", False), ("git rev-parse --show-toplevel", False)),
        *(("git describe --tags --always", True), ("git describe --abbrev=0", False)),
        *(("git log -1 --format=%h", True), ("git log -1 --format=%h -- web", False), ("git log", False)),
        *(("git rev-list --count HEAD", True), ("git branch --show-current", False), ("git status", False)),
        *(("uuidgen", True), ("cat VERSION", False), ("git", False)),
    ],
)
def test_commands(command: str, *, expected: bool) -> None:
    """Commands that print the commit or the time, as far as these differ from build to build."""
    (found,) = read_text(command, cwd="/", environment={}).commands

    assert is_changing_command(found.words) is expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        *(("github.sha", True), ("GitHub.SHA", True), ("format('{0}', github.run_id)", True)),
        *(("github.ref_name", False), ("github.shape", False), ("inputs.github.sha", False)),
        *(("steps.github.sha", False), ("github.event.number", False), ("secrets.SHA", False)),
        ("fromJSON(steps.m.outputs.json).labels['org.opencontainers.image.created']", True),
        ("fromJSON(steps.m.outputs.json).labels['org.opencontainers.image.version']", False),
    ],
)
def test_expressions(expression: str, *, expected: bool) -> None:
    """Contexts of a run; a branch is the same from run to run."""
    assert is_changing_expression(expression) is expected


def test_variables() -> None:
    """The first variable whose name tells."""
    assert changing_variable("a-$VERSION-${GITHUB_SHA:-x}") == "${GITHUB_SHA}"
    assert changing_variable("$${GITHUB_SHA} $GITHUB_REF") is None
    assert not is_changing_name("CI_COMMIT_BRANCH")
