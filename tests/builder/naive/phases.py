"""Installs that need the project itself: its readme, its packages, its scripts, its classes."""

from builder.case import NaiveCase
from builder.projects.others import PHP, composer
from builder.projects.python import POETRY_PACKAGE, UV_PACKAGE, UV_WORKSPACE

NAIVE_CASES = (
    NaiveCase(
        name="poetry-builds-the-project",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN poetry install
            """,
        naive="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY pyproject.toml poetry.lock ./
            RUN poetry install
            COPY . .
            """,
        files=POETRY_PACKAGE,
        edit="app/main.py",
        breaks="Readme file does not exist",
    ),
    NaiveCase(
        name="uv-builds-the-project",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN uv sync --locked
            """,
        naive="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --locked
            COPY . .
            """,
        files=UV_PACKAGE,
        edit="src/app/main.py",
        breaks="Unable to determine which files to ship",
    ),
    NaiveCase(
        name="uv-members-left-out",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN uv sync --locked
            """,
        naive="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY pyproject.toml uv.lock ./
            RUN uv sync --locked --no-install-workspace
            COPY . .
            RUN uv sync --locked
            """,
        files=UV_WORKSPACE,
        edit="src/app/__init__.py",
        breaks="cannot open lib/pyproject.toml",
    ),
    NaiveCase(
        name="composer-scripts",
        dockerfile="""
            FROM php:8.3-cli
            WORKDIR /app
            COPY . .
            RUN composer install
            """,
        naive="""
            FROM php:8.3-cli
            WORKDIR /app
            COPY composer.json composer.lock ./
            RUN composer install
            COPY . .
            """,
        files={
            **PHP,
            "composer.json": composer(scripts={"post-autoload-dump": "sh bin/discover.sh"}),
            "bin/discover.sh": "true\n",
        },
        edit="src/Main.php",
        breaks="returned with error",
    ),
    NaiveCase(
        name="composer-classes",
        dockerfile="""
            FROM php:8.3-cli
            WORKDIR /app
            COPY . .
            RUN composer install
            """,
        naive="""
            FROM php:8.3-cli
            WORKDIR /app
            COPY composer.json composer.lock ./
            RUN composer install
            COPY . .
            """,
        files={**PHP, "composer.json": composer(autoload={"classmap": ["src"]})},
        edit="src/Main.php",
        breaks="Could not scan for classes",
    ),
    NaiveCase(
        name="composer-optimised",
        dockerfile="""
            FROM php:8.3-cli
            WORKDIR /app
            COPY . .
            RUN composer install -o
            """,
        naive="""
            FROM php:8.3-cli
            WORKDIR /app
            COPY composer.json composer.lock ./
            RUN composer install -o
            COPY . .
            """,
        files=PHP,
        edit="src/Main.php",
        differs=("/app/vendor/composer/autoload_classmap.php",),
    ),
)
