"""A project whose Dockerfiles stand in its compose file, and that file after their safe fixes."""

from pathlib import Path

COMPOSE = """\
services:
  web:
    build:
      context: web
      dockerfile_inline: |
        FROM python:3.12
        WORKDIR /app
        COPY . .
        RUN echo $$HOME
        RUN pip install -r requirements.txt
    ports: ["80:80"]
  api:
    build:
      context: api
      dockerfile_inline: |-
          FROM node:22
          WORKDIR /app
          COPY . .

          RUN npm ci
"""
COMPOSE_FIXED = """\
services:
  web:
    build:
      context: web
      dockerfile_inline: |
        FROM python:3.12
        WORKDIR /app
        COPY requirements.txt ./
        RUN echo $$HOME
        RUN pip install -r requirements.txt
        COPY . .
    ports: ["80:80"]
  api:
    build:
      context: api
      dockerfile_inline: |-
          FROM node:22
          WORKDIR /app
          COPY package.json package-lock.json ./

          RUN npm ci

          COPY . .
"""


def lay_composed(folder: Path) -> None:
    """Write the project into a folder."""
    for name, text in {
        "compose.yaml": COMPOSE,
        "web/requirements.txt": "flask==3.0.0\n",
        "web/app.py": "",
        "api/package.json": '{"name": "a", "version": "1.0.0"}',
        "api/package-lock.json": '{"name": "a", "version": "1.0.0", "lockfileVersion": 3, "packages": {}}',
        "api/index.js": "",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
