"""Shards: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content

YML = "name: m\nversion: 0.1.0\nauthors:\n  - someone\ndependencies:\n  kemal:\n    github: kemalcr/kemal\n"
PROJECT: dict[str, Content] = {"shard.yml": YML, "shard.lock": "version: 2.0\nshards: {}\n"}


@pytest.mark.parametrize(
    ("line", "rewrites"),
    [
        ("shards install", ("/app/shard.lock",)),
        ("shards install --production --frozen", ()),
        ("shards --frozen install --jobs 4", ()),
        ("/usr/bin/shards check", ()),
        ("shards update", ("/app/shard.lock",)),
    ],
)
def test_spelling(line: str, rewrites: tuple[str, ...]) -> None:
    """Every spelling reads the manifest and its lockfile; a frozen one leaves the lockfile alone."""
    found = reading(line, PROJECT)

    assert (needs(found), found.rewrites, found.source, found.unknown) == (
        ["shard.lock", "shard.yml"], rewrites, None, None,
    )  # fmt: skip


@pytest.mark.parametrize("line", ["shards build", "shards init", "shards prune", "crystal build src/m.cr"])
def test_near_miss(line: str) -> None:
    """Builds and other verbs are no installs."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"shard.yml": YML, "shard.override.yml": "dependencies:\n"}, ["shard.override.yml", "shard.yml"]),
        (
            {"shard.yml": f"{YML}  local:\n    path: libs/local\n", "libs/local/shard.yml": "name: local\n"},
            ["libs/local/shard.yml", "shard.yml"],
        ),
    ],
)
def test_closure(files: dict[str, Content], expected: list[str]) -> None:
    """Overrides and the manifests of dependencies that are folders are read too."""
    found = reading("shards install", files)

    assert (needs(found), found.unknown) == (expected, None)


@pytest.mark.parametrize(
    ("line", "files", "why"),
    [
        ("shards install", {}, "shard.yml is not in the image at this point"),
        ("shards install $FLAGS", PROJECT, "not all arguments are known"),
        (
            "shards install",
            {"shard.yml": "dependencies:\n  x:\n    path: ../x\n"},
            "/x/shard.yml is not in the image at this point",
        ),
        ("shards install", {"shard.yml": "a: ["}, None),
    ],
)
def test_unknown(line: str, files: dict[str, Content], why: str | None) -> None:
    """Nothing is claimed where the call fails, or where nobody can say what it reads."""
    found = reading(line, files)

    assert found.unknown is not None
    assert why in (found.unknown.note, None)


def test_source() -> None:
    """The scripts of a dependency that is a folder need what is in it."""
    files: dict[str, Content] = {
        "shard.yml": "dependencies:\n  x:\n    path: x\n",
        "x/shard.yml": "scripts:\n  postinstall: make\n",
    }
    found = reading("shards install", files)

    assert found.source is not None
    assert (found.source.note, found.source.path) == ("it has scripts", "/app/x/shard.yml")
