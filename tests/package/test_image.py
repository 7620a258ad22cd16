"""Our own Dockerfile: in order by our own judgement, built by a real builder, and its image used."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from builder.builder import Builder
from builder.daemon import client, running_daemon
from builder.daemon import why_not as why_no_builder
from repository import Repository
from starting_case import RULE, lay

from package.base_image import CHANGES, NAME, base_image
from package.conftest import copy_tree
from package.places import ROOT, pythons, why_not_ready

pytestmark = pytest.mark.package

_DOCKERFILE = (ROOT / "Dockerfile").read_text()


@pytest.fixture(scope="module")
def builder() -> Iterator[Builder]:
    """A private builder that has the base image."""
    reason = why_not_ready() or why_no_builder()
    if reason is not None:
        pytest.skip(reason)
    command = client()
    assert command is not None, "why_no_builder() has looked"
    with running_daemon() as endpoint:
        found = Builder(command, endpoint)
        found.import_base(NAME, base_image(pythons()[-1]), CHANGES)
        yield found


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository, of which nothing is changed by the tests but the end of files."""
    folder = tmp_path_factory.mktemp("source")
    copy_tree(folder)
    return folder


def test_is_in_order() -> None:
    """Nothing is found in our Dockerfile and ignore file, not even a hint."""
    words = [
        sys.executable,
        "-m",
        "layerwise",
        "check",
        "--format",
        "json",
        "--fail-on",
        "hint",
        "Dockerfile",
    ]
    path = {"PYTHONPATH": str(ROOT / "server"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(words, cwd=ROOT, env=path, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)

    assert (done.returncode, done.stderr) == (0, "")
    assert [(file["path"], file["findings"], file["contexts"]) for file in told["files"]] == [
        ("Dockerfile", [], ["."])
    ]


def test_build(builder: Builder, source: Path) -> None:
    """An edit of a source file reruns its copy and what follows; of the list of libraries, the install too."""
    first = builder.build(source, _DOCKERFILE, is_inside=True)
    assert first.failed is None, first.failed
    _append(source / "server/layerwise/text.py")
    edited = builder.build(source, _DOCKERFILE, is_inside=True)
    _append(source / "README.md")
    _append(source / "tests/conftest.py")
    elsewhere = builder.build(source, _DOCKERFILE, is_inside=True)
    _append(source / "requirements/bundle.txt")
    libraries = builder.build(source, _DOCKERFILE, is_inside=True)

    assert _rerun(edited.rerun) == ["COPY server", "RUN python", "WORKDIR /work"]
    assert _rerun(elsewhere.rerun) == []
    assert _rerun(libraries.rerun) == [
        "COPY requirements/bundle.txt", "RUN python", "COPY LICENSE", "COPY server", "RUN python", "WORKDIR /work",
    ]  # fmt: skip


def test_image(builder: Builder, source: Path, tmp_path: Path) -> None:
    """The image holds Layerwise and nothing else of ours, and checks a mounted project with its history."""
    built = builder.build(source, _DOCKERFILE, is_inside=True)
    assert built.image is not None, built.failed
    ours = {path.split("/")[3] for path in builder.files(built.image) if path.startswith("/opt/layerwise/")}
    project = tmp_path / "project"
    project.mkdir()
    lay(project)
    repository = Repository(project)
    for number in range(3):
        repository.commit(**{"app.py": f"print({number})\n"})
    folder = [
        client() or "",
        "--host",
        builder.endpoint,
        "run",
        "--rm",
        "--network",
        "none",
        "--volume",
        f"{project}:/work:ro",
    ]
    told = subprocess.run([*folder, built.image], capture_output=True, text=True, check=False)
    markdown = [*folder, built.image, "check", "--format", "markdown"]
    gain = subprocess.run(markdown, capture_output=True, text=True, check=False)

    assert ours == {"LICENSE", "bundled", "requirements", "server"}
    assert (told.returncode, f"[{RULE}]" in told.stdout) == (1, True), told
    assert "reruns in 1 of 3 commits instead of 3" in gain.stdout.splitlines()[0], gain


def _append(file: Path) -> None:
    with file.open("a") as end:
        end.write("# edited\n")


def _rerun(lines: frozenset[int]) -> list[str]:
    text = _DOCKERFILE.splitlines()
    return [" ".join(text[line - 1].split()[:2]) for line in sorted(lines)]
