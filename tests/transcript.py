"""A page of commands with what they print: read, run in a project that is always the same, and written anew."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from repository import Repository

_SERVER = Path(__file__).parent.parent / "server"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMITS = 40
_INSTALLS = {7, 23}  # commits that change what is installed

_MANIFEST = '{{"name": "shop", "version": "1.0.0", "dependencies": {{"express": "^5.{minor}.0"}}}}\n'
_LOCKFILE = (
    '{{"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "packages":'
    ' {{"": {{"name": "shop", "version": "1.0.0", "dependencies": {{"express": "^5.{minor}.0"}}}},'
    ' "node_modules/express": {{"version": "5.{minor}.0"}}}}}}\n'
)
_DOCKERFILE = """\
FROM node:22-slim
WORKDIR /srv
COPY . .
RUN apt-get update && apt-get install -y --no-install-recommends curl
RUN npm ci
CMD ["node", "src/index.js"]
"""


class Command(NamedTuple):
    """A command of a page."""

    line: str
    output: str


def commands(page: str) -> list[Command]:
    """The commands of a page, each with the output that the page shows."""
    found = []
    for block in _BLOCK.findall(page):
        for part in re.split(r"^\$ ", str(block), flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            found.append(Command(line, output))
    return found


def written(page: str, outputs: list[str]) -> str:
    """The page with these outputs below its commands."""
    rest = iter(outputs)

    def block(match: re.Match[str]) -> str:
        lines = re.findall(r"^\$ (.*)$", match[1], re.MULTILINE)
        return "```console\n" + "".join(f"$ {line}\n{next(rest)}" for line in lines) + "```"

    return _BLOCK.sub(block, page)


def lay_project(folder: Path) -> None:
    """A small web shop with a history of forty commits."""
    folder.mkdir()
    repository = Repository(folder)
    minor = 0
    for number in range(_COMMITS):
        minor += number in _INSTALLS
        (folder / "src").mkdir(exist_ok=True)
        (folder / "src" / "index.js").write_text(f"console.log('release {number}');\n")
        (folder / "package.json").write_text(_MANIFEST.format(minor=minor))
        (folder / "package-lock.json").write_text(_LOCKFILE.format(minor=minor))
        (folder / "Dockerfile").write_text(_DOCKERFILE)
        (folder / ".dockerignore").write_text(".git\nnode_modules\nDockerfile\n.dockerignore\n")
        (folder / ".gitignore").write_text("node_modules\n")
        repository.commit()


def outputs(lines: list[str], folder: Path, bin_folder: Path) -> list[str]:
    """What each command prints in a terminal of ninety columns without colours, one after the other."""
    bin_folder.mkdir()
    layerwise = f'exec "{sys.executable}" -m layerwise "$@"\n'
    for name, script in {"layerwise": layerwise, "uvx": f"shift\n{layerwise}"}.items():
        (bin_folder / name).write_text(f"#!/bin/sh\n{script}")
        (bin_folder / name).chmod(0o755)
    environment = {
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(_SERVER),
        "COLUMNS": "90",
        "NO_COLOR": "1",
        "LANG": "C.UTF-8",
        "HOME": str(folder.parent),
    }
    return [_run(line, folder, environment) for line in lines]


def _run(line: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    return done.stdout
