"""The two-phase form: an install that needs the source downloads before the copy and builds after it."""

from layerwise.findings.finding import Safety

from builder.case import Case
from builder.projects.node import NODE, npm_lock, package
from builder.projects.others import PHP, composer
from builder.projects.python import POETRY_PACKAGE, UV_PACKAGE, UV_WORKSPACE

_HOOKED = package("web", scripts={"postinstall": "sh ./setup.sh"})
_PREPARED = package("web", scripts={"prepare": "cat src/main.js > prepared.js"})

CASES = (
    Case(
        name="poetry-in-two-phases",
        dockerfile="""
            FROM python:3.11-slim
            ENV POETRY_VIRTUALENVS_CREATE=false
            WORKDIR /app
            COPY . .
            RUN poetry install --only main
            """,
        files=POETRY_PACKAGE,
        edit="app/main.py",
        manifest="poetry.lock",
        installs=("poetry install",),
        saved=("--no-root",),
        safety=Safety.REVIEW,
    ),
    Case(
        name="uv-in-two-phases",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN uv sync --locked
            """,
        files=UV_PACKAGE,
        edit="src/app/main.py",
        manifest="uv.lock",
        installs=("uv sync",),
        saved=("--no-install-project",),
        safety=Safety.REVIEW,
    ),
    Case(
        name="uv-workspace-in-two-phases",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN uv sync --locked
            """,
        files=UV_WORKSPACE,
        edit="lib/src/lib/__init__.py",
        manifest="lib/pyproject.toml",
        installs=("uv sync",),
        saved=("--no-install-workspace",),
        safety=Safety.REVIEW,
    ),
    Case(
        name="composer-in-two-phases",
        dockerfile="""
            FROM php:8.3-cli
            WORKDIR /app
            COPY . .
            RUN composer install --no-dev --optimize-autoloader
            """,
        files={
            **PHP,
            "composer.json": composer(scripts={"post-install-cmd": "sh bin/after.sh"}),
            "bin/after.sh": "cat src/Main.php > after.txt\n",
        },
        edit="src/Main.php",
        manifest="composer.json",
        installs=("composer install",),
        saved=("--no-autoloader",),
        safety=Safety.REVIEW,
    ),
    Case(
        name="npm-scripts-in-two-phases",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        files={
            **NODE,
            "package.json": _HOOKED,
            "package-lock.json": npm_lock({"": _HOOKED}, left_pad="1.3.0"),
            "setup.sh": "cat src/main.js > setup.txt\n",
        },
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
        saved=("--ignore-scripts",),
        safety=Safety.REVIEW,
    ),
    Case(
        name="npm-prepare-in-two-phases",
        dockerfile="""
            FROM node:22
            COPY . /srv/web
            WORKDIR /srv/web
            RUN npm ci && cp prepared.js /bundle.js
            """,
        files={
            **NODE,
            "package.json": _PREPARED,
            "package-lock.json": npm_lock({"": _PREPARED}, left_pad="1.3.0"),
        },
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
        saved=("--ignore-scripts",),
        safety=Safety.REVIEW,
    ),
)
