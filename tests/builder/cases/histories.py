"""Files that change often, as the history says, above costly steps that need none of them."""

from builder.case import Case
from builder.contexts import tar
from builder.projects.python import FLASK

CASES = (
    Case(
        name="packages-below-manifests-that-change-often",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY requirements.txt ./
            RUN apt-get update && apt-get install -y gcc
            RUN pip install -r requirements.txt
            COPY . .
            """,
        files=FLASK,
        edit="requirements.txt",
        installs=("apt-get install", "pip install"),
        saved=("apt-get install",),
        history="10 * requirements.txt\n10 * app.py\n",
    ),
    Case(
        name="archive-below-source-that-changes-often",
        dockerfile="""
            FROM debian:12
            WORKDIR /app
            COPY --chown=1001 src ./src
            RUN chmod +x /app/src/start.sh
            WORKDIR /opt/vendor
            COPY vendor.tar /tmp/
            RUN tar xf /tmp/vendor.tar && mkdir -p /srv/data
            RUN /app/src/start.sh > /srv/data/started
            """,
        files={"src/start.sh": "#!/bin/sh\necho hi\n", "vendor.tar": tar({"lib/a": "1\n", "lib/b": "2\n"})},
        edit="src/start.sh",
        installs=("tar xf",),
        history="19 * src/start.sh\nvendor.tar\n",
    ),
    Case(
        name="install-below-a-version-that-changes-often",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY VERSION ./
            RUN cat VERSION > version.txt
            COPY requirements.txt ./
            RUN pip install -r requirements.txt
            COPY . .
            """,
        files={**FLASK, "VERSION": "1\n"},
        edit="VERSION",
        manifest="requirements.txt",
        installs=("pip install",),
        history="15 * VERSION\n5 * requirements.txt\n",
    ),
)
