"""What is known of images: references resolve, rows are well formed, and the facts that fixes lean on are right."""

import re
from importlib import import_module
from itertools import combinations
from pathlib import Path

import pytest
from layerwise.cache.bases import UNKNOWN_BASE, base
from layerwise.cache.images import index
from layerwise.cache.images.entry import SYSTEM_PATH, Entry
from layerwise.cache.state import from_base, is_root
from layerwise.syntax.parse import parse

_INDEX = Path(index.__file__)
_FORM = ("__init__.py", "entry.py", "index.py")
_TABLES = sorted(path for path in _INDEX.parent.glob("*.py") if path.name not in _FORM)
_NAME = re.compile(r"[a-z0-9.:*-]+(/[a-z0-9._*-]+)*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HEAD = '''"""Generated from the tables of this folder; `npm test -- --update` writes it again."""

TABLES = {
'''


def _rows(table: Path) -> tuple[Entry, ...]:
    rows: tuple[Entry, ...] = getattr(
        import_module(f"layerwise.cache.images.{table.stem}"), table.stem.upper()
    )
    return rows


ENTRIES = tuple(row for table in _TABLES for row in _rows(table))


def test_index_is_fresh(update: bool) -> None:
    """The index says of each name which table it stands in, and no name stands in two."""
    owners: dict[str, str] = {}
    for table in _TABLES:
        for row in _rows(table):
            for name in row.names.split():
                assert owners.setdefault(name, table.stem) == table.stem, name
    text = _HEAD + "".join(f'    "{name}": "{owners[name]}",\n' for name in sorted(owners)) + "}\n"
    if update:
        _INDEX.write_text(text)

    assert _INDEX.read_text() == text, "npm test -- --update writes the index again"


def _label(entry: Entry) -> str:
    return f"{entry.names.split()[0]}:{entry.tags}"


@pytest.mark.parametrize("row", ENTRIES, ids=_label)
def test_row_is_well_formed(row: Entry) -> None:
    """Names, patterns, variables and directories have their form, and the source names a repository."""
    re.compile(row.tags)
    places = [row.cwd, *row.homes.values(), *(row.path or "/").split(":")]

    assert row.names.split()
    assert all(_NAME.fullmatch(name) for name in row.names.split())
    assert all(_VARIABLE.fullmatch(name) for name in (*row.sets.split(), *row.environment))
    assert not set(row.sets.split()) & {*row.environment, "PATH"}
    assert all(place is None or (place.startswith("/") and "$" not in place) for place in places)
    assert re.match(r"[\w.-]+/[\w.-]+( |;|,|$)", row.source)
    assert row.shell[0].startswith("/")


@pytest.mark.parametrize("row", ENTRIES, ids=_label)
def test_row_can_be_reached(row: Entry) -> None:
    """No row stands behind one that takes all of its tags, and none is there twice."""
    for name in row.names.split():
        alike = [other for other in ENTRIES if name in other.names.split()]
        before = alike[: alike.index(row)]

        assert len(alike) == len(set(map(id, alike)))
        assert not any(other.tags in (".*", row.tags) for other in before), name


def test_names_are_not_repeated_within_a_row() -> None:
    """A row says each name once."""
    for row in ENTRIES:
        names = row.names.split()

        assert not [one for one, other in combinations(names, 2) if one == other]


@pytest.mark.parametrize("row", [row for row in ENTRIES if row.triggers], ids=_label)
def test_triggers_are_instructions(row: Entry) -> None:
    """What an image does right after FROM reads as a Dockerfile without problems."""
    stage = parse("FROM scratch\n" + "\n".join(row.triggers) + "\n").stages[0]

    assert [step.keyword for step in stage.instructions] == [text.split()[0] for text in row.triggers]


@pytest.mark.parametrize("table", _TABLES, ids=lambda path: path.name)
def test_table_stays_readable(table: Path) -> None:
    """A table fits on few screens; what grows past that is another family."""
    assert len(table.read_text().splitlines()) <= 250


@pytest.mark.parametrize(
    "reference",
    [
        "ruby:3.4",
        "docker.io/ruby:3.4",
        "docker.io/library/ruby:3.4-slim",
        "index.docker.io/library/ruby:3.4",
        "registry.hub.docker.com/library/ruby:3.4",
        "registry.docker.com/library/ruby:3.4.1-slim",
        "public.ecr.aws/docker/library/ruby:3.4",
        "mirror.gcr.io/library/ruby:3.4",
        "library/ruby:3.4",
        "arm64v8/ruby:3.4",
        "ruby:3.4@sha256:4fe1dbf4a4a7",
        "ruby",
    ],
)
def test_reference_resolves(reference: str) -> None:
    """Registry, tag and digest do not matter where they lead to the same image."""
    assert base("ruby:3.4") == base(reference)
    assert base(reference).environment["GEM_HOME"] == "/usr/local/bundle"


@pytest.mark.parametrize(
    "reference",
    [
        None,
        "",
        ":",
        "@",
        "/",
        "a//b",
        "Ruby",
        "RUBY:3.4",
        "localhost:5000/ruby",
        "localhost:5000/ruby:3.4",
        "registry.example.com/library/ruby:3.4",
        "example.com/docker.io/library/ruby",
        "ghcr.io/ruby/ruby:3.4",
        "ruby@sha256:4fe1dbf4a4a7",  # any tag
        "golang:1.22-nanoserver",
        "python:3.12-windowsservercore-ltsc2022",
        "no/such-image",
    ],
)
def test_reference_is_unknown(reference: str | None) -> None:
    """Other registries, other systems and what has no name say nothing."""
    assert base(reference) == UNKNOWN_BASE


def test_digest_alone_is_enough_for_one_row() -> None:
    """Where all tags are alike, the tag is not needed."""
    assert base("debian@sha256:4fe1dbf4a4a7").user == "root"


@pytest.mark.parametrize(
    ("reference", "user", "home", "cwd"),
    [
        ("scratch", "root", "/root", "/"),
        ("alpine:3.20", "root", "/root", "/"),
        ("node:22-alpine", "root", "/root", "/"),
        ("golang:1.25", "root", "/root", "/go"),
        ("php:8.4-cli", "root", "/root", "/"),
        ("php:8.4-fpm-alpine", "root", "/root", "/var/www/html"),
        ("php:8.4-apache", "root", "/root", "/var/www/html"),
        ("composer:2", "root", "/root", "/app"),
        ("gradle:4.10-jdk8", "gradle", "/home/gradle", "/home/gradle"),
        ("gradle:8.5-jdk17", "root", "/root", "/home/gradle"),
        ("jupyter/base-notebook:latest", "1000", "/home/jovyan", "/home/jovyan"),
        ("quay.io/jupyter/scipy-notebook:2024-05-27", "1000", "/home/jovyan", "/home/jovyan"),
        ("mambaorg/micromamba:1.5.8", "mambauser", "/home/mambauser", "/tmp"),  # noqa: S108 - a folder of the image
        ("gcr.io/distroless/static-debian12:nonroot", "65532", "/home/nonroot", "/home/nonroot"),
        ("gcr.io/distroless/nodejs22-debian12", "root", "/root", "/"),
        ("gcr.io/distroless/java:nonroot", "65532", "/home/nonroot", "/home/nonroot"),
        ("gcr.io/distroless/java21-debian12:debug-nonroot", "65532", "/home/nonroot", "/home/nonroot"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", "root", "/root", "/"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", "1654", "/home/app", "/"),
        ("nginxinc/nginx-unprivileged:alpine", "101", None, "/"),
        ("registry.access.redhat.com/ubi9/python-311:1", "1001", "/opt/app-root/src", "/opt/app-root/src"),
        ("public.ecr.aws/lambda/python:3.12", "root", "/root", "/var/task"),
        ("cimg/node:20.11", "circleci", "/home/circleci", "/home/circleci/project"),
        ("jenkins/jenkins:lts", "jenkins", "/var/jenkins_home", "/"),
        ("haproxy:3.0", "haproxy", "/var/lib/haproxy", "/var/lib/haproxy"),
        ("haproxy:1.8", "root", "/root", "/"),
        ("oven/bun:1", "root", "/root", "/home/bun/app"),
    ],
)
def test_who_and_where(reference: str, user: str, home: str | None, cwd: str) -> None:
    """User, home and working directory at the top of a stage."""
    known = base(reference)

    assert (user, home, cwd) == (known.user, known.home, known.cwd)


@pytest.mark.parametrize(
    ("reference", "name", "value"),
    [
        ("golang:1.20", "GOTOOLCHAIN", "absent"),
        ("golang:1.22.3-bookworm", "GOTOOLCHAIN", "local"),
        ("golang:1.25", "PATH", f"/go/bin:/usr/local/go/bin:{SYSTEM_PATH}"),
        ("ruby:2.6.3", "BUNDLE_PATH", "/usr/local/bundle"),
        ("ruby:2.6", "BUNDLE_PATH", "absent"),
        ("ruby:3.3-slim", "BUNDLE_PATH", "absent"),
        ("ruby:2.2", "BUNDLE_PATH", None),
        ("rust:1.80", "CARGO_HOME", "/usr/local/cargo"),
        ("composer:2.7", "COMPOSER_HOME", "/tmp"),  # noqa: S108 - a folder of the image
        ("composer:1.10", "COMPOSER_HOME", "/tmp"),  # noqa: S108 - as above
        ("composer:1.4.1", "COMPOSER_HOME", "/composer"),
        ("python:3.12", "PYTHON_VERSION", None),
        ("node:20", "NODE_VERSION", None),
        ("node:20", "NPM_CONFIG_LOGLEVEL", "absent"),
        ("node:6.9.1", "NPM_CONFIG_LOGLEVEL", None),
        ("ghost:5", "NODE_ENV", "production"),
        ("openjdk:17", "JAVA_HOME", None),
        ("eclipse-temurin:21", "JAVA_HOME", "/opt/java/openjdk"),
        ("maven:3.9", "MAVEN_CONFIG", "/root/.m2"),
        ("mongo:8", "HOME", "/data/db"),
        ("mongo:4.4", "HOME", None),
        ("continuumio/miniconda3", "PATH", f"/opt/conda/bin:{SYSTEM_PATH}"),
        ("tiangolo/uvicorn-gunicorn-fastapi:python3.11", "PYTHONPATH", "/app"),
        ("denoland/deno:2.1.4", "DENO_DIR", "/deno-dir/"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", "APP_UID", "1654"),
        ("mcr.microsoft.com/dotnet/aspnet:6.0", "APP_UID", "absent"),
    ],
)
def test_variable(reference: str, name: str, value: str | None) -> None:
    """A variable's value by tag: known, set to what depends on the tag (None), or absent."""
    assert value == base(reference).environment.get(name, "absent")


@pytest.mark.parametrize(
    ("reference", "triggers"),
    [
        ("golang:onbuild", ("COPY . /go/src/app", "RUN go-wrapper download", "RUN go-wrapper install")),
        (
            "python:3-onbuild",
            (
                "COPY requirements.txt /usr/src/app/",
                "RUN pip install --no-cache-dir -r requirements.txt",
                "COPY . /usr/src/app",
            ),
        ),
        (
            "node:5-onbuild",
            ("COPY package.json /usr/src/app/", "RUN npm install", "COPY . /usr/src/app"),
        ),
        (
            "node:8-onbuild",
            (
                "ARG NODE_ENV",
                "ENV NODE_ENV $NODE_ENV",
                "COPY package.json /usr/src/app/",
                "RUN npm install && npm cache clean --force",
                "COPY . /usr/src/app",
            ),
        ),
        ("maven:3-jdk-8-onbuild", ("ADD . /usr/src/app", "RUN mvn install")),
    ],
)
def test_triggers(reference: str, triggers: tuple[str, ...]) -> None:
    """The tags for lazy Dockerfiles bring their own instructions."""
    assert triggers == base(reference).triggers


@pytest.mark.parametrize(
    "name", ["node", "python", "ruby", "golang", "rails", "django", "erlang", "clojure", "mono"]
)
def test_only_their_tags_have_triggers(name: str) -> None:
    """Other tags of the same image bring none."""
    assert base(f"{name}:onbuild").triggers
    assert not base(f"{name}:latest").triggers


def test_named_users_have_homes() -> None:
    """A USER line below FROM finds the home of a user that the image knows."""
    assert base("node:22").homes["node"] == "/home/node"
    assert base("node:0.12").homes.get("node") is None


def test_known_image_starts_a_stage() -> None:
    """The state at the top of a stage has what its image set."""
    state = from_base(base("golang:1.25"))

    assert is_root(state.user)
    assert state.resolve("src") == "/go/src"
