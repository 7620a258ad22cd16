"""What an install writes where the copy brings something too, and splits that save nothing."""

from builder.case import NaiveCase
from builder.projects.node import BUN, NODE, YARN, npm_lock, package
from builder.projects.python import FLASK

NAIVE_CASES = (
    NaiveCase(
        name="lockfile-rewritten",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm install
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm install
            COPY . .
            """,
        files={**NODE, "package-lock.json": npm_lock({"": package("web", bare=True)})},
        edit="src/main.js",
        differs=("/app/package-lock.json",),
    ),
    NaiveCase(
        name="host-modules-restored",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm ci
            COPY . .
            """,
        files={**NODE, "node_modules/left-pad/package.json": "the host's own\n"},
        edit="src/main.js",
        differs=("/app/node_modules/left-pad/package.json",),
    ),
    NaiveCase(
        name="lockfile-of-yarn-rewritten",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN yarn install
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json yarn.lock ./
            RUN yarn install
            COPY . .
            """,
        files={**YARN, "yarn.lock": "# yarn lockfile v1\n"},
        edit="src/main.js",
        differs=("/app/yarn.lock",),
    ),
    NaiveCase(
        name="modules-of-the-host-in-bun",
        dockerfile="""
            FROM oven/bun:1
            WORKDIR /app
            COPY . .
            RUN bun install --frozen-lockfile
            """,
        naive="""
            FROM oven/bun:1
            WORKDIR /app
            COPY package.json bun.lock ./
            RUN bun install --frozen-lockfile
            COPY . .
            """,
        files={**BUN, "node_modules/left-pad/package.json": "the host's own\n"},
        edit="src/main.js",
        differs=("/app/node_modules/left-pad/package.json",),
    ),
    NaiveCase(
        name="hook-writes-a-source-file",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm ci
            COPY . .
            """,
        files={
            **NODE,
            "package.json": package("web", scripts={"postinstall": "echo built > version.txt"}),
            "version.txt": "from the context\n",
        },
        edit="src/main.js",
        differs=("/app/version.txt",),
    ),
    NaiveCase(
        name="pattern-brings-the-source",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY *.* ./
            RUN npm ci
            COPY . .
            """,
        files=NODE,
        edit="README.md",
        reruns="npm ci",
    ),
    NaiveCase(
        name="folder-of-the-manifest",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /srv
            COPY . .
            RUN pip install -r api/requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            WORKDIR /srv
            COPY api api
            RUN pip install -r api/requirements.txt
            COPY . .
            """,
        files={f"api/{name}": item for name, item in FLASK.items()} | {"README.md": "r\n"},
        edit="api/app.py",
        reruns="pip install",
    ),
    NaiveCase(
        name="manifest-first-and-source-above-still",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            COPY . .
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        reruns="npm ci",
    ),
    NaiveCase(
        name="whole-context-mounted",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            WORKDIR /app
            RUN --mount=type=bind,target=/context pip install -r /context/requirements.txt
            COPY . .
            """,
        files=FLASK,
        edit="app.py",
        differs=("/context",),
        reruns="pip install",
    ),
    NaiveCase(
        name="workspace-lock-out-of-step",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm install
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json ./
            RUN npm install
            COPY . .
            """,
        files={**NODE, "package-lock.json": npm_lock({"": package("web")}, left_pad="1.2.9")},
        edit="src/main.js",
        differs=("/app/node_modules/left-pad/package.json",),
    ),
)
