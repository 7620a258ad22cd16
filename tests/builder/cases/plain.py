"""The plain order, `COPY . .` and then an install, for each package manager."""

from builder.case import Case
from builder.projects.node import BUN, NODE, YARN
from builder.projects.others import GO, PHP, RUBY
from builder.projects.python import FLASK, POETRY, UV

CASES = (
    Case(
        name="starting-case",
        dockerfile="""
            FROM python:2.7
            COPY . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="npm-ci",
        dockerfile="""
            FROM node:22
            WORKDIR /usr/src/app
            COPY . .
            RUN npm ci
            EXPOSE 3000
            CMD ["node", "src/main.js"]
            """,
        files={**NODE, ".npmrc": "registry=https://npm.example.org/\n"},
        edit="src/other.js",
        manifest=".npmrc",
        installs=("npm ci",),
    ),
    Case(
        name="npm-install-without-lockfile",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm install
            """,
        files={name: item for name, item in NODE.items() if name != "package-lock.json"},
        edit="src/main.js",
        manifest="package.json",
        installs=("npm install",),
    ),
    Case(
        name="yarn",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . /app/
            RUN yarn install --frozen-lockfile
            """,
        files=YARN,
        edit="src/main.js",
        manifest="yarn.lock",
        installs=("yarn install",),
    ),
    Case(
        name="bun",
        dockerfile="""
            FROM oven/bun:1
            WORKDIR /app
            COPY . .
            RUN bun install --frozen-lockfile
            """,
        files=BUN,
        edit="src/main.js",
        manifest="package.json",
        installs=("bun install",),
    ),
    Case(
        name="poetry",
        dockerfile="""
            FROM python:3.11-slim
            ENV POETRY_VIRTUALENVS_CREATE=false
            WORKDIR /app
            COPY . .
            RUN poetry install --no-interaction
            """,
        files=POETRY,
        edit="app/main.py",
        manifest="poetry.lock",
        installs=("poetry install",),
    ),
    Case(
        name="poetry-in-project",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN poetry install
            """,
        files={**POETRY, "poetry.toml": "[virtualenvs]\nin-project = true\n", ".dockerignore": ".venv\n"},
        edit="app/main.py",
        manifest="poetry.toml",
        installs=("poetry install",),
    ),
    Case(
        name="uv",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN uv sync --locked
            """,
        files=UV,
        edit="app/main.py",
        manifest="uv.lock",
        installs=("uv sync",),
    ),
    Case(
        name="composer",
        dockerfile="""
            FROM php:8.3-cli
            WORKDIR /app
            COPY . .
            RUN composer install --no-dev
            """,
        files=PHP,
        edit="src/Main.php",
        manifest="composer.json",
        installs=("composer install",),
    ),
    Case(
        name="go",
        dockerfile="""
            FROM golang:1.24 AS build
            WORKDIR /src
            COPY . .
            RUN go mod download
            RUN go build -o /out/app .

            FROM debian:12
            COPY --from=build /out/app /usr/local/bin/app
            """,
        files=GO,
        edit="internal/a.go",
        manifest="go.mod",
        installs=("go mod download",),
    ),
    Case(
        name="bundler",
        dockerfile="""
            FROM ruby:3.4
            ENV BUNDLE_FROZEN=1
            WORKDIR /app
            COPY . .
            RUN bundle install
            """,
        files=RUBY,
        edit="config.ru",
        manifest="Gemfile.lock",
        installs=("bundle install",),
    ),
    Case(
        name="uv-pip",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN uv pip install --system -r requirements.txt
            """,
        files=FLASK,
        edit="templates/index.html",
        manifest="requirements.txt",
        installs=("uv pip install",),
    ),
)
