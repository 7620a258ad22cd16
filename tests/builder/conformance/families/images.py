"""Images: as base, as source of a copy; the directives and words around them."""

from builder.conformance.family import Family
from builder.conformance.scene import Argument, Both, Change, Text, Touch

IMAGES = (
    Family(
        name="nothing below",
        dockerfile="""
            FROM debian:12
            COPY f /f
            COPY d /d
            """,
        edits={
            "from scratch": Text("FROM debian:12", "FROM scratch"),
            "a name": Text("FROM debian:12", "FROM debian:12 AS it"),
            "the platform, written": Text("FROM", "ARG TARGETPLATFORM\nFROM"),
            "copies in another order": Both(
                Text("COPY f /f\nCOPY d /d", "COPY d /d\nCOPY f /f"), Change("d/b")
            ),
            "a copy twice": Text("COPY d /d", "COPY d /d\nCOPY d /d2-%"),
            "a copy less": Text("COPY f /f\n", ""),
            "the last copy less": Text("COPY d /d\n", ""),
        },
    ),
    Family(
        name="copies from an image",
        dockerfile="""
            FROM debian:12
            COPY --from=node:22 /etc/passwd /p-%
            COPY d /d
            """,
        edits={
            "touch": Touch(),
            "content": Change("d/a"),
            "beside": Change("f"),
            "another file of it": Text("/etc/passwd", "/etc/group"),
            "as a stage": Text(
                "FROM debian:12\nCOPY --from=node:22", "FROM node:22 AS n\nFROM debian:12\nCOPY --from=n"
            ),
        },
    ),
    Family(
        name="an escape of its own",
        dockerfile="""
            # escape=`
            FROM debian:12
            COPY d `
                /d
            RUN echo % `
                && true
            """,
        edits={
            "touch": Touch(),
            "on one line": Text("d `\n    /d", "d /d"),
            "content": Change("d/a"),
            "blanks of the command": Text("    && true", "  && true"),
        },
    ),
    Family(
        name="what is set by itself",
        dockerfile="""
            FROM debian:12
            ARG HTTP_PROXY
            ARG TARGETARCH
            COPY d /d
            RUN --mount=type=ssh echo %
            """,
        edits={
            "touch": Touch(),
            "declared proxy": Argument("HTTP_PROXY", "http://127.0.0.1:9"),
            "undeclared proxy": Argument("no_proxy", "a"),
            "no mount": Text("--mount=type=ssh ", ""),
            "no declaration": Text("ARG TARGETARCH\n", ""),
        },
    ),
    Family(
        name="stages from scratch",
        dockerfile="""
            FROM scratch AS files
            COPY . /
            FROM debian:12
            COPY --from=files / /all-%/
            COPY --from=files /d/e /e-%
            """,
        edits={
            "content of the one": Change("f"),
            "content of both": Change("d/e/c"),
            "content passed by": Change("d/b"),
        },
    ),
)
