"""Shards, of Crystal: `shard.yml`, locked by `shard.lock`."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.plain import Files, plain
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import yaml_text
from layerwise.manifests.yaml_text import Yaml
from layerwise.unknown import Unknown

_SECTIONS = ("dependencies", "development_dependencies")
_FILES = Files(
    manifests=("shard.yml",),
    optional=("shard.override.yml",),
    lockfiles=("shard.lock",),
    frozen=("--frozen",),
    outputs=("lib", "bin", "~/.cache/shards"),
)


def _follow(reads: Reads, call: Call) -> None:
    """The shard.yml of each dependency that is a folder (docs/shard.yml.adoc: `path`)."""
    del call
    for name in ("shard.yml", "shard.override.yml"):
        path = reads.resolve(name)
        data = _mapping(reads, path, reads.text(path, "names the dependencies"))
        tables = [table for section in _SECTIONS if isinstance(table := data.get(section), dict)]
        for dependency in (one for table in tables for one in table.values() if isinstance(one, dict)):
            if isinstance(dependency.get("path"), str):
                _follow_folder(reads, f"{dependency['path']}/shard.yml", f"named by path in {name}")


def _follow_folder(reads: Reads, name: str, why: str) -> None:
    """A folder's manifest; the folder is linked into lib/, its scripts and executables want what is in it."""
    path = reads.resolve(name)
    data = _mapping(reads, path, reads.required(path, why))
    for field in ("scripts", "executables"):
        if field in data:
            reads.needs_source(f"it has {field}", path)


def _mapping(reads: Reads, path: str, text: str | None) -> dict[Yaml, Yaml]:
    data = yaml_text.load_mapping(text or "")
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return {}
    return data


ECOSYSTEM = Ecosystem(
    name="shards",
    tool=Tool(names=("shards",), valued=frozenset({"--local-path", "--jobs"})),
    installs=(Install("install"), Install("update"), Install("check", is_frozen=True)),
    manifests=("shard.yml",),
    lockfiles=("shard.lock",),
    settings=("shard.override.yml",),
    cache_dirs=("/root/.cache/shards",),
    ignore=("lib", "bin"),
    read=plain(_FILES, _follow),
    verdict=Verdict.SPLIT,
    cost=Cost.SECONDS,
    proof="conservative, from the manual of Shards",
)
