"""The other forms of a split: bind mounts, and where they are not offered."""

from collections.abc import Mapping

import pytest
from checking import analysed
from layerwise.findings.finding import Safety
from layerwise.text import apply

_LOCK = '{"lockfileVersion": 3, "packages": {"": {"name": "a"}}}'
_FILES = {
    "requirements.txt": "-r more/base.txt\n",
    "more/base.txt": "six\n",
    "app.py": "1\n",
    "web/package.json": '{"name": "a"}',
    "web/package-lock.json": _LOCK,
    "web/index.js": "1\n",
}


def _mounted(text: str, files: Mapping[str, str] = _FILES) -> str | None:
    """The text after the fix that mounts, None where there is none."""
    fixes = [fix for finding in analysed(text, files).findings for fix in finding.fixes]
    mounts = [fix for fix in fixes if fix.title.startswith("Mount ")]
    assert all(fix.safety is Safety.REVIEW and fix.reason for fix in mounts)
    return apply(text, mounts[0].edits) if mounts else None


def test_manifests_are_mounted_where_they_would_be() -> None:
    """Each file is mounted at its own place, relative to the working directory where that is shorter."""
    text = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"

    assert _mounted(text) == (
        "FROM python:3.13\n"
        "WORKDIR /app\n"
        "RUN --mount=type=bind,source=requirements.txt,target=requirements.txt"
        " --mount=type=bind,source=more/base.txt,target=more/base.txt pip install -r requirements.txt\n"
        "COPY . .\n"
    )


def test_other_mounts_and_halves_stay() -> None:
    """A mount of the author's stays, and the half below the copy gets none of ours."""
    text = (
        "FROM node:22\nWORKDIR /app\nCOPY web ./\n"
        "RUN --mount=type=cache,target=/root/.npm npm ci && npm run build\n"
    )

    assert _mounted(text) == (
        "FROM node:22\nWORKDIR /app\n"
        "RUN --mount=type=bind,source=web/package.json,target=/app/package.json"
        " --mount=type=bind,source=web/package-lock.json,target=/app/package-lock.json"
        " --mount=type=cache,target=/root/.npm npm ci\n"
        "COPY web ./\n"
        "RUN --mount=type=cache,target=/root/.npm npm run build\n"
    )


@pytest.mark.parametrize(
    ("lines", "because"),
    [
        ("COPY --chown=1000 . .\nRUN pip install -r requirements.txt", "a mounted file is root's"),
        (
            "COPY --chmod=600 . .\nRUN pip install -r requirements.txt",
            "a mounted file has the context's mode",
        ),
        ("COPY . .\nUSER 1000\nRUN pip install -r requirements.txt", "others may not read it"),
        ("COPY . .\nRUN <<EOF\npip install -r requirements.txt\nEOF", "the flags stand elsewhere"),
        ("COPY web ./\nRUN npm install x", "it rewrites the manifest"),
        (
            "COPY . .\nRUN cp app.py /etc/app\nRUN pip install -r requirements.txt",
            "another step reads a file",
        ),
    ],
)
def test_not_mounted(lines: str, because: str) -> None:
    """Where a mount would not do, none is offered."""
    assert _mounted(f"FROM python:3.13\nWORKDIR /app\n{lines}\n") is None, because


def test_many_manifests_are_not_mounted() -> None:
    """A RUN with a mount for each of many manifests reads worse than copies."""
    files = {f"packages/p{n}/package.json": f'{{"name": "p{n}"}}' for n in range(9)}
    files |= {"package.json": '{"name": "a", "workspaces": ["packages/*"]}', "index.js": ""}
    text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n"

    assert _mounted(text, files) is None


@pytest.mark.parametrize(
    ("syntax", "expected"),
    [
        ("docker/dockerfile:1", True),
        ("docker/dockerfile:1.20", True),
        ("docker.io/docker/dockerfile:1.20.0", True),
        ("docker/dockerfile:1.21@sha256:" + "0" * 64, True),
        ("docker/dockerfile:1.7-labs", True),
        ("docker/dockerfile:1-labs", True),
        ("docker/dockerfile:labs", True),
        ("docker/dockerfile-upstream:master", True),
        ("docker/dockerfile:1.19", False),
        ("docker/dockerfile:1.6-labs", False),
        ("docker/dockerfile:0.9", False),
        ("docker/dockerfile", False),
        ("example.com/frontend:1.20", False),
        (None, False),
    ],
)
def test_tree_of_manifests(syntax: str | None, *, expected: bool) -> None:
    """One COPY keeps the directories of several manifests exactly where the declared frontend can."""
    head = "" if syntax is None else f"# syntax={syntax}\n"
    text = f"{head}FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
    fixed = apply(text, analysed(text, _FILES).findings[0].fixes[0].edits)
    line = "COPY --parents requirements.txt more/base.txt ./\n"

    assert (line in fixed) is expected


def test_tree_below_a_directory() -> None:
    """A pivot marks what of the path is not kept."""
    files = {f"src/{path}": text for path, text in _FILES.items()}
    text = (
        "# syntax=docker/dockerfile:1\nFROM python:3.13\nWORKDIR /app\n"
        "COPY src .\nRUN pip install -r requirements.txt\n"
    )
    fixed = apply(text, analysed(text, files).findings[0].fixes[0].edits)

    assert "COPY --parents src/./requirements.txt src/./more/base.txt ./\n" in fixed


def test_many_lines_are_announced() -> None:
    """A fix of more than a dozen lines says so in its title."""
    files = {f"packages/p{n:02}/package.json": f'{{"name": "p{n}"}}' for n in range(13)}
    files |= {"package.json": '{"name": "a", "workspaces": ["packages/*"]}', "index.js": ""}
    text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n"
    fix = analysed(text, files).findings[0].fixes[0]

    assert "(14 lines of COPY)" in fix.title
    assert apply(text, fix.edits).count("COPY packages/") == len(files) - 2
