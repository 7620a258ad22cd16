"""A RUN that is split: its first commands run before the source is copied, the rest after."""

from layerwise.findings.finding import Safety

from builder.case import Case
from builder.projects.node import NODE
from builder.projects.others import GO
from builder.projects.python import FLASK

CASES = (
    Case(
        name="split-run",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci && npm run build
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="split-run-with-cd",
        dockerfile="""
            FROM node:22
            COPY . /app
            RUN cd /app && npm ci && npm run build
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="errexit-and-semicolons",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN set -e; npm ci; npm run build
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="errexit-of-the-shell",
        dockerfile="""
            FROM node:22
            SHELL ["/bin/sh", "-exc"]
            WORKDIR /app
            COPY . .
            RUN npm ci; \\
                npm run build; \\
                test -d dist
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="semicolons-alone",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci; npm run build
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
        safety=Safety.REVIEW,  # a failure of the install ends the build after the fix
    ),
    Case(
        name="exported-variables",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN export NAME=bundle && npm ci && cat src/*.js > $NAME.js
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="cd-and-set",
        dockerfile="""
            FROM node:22
            COPY . /srv/app
            RUN set -eux && cd /srv && cd app && npm ci && npm run build && cp -r dist /srv/www
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="cache-mount",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN --mount=type=cache,target=/root/.npm npm ci && npm run build
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="cache-mount-that-holds-the-modules",
        dockerfile="""
            FROM golang:1.24
            WORKDIR /src
            COPY . .
            RUN --mount=type=cache,target=/go/pkg/mod go mod download && go build -o /out/app .
            """,
        files=GO,
        edit="main.go",
        manifest="go.sum",
        installs=("go mod download",),
        safety=Safety.REVIEW,  # the mount may be emptied while the download stays cached
    ),
    Case(
        name="secret-mount",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN --mount=type=secret,id=pip,target=/run/secrets/pip pip install -r requirements.txt && cp app.py /app.bak
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="tail-that-cleans-up",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci && npm run build && rm -rf src
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
        safety=Safety.REVIEW,  # the layer above keeps what is removed
    ),
    Case(
        name="install-in-the-middle",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN apt-get update && pip install -r requirements.txt && cat app.py templates/*.html > all.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="subshell-before-and-after",
        dockerfile="""
            FROM node:22
            COPY . /app
            WORKDIR /app
            RUN (cd /tmp && touch made) && npm ci && (cd src && cat *.js > ../all.js)
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
)
