"""Owners, modes and destinations that are not the same for a narrow copy."""

from layerwise.context.memory import Folder

from builder.case import NaiveCase
from builder.projects.node import NODE
from builder.projects.python import FLASK

NAIVE_CASES = (
    NaiveCase(
        name="user-and-writable-subdirectory",
        dockerfile="""
            FROM node:22
            COPY . /app
            WORKDIR /app/web
            USER 1001:0
            RUN npm ci
            """,
        naive="""
            FROM node:22
            COPY web/package.json web/package-lock.json /app/web/
            WORKDIR /app/web
            USER 1001:0
            RUN npm ci
            COPY . /app
            """,
        files={"web": Folder(0o775), **{f"web/{name}": item for name, item in NODE.items()}},
        edit="web/src/main.js",
        breaks="EACCES",
        is_refused=True,
    ),
    NaiveCase(
        name="workdir-before-owned-copy",
        dockerfile="""
            FROM python:3.11-slim
            COPY --chown=app . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY --chown=app requirements.txt ./
            RUN pip install -r requirements.txt
            COPY --chown=app . /app
            """,
        files=FLASK,
        edit="app.py",
        differs=("/app",),
    ),
    NaiveCase(
        name="destination-without-slash",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            COPY requirements.txt /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            COPY . /app
            """,
        files=FLASK,
        edit="app.py",
        breaks="not a directory",
    ),
    NaiveCase(
        name="owner-left-out",
        dockerfile="""
            FROM python:3.11-slim
            COPY --chown=app:app . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN pip install -r requirements.txt
            COPY --chown=app:app . /app
            """,
        files=FLASK,
        edit="app.py",
        differs=("/app",),
    ),
    NaiveCase(
        name="restored-after-another-workdir",
        dockerfile="""
            FROM node:22
            WORKDIR /srv
            COPY . .
            WORKDIR /srv/web
            RUN npm ci
            """,
        naive="""
            FROM node:22
            WORKDIR /srv
            COPY web/package.json web/package-lock.json ./web/
            WORKDIR /srv/web
            RUN npm ci
            COPY . .
            """,
        files={f"web/{name}": item for name, item in NODE.items()},
        edit="web/src/main.js",
        differs=("/srv/web/src", "/srv/web/web"),
    ),
    NaiveCase(
        name="set-group-id-of-a-folder",
        dockerfile="""
            FROM node:22
            COPY . /app
            WORKDIR /app/web
            RUN npm ci
            """,
        naive="""
            FROM node:22
            COPY web/package.json web/package-lock.json /app/web/
            WORKDIR /app/web
            RUN npm ci
            COPY . /app
            """,
        files={"web": Folder(0o2755), **{f"web/{name}": item for name, item in NODE.items()}},
        edit="web/src/main.js",
        differs=("/app/web/node_modules",),
        is_refused=True,
    ),
)
