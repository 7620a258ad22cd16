"""Several installs of one or more package managers, in one RUN, one stage, several stages."""

from builder.case import Case
from builder.projects.node import NODE, YARN
from builder.projects.others import PHP, RUBY
from builder.projects.python import FLASK

_WEB = {f"web/{name}": item for name, item in NODE.items()}
_API = {f"api/{name}": item for name, item in FLASK.items()}

CASES = (
    Case(
        name="two-installs",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            RUN pip install -r requirements.txt
            """,
        files={**NODE, **FLASK},
        edit="app.py",
        manifest="requirements.txt",
        installs=("npm ci", "pip install"),
    ),
    Case(
        name="two-installs-in-one-run",
        dockerfile="""
            FROM node:22
            COPY . /app
            RUN set -e; cd /app/web; npm ci; cd ../api; pip install -r requirements.txt; cat app.py > /seen
            """,
        files={**_WEB, **_API},
        edit="api/app.py",
        manifest="web/package.json",
        installs=("npm ci",),
    ),
    Case(
        name="two-installs-and-a-build-in-one-run",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN cd api && pip install -r requirements.txt && cd ../web && npm ci && npm run build
            """,
        files={**_WEB, **_API},
        edit="web/src/main.js",
        manifest="api/requirements.txt",
        installs=("npm ci",),
    ),
    Case(
        name="build-between-two-installs",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            RUN npm run build
            RUN pip install -r requirements.txt
            """,
        files={**NODE, **FLASK},
        edit="src/main.js",
        manifest="package.json",
        installs=("npm ci",),
    ),
    Case(
        name="three-package-managers",
        dockerfile="""
            FROM ruby:3.4
            WORKDIR /app
            COPY . .
            RUN bundle install
            RUN yarn install --frozen-lockfile
            RUN composer install --no-dev --no-interaction
            """,
        files={**RUBY, **YARN, **PHP},
        edit="config.ru",
        manifest="yarn.lock",
        installs=("bundle install", "yarn install", "composer install"),
    ),
    Case(
        name="two-folders",
        dockerfile="""
            FROM node:22
            COPY . /srv
            WORKDIR /srv/web
            RUN npm ci
            WORKDIR /srv/api
            RUN pip install -r requirements.txt
            WORKDIR /srv
            """,
        files={**_WEB, **_API},
        edit="web/src/main.js",
        manifest="web/package-lock.json",
        installs=("npm ci", "pip install"),
    ),
    Case(
        name="two-copies-two-installs",
        dockerfile="""
            FROM node:22
            COPY web /srv/web
            RUN cd /srv/web && npm ci
            COPY api /srv/api
            RUN pip install -r /srv/api/requirements.txt
            """,
        files={**_WEB, **_API},
        edit="web/src/main.js",
        manifest="api/requirements.txt",
        installs=("npm ci", "pip install"),
    ),
    Case(
        name="an-install-in-each-stage",
        dockerfile="""
            FROM node:22 AS web
            WORKDIR /app
            COPY web ./
            RUN npm ci
            RUN npm run build

            FROM python:3.11-slim
            WORKDIR /app
            COPY api ./
            RUN pip install -r requirements.txt
            COPY --from=web /app/dist static/web
            """,
        files={**_WEB, **_API},
        edit="web/src/main.js",
        manifest="web/package.json",
        installs=("npm ci",),
    ),
    Case(
        name="development-and-production",
        dockerfile="""
            FROM node:22 AS development
            WORKDIR /app
            COPY . .
            RUN npm ci

            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci --omit=dev
            COPY --from=development /app/src/main.js /bundle.js
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
)
