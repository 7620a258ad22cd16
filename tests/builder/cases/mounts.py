"""The bind-mount form: the manifests are mounted while the install runs, the source is copied once, below it."""

from layerwise.context.memory import File, Folder
from layerwise.findings.finding import Safety

from builder.case import Case
from builder.projects.node import NODE, WORKSPACE
from builder.projects.others import GO, RUBY
from builder.projects.python import FLASK

CASES = (
    Case(
        name="mounted-requirements",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
        safety=Safety.REVIEW,
        fix="Mount",
    ),
    Case(
        name="mounted-where-no-folder-is-yet",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /srv/app
            RUN pip install -r /srv/app/requirements.txt
            WORKDIR /srv/app
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
        safety=Safety.REVIEW,
        fix="Mount",
    ),
    Case(
        name="mounted-lockfile",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci && npm run build
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
        safety=Safety.REVIEW,
        fix="Mount",
    ),
    Case(
        name="mounted-members",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        files=WORKSPACE,
        edit="packages/api/index.js",
        manifest="packages/ui/package.json",
        installs=("npm ci",),
        safety=Safety.REVIEW,
        fix="Mount",
    ),
    Case(
        name="mounted-modules",
        dockerfile="""
            FROM golang:1.24 AS build
            WORKDIR /src
            COPY . .
            RUN go mod download
            RUN go build -o /out/app .

            FROM debian:12
            COPY --from=build /out/app /app
            COPY --from=build /src /src
            """,
        files=GO,
        edit="main.go",
        manifest="go.mod",
        installs=("go mod download",),
        safety=Safety.REVIEW,
        fix="Mount",
    ),
    Case(
        name="mounted-gems",
        dockerfile="""
            FROM ruby:3.4
            ENV BUNDLE_FROZEN=1
            WORKDIR /app
            COPY . .
            RUN --mount=type=cache,target=/usr/local/bundle/cache bundle install
            """,
        files=RUBY,
        edit="config.ru",
        manifest="Gemfile",
        installs=("bundle install",),
        safety=Safety.REVIEW,
        fix="Mount",
    ),
    Case(
        name="mounted-with-odd-modes",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r deploy/requirements.txt
            """,
        files={
            "deploy/requirements.txt": File("flask==3.0\n", 0o755),
            "deploy/run.sh": "r\n",
            "app.py": "1\n",
        },
        edit="app.py",
        manifest="deploy/requirements.txt",
        installs=("pip install",),
        safety=Safety.REVIEW,
        fix="Mount",
    ),
    Case(
        name="mounted-for-two-installs",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            RUN pip install -r requirements.txt
            """,
        files={**NODE, **FLASK},
        edit="app.py",
        manifest="requirements.txt",
        installs=("npm ci", "pip install"),
        safety=Safety.REVIEW,
        fix="Mount",
    ),
    Case(
        name="mounted-in-a-closed-folder",
        dockerfile="""
            FROM node:22
            COPY . /srv
            RUN cd /srv/web && npm ci
            """,
        files={
            "web": Folder(0o700),
            **{f"web/{name}": item for name, item in NODE.items()},
            "notes.txt": "n\n",
        },
        edit="notes.txt",
        manifest="web/package.json",
        installs=("npm ci",),
        safety=Safety.REVIEW,
        fix="Mount",
    ),
    Case(
        name="cache-mount-of-the-build",
        dockerfile="""
            FROM golang:1.24
            WORKDIR /src
            COPY . .
            RUN --mount=type=cache,target=/root/.cache/go-build go mod download && go build -o /out/app .
            """,
        files=GO,
        edit="main.go",
        manifest="go.sum",
        installs=("go mod download",),
    ),
)
