"""A large repository, made on the spot: many files, many workspaces, many commits."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DOCKERFILE = 'FROM node:22-slim\nWORKDIR /srv\nWORKDIR app\nCOPY . .\nRUN npm ci\nCMD ["node", "index.js"]\n'

_SOURCE = b"export {};\n"
_COMMIT = b"commit refs/heads/main\ncommitter bench <bench@example.com> %d +0000\ndata 4\nEdit\n"
_FIRST = 1_700_000_000  # a time, in seconds
_GROUP = 100  # files in a folder


class Extent(NamedTuple):
    """How large a repository is."""

    files: int
    workspaces: int
    commits: int


def lay_repository(root: Path, extent: Extent) -> Path:
    """Write a repository of npm workspaces, with its history and all files checked out; returns its root."""
    root.mkdir()
    _git(root, "init", "--quiet", "--initial-branch=main")
    with subprocess.Popen(("git", "fast-import", "--quiet"), cwd=root, stdin=subprocess.PIPE) as importing:
        assert importing.stdin is not None
        for piece in _stream(extent):
            importing.stdin.write(piece)
    assert importing.returncode == 0, "git fast-import refuses what is sent"
    _git(root, "reset", "--quiet", "--hard", "main")
    return root


def _stream(extent: Extent) -> Iterator[bytes]:
    yield b"blob\nmark :1\ndata %d\n%b\n" % (len(_SOURCE), _SOURCE)
    yield _COMMIT % _FIRST
    for name, text in _manifests(extent.workspaces).items():
        yield _file(name, text.encode())
    sources = [_source(number, extent) for number in range(extent.files - 2 * extent.workspaces)]
    for source in sources:
        yield b"M 100644 :1 %b\n" % source.encode()
    for number in range(1, extent.commits):
        yield _COMMIT % (_FIRST + number)
        # Every twentieth edits a manifest, the others a source, all over the tree.
        name = f"packages/p{number % extent.workspaces:03}/package.json"
        if number % 20:
            yield _file(sources[number * 7919 % len(sources)], _SOURCE + b"// %d\n" % number)
        else:
            yield _file(name, _manifest(number % extent.workspaces, number).encode())


def _source(number: int, extent: Extent) -> str:
    index, workspace = divmod(number, extent.workspaces)
    return f"packages/p{workspace:03}/src/g{index // _GROUP}/m{index:03}.js"


def _manifests(workspaces: int) -> dict[str, str]:
    names = [f"p{number:03}" for number in range(workspaces)]
    packages: dict[str, object] = {"": {"name": "all", "workspaces": ["packages/*"]}}
    for name in names:
        packages[f"packages/{name}"] = {"name": name, "version": "1.0.0"}
        packages[f"node_modules/{name}"] = {"resolved": f"packages/{name}", "link": True}
    found = {
        "Dockerfile": DOCKERFILE,
        ".dockerignore": ".git\n**/node_modules\n",
        "package.json": json.dumps({"name": "all", "private": True, "workspaces": ["packages/*"]}),
        "package-lock.json": json.dumps({"name": "all", "lockfileVersion": 3, "packages": packages}),
        "index.js": "",
    }
    for number, name in enumerate(names):
        found[f"packages/{name}/package.json"] = _manifest(number, 0)
        found[f"packages/{name}/index.js"] = f"// {name}\n"
    return found


def _manifest(number: int, edit: int) -> str:
    return json.dumps({"name": f"p{number:03}", "version": "1.0.0", "description": f"edit {edit}"})


def _file(name: str, body: bytes) -> bytes:
    return b"M 100644 inline %b\ndata %d\n%b\n" % (name.encode(), len(body), body)


def _git(root: Path, *words: str) -> None:
    subprocess.run(("git", *words), cwd=root, check=True)
