"""The starting case: the Dockerfile that the project began with, and what becomes of it."""

from pathlib import Path

START = "FROM python:2.7\nCOPY . /app\nWORKDIR /app\nRUN pip install -r requirements.txt\n"
FIXED = """\
FROM python:2.7
COPY requirements.txt /app/
WORKDIR /app
RUN pip install -r requirements.txt
COPY . /app
"""
RULE = "source-before-install"


def lay(folder: Path) -> None:
    """Write the starting case and its two files into a folder."""
    (folder / "Dockerfile").write_text(START)
    (folder / "requirements.txt").write_text("flask==3.0\n")
    (folder / "app.py").write_text("print()\n")
