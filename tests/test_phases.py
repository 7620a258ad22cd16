"""Installs written in two phases: which are, and what runs between the phases."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content
from layerwise.split.phases import phased
from layerwise.text import apply
from planning import planned, spelt

_LOCK = '{"lockfileVersion": 3, "packages": {"": {}}}'
_BACKEND = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
_FILES: Mapping[str, Content] = {
    "go.mod": "module x\n\ngo 1.22\n",
    "go.sum": "",
    "main.go": "package main",
    "requirements.txt": "six\n",
    "package.json": '{"scripts": {"postinstall": "node app.js"}}',
    "package-lock.json": _LOCK,
    "app.js": "1",
    "web/package.json": "{}",
    "web/package-lock.json": _LOCK,
    "web/node_modules/x": "1",
    "lib/x": "1",
    "pyproject.toml": f'[project]\nname = "a"\nversion = "1"\n{_BACKEND}',
    "uv.lock": 'version = 1\n[[package]]\nname = "a"\nversion = "1"\nsource = { editable = "." }\n',
}
_FIRST = "COPY package.json package-lock.json ./; RUN npm ci --ignore-scripts; COPY . ."
_UV = "COPY pyproject.toml uv.lock ./; RUN uv sync --no-install-project; COPY . .; RUN uv sync"
_PIP = "pip install -r requirements.txt"
_DOWNLOADED = "COPY go.mod go.sum ./; RUN go mod download; COPY . ."


def _phased(lines: str) -> list[str]:
    """The text after each split in two phases."""
    before = planned(lines, _FILES)
    found = phased(before, (), lambda _: True)
    return [spelt(apply(before.document.text, split.edits)) for split in found]


@pytest.mark.parametrize(
    ("commands", "text"),
    [
        ("npm ci", f"{_FIRST}; RUN npm rebuild"),
        (f"npm ci && {_PIP}", f"{_FIRST}; RUN {_PIP} && npm rebuild"),
        ("npm ci && npm ci --prefix web", f"{_FIRST}; RUN npm rebuild && npm ci --prefix web"),
        (
            f"npm ci && {_PIP} && npm ci --prefix web",
            f"{_FIRST}; RUN npm rebuild && {_PIP} && npm ci --prefix web",
        ),
        (f"npm ci && touch /q && {_PIP}", f"{_FIRST}; RUN npm rebuild && touch /q && {_PIP}"),
        (f"npm ci && cd web && {_PIP}", f"{_FIRST}; RUN npm rebuild && cd web && {_PIP}"),
        (f"npm ci;{_PIP}", f"{_FIRST}; RUN npm rebuild;{_PIP}"),
        (f"npm ci && {_PIP};ls /q", f"{_FIRST}; RUN {_PIP} && npm rebuild;ls /q"),
        (f"npm ci && {_PIP} | cat", f"{_FIRST}; RUN npm rebuild && {_PIP} | cat"),
    ],
)
def test_installs_that_pass(commands: str, text: str) -> None:
    """Plain installs run before the second phase where a split of their own lifts them all then."""
    above = "FROM a; WORKDIR /app"

    assert _phased(f"{above}; COPY . .; RUN {commands}") == [f"{above}; {text}"]


def test_two_stages() -> None:
    """An install passes in its stage, also where the one of another stage lets none pass."""
    lines = f"FROM a AS p; WORKDIR /app; COPY . .; FROM p; RUN uv sync; FROM p; RUN npm ci && {_PIP}"
    above = "FROM a AS p-start; WORKDIR /app; FROM p-start AS p; COPY . ."
    stages = f"FROM p-start; {_UV}; FROM p-start; {_FIRST}; RUN {_PIP} && npm rebuild"

    assert _phased(lines) == [f"{above}; {stages}"]


def test_groups_apart() -> None:
    """Each of two stages with copies of their own has its own split."""
    stages = "FROM a; WORKDIR /app; COPY . .; RUN npm ci; FROM a; WORKDIR /app; COPY . .; RUN uv sync"
    first = f"FROM a; WORKDIR /app; {_FIRST}; RUN npm rebuild; FROM a; WORKDIR /app; COPY . .; RUN uv sync"
    second = f"FROM a; WORKDIR /app; COPY . .; RUN npm ci; FROM a; WORKDIR /app; {_UV}"

    assert _phased(stages) == [first, second]


@pytest.mark.parametrize(
    ("copy", "is_kept"),
    [
        ("COPY --from=x /go/pkg/mod /go/pkg/mod", True),
        ("COPY --from=x /go /go", True),
        ("COPY --from=x /go/pkg/mod/cache /go/pkg/mod/cache", True),
        ("COPY --from=x /go/bin /go/bin", False),
        ("COPY --from=s /go/pkg/mod /go/pkg/mod", True),
        ("COPY --from=s /go/ /go/", True),
        ("COPY --from=s /go/pkg/mod/cache /go/pkg/mod/cache/", True),
        ("COPY --from=s /go/bin /go/bin", False),
    ],
)
def test_downloads_from_elsewhere(copy: str, *, is_kept: bool) -> None:
    """A build whose downloads come from a stage or an image downloads nothing itself."""
    above = "FROM golang:1.22 AS s; RUN go install x; FROM golang:1.22; WORKDIR /app"
    done = [] if is_kept else [f"{above}; {copy}; {_DOWNLOADED}; RUN go build"]

    assert _phased(f"{above}; {copy}; COPY . .; RUN go build") == done


@pytest.mark.parametrize(
    ("lines", "besides"),
    [
        ("COPY . .; RUN npm ci", ""),
        ("COPY . .; RUN --mount=type=cache,target=/app/node_modules npm ci", ""),
        (f"COPY . .; RUN npm ci && {_PIP}", f"; {_PIP} runs before that"),
        (
            f"COPY . .; RUN {_PIP} -t lib; RUN npm ci",
            f"; {_PIP} -t lib fills /app/lib too, and of files that both bring the copy's would stay",
        ),
    ],
)
def test_note(lines: str, besides: str) -> None:
    """A note tells what the phases change, and what the split changes besides."""
    before = planned(f"FROM a AS p; WORKDIR /app; {lines}", _FILES)
    (split,) = phased(before, (), lambda _: True)

    assert split.note == f"the build scripts of dependencies run after the copy too, with every edit{besides}"


_MANIFESTS = "COPY package.json package-lock.json ./"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        # Nothing that nobody knows may be passed, and each of several installs is to be lifted.
        ("WORKDIR /app; COPY . .; RUN ./x; RUN npm ci", None),
        ("WORKDIR /app; COPY . .; RUN npm ci; RUN ./x; RUN uv sync", None),
        ("WORKDIR /app; COPY . .; RUN npm ci >log", None),
        (
            "WORKDIR /app; COPY . .; RUN CI=1 npm ci",
            f"WORKDIR /app; {_MANIFESTS}; RUN CI=1 npm ci --ignore-scripts; COPY . .; RUN CI=1 npm rebuild",
        ),
        # What was downloaded for the same project already: in its folder, or for a build anywhere.
        (f"WORKDIR /app; {_MANIFESTS}; RUN npm ci --ignore-scripts; COPY . .; RUN npm ci", None),
        (
            "COPY web/package.json web/package-lock.json ./; RUN npm ci; WORKDIR /app; COPY . .; RUN npm ci",
            f"COPY web/package.json web/package-lock.json ./; RUN npm ci; WORKDIR /app; {_FIRST}; RUN npm rebuild",
        ),
        (
            "COPY requirements.txt ./; RUN pip install -r requirements.txt; WORKDIR /app; COPY . .; RUN npm ci",
            f"COPY requirements.txt ./; RUN {_PIP}; WORKDIR /app; {_FIRST}; RUN npm rebuild",
        ),
        ("COPY go.mod go.sum ./; RUN go mod download; COPY . .; RUN go build", None),
        ("COPY go.mod go.sum ./; RUN go mod download; WORKDIR /app; COPY . .; RUN go build", None),
        (
            "RUN go install x@v1; WORKDIR /app; COPY . .; RUN go build",
            f"RUN go install x@v1; WORKDIR /app; {_DOWNLOADED}; RUN go build",
        ),
        ("WORKDIR /app; COPY . .; RUN --mount=type=cache,target=/c go build", None),
    ],
)
def test_candidates(lines: str, text: str | None) -> None:
    """Which installs are written in two phases, by what stands above and around them."""
    base = "FROM golang:1.22; WORKDIR /w"

    assert _phased(f"{base}; {lines}") == ([] if text is None else [f"{base}; {text}"])
