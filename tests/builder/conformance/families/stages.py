"""Several stages: built from another, copied from, left out."""

from layerwise.context.memory import Link

from builder.conformance.family import TREE, Family, Made
from builder.conformance.scene import Argument, Change, Delete, Empty, Mode, Target, Text, Touch

STAGES = (
    Family(
        name="a stage copied from",
        dockerfile="""
            FROM debian:12 AS build
            COPY . /src
            RUN mkdir /out && echo % >/out/same && cp -r /src/d /out/d
            FROM debian:12
            COPY --from=build /out/same /same
            COPY --from=build /out/d /d
            COPY --from=build /src/f /f
            """,
        made={"/out/d": "d"},
        edits={
            "touch": Touch(),
            "content passed on": Change("d/a"),
            "mode passed on": Mode("d/a", 0o755),
            "empty directory": Empty("d/x"),
        },
    ),
    Family(
        name="what a stage makes alike",
        dockerfile="""
            FROM debian:12 AS build
            ARG A=1
            COPY . /src
            RUN mkdir /out && echo % >/out/same
            FROM debian:12
            COPY --from=build /out/same /same
            RUN echo %
            """,
        edits={
            "content": Change("f"),
            "argument": Argument("A"),
            "command": Text("mkdir", "true % && mkdir"),
            "label": Text("ARG", "LABEL a=%\nARG"),
            "another name": Text("AS build", "AS other\nFROM other AS build"),
            "a number": Text("--from=build", "--from=0"),
        },
    ),
    Family(
        name="what a stage makes anew",
        dockerfile="""
            FROM debian:12 AS build
            COPY d /src
            RUN cat /proc/sys/kernel/random/uuid >/made
            FROM debian:12
            COPY --from=build /made /made
            COPY --from=build /src/a /a
            RUN echo %
            """,
        made={"/made": Made.ANEW},
        edits={"content": Change("d/a"), "beside it": Change("f"), "other content": Change("d/b")},
    ),
    Family(
        name="what a stage overwrites or drops",
        dockerfile="""
            FROM debian:12 AS build
            COPY . /src
            COPY f /src/g
            RUN rm -r /src/d
            FROM debian:12
            COPY --from=build /src /src
            RUN echo %
            """,
        edits={
            "dropped": Change("d/a"),
            "overwritten": Change("g"),
            "kept": Change("new"),
        },
    ),
    Family(
        name="through a stage between",
        dockerfile="""
            FROM debian:12 AS one
            COPY . /src
            FROM debian:12 AS two
            COPY --from=one /src /all
            FROM debian:12
            COPY --from=two /all/d /d
            COPY --from=two /all/f /f
            """,
        edits={
            "first": Change("d/e/c"),
            "second": Change("f"),
            "neither": Change("g"),
            "file less": Delete("d/b"),
        },
    ),
    Family(
        name="patterns from a stage",
        dockerfile="""
            FROM debian:12 AS one
            COPY . /src
            RUN mkdir /out && cp /src/d/a /out/a.x && cp /src/f /out/f.y
            FROM debian:12
            COPY --from=one /src/d/[ab] /copied/
            COPY --from=one /out/*.x /made/
            """,
        made={"/out/": "d/a"},
        edits={
            "matched": Change("d/b"),
            "made": Change("d/a"),
            "not matched": Change("d/e/c"),
            "new match beside": Change("d/q"),
        },
    ),
    Family(
        name="links in a stage",
        dockerfile="""
            FROM debian:12 AS one
            COPY . /src
            RUN ln -s /src/d /link
            FROM debian:12
            COPY --from=one /src/to-f /f
            COPY --from=one /link/a /a
            """,
        files={**TREE, "to-f": Link("f")},
        made={"/link/": "d/a"},
        edits={"behind the link": Change("f"), "behind the made link": Change("d/a"), "beside": Change("g")},
    ),
    Family(
        name="a stage built from another",
        dockerfile="""
            FROM debian:12 AS base
            ARG A=1
            COPY f /f
            FROM base AS next
            COPY g /g
            RUN echo %
            """,
        edits={
            "content above": Change("f"),
            "content below": Change("g"),
            "argument of the one above": Argument("A"),
            "another name": Text("FROM base AS next", "FROM base AS last"),
        },
    ),
    Family(
        name="stages that are left out",
        dockerfile="""
            FROM debian:12 AS base
            COPY f /f
            FROM base AS test
            COPY g /g
            RUN echo %
            FROM base AS lint
            COPY d /d
            FROM base
            COPY --from=lint /d/a /a
            """,
        edits={
            "touch": Touch(),
            "content of one left out": Change("g"),
            "content of all": Change("f"),
            "content of one copied from": Change("d/a"),
            "its neighbour": Change("d/b"),
            "text of one left out": Text("echo", "echo  %"),
            "the one left out as target": Target("test"),
            "the first as target": Target("base"),
        },
    ),
    Family(
        name="a target",
        dockerfile="""
            FROM debian:12 AS one
            COPY f /f
            FROM debian:12 AS two
            COPY --from=one /f /two-f
            COPY g /g
            FROM two AS three
            COPY d /d
            """,
        target="Two",
        edits={
            "content of it": Change("g"),
            "content of what it copies": Change("f"),
            "content of a later one": Change("d/a"),
            "text of a later one": Text("/d\n", "/d-%\n"),
            "the last": Target(None),
        },
    ),
    Family(
        name="triggers of a stage",
        dockerfile="""
            FROM debian:12 AS base
            ONBUILD COPY f /f
            ONBUILD ARG A=1
            FROM base
            COPY g /g
            RUN echo %
            """,
        edits={
            "content that a trigger takes": Change("f"),
            "other content": Change("g"),
            "trigger": Text("/f", "/f-%"),
            "argument of a trigger": Argument("A"),
        },
    ),
    Family(
        name="stages that change places",
        dockerfile="""
            FROM debian:12 AS one
            COPY f /one-%
            FROM debian:12 AS two
            COPY g /two-%
            FROM scratch
            COPY --from=one / /1/
            COPY --from=two / /2/
            """,
        edits={
            "base of one": Text("FROM debian:12 AS one", "FROM debian:12 AS zero\nFROM zero AS one"),
            "one copied less": Text("COPY --from=two / /2/\n", ""),
            "content": Change("g"),
        },
    ),
)
