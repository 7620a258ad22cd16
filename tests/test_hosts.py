"""What an install makes and the build context has too: where it can be ignored."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content
from layerwise.split.groups import groups, is_install
from layerwise.split.hosts import ignore_outputs
from planning import planned

_LOCK = '{"lockfileVersion": 3, "packages": {"": {}}}'
_FILES: Mapping[str, Content] = {
    "package.json": "{}",
    "package-lock.json": _LOCK,
    "app.js": "1",
    "requirements.txt": "six\n",
    "node_modules/a.js": "1",
    ".venv/bin/activate": "1",
}
_VENV = "RUN python -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt"


def _ignored(lines: str, files: Mapping[str, Content] = _FILES) -> tuple[str, ...] | None:
    """What a Dockerfile's one group of installs would have ignored."""
    before = planned(f"FROM a; {lines}", files)
    (group,) = groups(before, is_install)
    found = ignore_outputs(before, group)
    return None if found is None else found.paths


@pytest.mark.parametrize(
    ("lines", "ignored"),
    [
        ("WORKDIR /app; COPY . .; RUN npm ci", ("node_modules",)),
        ("WORKDIR /app; COPY app.js package*.json ./; RUN npm ci", None),
        ("COPY . /s; FROM a; WORKDIR /app; COPY --from=0 /s ./; RUN npm ci", None),
        ("WORKDIR /app; COPY . .; RUN cat app.js node_modules/a.js; RUN npm ci", None),
        ("WORKDIR /app; COPY . .; RUN cat app.js; RUN npm ci", ("node_modules",)),
        ("WORKDIR /app; RUN cat node_modules/a.js; COPY . .; RUN npm ci", ("node_modules",)),
        ("WORKDIR /app; COPY . .; RUN npm ci && cat node_modules/a.js", ("node_modules",)),
        (f"WORKDIR /app; COPY . .; {_VENV}", (".venv",)),
        ("WORKDIR /app; COPY . .; RUN . .venv/bin/activate && pip install -r requirements.txt", None),
    ],
)
def test_ignored(lines: str, ignored: tuple[str, ...] | None) -> None:
    """Only what a copy takes from the context, and no command up to the install works with."""
    assert _ignored(lines) == ignored


def test_committed_on_purpose() -> None:
    """A folder that holds one of the files that the install reads is no host's leftover."""
    manifest = '{"dependencies": {"x": "file:node_modules/x.tgz"}}'
    files = {"package.json": manifest, "node_modules/x.tgz": "1", "app.js": "1"}

    assert _ignored("WORKDIR /app; COPY . .; RUN npm install", files) is None
    assert _ignored("WORKDIR /app; COPY . .; RUN mkdir -p node_modules; RUN npm install", files) is None
