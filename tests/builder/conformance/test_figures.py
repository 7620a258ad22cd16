"""The history of a repository replayed through the model counts what the builder reruns, commit by commit."""

import dataclasses
import random
import secrets
from collections import Counter
from pathlib import Path

import pytest
from layerwise.cache.figures import Figure, figures
from layerwise.cache.key import makes_step
from layerwise.cache.plan import plan
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.host.disk import DiskTree
from layerwise.host.git import read_history
from layerwise.syntax.parse import parse
from layerwise.text import Lines
from repository import Repository

from builder.builder import Builder
from builder.conformance.scene import Scene
from builder.contexts import text

pytestmark = pytest.mark.builder

_COMMITS = 12
_SEED = "history"
_DOCKERFILE = text("""
    FROM debian:12 AS build
    WORKDIR /src
    COPY package.json lock* ./
    RUN echo install
    COPY src src
    COPY . .
    RUN mkdir /out && cp -r src /out/src && echo alike >/out/alike
    FROM debian:12 AS test
    COPY . /test
    FROM debian:12
    COPY --from=build /out/alike /alike
    COPY --from=build /out/src /app
    COPY --from=build /src/docs /docs
    COPY tools/*.sh /tools/
    RUN --mount=type=bind,source=src,target=/mnt ls /mnt
    """)


@pytest.mark.parametrize("ignored", ["Dockerfile\n.git\n", "*.md\n"])
def test_figures_count_what_reruns(ignored: str, builder: Builder, tmp_path: Path) -> None:
    """Each step reran as often as its figure says; at most as often, and at least, where an output decides."""
    folder = tmp_path / "repository"
    folder.mkdir()
    chosen = random.Random(_SEED)  # noqa: S311 - nothing is secret
    repository = Repository(folder)
    _begin(folder, ignored)
    repository.commit()
    seen: Counter[int] = Counter()
    _built(builder, folder)
    for _ in range(_COMMITS):
        _change(folder, chosen)
        repository.commit()
        seen.update(_built(builder, folder))
    counted = _counted(folder)

    assert {line: seen[line] for line in counted if not counted[line].perhaps} == {
        line: figure.surely for line, figure in counted.items() if not figure.perhaps
    }
    for line, figure in counted.items():
        assert figure.surely <= seen[line] <= figure.surely + figure.perhaps, line
    assert seen.keys() <= counted.keys()


def _begin(folder: Path, ignored: str) -> None:
    mark = secrets.token_hex(8)
    names = (
        "package.json",
        "lock.json",
        "src/a",
        "src/b/c",
        "docs/d",
        "docs/e",
        "tools/f.sh",
        "tools/z.sh",
        "top",
    )
    for name in names:
        _write(folder / name, f"{name} {mark}\n")
    _write(folder / ".dockerignore", ignored)
    _write(folder / "Dockerfile", _DOCKERFILE)


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def _change(folder: Path, chosen: random.Random) -> None:
    """One commit's work: files changed, added, renamed, deleted, made programs.

    No directory gets what it held before, as the builder would remember.
    """
    name, mark = chosen.randbytes(4).hex(), secrets.token_hex(8)
    edited = chosen.choice(
        ("package.json", "lock.json", "src/a", "src/b/c", "docs/d", "tools/f.sh", "top", "x.md")
    )
    spare = sorted([*folder.glob("*/*.new"), *folder.glob("*/z.sh")])  # files that no instruction names
    gone = chosen.choice(spare) if spare else folder / "docs/e"
    match chosen.randrange(5):
        case 0:
            _write(folder / chosen.choice(("src", "docs", "tools", ".")) / f"{name}.new", mark)
        case 1 if spare:
            gone.rename(folder / "src" / f"{name}.new")
            _write(gone.parent / "kept", mark)
        case 2 if spare:
            gone.unlink()
            _write(gone.parent / "kept", mark)
        case 3:
            _write(folder / edited, mark)
            (folder / edited).chmod(chosen.choice((0o644, 0o755)))
        case _:
            _write(folder / edited, mark)
    if chosen.random() < 0.5:
        _write(folder / f"{chosen.choice(('src', 'docs', 'tools'))}/z.sh", mark)


def _built(builder: Builder, folder: Path) -> frozenset[int]:
    result = builder.build(folder, _DOCKERFILE, is_inside=True)
    assert result.failed is None, result.failed
    return result.rerun


def _counted(folder: Path) -> dict[int, Figure]:
    """The figures by line, of all commits but the first."""
    document = parse(_DOCKERFILE)
    build = Scene(dockerfile=_DOCKERFILE, files={}, is_inside=True).build
    ignore = parse_ignore((folder / ".dockerignore").read_text())
    context = BuildContext(DiskTree(folder), ignore)
    planned = plan(document, dataclasses.replace(build, context=context))
    history = read_history(folder, _COMMITS)
    assert history is not None
    assert len(history.commits) == _COMMITS
    lines = Lines(_DOCKERFILE)
    found = figures(planned, history)
    return {
        lines.place(step.instruction.span.start).line + 1: found[step.stage, step.number]
        for stage in planned.stages
        for step in stage.steps
        if makes_step(step) and (step.stage, step.number) in found
    }
