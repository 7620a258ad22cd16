"""Where things are copied to, and from where the install is run."""

from builder.case import Case
from builder.projects.node import NODE
from builder.projects.others import RUBY
from builder.projects.python import FLASK

_WEB = {f"web/{name}": item for name, item in NODE.items()}

CASES = (
    Case(
        name="subdirectory",
        dockerfile="""
            FROM python:3.11-slim
            COPY backend /srv
            WORKDIR /srv/api
            RUN pip install -r ../requirements.txt
            """,
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
        dockerfile="""
            FROM node:22
            ARG SERVICE
            WORKDIR /opt/$SERVICE
            COPY services/$SERVICE ./
            RUN npm ci
            """,
        files={f"services/api/{name}": item for name, item in NODE.items()} | {"services/web/main.js": "1\n"},
        edit="services/api/src/main.js",
        manifest="services/api/package.json",
        installs=("npm ci",),
        arguments={"SERVICE": "api"},
    ),
    Case(
        name="workdir-after",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /srv/app/
            WORKDIR /srv
            WORKDIR app
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="workdir-changed-between",
        dockerfile="""
            FROM node:22
            WORKDIR /srv
            COPY . app
            WORKDIR app
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="workdir-elsewhere",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /srv
            COPY . .
            WORKDIR /opt/run
            RUN pip install -r /srv/requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="variable-in-destination",
        dockerfile="""
            FROM python:3.11-slim
            ENV HOME_OF_APP=/srv/app
            COPY . ${HOME_OF_APP}/
            WORKDIR $HOME_OF_APP
            RUN pip install -r $HOME_OF_APP/requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="variable-changed-between",
        dockerfile="""
            FROM python:3.11-slim
            ENV D=/srv/app
            COPY . $D
            ENV D=/other
            RUN pip install -r /srv/app/requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="default-of-an-argument",
        dockerfile="""
            ARG VERSION=3.11
            FROM python:${VERSION}-slim
            ARG DIRECTORY=/opt/app
            ARG FILE=requirements.txt
            COPY . ${DIRECTORY:-/nowhere}
            RUN pip install -r ${DIRECTORY}/${FILE}
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
        arguments={"DIRECTORY": "/opt/other"},
    ),
    Case(
        name="cd-into-nested-manifest",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN cd web && npm ci
            """,
        files={**_WEB, "api/main.py": "1\n"},
        edit="api/main.py",
        manifest="web/package.json",
        installs=("npm ci",),
    ),
    Case(
        name="prefix-option",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm --prefix web ci
            """,
        files={**_WEB, "api/main.py": "1\n"},
        edit="web/src/main.js",
        manifest="web/package-lock.json",
        installs=("npm --prefix",),
    ),
    Case(
        name="home-directory",
        dockerfile="""
            FROM ruby:3.4
            COPY . /home/app/site
            WORKDIR /home/app/site
            RUN bundle install
            """,
        files=RUBY,
        edit="config.ru",
        manifest="Gemfile",
        installs=("bundle install",),
    ),
    Case(
        name="relative-destination-of-the-root",
        dockerfile="""
            FROM python:3.11-slim
            COPY . app
            RUN pip install -r app/requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
)
