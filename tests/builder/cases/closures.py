"""Installs that read more than one manifest: includes, workspaces found below and above, packages by path."""

from builder.case import Case
from builder.projects.node import NODE, PNPM_WORKSPACE, WORKSPACE, npm_lock, package
from builder.projects.others import GO, RUBY
from builder.projects.python import FLASK

_YARN_ROOT = package("root", bare=True, workspaces=["packages/*"], private=True)
_PATCHED = package("web", scripts={"postinstall": "sh ./scripts/setup.sh"})

CASES = (
    Case(
        name="nested-requirements",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /srv
            COPY . .
            RUN pip install -r requirements/prod.txt
            """,
        files={
            "requirements/prod.txt": "-r base.txt\n-c ../constraints.txt\ngunicorn==21.2\n",
            "requirements/base.txt": "flask==3.0\n",
            "constraints.txt": "werkzeug==3.0\n",
            "app.py": "print('app')\n",
        },
        edit="app.py",
        manifest="requirements/base.txt",
        installs=("pip install",),
    ),
    Case(
        name="pip-archive",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files={
            **FLASK,
            "requirements.txt": "flask==3.0\n./wheels/lib-1.0-py3-none-any.whl\n",
            "wheels/lib-1.0-py3-none-any.whl": "not a zip\n",
        },
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="pip-two-files",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r requirements.txt -r dev/requirements.txt
            """,
        files={**FLASK, "dev/requirements.txt": "pytest==8.0\n", "dev/notes.txt": "n\n"},
        edit="dev/notes.txt",
        manifest="dev/requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="npm-workspace",
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
    ),
    Case(
        name="pnpm-workspace",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN pnpm install --frozen-lockfile
            """,
        files=PNPM_WORKSPACE,
        edit="packages/api/index.js",
        manifest="pnpm-lock.yaml",
        installs=("pnpm install",),
    ),
    Case(
        name="yarn-workspace",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN yarn install --frozen-lockfile
            """,
        files={
            **{name: item for name, item in WORKSPACE.items() if name != "package-lock.json"},
            "package.json": _YARN_ROOT,
            "yarn.lock": '# yarn lockfile v1\n\n\nleft-pad@^1.3.0:\n  version "1.3.0"\n\n'
            'ms@^2.1.3:\n  version "2.1.3"\n',
        },
        edit="packages/ui/index.js",
        manifest="packages/ui/package.json",
        installs=("yarn install",),
    ),
    Case(
        name="workspace-root-above",
        dockerfile="""
            FROM node:22
            COPY . /app
            WORKDIR /app/packages/api
            RUN npm ci
            """,
        files=WORKSPACE,
        edit="packages/ui/index.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="pnpm-root-above",
        dockerfile="""
            FROM node:22
            WORKDIR /repo
            COPY . .
            RUN cd packages/api && pnpm install --frozen-lockfile
            """,
        files=PNPM_WORKSPACE,
        edit="packages/api/index.js",
        manifest="pnpm-workspace.yaml",
        installs=("pnpm install",),
    ),
    Case(
        name="npm-shrinkwrap",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        files={**NODE, "npm-shrinkwrap.json": npm_lock({"": package("web")}, left_pad="1.2.0")},
        edit="src/main.js",
        manifest="npm-shrinkwrap.json",
        installs=("npm ci",),
    ),
    Case(
        name="go-replace",
        dockerfile="""
            FROM golang:1.24
            WORKDIR /src
            COPY . .
            RUN go mod download
            RUN go build -o /out/app .
            """,
        files={
            **GO,
            "go.mod": "module example.org/app\n\ngo 1.24\n\nrequire example.org/lib v1.2.3\n"
            "\nreplace example.org/lib => ./lib\n",
            "lib/go.mod": "module example.org/lib\n\ngo 1.24\n",
            "lib/lib.go": "package lib\n",
        },
        edit="lib/lib.go",
        manifest="lib/go.mod",
        installs=("go mod download",),
    ),
    Case(
        name="bundler-version-file",
        dockerfile="""
            FROM ruby:3.4
            ENV BUNDLE_FROZEN=1
            WORKDIR /app
            COPY . .
            RUN bundle install
            """,
        files={
            **RUBY,
            "Gemfile": 'ruby file: ".ruby-version"\nsource "https://gems.example.org"\ngem "rack"\ngem "puma"\n',
            ".ruby-version": "3.4.1\n",
        },
        edit="config.ru",
        manifest="Gemfile",
        installs=("bundle install",),
    ),
    Case(
        name="nothing-but-scripts-left-out",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci --ignore-scripts
            """,
        files={
            **NODE,
            "package.json": _PATCHED,
            "package-lock.json": npm_lock({"": _PATCHED}, left_pad="1.3.0"),
            "scripts/setup.sh": "exit 1\n",
        },
        edit="scripts/setup.sh",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
)
