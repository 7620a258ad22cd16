"""Features newer than the packaged builder; built where LAYERWISE_DOCKER_HOST names a builder that has them."""

from builder.conformance.family import Family
from builder.conformance.scene import Argument, Change, Delete, Text, Touch

NEWER = (
    Family(
        name="copies that link",
        needs="COPY --link",
        dockerfile="""
            FROM debian:12
            COPY f /f
            COPY --link d /d
            RUN echo %
            """,
        edits={
            "touch": Touch(),
            "content above": Change("f"),
            "content": Change("d/a"),
            "beside": Change("g"),
            "destination": Text("/d", "/d-%"),
        },
    ),
    Family(
        name="parents",
        needs="COPY --parents",
        dockerfile="""
            FROM debian:12
            COPY --parents d/a **/c /all/
            RUN echo %
            """,
        edits={
            "named": Change("d/a"),
            "deep": Change("d/e/c"),
            "beside": Change("d/b"),
            "new match": Change("x/y/c"),
            "match less": Delete("d/e/c"),
            "no parents": Text("--parents ", ""),
        },
    ),
    Family(
        name="exclusions",
        needs="COPY --exclude",
        dockerfile="""
            FROM debian:12
            COPY --exclude=*.md --exclude=d/e . /app/
            RUN echo %
            """,
        edits={
            "kept": Change("d/a"),
            "excluded": Change("x.md"),
            "excluded directory": Change("d/e/c"),
            "one exclusion less": Text(" --exclude=d/e", ""),
        },
    ),
    Family(
        name="here-documents",
        needs="a here-document",
        dockerfile="""
            FROM debian:12
            COPY <<made d/a /here/
            made %
            made
            RUN <<end
            echo %
            end
            """,
        edits={
            "content": Change("d/a"),
            "beside": Change("f"),
            "its text": Text("\nmade ", "\nother "),
            "text of the command": Text("echo ", "echo % "),
        },
    ),
    Family(
        name="modes in letters",
        needs="COPY --chmod=u=rwX",
        dockerfile="""
            FROM debian:12
            ARG M=755
            COPY --chmod=$M d /d
            """,
        edits={"mode": Argument("M", "u=rwX"), "content": Change("d/a"), "beside": Change("f")},
    ),
)
