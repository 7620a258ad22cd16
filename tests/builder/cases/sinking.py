"""Steps between the copy and the install that work on the source: they move down with the copy."""

from layerwise.context.memory import File
from layerwise.findings.finding import Safety

from builder.case import Case
from builder.projects.node import NODE
from builder.projects.python import FLASK

_START = {"start.sh": File("#!/bin/sh\necho hi\n", 0o644)}

CASES = (
    Case(
        name="chmod-of-a-script",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN chmod +x start.sh
            RUN pip install -r requirements.txt
            CMD ["./start.sh"]
            """,
        files={**FLASK, **_START},
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="chown-of-everything",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN chown -R app:app /app
            RUN pip install -r requirements.txt
            USER app
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="settings-from-an-example",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN cp .env.example .env
            RUN npm ci
            """,
        files={**NODE, ".env.example": "KEY=\n"},
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="sed-of-a-source-file",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN sed -i 's/main/app/' src/main.js
            RUN npm ci
            """,
        files=NODE,
        edit="src/other.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="folder-removed",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN rm -rf docs
            RUN npm ci
            """,
        files={**NODE, "docs/a.md": "a\n", "docs/b/c.md": "c\n"},
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="link-in-the-source",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN ln -s src lib
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="source-file-moved",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN mv README.md src/
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="folder-becomes-a-link",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN rm -rf media && ln -s /data media
            RUN pip install -r requirements.txt
            """,
        files={**FLASK, "media/logo.svg": "<svg/>\n"},
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="steps-on-one-another",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN mv start.sh /start.sh
            RUN mkdir -p /var/data
            RUN ln -s /start.sh /var/data/start && chmod 755 /start.sh
            RUN pip install -r requirements.txt
            """,
        files={**FLASK, **_START},
        edit="templates/index.html",
        manifest="requirements.txt",
        installs=("pip install", "mkdir"),
    ),
    Case(
        name="folder-with-a-mode-in-a-copied-folder",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN mkdir -p cache && chmod 777 cache static
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="one-run-of-both",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN chmod +x start.sh && mkdir -p /var/data
            RUN pip install -r requirements.txt && touch /ready
            """,
        files={**FLASK, **_START},
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="folder-in-a-copied-folder",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN mkdir -p static/cache templates/compiled
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="two-steps-and-one-that-stays",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN cp start.sh /start.sh
            RUN apt-get update && apt-get install -y git
            RUN chmod 755 /start.sh && chmod 600 app.py
            RUN pip install -r requirements.txt
            """,
        files={**FLASK, **_START},
        edit="templates/index.html",
        manifest="requirements.txt",
        installs=("pip install", "apt-get"),
    ),
    Case(
        name="link-in-the-image",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            RUN ln -s /app/start.sh /start
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files={**FLASK, **_START},
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="link-to-a-source-file",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            RUN ln -s /app/start.sh /usr/local/bin/start
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files={**FLASK, **_START},
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
        safety=Safety.REVIEW,
    ),
    Case(
        name="copied-into-a-directory-of-the-path",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN cp start.sh /usr/local/bin/start && chmod +x /usr/local/bin/start
            RUN pip install -r requirements.txt
            """,
        files={**FLASK, **_START},
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="moved-into-a-directory-of-the-path",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN mv start.sh /usr/local/bin/start
            RUN pip install -r requirements.txt
            """,
        files={**FLASK, **_START},
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
        safety=Safety.REVIEW,
    ),
)
