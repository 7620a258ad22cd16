"""How the copy is written: ADD, JSON form, patterns, parts of the context, names with blanks, ignore files."""

from layerwise.findings.finding import Safety

from builder.case import Case
from builder.projects.node import NODE, WORKSPACE
from builder.projects.python import FLASK

CASES = (
    Case(
        name="add",
        dockerfile="""
            FROM python:2.7
            ADD . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="json-form",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY [".", "/app/"]
            RUN ["pip", "install", "-r", "requirements.txt"]
            """,
        files={**FLASK, "a file.txt": "with a blank\n"},
        edit="a file.txt",
        manifest="requirements.txt",
        installs=("requirements.txt",),
    ),
    Case(
        name="several-copies",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json src/ ./
            COPY README.md ./
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="pattern",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY *.json *.md ./
            COPY src src
            RUN npm ci
            """,
        files=NODE,
        edit="README.md",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="manifest-copied-already",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY package.json ./
            COPY . .
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="manifests-copied-and-source-too-early",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            COPY src ./src
            COPY README.md ./
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="one-folder-of-several",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            COPY packages/ packages/
            RUN npm ci
            """,
        files=WORKSPACE,
        edit="packages/ui/index.js",
        manifest="packages/ui/package.json",
        installs=("npm ci",),
    ),
    Case(
        name="copied-under-another-name",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY app.py main.py
            COPY requirements.txt wanted.txt
            RUN pip install -r wanted.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="names-with-blanks",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r "the requirements.txt"
            """,
        files={"the requirements.txt": "flask==3.0\n", "my app.py": "print()\n", "a folder/b c.txt": "d\n"},
        edit="my app.py",
        manifest="the requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="names-like-patterns",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r 'req[1].txt'
            """,
        files={"req[1].txt": "flask==3.0\n", "req1.txt": "werkzeug==3.0\n", "app.py": "1\n"},
        edit="app.py",
        manifest="req[1].txt",
        installs=("pip install",),
    ),
    Case(
        name="continued-lines",
        dockerfile="""
            FROM python:3.11-slim
            copy \\
              # the whole tree
              . \\
              /app/
            workdir /app
            run pip install \\
                # and nothing else
                -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="dockerignore",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
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
        name="dockerignore-names-the-manifest-again",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN pip install -r requirements.txt
            """,
        files={
            **FLASK,
            ".dockerignore": "*\n!requirements.txt\n!templates\ntemplates/*.bak\n",
            "templates/a.bak": "x\n",
        },
        edit="templates/index.html",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="host-modules-ignored-with-the-fix",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        files={
            **NODE,
            ".dockerignore": "Dockerfile\n.dockerignore\n",
            "node_modules/left-pad/package.json": "the host's own\n",
        },
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
        safety=Safety.REVIEW,
    ),
)
