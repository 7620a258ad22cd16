"""Steps between the copy and the install, or in the RUN of the install, that change what is copied."""

from layerwise.context.memory import File

from builder.case import NaiveCase
from builder.projects.node import NODE
from builder.projects.python import FLASK

_START = {"start.sh": File("#!/bin/sh\necho hi\n", 0o644)}

NAIVE_CASES = (
    NaiveCase(
        name="chown-between",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN chown -R app /app
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN chown -R app /app
            RUN pip install -r requirements.txt
            COPY . /app
            """,
        files=FLASK,
        edit="app.py",
        differs=(
            "/app/app.py",
            "/app/requirements.txt",
            "/app/static",
            "/app/templates",
            "/app/templates/index.html",
        ),
    ),
    NaiveCase(
        name="settings-copied-over",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            COPY deploy/settings.py /app/settings.py
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            COPY requirements.txt /app/
            COPY deploy/settings.py /app/settings.py
            WORKDIR /app
            RUN pip install -r requirements.txt
            COPY . /app
            """,
        files={**FLASK, "settings.py": "DEBUG = True\n", "deploy/settings.py": "DEBUG = False\n"},
        edit="app.py",
        differs=("/app/settings.py",),
    ),
    NaiveCase(
        name="manifest-edited-between",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN sed -i 's/flask==1.1.4/flask==3.0/' requirements.txt
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN sed -i 's/flask==1.1.4/flask==3.0/' requirements.txt
            RUN pip install -r requirements.txt
            COPY . /app
            """,
        files=FLASK,
        edit="app.py",
        differs=("/app/requirements.txt",),
        is_refused=True,
    ),
    NaiveCase(
        name="directory-becomes-symlink",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN rm -rf media && ln -s /data media
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN rm -rf media && ln -s /data media
            RUN pip install -r requirements.txt
            COPY . /app
            """,
        files={**FLASK, "media/logo.svg": "<svg/>\n"},
        edit="app.py",
        breaks="cannot copy to non-directory",
    ),
    NaiveCase(
        name="install-deletes-token",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci && rm -f .npmrc
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json .npmrc ./
            RUN npm ci && rm -f .npmrc
            COPY . .
            """,
        files={**NODE, ".npmrc": "registry=https://npm.example.org/\n//npm.example.org/:_authToken=secret\n"},
        edit="src/main.js",
        differs=("/app/.npmrc",),
    ),
    NaiveCase(
        name="variable-redefined",
        dockerfile="""
            FROM python:3.11-slim
            ENV D=/app
            COPY . $D
            ENV D=/other
            RUN pip install -r /app/requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            ENV D=/app
            COPY requirements.txt $D/
            ENV D=/other
            RUN pip install -r /app/requirements.txt
            COPY . $D
            """,
        files=FLASK,
        edit="app.py",
        differs=("/app/app.py", "/other", "/other/requirements.txt"),
    ),
    NaiveCase(
        name="account-changed-between",
        dockerfile="""
            FROM python:3.11-slim
            COPY --chown=app . /app
            WORKDIR /app
            RUN sed -i s/1001/2000/ /etc/passwd
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            COPY --chown=app requirements.txt /app/
            WORKDIR /app
            RUN sed -i s/1001/2000/ /etc/passwd
            RUN pip install -r requirements.txt
            COPY --chown=app . /app
            """,
        files=FLASK,
        edit="app.py",
        differs=("/app/app.py", "/app/requirements.txt"),
        is_refused=True,
    ),
    NaiveCase(
        name="mode-changed-between",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN chmod 600 package-lock.json
            RUN npm ci
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN chmod 600 package-lock.json
            RUN npm ci
            COPY . .
            """,
        files=NODE,
        edit="src/main.js",
        differs=("/app/package-lock.json",),
    ),
    NaiveCase(
        name="parent-made-on-the-way",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN chmod +x start.sh && mkdir -p /data/uploads
            RUN pip install -r requirements.txt && touch /data/ready
            """,
        naive="""
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN pip install -r requirements.txt && touch /data/ready
            COPY . /app
            RUN chmod +x start.sh && mkdir -p /data/uploads
            """,
        files={**FLASK, **_START},
        edit="app.py",
        breaks="/data/ready",
        is_refused=True,
    ),
    NaiveCase(
        name="parent-of-another-owner",
        dockerfile="""
            FROM python:3.11-slim
            COPY --chown=app:app static /data/app
            COPY requirements.txt /data/
            RUN pip install -r /data/requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            COPY requirements.txt /data/
            RUN pip install -r /data/requirements.txt
            COPY --chown=app:app static /data/app
            """,
        files={**FLASK, "static/x.css": "a {}\n"},
        edit="static/x.css",
        differs=("/data",),
        is_refused=True,
    ),
)
