"""Files that an install opens besides its manifest and lockfile, left out of the narrow copy."""

from builder.case import NaiveCase
from builder.contexts import tar
from builder.projects.node import NODE, package
from builder.projects.others import GEMFILE, RUBY
from builder.projects.python import FLASK

NAIVE_CASES = (
    NaiveCase(
        name="add-with-archive",
        dockerfile="""
            FROM python:3.11-slim
            ADD . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            ADD requirements.txt /app/
            ADD vendor/lib.tar /app/vendor/
            WORKDIR /app
            RUN pip install -r requirements.txt
            ADD . /app
            """,
        files={**FLASK, "requirements.txt": "./vendor/lib.tar\n", "vendor/lib.tar": tar({"setup.py": "1\n"})},
        edit="app.py",
        breaks="is not installable",
    ),
    NaiveCase(
        name="node-options",
        dockerfile="""
            FROM node:22
            ENV NODE_OPTIONS='--require /app/hook.js'
            WORKDIR /app
            COPY . .
            RUN npm ci
            """,
        naive="""
            FROM node:22
            ENV NODE_OPTIONS='--require /app/hook.js'
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN npm ci
            COPY . .
            """,
        files={**NODE, "hook.js": "process.title = 'app'\n"},
        edit="src/main.js",
        breaks="Cannot find module '/app/hook.js'",
        is_refused=True,
    ),
    NaiveCase(
        name="nested-requirements-left-out",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN pip install -r requirements.txt
            COPY . /app
            """,
        files={**FLASK, "requirements.txt": "-r base.txt\n", "base.txt": "flask==3.0\n"},
        edit="app.py",
        breaks="cannot open ./base.txt",
    ),
    NaiveCase(
        name="lifecycle-script",
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
            "package.json": package("web", scripts={"postinstall": "sh ./setup.sh"}),
            "setup.sh": "true\n",
        },
        edit="src/main.js",
        breaks="postinstall failed",
    ),
    NaiveCase(
        name="settings-left-out",
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
        files={**NODE, ".npmrc": "registry=https://npm.example.org/\n"},
        edit="src/main.js",
        differs=("/app/node_modules/.package-lock.json",),
    ),
    NaiveCase(
        name="lockfile-named-but-ignored",
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
        files={**NODE, ".dockerignore": "package-lock.json\n"},
        edit="src/main.js",
        breaks="not found",
    ),
    NaiveCase(
        name="version-file-left-out",
        dockerfile="""
            FROM ruby:3.4
            ENV BUNDLE_FROZEN=1
            WORKDIR /app
            COPY . .
            RUN bundle install
            """,
        naive="""
            FROM ruby:3.4
            ENV BUNDLE_FROZEN=1
            WORKDIR /app
            COPY Gemfile Gemfile.lock ./
            RUN bundle install
            COPY . .
            """,
        files={**RUBY, "Gemfile": f'ruby file: ".ruby-version"\n{GEMFILE}', ".ruby-version": "3.4.1\n"},
        edit="config.ru",
        breaks="cannot open .ruby-version",
    ),
)
