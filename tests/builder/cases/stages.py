"""Several stages: built from one another, copied from one another, built for themselves."""

from layerwise.findings.finding import Safety

from builder.case import Case
from builder.projects.node import NODE
from builder.projects.others import GO
from builder.projects.python import FLASK

CASES = (
    Case(
        name="two-stages",
        dockerfile="""
            FROM node:22 AS build
            WORKDIR /app
            COPY . .
            RUN npm ci
            RUN npm run build

            FROM debian:12
            COPY --from=build /app/dist /srv
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="multi-stage-from-stage",
        dockerfile="""
            FROM node:22 AS source
            WORKDIR /app
            COPY . .

            FROM source AS build
            RUN npm ci
            RUN npm run build

            FROM debian:12
            COPY --from=build /app/dist /srv
            COPY --from=build /app/node_modules /srv/node_modules
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="copy-from-source-stage",
        dockerfile="""
            FROM debian:12 AS source
            COPY . /src

            FROM node:22
            WORKDIR /app
            COPY --from=source /src /app
            RUN npm ci
            CMD ["node", "src/main.js"]
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="target",
        dockerfile="""
            FROM node:22 AS base
            WORKDIR /app

            FROM base AS dev
            COPY . .
            RUN npm ci

            FROM dev AS test
            RUN npm run build
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
        target="dev",
    ),
    Case(
        name="siblings-of-a-base",
        dockerfile="""
            FROM node:22 AS base
            WORKDIR /app
            COPY . .

            FROM base AS lint
            RUN cat src/main.js > /linted

            FROM base
            RUN npm ci
            COPY --from=lint /linted /linted
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="siblings-of-a-stage-that-loses-its-copy",
        dockerfile="""
            FROM node:22 AS base
            WORKDIR /app
            COPY . .

            FROM base AS lint
            RUN cat src/main.js > /linted

            FROM base
            RUN npm ci
            COPY --from=lint /linted /linted
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
        safety=Safety.REVIEW,  # whoever builds the stage `base` for itself would miss files
    ),
    Case(
        name="parent-that-is-copied-from",
        dockerfile="""
            FROM node:22 AS base
            WORKDIR /app
            COPY . .

            FROM base AS modules
            RUN npm ci && npm run build

            FROM debian:12
            COPY --from=base /app/src /srv/src
            COPY --from=modules /app /srv/app
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="parent-of-two-with-installs",
        dockerfile="""
            FROM node:22 AS base
            WORKDIR /app
            COPY . .

            FROM base AS development
            RUN npm ci

            FROM base
            RUN npm ci --omit=dev
            COPY --from=development /app/node_modules /development
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="branches-of-a-base",
        dockerfile="""
            FROM node:22 AS base
            WORKDIR /app
            COPY . .

            FROM base AS first
            RUN cat src/main.js > /first

            FROM base AS second
            RUN cat src/other.js > /second

            FROM first AS third
            RUN cat README.md > /third

            FROM base
            RUN npm ci
            COPY --from=second /second /second
            COPY --from=third /first /third /
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
        safety=Safety.REVIEW,
    ),
    Case(
        name="install-in-the-base-of-others",
        dockerfile="""
            FROM node:22 AS base
            WORKDIR /app
            COPY . .
            RUN npm ci

            FROM base AS build
            RUN npm run build

            FROM base
            COPY --from=build /app/dist ./dist
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="only-modules-are-copied-out",
        dockerfile="""
            FROM node:22 AS modules
            WORKDIR /app
            COPY . .
            RUN npm ci

            FROM node:22
            WORKDIR /app
            COPY --from=modules /app/node_modules ./node_modules
            COPY . .
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="stage-by-number",
        dockerfile="""
            FROM golang:1.24
            WORKDIR /src
            COPY . .
            RUN go mod download && go build -o /out/app .

            FROM debian:12
            COPY --from=0 /out/app /app
            """,
        files=GO,
        edit="main.go",
        manifest="go.mod",
        installs=("go mod download",),
    ),
    Case(
        name="source-and-settings-stages",
        dockerfile="""
            FROM debian:12 AS source
            WORKDIR /src
            COPY . .

            FROM python:3.11-slim
            COPY --from=source --chown=app:app /src /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="folder-of-a-source-stage",
        dockerfile="""
            FROM debian:12 AS source
            COPY . /repository
            RUN rm -rf /repository/docs

            FROM node:22
            COPY --from=source /repository/web /app
            WORKDIR /app
            RUN npm ci
            """,
        files={**{f"web/{name}": item for name, item in NODE.items()}, "docs/a.md": "a\n"},
        edit="web/src/main.js",
        manifest="web/package-lock.json",
        installs=("npm ci",),
    ),
)
