"""Edits of the Dockerfile's text, and build arguments."""

from builder.conformance.family import Family
from builder.conformance.scene import Argument, Text, Touch

_LABELS = """
    FROM debian:12
    LABEL a=1
    EXPOSE 80
    VOLUME /v
    STOPSIGNAL SIGTERM
    HEALTHCHECK CMD a
    ONBUILD RUN a
    CMD ["a"]
    ENTRYPOINT ["a"]
    COPY d /d
    RUN echo %
    """
_STATE = """
    FROM debian:12
    ARG A=1
    ENV B=2 C=3
    WORKDIR /w-%
    COPY d d
    RUN echo %
    """

TEXTS = (
    Family(
        name="instructions that make no step",
        dockerfile=_LABELS,
        edits={
            "LABEL": Text("a=1", "a=%"),
            "EXPOSE": Text("80", "81"),
            "VOLUME": Text("/v", "/v2"),
            "STOPSIGNAL": Text("SIGTERM", "SIGKILL"),
            "HEALTHCHECK": Text("HEALTHCHECK CMD a", "HEALTHCHECK NONE"),
            "ONBUILD": Text("ONBUILD RUN a", "ONBUILD RUN %"),
            "CMD": Text('CMD ["a"]', "CMD %"),
            "ENTRYPOINT": Text('ENTRYPOINT ["a"]', "ENTRYPOINT %"),
            "all gone": Text('CMD ["a"]\nENTRYPOINT ["a"]\n', ""),
            "comment": Text("COPY", "# %\n\nCOPY"),
            "MAINTAINER": Text("COPY", "MAINTAINER %\nCOPY"),
        },
    ),
    Family(
        name="environment",
        dockerfile=_STATE,
        edits={
            "touch": Touch(),
            "default of an argument": Text("A=1", "A=%"),
            "argument given": Argument("A"),
            "argument given as it is": Argument("A", "1"),
            "argument that nobody declares": Argument("NOBODY"),
            "proxy that nobody declares": Argument("HTTP_PROXY"),
            "value of a variable": Text("B=2", "B=%"),
            "variables in another order": Text("B=2 C=3", "C=3 B=2"),
            "variables on lines of their own": Text("ENV B=2 C=3", "ENV B=2\nENV C=3"),
            "the old form": Text("ENV B=2 C=3", "ENV B 2\nENV C 3"),
            "quotes": Text("B=2", 'B="2"'),
            "a variable more": Text("ENV B", "ENV E=%\nENV B"),
            "argument without a value": Text("ARG A=1", "ARG A=1\nARG N"),
            "argument less": Text("ARG A=1\n", ""),
            "argument becomes a variable": Text("ARG A=1", "ENV A=1"),
        },
    ),
    Family(
        name="arguments and variables of one name",
        dockerfile="""
            FROM debian:12
            ARG X=1
            ENV X=9
            ENV Y=8
            ARG Y=2
            ENV Z=$X-$Y
            COPY d /d
            RUN echo %
            """,
        edits={
            "argument below a variable": Argument("Y"),
            "argument above a variable": Argument("X"),
            "default above a variable": Text("X=1", "X=%"),
            "variable above an argument": Text("Y=8", "Y=%"),
            "variable below an argument": Text("X=9", "X=%"),
            "order of variable and argument": Text("ENV Y=8\nARG Y=2", "ARG Y=2"),
        },
    ),
    Family(
        name="order of an argument",
        dockerfile="""
            FROM debian:12
            ENV P=1 Q=2
            ARG P=3
            RUN echo %
            """,
        edits={
            "variables swapped": Text("P=1 Q=2", "Q=2 P=1"),
            "another value that never counts": Text("P=1", "P=%"),
            "default": Text("P=3", "P=%"),
        },
    ),
    Family(
        name="arguments above all stages",
        dockerfile="""
            ARG TAG=12
            ARG V=1
            ARG UNUSED=1
            FROM debian:$TAG
            ARG V
            COPY d /d
            RUN echo %
            """,
        edits={
            "one that no stage declares": Argument("UNUSED"),
            "one that a stage declares": Argument("V"),
            "default of one that a stage declares": Text("V=1", "V=%"),
            "default of one that no stage declares": Text("UNUSED=1", "UNUSED=%"),
            "base by its name": Text("debian:$TAG", "debian:12"),
            "another base": Text("TAG=12", "TAG=12\nARG TAG2=%"),
        },
    ),
    Family(
        name="arguments in words",
        dockerfile="""
            FROM debian:12
            ARG W=d
            COPY $W /copied
            WORKDIR /w/${W}
            RUN echo %
            """,
        edits={"another source": Argument("W", "d/e"), "the same": Argument("W", "d")},
    ),
    Family(
        name="commands",
        dockerfile="""
            FROM debian:12
            SHELL ["/bin/sh", "-c"]
            RUN echo % && true
            RUN ["echo", "%"]
            """,
        edits={
            "touch": Touch(),
            "blanks after the keyword": Text("RUN echo", "RUN    echo"),
            "blanks inside": Text("&& true", "&&  true"),
            "a line break": Text("&& true", "&& \\\ntrue"),
            "a comment inside": Text("&& true", "\\\n# %\n&& true"),
            "another command": Text("true", "echo 2"),
            "blanks in JSON": Text('["echo", ', '["echo",   '),
            "another word in JSON": Text('["echo", ', '["echo", "2", '),
            "JSON as a command": Text('["echo", "', 'echo ["'),
            "shell": Text('"-c"]', '"-ec"]'),
            "keyword in lower case": Text("RUN echo", "run echo"),
            "another directory": Text("RUN [", "WORKDIR /tmp\nRUN ["),
            "the root as directory": Text("RUN [", "WORKDIR /\nRUN ["),
        },
    ),
    Family(
        name="user and directory",
        dockerfile="""
            FROM debian:12
            USER app
            WORKDIR /a-%
            COPY d d
            WORKDIR b
            RUN echo %
            """,
        edits={
            "touch": Touch(),
            "user": Text("app", "1001"),
            "user below the first directory": Text("WORKDIR b", "USER root\nWORKDIR b"),
            "user below the directories": Text("RUN echo", "USER root\nRUN echo"),
            "directory": Text("/a-%".replace("%", ""), "/b-%-"),
            "directory spelled otherwise": Text("WORKDIR b", "WORKDIR ./b/"),
            "second directory": Text("WORKDIR b", "WORKDIR c"),
            "second directory as an absolute path of its own": Text("WORKDIR b", "WORKDIR /b-%"),
        },
    ),
)
