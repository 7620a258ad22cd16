"""Dockerfiles that Layerwise puts right, as data: the text, the context, a source file to edit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from layerwise.context.memory import Folder
from layerwise.rules.finding import Safety

from builder.contexts import Files, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A Dockerfile with a fix, safe unless `safety` says otherwise.

    `edit` is a source file that no install needs, `manifest` a file that one does. `installs` are words of
    the steps that must rerun after an edit of `edit` before the fix and must not after it.
    """

    name: str
    dockerfile: str
    files: Files
    edit: str
    manifest: str
    installs: tuple[str, ...]
    arguments: Mapping[str, str] = field(default_factory=dict)
    target: str | None = None
    safety: Safety = Safety.SAFE


def package(name: str, *, bare: bool = False, **fields: object) -> str:
    """A package.json; unless `bare`, it depends on one package and can be built."""
    usual: dict[str, object] = {
        "dependencies": {"left-pad": "^1.3.0"},
        "scripts": {"build": "mkdir -p dist && cat src/*.js > dist/all.js"},
    }
    return (
        json.dumps({"name": name, "version": "1.0.0", **({} if bare else usual), **fields}, indent=2) + "\n"
    )


def npm_lock(manifests: Mapping[str, str], **versions: str) -> str:
    """A package-lock.json over manifests by directory ("" is the root); `_` in a name stands for `-`."""
    packages: dict[str, object] = {}
    for directory, manifest in manifests.items():
        fields = json.loads(manifest)
        kept = ("name", "version", "workspaces", "dependencies", "devDependencies")
        packages[directory] = {key: fields[key] for key in kept if key in fields}
        if directory:
            packages[f"node_modules/{fields['name']}"] = {"resolved": directory, "link": True}
    for name, version in versions.items():
        packages[f"node_modules/{name.replace('_', '-')}"] = {"version": version, "integrity": "sha512-00"}
    lock = {"name": "case", "version": "1.0.0", "lockfileVersion": 3, "requires": True, "packages": packages}
    return json.dumps(lock, indent=2) + "\n"


_WEB = package("web")
_ROOT = package("root", bare=True, workspaces=["packages/*"])
_API = package("api", bare=True, dependencies={"ms": "^2.1.3"})
_UI = package("ui", bare=True, dependencies={"left-pad": "^1.3.0"})

NODE: Files = {
    "package.json": _WEB,
    "package-lock.json": npm_lock({"": _WEB}, left_pad="1.3.0"),
    "src/main.js": "console.log('main')\n",
    "src/other.js": "console.log('other')\n",
    "README.md": "web\n",
}
FLASK: Files = {
    "requirements.txt": "flask==1.1.4\nrequests==2.27.1\n",
    "app.py": "print('app')\n",
    "templates/index.html": "<p>hello</p>\n",
    "static": Folder(0o755),
}
GO: Files = {
    "go.mod": "module example.org/app\n\ngo 1.24\n\nrequire example.org/lib v1.2.3\n",
    "go.sum": "example.org/lib v1.2.3 h1:00=\nexample.org/lib v1.2.3/go.mod h1:00=\n",
    "main.go": "package main\n",
    "internal/a.go": "package internal\n",
}
RUBY: Files = {
    "Gemfile": 'source "https://gems.example.org"\ngem "rack"\ngem "puma"\n',
    "Gemfile.lock": text(
        """
        GEM
          remote: https://gems.example.org/
          specs:
            puma (6.4.0)
            rack (3.0.0)

        PLATFORMS
          ruby

        DEPENDENCIES
          puma
          rack

        BUNDLED WITH
           2.5.0
        """
    ),
    "config.ru": "run App\n",
}
YARN: Files = {
    "package.json": _WEB,
    "yarn.lock": '# yarn lockfile v1\n\n\nleft-pad@^1.3.0:\n  version "1.3.0"\n',
    "src/main.js": "console.log('main')\n",
}
WORKSPACE: Files = {
    "package.json": _ROOT,
    "package-lock.json": npm_lock(
        {"": _ROOT, "packages/api": _API, "packages/ui": _UI}, left_pad="1.3.0", ms="2.1.3"
    ),
    "packages/api/package.json": _API,
    "packages/api/index.js": "module.exports = 1\n",
    "packages/ui/package.json": _UI,
    "packages/ui/index.js": "module.exports = 2\n",
}
PNPM_WORKSPACE: Files = {
    "package.json": package("root", bare=True),
    "pnpm-lock.yaml": text(
        """
        lockfileVersion: '9.0'

        importers:

          .: {}

          packages/api:
            dependencies:
              ms:
                specifier: ^2.1.3
                version: 2.1.3

        packages:

          ms@2.1.3:
            resolution: {integrity: sha512-00}

        snapshots:

          ms@2.1.3: {}
        """
    ),
    "pnpm-workspace.yaml": "packages:\n  - 'packages/*'\n",
    "packages/api/package.json": _API,
    "packages/api/index.js": "module.exports = 1\n",
}

CASES = (
    Case(
        name="starting-case",
        dockerfile=text(
            """
            FROM python:2.7
            COPY . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """
        ),
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="nested-requirements",
        dockerfile=text(
            """
            FROM python:3.11-slim
            WORKDIR /srv
            COPY . .
            RUN pip install -r requirements/prod.txt
            """
        ),
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
        name="multi-stage-from-stage",
        dockerfile=text(
            """
            FROM node:22 AS source
            WORKDIR /app
            COPY . .

            FROM source AS build
            RUN npm ci
            RUN npm run build

            FROM debian:12
            COPY --from=build /app/dist /srv
            COPY --from=build /app/node_modules /srv/node_modules
            """
        ),
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
        safety=Safety.REVIEW,  # whoever builds the stage `source` for itself would miss files
    ),
    Case(
        name="copy-from-source-stage",
        dockerfile=text(
            """
            FROM debian:12 AS source
            COPY . /src

            FROM node:22
            WORKDIR /app
            COPY --from=source /src /app
            RUN npm ci
            CMD ["node", "src/main.js"]
            """
        ),
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="two-stages",
        dockerfile=text(
            """
            FROM node:22 AS build
            WORKDIR /app
            COPY . .
            RUN npm ci
            RUN npm run build

            FROM debian:12
            COPY --from=build /app/dist /srv
            """
        ),
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="add",
        dockerfile=text(
            """
            FROM python:2.7
            ADD . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """
        ),
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="json-form",
        dockerfile=text(
            """
            FROM python:3.11-slim
            WORKDIR /app
            COPY [".", "/app/"]
            RUN ["pip", "install", "-r", "requirements.txt"]
            """
        ),
        files={**FLASK, "a file.txt": "with a blank\n"},
        edit="a file.txt",
        manifest="requirements.txt",
        installs=("requirements.txt",),
    ),
    Case(
        name="subdirectory",
        dockerfile=text(
            """
            FROM python:3.11-slim
            COPY backend /srv
            WORKDIR /srv/api
            RUN pip install -r ../requirements.txt
            """
        ),
        files={
            "backend/requirements.txt": "flask==3.0\n",
            "backend/api/app.py": "print('app')\n",
            "frontend/index.html": "<p>\n",
        },
        edit="backend/api/app.py",
        manifest="backend/requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="argument-in-path",
        dockerfile=text(
            """
            FROM node:22
            ARG SERVICE
            WORKDIR /opt/$SERVICE
            COPY services/$SERVICE ./
            RUN npm ci
            """
        ),
        files={f"services/api/{name}": item for name, item in NODE.items()} | {"services/web/main.js": "1\n"},
        edit="services/api/src/main.js",
        manifest="services/api/package.json",
        installs=("npm ci",),
        arguments={"SERVICE": "api"},
    ),
    Case(
        name="dockerignore",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """
        ),
        files={
            **NODE,
            ".dockerignore": "node_modules\n*.md\n!README.md\ndocs/**\n",
            "node_modules/left-pad/package.json": "the host's own\n",
            "docs/a.txt": "not copied\n",
            "CHANGES.md": "not copied\n",
        },
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="two-installs",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            RUN pip install -r requirements.txt
            """
        ),
        files={**NODE, **FLASK},
        edit="app.py",
        manifest="requirements.txt",
        installs=("npm ci", "pip install"),
    ),
    Case(
        name="split-run",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci && npm run build
            """
        ),
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="split-run-with-cd",
        dockerfile=text(
            """
            FROM node:22
            COPY . /app
            RUN cd /app && npm ci && npm run build
            """
        ),
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="npm-workspace",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """
        ),
        files=WORKSPACE,
        edit="packages/api/index.js",
        manifest="packages/ui/package.json",
        installs=("npm ci",),
    ),
    Case(
        name="pnpm-workspace",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN pnpm install --frozen-lockfile
            """
        ),
        files=PNPM_WORKSPACE,
        edit="packages/api/index.js",
        manifest="pnpm-lock.yaml",
        installs=("pnpm install",),
    ),
    Case(
        name="yarn",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . /app/
            RUN yarn install --frozen-lockfile
            """
        ),
        files=YARN,
        edit="src/main.js",
        manifest="yarn.lock",
        installs=("yarn install",),
    ),
    Case(
        name="go",
        dockerfile=text(
            """
            FROM golang:1.24 AS build
            WORKDIR /src
            COPY . .
            RUN go mod download
            RUN go build -o /out/app .

            FROM debian:12
            COPY --from=build /out/app /usr/local/bin/app
            """
        ),
        files=GO,
        edit="internal/a.go",
        manifest="go.mod",
        installs=("go mod download",),
    ),
    Case(
        name="bundler",
        dockerfile=text(
            """
            FROM ruby:3.4
            ENV BUNDLE_FROZEN=1
            WORKDIR /app
            COPY . .
            RUN bundle install
            """
        ),
        files=RUBY,
        edit="config.ru",
        manifest="Gemfile.lock",
        installs=("bundle install",),
    ),
    Case(
        name="owner",
        dockerfile=text(
            """
            FROM python:3.11-slim
            COPY --chown=app:app . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            USER app
            """
        ),
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="several-copies",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json src/ ./
            COPY README.md ./
            RUN npm ci
            """
        ),
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="nested-owner",
        dockerfile=text(
            """
            FROM node:22
            COPY --chown=app . /app
            WORKDIR /app/web
            RUN npm ci
            USER app
            """
        ),
        files={
            "web": Folder(0o750),
            **{f"web/{name}": item for name, item in NODE.items()},
            "notes.txt": "n\n",
        },
        edit="notes.txt",
        manifest="web/package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="target",
        dockerfile=text(
            """
            FROM node:22 AS base
            WORKDIR /app

            FROM base AS dev
            COPY . .
            RUN npm ci

            FROM dev AS test
            RUN npm run build
            """
        ),
        files=NODE,
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
        target="dev",
    ),
)
