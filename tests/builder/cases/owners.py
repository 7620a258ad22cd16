"""Owners, modes, kinds: `--chown`, `--chmod`, USER, directories that are empty or closed, links."""

from layerwise.context.memory import File, Folder, Link
from layerwise.findings.finding import Safety

from builder.case import Case
from builder.projects.node import NODE, YARN
from builder.projects.python import FLASK

CASES = (
    Case(
        name="owner",
        dockerfile="""
            FROM python:3.11-slim
            COPY --chown=app:app . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            USER app
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="nested-owner",
        dockerfile="""
            FROM node:22
            COPY --chown=app . /app
            WORKDIR /app/web
            RUN npm ci
            USER app
            """,
        files={
            "web": Folder(0o750),
            **{f"web/{name}": item for name, item in NODE.items()},
            "notes.txt": "n\n",
        },
        edit="notes.txt",
        manifest="web/package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="owner-by-number",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY --chown=1001:0 . .
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="mode",
        dockerfile="""
            FROM python:3.11-slim
            COPY --chmod=755 . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="modes-of-files-and-folders",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r requirements.txt
            """,
        files={
            **FLASK,
            "requirements.txt": File("flask==3.0\n", 0o600),
            "start.sh": File("#!/bin/sh\n", 0o755),
            "data": Folder(0o700),
            "data/deep": Folder(0o2775),
            "data/deep/secret": File("s\n", 0o400),
            "shared": Folder(0o1777),
        },
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="closed-folder-of-the-manifest",
        dockerfile="""
            FROM node:22
            COPY . /app
            RUN cd /app/web && npm ci
            """,
        files={
            "web": Folder(0o700),
            **{f"web/{name}": item for name, item in NODE.items()},
            "notes.txt": "n\n",
        },
        edit="notes.txt",
        manifest="web/package.json",
        installs=("npm ci",),
    ),
    Case(
        name="empty-folders",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files={**FLASK, "uploads": Folder(0o777), "logs/old": Folder(0o755)},
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="links",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        files={
            **NODE,
            "current": Link("src"),
            "src/again.js": Link("main.js"),
            "dangling": Link("../nowhere"),
            "out": Link("/var/out"),
        },
        edit="src/other.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="manifest-is-a-link",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r requirements.txt
            """,
        files={"requirements.txt": Link("deps/prod.txt"), "deps/prod.txt": "flask==3.0\n", "app.py": "1\n"},
        edit="app.py",
        manifest="deps/prod.txt",
        installs=("pip install",),
        safety=Safety.REVIEW,
    ),
    Case(
        name="user-before-the-copy",
        dockerfile="""
            FROM python:3.11-slim
            USER app
            COPY . /srv/app
            WORKDIR /srv/app
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="user-and-back",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY --chown=app:app . .
            USER root
            RUN yarn install --frozen-lockfile
            USER app
            """,
        files=YARN,
        edit="src/main.js",
        manifest="yarn.lock",
        installs=("yarn install",),
    ),
    Case(
        name="folder-given-to-the-user",
        dockerfile="""
            FROM node:22
            RUN mkdir -p /app && chown app:app /app
            WORKDIR /app
            USER app
            COPY --chown=app:app . .
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
)
