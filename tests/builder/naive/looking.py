"""Commands before the install that look at what is copied."""

from builder.case import NaiveCase
from builder.projects.node import NODE
from builder.projects.python import FLASK

NAIVE_CASES = (
    NaiveCase(
        name="source-read-in-the-same-run",
        dockerfile="""
            FROM python:3.11-slim
            COPY . /app
            WORKDIR /app
            RUN pip install -r requirements.txt && cp app.py /opt
            """,
        naive="""
            FROM python:3.11-slim
            COPY requirements.txt /app/
            WORKDIR /app
            RUN pip install -r requirements.txt && cp app.py /opt
            COPY . /app
            """,
        files=FLASK,
        edit="templates/index.html",
        breaks="can't stat 'app.py'",
    ),
    NaiveCase(
        name="existence-tested",
        dockerfile="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY . .
            RUN if [ -f app.py ]; then touch /found; fi
            RUN pip install -r requirements.txt
            """,
        naive="""
            FROM python:3.11-slim
            WORKDIR /app
            COPY requirements.txt ./
            RUN if [ -f app.py ]; then touch /found; fi
            RUN pip install -r requirements.txt
            COPY . .
            """,
        files=FLASK,
        edit="templates/index.html",
        differs=("/found",),
    ),
    NaiveCase(
        name="names-listed",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN ls > /names && npm ci
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json ./
            RUN ls > /names && npm ci
            COPY . .
            """,
        files=NODE,
        edit="src/main.js",
        differs=("/names",),
        is_refused=True,
    ),
    NaiveCase(
        name="unknown-script-between",
        dockerfile="""
            FROM node:22
            WORKDIR /app
            COPY . .
            RUN sh ./prepare.sh
            RUN npm ci
            """,
        naive="""
            FROM node:22
            WORKDIR /app
            COPY package.json package-lock.json prepare.sh ./
            RUN sh ./prepare.sh
            RUN npm ci
            COPY . .
            """,
        files={**NODE, "prepare.sh": "echo '// prepared' >> src/main.js\n"},
        edit="src/other.js",
        breaks="nonexistent directory",
        is_refused=True,
    ),
)
