"""Mounts of a RUN: binds count by content, caches and secrets do not."""

from layerwise.context.memory import Link

from builder.conformance.family import TREE, Family, Made
from builder.conformance.scene import Change, Empty, Mode, Symlink, Text, Touch

MOUNTS = (
    Family(
        name="a bound link",
        dockerfile="""
            FROM debian:12
            RUN --mount=type=bind,source=to-d,target=/d ls /d #%
            """,
        files={**TREE, "to-d": Link("d"), "x/a": "x %\n"},
        edits={
            "touch": Touch(),
            "content behind it": Change("d/e/c"),
            "content beside": Change("x/a"),
            "points elsewhere": Symlink("to-d", "x"),
        },
    ),
    Family(
        name="a bound context",
        dockerfile="""
            FROM debian:12
            RUN --mount=type=bind,target=/src echo %
            RUN --mount=target=/src,rw echo % >/src/f
            """,
        edits={
            "touch": Touch(),
            "content": Change("d/e/c"),
            "mode": Mode("g"),
            "new file": Change("new"),
            "empty directory": Empty("empty"),
        },
    ),
    Family(
        name="bound paths",
        dockerfile="""
            FROM debian:12
            RUN --mount=type=bind,source=f,target=/f cat /f
            RUN --mount=type=bind,source=d,target=/d cat /d/a
            """,
        edits={
            "content of the file": Change("f"),
            "content of the directory": Change("d/e/c"),
            "content beside them": Change("g"),
            "target": Text("target=/d cat /d/a", "target=/d-% ls"),
            "options in another order": Text("source=f,target=/f", "target=/f,source=f"),
            "short names": Text("source=f,target=/f", "src=f,dst=/f"),
            "without its type": Text("type=bind,source=f", "source=f"),
        },
    ),
    Family(
        name="other mounts",
        dockerfile="""
            FROM debian:12
            RUN --mount=type=cache,target=/c date >/c/d-%
            RUN --mount=type=tmpfs,target=/t echo %
            RUN --mount=type=secret,id=s echo %
            """,
        edits={
            "content": Change("f"),
            "target of the cache": Text("target=/c date >/c/", "target=/c2,id=% date >/c2/"),
            "target of the secret": Text("id=s", "id=s,target=/s"),
            "no tmpfs": Text("--mount=type=tmpfs,target=/t ", ""),
        },
    ),
    Family(
        name="binds from a stage",
        dockerfile="""
            FROM debian:12 AS one
            COPY . /src
            RUN cp -r /src/d /made
            FROM debian:12
            RUN --mount=from=one,source=/src/f,target=/f cat /f #%
            RUN --mount=type=bind,from=one,source=/made,target=/m ls /m #%
            """,
        made={"/made": "d"},
        edits={
            "touch": Touch(),
            "content of the file": Change("f"),
            "content of what is made": Change("d/a"),
            "content beside them": Change("g"),
            "name of the stage": Text("AS one\n", "AS one\nLABEL a=%\n"),
        },
    ),
    Family(
        name="binds from a stage that makes something else each time",
        dockerfile="""
            FROM debian:12 AS one
            COPY . /src
            RUN cat /proc/sys/kernel/random/uuid >/made
            FROM debian:12
            RUN --mount=from=one,source=/made,target=/m cat /m #%
            """,
        made={"/made": Made.ANEW},
        edits={"content": Change("f"), "command below": Text("cat /m", "cat  /m")},
    ),
)
