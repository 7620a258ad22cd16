"""What a split RUN loses, and stages that see the source missing."""

from builder.case import NaiveCase
from builder.projects.node import NODE
from builder.projects.python import FLASK

NAIVE_CASES = (
    NaiveCase(
        name="umask-lost",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN umask 027 && npm ci && npm run build
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN umask 027 && npm ci
            COPY . .
            RUN npm run build
            """,
        files=NODE,
        edit="src/main.js",
        differs=("/app/dist", "/app/dist/all.js"),
        is_refused=True,
    ),
    NaiveCase(
        name="unexported-variable-lost",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN OUT=public && npm ci && cp -r src $OUT
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN OUT=public && npm ci
            COPY . .
            RUN cp -r src $OUT
            """,
        files=NODE,
        edit="src/main.js",
        breaks="exit code: 1",
    ),
    NaiveCase(
        name="stage-copied-from-later",
        dockerfile="""
            FROM node:22 AS build
            WORKDIR /app
            COPY . .

            FROM build AS deps
            RUN npm ci

            FROM debian:12
            COPY --from=build /app /srv
            COPY --from=deps /app/node_modules /srv/node_modules
            """,
        naive="""
            FROM node:22 AS build
            WORKDIR /app
            COPY package.json package-lock.json ./

            FROM build AS deps
            RUN npm ci
            COPY . .

            FROM debian:12
            COPY --from=build /app /srv
            COPY --from=deps /app/node_modules /srv/node_modules
            """,
        files=NODE,
        edit="src/main.js",
        differs=("/srv/README.md", "/srv/src", "/srv/src/main.js"),
    ),
    NaiveCase(
        name="stage-that-goes-on-copied-from-later",
        dockerfile="""
            FROM node:22 AS build
            WORKDIR /app
            COPY . .
            ENV NODE_ENV=production

            FROM build AS deps
            RUN npm ci

            FROM debian:12
            COPY --from=build /app /srv
            COPY --from=deps /app/node_modules /srv/node_modules
            """,
        naive="""
            FROM node:22 AS build
            WORKDIR /app
            COPY package.json package-lock.json ./
            ENV NODE_ENV=production

            FROM build AS deps
            RUN npm ci
            COPY . .

            FROM debian:12
            COPY --from=build /app /srv
            COPY --from=deps /app/node_modules /srv/node_modules
            """,
        files=NODE,
        edit="src/main.js",
        differs=("/srv/README.md", "/srv/src", "/srv/src/main.js"),
        is_refused=True,
    ),
    NaiveCase(
        name="directory-lost",
        dockerfile="""
            FROM node:22
            COPY . /app
            RUN cd /app && npm ci && npm run build
            """,
        naive="""
            FROM node:22
            COPY package.json package-lock.json /app/
            RUN cd /app && npm ci
            COPY . /app
            RUN npm run build
            """,
        files=NODE,
        edit="src/main.js",
        breaks="ENOENT",
    ),
    NaiveCase(
        name="build-lifted-too",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci && npm run build
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm ci && npm run build
            COPY . .
            """,
        files=NODE,
        edit="src/main.js",
        breaks="build failed",
    ),
    NaiveCase(
        name="fallback-lost",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci && npm run missing || touch /failed
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm ci
            COPY . .
            RUN npm run missing
            """,
        files=NODE,
        edit="src/main.js",
        breaks="Missing script",
        is_refused=True,
    ),
    NaiveCase(
        name="scratch-mount-shared",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN --mount=type=tmpfs,target=/s touch /s/a && pip install -r requirements.txt && cp app.py /s/a /home
            """,
        naive="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY requirements.txt ./
            RUN --mount=type=tmpfs,target=/s touch /s/a && pip install -r requirements.txt
            COPY . .
            RUN --mount=type=tmpfs,target=/s cp app.py /s/a /home
            """,
        files=FLASK,
        edit="app.py",
        breaks="can't stat '/s/a'",
        is_refused=True,
    ),
    NaiveCase(
        name="stage-mounted-later",
        dockerfile="""
            FROM python:3.11-slim AS app
            WORKDIR /app
            COPY . .
            RUN pip install -r requirements.txt

            FROM debian:12
            RUN --mount=type=bind,from=app,source=/app,target=/in cp /in/app.py /app.py
            """,
        naive="""
            FROM python:3.11-slim AS app
            WORKDIR /app
            COPY requirements.txt ./
            RUN pip install -r requirements.txt

            FROM debian:12
            RUN --mount=type=bind,from=app,source=/app,target=/in cp /in/app.py /app.py
            COPY . /app
            """,
        files=FLASK,
        edit="app.py",
        breaks="can't stat '/in/app.py'",
    ),
)
