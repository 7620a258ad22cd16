"""Large surroundings of a Dockerfile, for tests and measuring: many files, many workspaces, many commits.

`python tests/growing.py files 200000 FOLDER` makes one by hand.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

DOCKERFILE = "FROM node:22-slim\nWORKDIR /srv\nCOPY . .\nRUN npm ci\n"
_IN_FOLDER = 500
_TIME = 1_700_000_000  # of the first commit


def many_files(folder: Path, count: int, in_folder: int = _IN_FOLDER) -> None:
    """An npm project with so many files of data."""
    _project(folder)
    for number in range(count):
        inner = folder / "data" / str(number // in_folder)
        if number % in_folder == 0:
            inner.mkdir(parents=True, exist_ok=True)
        (inner / f"{number}.txt").touch()


def many_workspaces(folder: Path, count: int) -> None:
    """An npm project of so many workspaces, each of which depends on the one before it."""
    names = [f"part{number}" for number in range(count)]
    _project(folder, workspaces=["packages/*"])
    packages: dict[str, object] = {"": {"name": "all", "workspaces": ["packages/*"]}}
    for name, before in zip(names, ["", *names], strict=False):
        inner = folder / "packages" / name
        inner.mkdir(parents=True, exist_ok=True)
        own = {"name": f"@all/{name}", "version": "1.0.0"}
        needs = {"dependencies": {f"@all/{before}": "1.0.0"}} if before else {}
        (inner / "package.json").write_text(json.dumps(own | needs))
        (inner / "index.js").write_text("")
        packages[f"packages/{name}"] = own | needs
        packages[f"node_modules/@all/{name}"] = {"resolved": f"packages/{name}", "link": True}
    lock = {"name": "all", "lockfileVersion": 3, "requires": True, "packages": packages}
    (folder / "package-lock.json").write_text(json.dumps(lock))


def many_commits(
    folder: Path, count: int, touched: Callable[[int], str] = lambda n: f"src/{n % 50}.js"
) -> None:
    """A repository of so many commits; `touched` says which file a commit changes."""
    _project(folder)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "fast-import", "--quiet"], input=b"".join(_stream(count, touched)), check=True)
    subprocess.run([*git, "symbolic-ref", "HEAD", "refs/heads/grown"], check=True)
    subprocess.run([*git, "reset", "--quiet"], check=True)


def _stream(count: int, touched: Callable[[int], str]) -> Iterator[bytes]:
    for number in range(count):
        text = f"{number}\n".encode()
        yield b"commit refs/heads/grown\ncommitter a <a@b.c> %d +0000\ndata 1\nx\n" % (_TIME + number)
        yield b"M 644 inline %b\ndata %d\n%b\n" % (touched(number).encode(), len(text), text)
    yield b"done\n"


def _project(folder: Path, **members: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Dockerfile").write_text(DOCKERFILE)
    (folder / "package.json").write_text(json.dumps({"name": "all", "private": True, **members}))
    (folder / "package-lock.json").write_text(
        json.dumps({"name": "all", "lockfileVersion": 3, "packages": {}})
    )
    (folder / "index.js").write_text("")


if __name__ == "__main__":
    {"files": many_files, "workspaces": many_workspaces, "commits": many_commits}[sys.argv[1]](
        Path(sys.argv[3]), int(sys.argv[2])
    )
