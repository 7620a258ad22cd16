"""Dockerfiles that a naive manifest-first split gets wrong, each with that split written down.

They are the examples at the end of "The split, exactly" in the design, and more of their kind: the reasons
for the conditions of SAFE.
"""

from dataclasses import dataclass

from layerwise.context.memory import Folder

from builder.cases import FLASK, NODE, WORKSPACE, npm_lock, package
from builder.contexts import Files, tar, text


@dataclass(frozen=True, slots=True, kw_only=True)
class NaiveCase:
    """A Dockerfile, its naive split, and what is wrong with that.

    `breaks` is a part of the builder's words where the naive split does not build; `differs` are paths whose
    entries in the image are not the same, where it does.
    """

    name: str
    dockerfile: str
    naive: str
    files: Files
    edit: str
    breaks: str = ""
    differs: tuple[str, ...] = ()


NAIVE_CASES = (
    NaiveCase(
        name="chown-between",
        dockerfile=text(
            """
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN chown -R app /app
            RUN pip install -r requirements.txt
            """
        ),
        naive=text(
            """
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN chown -R app /app
            RUN pip install -r requirements.txt
            COPY . /app
            """
        ),
        files=FLASK,
        edit="app.py",
        differs=(
            "/app/app.py",
            "/app/requirements.txt",
            "/app/static",
            "/app/templates",
            "/app/templates/index.html",
        ),
    ),
    NaiveCase(
        name="settings-copied-over",
        dockerfile=text(
            """
            FROM python:3.11-slim
            COPY . /app
            COPY deploy/settings.py /app/settings.py
            WORKDIR /app
            RUN pip install -r requirements.txt
            """
        ),
        naive=text(
            """
            FROM python:3.11-slim
            COPY requirements.txt /app/
            COPY deploy/settings.py /app/settings.py
            WORKDIR /app
            RUN pip install -r requirements.txt
            COPY . /app
            """
        ),
        files={**FLASK, "settings.py": "DEBUG = True\n", "deploy/settings.py": "DEBUG = False\n"},
        edit="app.py",
        differs=("/app/settings.py",),
    ),
    NaiveCase(
        name="manifest-edited-between",
        dockerfile=text(
            """
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN sed -i 's/flask==1.1.4/flask==3.0/' requirements.txt
            RUN pip install -r requirements.txt
            """
        ),
        naive=text(
            """
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN sed -i 's/flask==1.1.4/flask==3.0/' requirements.txt
            RUN pip install -r requirements.txt
            COPY . /app
            """
        ),
        files=FLASK,
        edit="app.py",
        differs=("/app/requirements.txt",),
    ),
    NaiveCase(
        name="directory-becomes-symlink",
        dockerfile=text(
            """
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN rm -rf media && ln -s /data media
            RUN pip install -r requirements.txt
            """
        ),
        naive=text(
            """
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN rm -rf media && ln -s /data media
            RUN pip install -r requirements.txt
            COPY . /app
            """
        ),
        files={**FLASK, "media/logo.svg": "<svg/>\n"},
        edit="app.py",
        breaks="cannot copy to non-directory",
    ),
    NaiveCase(
        name="install-deletes-token",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci && rm -f .npmrc
            """
        ),
        naive=text(
            """
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json .npmrc ./
            RUN npm ci && rm -f .npmrc
            COPY . .
            """
        ),
        files={**NODE, ".npmrc": "registry=https://npm.example.org/\n//npm.example.org/:_authToken=secret\n"},
        edit="src/main.js",
        differs=("/app/.npmrc",),
    ),
    NaiveCase(
        name="user-and-writable-subdirectory",
        dockerfile=text(
            """
            FROM node:22
            COPY . /app
            WORKDIR /app/web
            USER 1001:0
            RUN npm ci
            """
        ),
        naive=text(
            """
            FROM node:22
            COPY web/package.json web/package-lock.json /app/web/
            WORKDIR /app/web
            USER 1001:0
            RUN npm ci
            COPY . /app
            """
        ),
        files={"web": Folder(0o775), **{f"web/{name}": item for name, item in NODE.items()}},
        edit="web/src/main.js",
        breaks="EACCES",
    ),
    NaiveCase(
        name="add-with-archive",
        dockerfile=text(
            """
            FROM python:3.11-slim
            ADD . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """
        ),
        naive=text(
            """
            FROM python:3.11-slim
            ADD requirements.txt /app/
            ADD vendor/lib.tar /app/vendor/
            WORKDIR /app
            RUN pip install -r requirements.txt
            ADD . /app
            """
        ),
        files={**FLASK, "requirements.txt": "./vendor/lib.tar\n", "vendor/lib.tar": tar({"setup.py": "1\n"})},
        edit="app.py",
        breaks="is not installable",
    ),
    NaiveCase(
        name="variable-redefined",
        dockerfile=text(
            """
            FROM python:3.11-slim
            ENV D=/app
            COPY . $D
            ENV D=/other
            RUN pip install -r /app/requirements.txt
            """
        ),
        naive=text(
            """
            FROM python:3.11-slim
            ENV D=/app
            COPY requirements.txt $D/
            ENV D=/other
            RUN pip install -r /app/requirements.txt
            COPY . $D
            """
        ),
        files=FLASK,
        edit="app.py",
        differs=("/app/app.py", "/other", "/other/requirements.txt"),
    ),
    NaiveCase(
        name="node-options",
        dockerfile=text(
            """
            FROM node:22
            ENV NODE_OPTIONS='--require /app/hook.js'
            WORKDIR /app
            COPY . .
            RUN npm ci
            """
        ),
        naive=text(
            """
            FROM node:22
            ENV NODE_OPTIONS='--require /app/hook.js'
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm ci
            COPY . .
            """
        ),
        files={**NODE, "hook.js": "process.title = 'app'\n"},
        edit="src/main.js",
        breaks="Cannot find module '/app/hook.js'",
    ),
    NaiveCase(
        name="workspace-root-above",
        dockerfile=text(
            """
            FROM node:22
            COPY . /app
            WORKDIR /app/packages/api
            RUN npm install
            """
        ),
        naive=text(
            """
            FROM node:22
            COPY packages/api/package.json /app/packages/api/
            WORKDIR /app/packages/api
            RUN npm install
            COPY . /app
            """
        ),
        files=WORKSPACE,
        edit="packages/api/index.js",
        differs=("/app/node_modules/ms", "/app/packages/api/node_modules"),
    ),
    NaiveCase(
        name="umask-lost",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN umask 027 && npm ci && npm run build
            """
        ),
        naive=text(
            """
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN umask 027 && npm ci
            COPY . .
            RUN npm run build
            """
        ),
        files=NODE,
        edit="src/main.js",
        differs=("/app/dist", "/app/dist/all.js"),
    ),
    NaiveCase(
        name="unexported-variable-lost",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN OUT=public && npm ci && cp -r src $OUT
            """
        ),
        naive=text(
            """
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN OUT=public && npm ci
            COPY . .
            RUN cp -r src $OUT
            """
        ),
        files=NODE,
        edit="src/main.js",
        breaks="exit code: 1",
    ),
    NaiveCase(
        name="stage-copied-from-later",
        dockerfile=text(
            """
            FROM node:22 AS build
            WORKDIR /app
            COPY . .

            FROM build AS deps
            RUN npm ci

            FROM debian:12
            COPY --from=build /app /srv
            COPY --from=deps /app/node_modules /srv/node_modules
            """
        ),
        naive=text(
            """
            FROM node:22 AS build
            WORKDIR /app
            COPY package.json package-lock.json ./

            FROM build AS deps
            RUN npm ci
            COPY . .

            FROM debian:12
            COPY --from=build /app /srv
            COPY --from=deps /app/node_modules /srv/node_modules
            """
        ),
        files=NODE,
        edit="src/main.js",
        differs=("/srv/README.md", "/srv/src", "/srv/src/main.js"),
    ),
    NaiveCase(
        name="lockfile-rewritten",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm install
            """
        ),
        naive=text(
            """
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm install
            COPY . .
            """
        ),
        files={**NODE, "package-lock.json": npm_lock({"": package("web", bare=True)})},
        edit="src/main.js",
        differs=("/app/package-lock.json",),
    ),
    NaiveCase(
        name="host-modules-restored",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """
        ),
        naive=text(
            """
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm ci
            COPY . .
            """
        ),
        files={**NODE, "node_modules/left-pad/package.json": "the host's own\n"},
        edit="src/main.js",
        differs=("/app/node_modules/left-pad/package.json",),
    ),
    NaiveCase(
        name="nested-requirements-left-out",
        dockerfile=text(
            """
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """
        ),
        naive=text(
            """
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN pip install -r requirements.txt
            COPY . /app
            """
        ),
        files={**FLASK, "requirements.txt": "-r base.txt\n", "base.txt": "flask==3.0\n"},
        edit="app.py",
        breaks="cannot open ./base.txt",
    ),
    NaiveCase(
        name="lifecycle-script",
        dockerfile=text(
            """
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """
        ),
        naive=text(
            """
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm ci
            COPY . .
            """
        ),
        files={
            **NODE,
            "package.json": package("web", scripts={"postinstall": "sh ./setup.sh"}),
            "setup.sh": "true\n",
        },
        edit="src/main.js",
        breaks="postinstall failed",
    ),
    NaiveCase(
        name="workdir-before-owned-copy",
        dockerfile=text(
            """
            FROM python:3.11-slim
            COPY --chown=app . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """
        ),
        naive=text(
            """
            FROM python:3.11-slim
            WORKDIR /app
            COPY --chown=app requirements.txt ./
            RUN pip install -r requirements.txt
            COPY --chown=app . /app
            """
        ),
        files=FLASK,
        edit="app.py",
        differs=("/app",),
    ),
    NaiveCase(
        name="destination-without-slash",
        dockerfile=text(
            """
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """
        ),
        naive=text(
            """
            FROM python:3.11-slim
            COPY requirements.txt /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            COPY . /app
            """
        ),
        files=FLASK,
        edit="app.py",
        breaks="not a directory",
    ),
)
