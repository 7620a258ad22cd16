"""What reruns a step: the facts about cache keys, shown by the builder and asked of the model."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from layerwise.context.memory import Folder, Link

from builder.builder import Builder
from builder.contexts import Files, freshened, lay, text
from builder.product import Subject, disagreements, predicted

pytestmark = pytest.mark.builder

TREE: Files = {"f": "f\n", "d/g": "g\n", "d/e/h": "h\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A Dockerfile, an edit of its context, and the lines that rerun; `edit` may name a file not there yet."""

    name: str
    dockerfile: str
    edit: str
    reruns: tuple[int, ...]
    files: Files = field(default_factory=lambda: TREE)


KEYS = (
    Key(
        name="a directory source is keyed by what lies in it",
        dockerfile="""
            FROM debian:12
            COPY d /d
            RUN echo d
            """,
        edit="f",
        reruns=(),
    ),
    Key(
        name="a step reruns all steps below it in its stage",
        dockerfile="""
            FROM debian:12
            COPY f /f
            WORKDIR /w
            COPY d /d
            RUN echo d
            """,
        edit="f",
        reruns=(2, 3, 4, 5),
    ),
    Key(
        name="a pattern is keyed by the files that it matches",
        dockerfile="""
            FROM debian:12
            COPY f* /app/
            RUN echo f
            """,
        edit="g",
        reruns=(),
    ),
    Key(
        name="a new file that a pattern matches reruns",
        dockerfile="""
            FROM debian:12
            COPY f* /app/
            RUN echo f
            """,
        edit="f2",
        reruns=(2, 3),
    ),
    Key(
        name="an ignored file reruns nothing",
        dockerfile="""
            FROM debian:12
            COPY . /app
            RUN echo ignored
            """,
        files={**TREE, ".dockerignore": "d/*\n"},
        edit="d/g",
        reruns=(),
    ),
    Key(
        name="the ignore file is content like any other",
        dockerfile="""
            FROM debian:12
            COPY . /app
            RUN echo ignored
            """,
        files={**TREE, ".dockerignore": "d/*\n"},
        edit=".dockerignore",
        reruns=(2, 3),
    ),
    Key(
        name="a named symlink is keyed by its target",
        dockerfile="""
            FROM debian:12
            COPY link /app/
            RUN echo link
            """,
        files={**TREE, "link": Link("d/g")},
        edit="d/g",
        reruns=(2, 3),
    ),
    Key(
        name="a symlink in a copied directory is keyed as a link",
        dockerfile="""
            FROM debian:12
            COPY links /app/
            RUN echo links
            """,
        files={**TREE, "links/link": Link("../d/g")},
        edit="d/g",
        reruns=(),
    ),
    Key(
        name="a stage built from another follows it",
        dockerfile="""
            FROM debian:12 AS one
            COPY f /f
            FROM one
            RUN echo two
            """,
        edit="f",
        reruns=(2, 4),
    ),
    Key(
        name="a copy from a stage is keyed by what it takes, per path",
        dockerfile="""
            FROM debian:12 AS one
            COPY . /src
            RUN date >/made
            FROM debian:12
            COPY --from=one /src/f /f
            RUN echo two
            """,
        edit="d/g",
        reruns=(2, 3),
    ),
    Key(
        name="a copy of a changed directory from a stage reruns",
        dockerfile="""
            FROM debian:12 AS one
            COPY . /src
            FROM debian:12
            COPY --from=one /src /src
            RUN echo two
            """,
        edit="d/g",
        reruns=(2, 4, 5),
    ),
    Key(
        name="what a rerun step writes the same way again reruns no copy of it",
        dockerfile="""
            FROM debian:12 AS one
            COPY . /src
            RUN mkdir /out && echo same >/out/f
            FROM debian:12
            COPY --from=one /out /out
            RUN echo two
            """,
        edit="d/g",
        reruns=(2, 3),
    ),
    Key(
        name="what it writes otherwise does",
        dockerfile="""
            FROM debian:12 AS one
            COPY . /src
            RUN mkdir /out && cp -r /src/d /out/d
            FROM debian:12
            COPY --from=one /out /out
            RUN echo two
            """,
        edit="d/g",
        reruns=(2, 3, 5, 6),
    ),
    Key(
        name="a bound file is keyed by its content",
        dockerfile="""
            FROM debian:12
            RUN --mount=type=bind,source=f,target=/f cat /f
            """,
        edit="f",
        reruns=(2,),
    ),
    Key(
        name="a bound file is not keyed by its neighbours",
        dockerfile="""
            FROM debian:12
            RUN --mount=type=bind,source=f,target=/f cat /f
            """,
        edit="d/g",
        reruns=(),
    ),
    Key(
        name="a bound context is keyed by all of it",
        dockerfile="""
            FROM debian:12
            RUN --mount=type=bind,target=/src cat /src/f
            """,
        edit="d/g",
        reruns=(2,),
    ),
    Key(
        name="a path bound from a stage is keyed by its content",
        dockerfile="""
            FROM debian:12 AS one
            COPY . /src
            FROM debian:12
            RUN --mount=from=one,source=/src/f,target=/f cat /f
            """,
        edit="d/g",
        reruns=(2,),
    ),
    Key(
        name="WORKDIR of the root is no step",
        dockerfile="""
            FROM debian:12
            WORKDIR /
            COPY f .
            RUN echo f
            """,
        edit="f",
        reruns=(3, 4),
    ),
    Key(
        name="a stage that starts from nothing",
        dockerfile="""
            FROM scratch
            COPY d /d
            COPY f /f
            """,
        edit="f",
        reruns=(3,),
    ),
    Key(
        name="a file in a directory that was empty",
        dockerfile="""
            FROM debian:12
            COPY . /app
            RUN echo empty
            """,
        files={**TREE, "empty": Folder()},
        edit="empty/new",
        reruns=(2, 3),
    ),
)
_each_key = pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)


@_each_key
def test_builder_reruns(key: Key, builder: Builder, tmp_path: Path) -> None:
    """The builder reruns the lines that are written down, and the model says the same."""
    dockerfile = text(key.dockerfile)
    before = freshened(key.files, key.edit) if key.edit in key.files else key.files
    after = freshened({key.edit: "new\n", **before}, key.edit)
    first = builder.build(lay(tmp_path / "before", before), dockerfile)
    assert first.failed is None, first.failed
    second = builder.build(lay(tmp_path / "after", after), dockerfile)

    assert tuple(sorted(second.rerun)) == key.reruns
    assert disagreements(second, predicted(Subject(dockerfile, after, {}), [key.edit])) == []
