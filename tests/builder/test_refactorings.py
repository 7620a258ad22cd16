"""Refactorings before a real builder: a cache mount keeps what was downloaded, mounts and copies give one image."""

import secrets
from pathlib import Path

import pytest
from layerwise.builds.build import Build
from layerwise.cache.plan import plan
from layerwise.context.memory import File
from layerwise.findings.finding import Fix, Safety
from layerwise.refactorings.registry import offers
from layerwise.syntax.parse import parse
from layerwise.text import apply

from builder.builder import Builder, ImageEntry, differences
from builder.contexts import Files, in_memory, lay, text
from builder.projects.node import NODE
from builder.projects.python import FLASK

pytestmark = pytest.mark.builder

# Each "download" is new, so that what two builds have in common came from the mount.
_PIP = """#!/bin/sh -e
case " $* " in *" --no-cache-dir "*) cache=$(mktemp -d) ;; *) cache=$HOME/.cache/pip; mkdir -p "$cache" ;; esac
for last in "$@"; do :; done
while read -r name; do
    [ -f "$cache/$name" ] || cat /proc/sys/kernel/random/uuid >"$cache/$name"
    cp "$cache/$name" "/site/$name"
done <"$last"
"""


def _made(dockerfile: str, files: Files, name: str) -> tuple[str, Fix]:
    """A Dockerfile after the first change that a refactoring offers, and that change."""
    build = Build(context=in_memory(files), label="case", origin="a case")
    plans = (plan(parse(dockerfile), build),)
    for instruction in plans[0].document.instructions:
        for refactoring, offer in offers(plans, instruction.keyword_span):
            if refactoring.name == name and isinstance(offer, Fix):
                return apply(dockerfile, offer.edits), offer
    raise AssertionError(f"{name} is not offered")


def _files(builder: Builder, folder: Path, dockerfile: str) -> dict[str, ImageEntry]:
    built = builder.build(folder, dockerfile)
    assert built.image is not None, built.failed
    return dict(builder.files(built.image))


@pytest.mark.parametrize(
    ("head", "cache", "safety"),
    [
        ("", "/root/.cache/pip", Safety.SAFE),
        ("ENV PIP_CACHE_DIR=", "/root/.cache/pip", Safety.SAFE),
        ("ENV HOME=/home/app\nUSER 1001", "/home/app/.cache/pip", Safety.REVIEW),
    ],
    ids=["root", "empty-variable", "another-user"],
)
def test_cache_mount_keeps_downloads(
    builder: Builder, tmp_path: Path, head: str, cache: str, safety: Safety
) -> None:
    """After an edit of the manifest only what is new is downloaded, and no download is in the image."""
    bad = f"""FROM debian:12
COPY tools/pip /usr/local/bin/
RUN mkdir -m 777 /site
{head}
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
"""
    names = ["one" + secrets.token_hex(4), "two" + secrets.token_hex(4)]
    first: Files = {"tools/pip": File(_PIP, 0o755), "requirements.txt": f"{names[0]}\n"}
    second: Files = {**first, "requirements.txt": "\n".join([*names, ""])}
    good, fix = _made(bad, first, "cache-mount")
    folders = [lay(tmp_path / name, files) for name, files in (("first", first), ("second", second))]
    before = [_files(builder, folder, bad)[f"/site/{names[0]}"] for folder in folders]
    after = [_files(builder, folder, good) for folder in folders]

    assert fix.safety is safety
    assert before[0] != before[1]
    assert after[0][f"/site/{names[0]}"] == after[1][f"/site/{names[0]}"]
    assert f"/site/{names[1]}" in after[1]
    assert not [path for path in after[1] if path.startswith(f"{cache}/")]
    left = after[1].get(cache)
    assert left is None or left.uid == 0, "the reason that a review is asked for with another user"


_PAIRS = {
    "npm": (
        """
        FROM node:22
        WORKDIR /app
        COPY package.json package-lock.json ./
        RUN npm ci
        COPY . .
        RUN npm run build
        """,
        NODE,
    ),
    "pip-before-workdir": (
        """
        FROM python:3.11-slim
        COPY requirements.txt /srv/app/
        WORKDIR /srv/app
        RUN pip install -r requirements.txt
        COPY . .
        """,
        FLASK,
    ),
}


@pytest.mark.parametrize("case", _PAIRS)
def test_mounted_or_copied(builder: Builder, tmp_path: Path, case: str) -> None:
    """Manifests mounted in place of a copy, and copied again, give the same image."""
    written, files = _PAIRS[case]
    copied = text(written)
    mounted, there = _made(copied, files, "bind-mounts")
    again, back = _made(mounted, files, "manifest-copy")
    folder = lay(tmp_path / "context", files)
    one, two, three = (_files(builder, folder, it) for it in (copied, mounted, again))

    assert (there.safety, back.safety) == (Safety.SAFE, Safety.SAFE)
    assert "--mount=type=bind" in mounted
    assert "--mount" not in again
    assert differences(one, two) == {}
    assert differences(one, three) == {}
