"""Other packages of the same tree that an install wants: members of a workspace, dependencies by path."""

from builder.case import NaiveCase
from builder.projects.node import PNPM_WORKSPACE, WORKSPACE, package
from builder.projects.others import GEMFILE, GO, RUBY
from builder.projects.python import FLASK

NAIVE_CASES = (
    NaiveCase(
        name="workspace-root-above",
        dockerfile="""
            FROM node:22
            COPY . /app
            WORKDIR /app/packages/api
            RUN npm install
            """,
        naive="""
            FROM node:22
            COPY packages/api/package.json /app/packages/api/
            WORKDIR /app/packages/api
            RUN npm install
            COPY . /app
            """,
        files=WORKSPACE,
        edit="packages/api/index.js",
        differs=("/app/node_modules/ms", "/app/packages/api/node_modules"),
    ),
    NaiveCase(
        name="members-flattened",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json packages/*/package.json ./
            RUN npm ci
            COPY . .
            """,
        files=WORKSPACE,
        edit="packages/api/index.js",
        differs=("/app/node_modules/api", "/app/node_modules/ui"),
    ),
    NaiveCase(
        name="members-left-out",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN pnpm install --frozen-lockfile
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
            RUN pnpm install --frozen-lockfile
            COPY . .
            """,
        files=PNPM_WORKSPACE,
        edit="packages/api/index.js",
        differs=("/app/packages/api/node_modules", "/app/packages/api/node_modules/ms"),
    ),
    NaiveCase(
        name="replaced-module-left-out",
        dockerfile="""
            FROM golang:1.24
            WORKDIR /src
            COPY . .
            RUN go mod download
            """,
        naive="""
            FROM golang:1.24
            WORKDIR /src
            COPY go.mod go.sum ./
            RUN go mod download
            COPY . .
            """,
        files={
            **GO,
            "go.mod": "module example.org/app\n\ngo 1.24\n\nrequire example.org/lib v1.2.3\n"
            "\nreplace example.org/lib => ./lib\n",
            "lib/go.mod": "module example.org/lib\n\ngo 1.24\n",
        },
        edit="main.go",
        breaks="cannot open ./lib/go.mod",
    ),
    NaiveCase(
        name="gem-by-path",
        dockerfile="""
            FROM ruby:3.4
            WORKDIR /app
            COPY . .
            RUN bundle install
            """,
        naive="""
            FROM ruby:3.4
            WORKDIR /app
            COPY Gemfile Gemfile.lock ./
            RUN bundle install
            COPY . .
            """,
        files={
            **RUBY,
            "Gemfile": f'{GEMFILE}gem "engine", path: "engine"\n',
            "engine/engine.gemspec": "Gem::Specification.new\n",
        },
        edit="config.ru",
        breaks="holds no gemspec",
    ),
    NaiveCase(
        name="project-itself-required",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY requirements.txt ./
            RUN pip install -r requirements.txt
            COPY . .
            """,
        files={**FLASK, "requirements.txt": "flask==3.0\n-e ./lib\n", "lib/setup.py": "1\n"},
        edit="app.py",
        breaks="is not installable",
        is_refused=True,
    ),
    NaiveCase(
        name="members-of-yarn-left-out",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN yarn install --frozen-lockfile
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json yarn.lock ./
            RUN yarn install --frozen-lockfile
            COPY . .
            """,
        files={
            "package.json": package("root", bare=True, workspaces=["packages/*"]),
            "yarn.lock": '# yarn lockfile v1\n\n\nms@^2.1.3:\n  version "2.1.3"\n',
            "packages/api/package.json": package("api", bare=True, dependencies={"ms": "^2.1.3"}),
            "packages/api/index.js": "module.exports = 1\n",
        },
        edit="packages/api/index.js",
        differs=("/app/node_modules/api", "/app/node_modules/ms"),
    ),
)
