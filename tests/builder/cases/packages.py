"""Packages of the system, tools and downloads below the source, which take nothing from it."""

from layerwise.context.memory import File

from builder.case import Case
from builder.contexts import Files
from builder.projects.python import FLASK

_SOURCE: Files = {"main.c": "int main;\n", "start.sh": File("#!/bin/sh\necho hi\n", 0o644)}

CASES = (
    Case(
        name="packages-of-the-system",
        dockerfile="""
            FROM debian:12
            WORKDIR /src
            COPY . .
            RUN apt-get update && apt-get install -y make
            """,
        files=_SOURCE,
        edit="main.c",
        installs=("apt-get install",),
    ),
    Case(
        name="packages-and-the-build",
        dockerfile="""
            FROM debian:12
            COPY . /src/
            WORKDIR /src
            RUN apt-get update && apt-get install -y make && chmod +x start.sh && ./start.sh > built
            """,
        files=_SOURCE,
        edit="main.c",
        installs=("apt-get install",),
    ),
    Case(
        name="package-file-of-the-project",
        dockerfile="""
            FROM debian:12
            WORKDIR /src
            COPY . .
            RUN apt-get update
            RUN apt-get install -y ./vendor/tool.deb
            """,
        files={**_SOURCE, "vendor/tool.deb": "a package\n", "vendor/other.deb": "another\n"},
        edit="main.c",
        manifest="vendor/tool.deb",
        installs=("apt-get install",),
    ),
    Case(
        name="download-of-a-tool",
        dockerfile="""
            FROM debian:12
            WORKDIR /src
            ADD . .
            RUN chmod +x start.sh
            RUN curl -o /usr/local/bin/tool https://example.org/tool && chmod +x /usr/local/bin/tool
            CMD ["./start.sh"]
            """,
        files=_SOURCE,
        edit="main.c",
        installs=("curl -o",),
    ),
    Case(
        name="tools-by-their-names",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN pip install flask
            RUN pip install gunicorn
            """,
        files=FLASK,
        edit="app.py",
        installs=("pip install flask", "pip install gunicorn"),
    ),
    Case(
        name="packages-above-the-dependencies",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN apt-get update && apt-get install -y gcc
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("apt-get install", "pip install"),
    ),
    Case(
        name="packages-in-a-stage-below-a-command",
        dockerfile="""
            FROM python:3.11-slim AS app
            WORKDIR /app
            COPY . .
            CMD ["python", "app.py"]

            FROM app AS shell
            RUN apt-get update && apt-get install -y git
            """,
        files=FLASK,
        edit="app.py",
        installs=("apt-get install",),
    ),
)
