"""Packages and downloads that do take something from the source, or meet it."""

from builder.case import NaiveCase

_SOURCE = {"main.c": "int main;\n"}

NAIVE_CASES = (
    NaiveCase(
        name="package-file-below-its-install",
        dockerfile="""
            FROM debian:12
            WORKDIR /src
            COPY . .
            RUN apt-get update && apt-get install -y ./vendor/tool.deb
            """,
        naive="""
            FROM debian:12
            WORKDIR /src
            RUN apt-get update && apt-get install -y ./vendor/tool.deb
            COPY . .
            """,
        files={**_SOURCE, "vendor/tool.deb": "a package\n"},
        edit="main.c",
        breaks="cannot open ./vendor/tool.deb",
    ),
    NaiveCase(
        name="download-over-a-copied-file",
        dockerfile="""
            FROM debian:12
            WORKDIR /src
            COPY . .
            RUN curl -o data.json https://example.org/data.json
            """,
        naive="""
            FROM debian:12
            WORKDIR /src
            RUN curl -o data.json https://example.org/data.json
            COPY . .
            """,
        files={**_SOURCE, "data.json": "{}\n"},
        edit="main.c",
        differs=("/src/data.json",),
        is_refused=True,
    ),
    NaiveCase(
        name="owner-of-everything",
        dockerfile="""
            FROM debian:12
            WORKDIR /src
            COPY . .
            RUN apt-get update && apt-get install -y make && chown -R app /src
            """,
        naive="""
            FROM debian:12
            WORKDIR /src
            RUN apt-get update && apt-get install -y make && chown -R app /src
            COPY . .
            """,
        files=_SOURCE,
        edit="main.c",
        differs=("/src/main.c",),
    ),
)
