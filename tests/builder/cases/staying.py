"""Steps between the copy and the install that have nothing to do with the source: they stay where they are."""

from builder.case import Case
from builder.projects.node import NODE
from builder.projects.others import RUBY
from builder.projects.python import FLASK

CASES = (
    Case(
        name="system-packages",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("apt-get", "pip install"),
    ),
    Case(
        name="system-packages-in-the-same-run",
        dockerfile="""
            FROM ruby:3.4
            WORKDIR /app
            COPY . .
            RUN apt-get update \\
                && apt-get install -y libpq-dev \\
                && bundle install \\
                && apt-get clean
            """,
        files=RUBY,
        edit="config.ru",
        manifest="Gemfile.lock",
        installs=("bundle install",),
    ),
    Case(
        name="user-added",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN useradd -m -u 1500 web
            RUN npm ci
            USER web
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("useradd", "npm ci"),
    ),
    Case(
        name="source-file-copied-into-the-system",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN cp src/other.js /etc/other.conf && cat README.md > /etc/motd
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("cp src/other.js", "npm ci"),
    ),
    Case(
        name="tabs-and-comments-in-a-run",
        dockerfile="""
            FROM node:22
            WORKDIR /app

            COPY . .

            RUN set -ex; \\
                export CI=1; \\
                npm ci; \\
                # Bundle it.
                npm run build
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="folder-made-elsewhere",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            RUN mkdir -p /data/uploads && chmod 777 /data/uploads
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("mkdir", "pip install"),
    ),
    Case(
        name="tool-downloaded",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN curl -fsSL https://downloads.example.org/tool -o /usr/local/bin/tool && chmod +x /usr/local/bin/tool
            RUN pip install -r requirements.txt
            """,
        files=FLASK,
        edit="app.py",
        manifest="requirements.txt",
        installs=("curl", "pip install"),
    ),
    Case(
        name="settings-of-the-image",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            ENV NODE_ENV=production PORT=3000
            LABEL org.opencontainers.image.title="web"
            EXPOSE 3000
            ARG FLAVOUR=plain
            SHELL ["/bin/sh", "-ec"]
            VOLUME /data
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="source-in-a-volume",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            VOLUME /app
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="copied-again",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN npm ci
            COPY . .
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="lower-copy-alone",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY README.md /opt/
            RUN /bin/sh -c "cat /opt/README.md > /opt/$(date +%Y).md"
            COPY . .
            RUN npm ci
            """,
        files=NODE,
        edit="src/main.js",
        manifest="package-lock.json",
        installs=("npm ci",),
    ),
    Case(
        name="other-copies-between",
        dockerfile="""
            FROM python:3.11-slim
            COPY app /srv/app
            COPY deploy/nginx.conf /opt/nginx.conf
            ADD deploy/tools /opt/tools
            COPY requirements.txt /srv/
            RUN pip install -r /srv/requirements.txt
            """,
        files={
            "app/main.py": "1\n",
            "deploy/nginx.conf": "server {}\n",
            "deploy/tools/t.sh": "t\n",
            "requirements.txt": "flask==3.0\n",
        },
        edit="app/main.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
    Case(
        name="settings-copied-over",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            COPY deploy/settings.py /app/settings.py
            WORKDIR /app
            RUN pip install -r requirements.txt
            """,
        files={**FLASK, "settings.py": "DEBUG = True\n", "deploy/settings.py": "DEBUG = False\n"},
        edit="app.py",
        manifest="requirements.txt",
        installs=("pip install",),
    ),
)
