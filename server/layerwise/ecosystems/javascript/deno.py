"""Deno: `deno.json` or `package.json`, locked by `deno.lock`."""

import posixpath
from collections.abc import Iterator, Mapping

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Tool, Verdict
from layerwise.ecosystems.javascript._node import (
    join,
    read_package,
    strings,
    texts,
    unknown_place,
    workspace_patterns,
)
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.globs import expand
from layerwise.manifests.json_text import Json, load_commented
from layerwise.regex import regex
from layerwise.unknown import Unknown

_CONFIGURATIONS = ("deno.json", "deno.jsonc")
# Where there is no deno.lock, versions are taken over from these (seen with strace).
_OTHER_LOCKS = ("package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock")
_PACKAGE = regex(r"(?:npm|jsr):(?:@[^/@]+/)?[^/@]+@[^/]+")
_FROZEN = ("--frozen", "--frozen-lockfile")


def _read(tree: Tree, call: Call) -> Reading:
    """What an install opens, measured with Deno 2.9 in this order: configuration, workspace, settings, lockfile."""
    if call.cwd is None:
        return unknown_place()
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    root, data = _configuration(reads, call, call.cwd)
    members = list(_members(tree, reads, root, data))
    for folder, configuration in [(root, data), *members]:
        _follow_modules(reads, folder, configuration)
    _follow_import_map(reads, call, root, data)
    reads.text(join(root, ".npmrc"), "settings for npm packages")
    if call.arguments or call.has("-e", "--entrypoint"):
        reads.needs_source("it follows the imports of the modules that it is given")
    outputs, rewrites = _written(reads, call, root, data)
    return reads.reading(outputs=outputs, rewrites=rewrites)


def _configuration(reads: Reads, call: Call, cwd: str) -> tuple[str, Mapping[str, Json]]:
    """The folder of the nearest configuration or package.json, and what the configuration says."""
    named = [word.value for word in call.values("-c", "--config")]
    if named:
        path = join(cwd, named[-1] or "")
        return posixpath.dirname(path), _object(reads, path, reads.required(path, "named by --config"))
    folder = cwd
    while True:
        found = [
            path
            for name in _CONFIGURATIONS
            if reads.looked_for(path := join(folder, name), "Deno's configuration")
        ]
        package = reads.looked_for(join(folder, "package.json"), "names the npm packages")
        if found or package is not None:
            if package is not None:
                read_package(reads, folder, "names the npm packages")
            return folder, _object(
                reads, found[0], reads.text(found[0], "Deno's configuration")
            ) if found else {}
        if folder == "/":
            reads.cannot_know("deno.json is not in the image at this point", join(cwd, "deno.json"))
            return cwd, {}
        folder = posixpath.dirname(folder)


def _object(reads: Reads, path: str, text: str | None) -> Mapping[str, Json]:
    data = load_commented(text) if text else {}
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return {}
    return data


def _members(
    tree: Tree, reads: Reads, root: str, data: Mapping[str, Json]
) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """The configurations of a workspace's members; one that is absent is passed over with a warning (measured)."""
    given = data.get("workspace")
    patterns = texts(given.get("members")) if isinstance(given, dict) else texts(given)
    package = read_package(reads, root, "names the npm packages")
    patterns = (*patterns, *(workspace_patterns(package) if package else ()))
    expansion = expand(tree, root, patterns)
    if isinstance(expansion, Unknown):
        reads.cannot_know(expansion.why, join(root, "deno.json"))
        return
    for listed in expansion.listed:
        reads.names(listed)
    for folder in expansion.folders:
        read_package(reads, folder, "a member of the workspace")
        for name in _CONFIGURATIONS:
            path = join(folder, name)
            text = reads.text(path, "a member of the workspace")
            if text is not None:
                yield folder, _object(reads, path, text)


def _follow_modules(reads: Reads, folder: str, data: Mapping[str, Json]) -> None:
    """Modules of the project that are exported or imported by name: what they import is installed too (measured)."""
    path = join(folder, "deno.json")
    if data.get("exports"):
        reads.needs_source("it follows the imports of what is exported", path)
    for target in strings(data.get("imports")).values():
        if target.startswith(("./", "../", "/")) and not target.endswith("/"):
            reads.needs_source(f"it follows the imports of {target}", path)


def _follow_import_map(reads: Reads, call: Call, root: str, data: Mapping[str, Json]) -> None:
    named = [word.value or "" for word in call.values("--import-map")]
    field = data.get("importMap")
    target = named[-1] if named else field if isinstance(field, str) else None
    if target is None or "://" in target:
        return
    path = join(call.cwd or "/" if named else root, target)
    mapped = _object(reads, path, reads.required(path, "the import map"))
    _follow_modules(reads, posixpath.dirname(path), mapped)


def _written(
    reads: Reads, call: Call, root: str, data: Mapping[str, Json]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cache, node_modules, vendor, and the lockfile where it may be written."""
    home = call.command.environment.get("HOME") or "/root"
    cache = call.command.environment.get("DENO_DIR") or f"{home}/.cache/deno"
    given = data.get("lock")
    place = given.get("path") if isinstance(given, dict) else given
    lock = join(root, place if isinstance(place, str) else "deno.lock")
    outputs = (cache, join(root, "node_modules"), join(root, "vendor"))
    if call.has("--no-lock") or given is False:
        return outputs, ()
    if reads.text(lock, "locks the versions") is None:
        for name in _OTHER_LOCKS:
            reads.text(join(root, name), "its versions are taken over where there is no deno.lock")
        return (*outputs, lock), ()
    is_frozen = call.install.is_frozen or call.has(*_FROZEN)
    return outputs, () if is_frozen or _is_in_step(reads, root, lock, data) else (lock,)


def _is_in_step(reads: Reads, root: str, lock: str, data: Mapping[str, Json]) -> bool:
    """Whether the lockfile repeats the packages of a lone configuration, so that it stays as it is (measured)."""
    if reads.kind(join(root, "package.json")) is not None or "workspace" in data or "importMap" in data:
        return False
    found = [_PACKAGE.match(target) for target in strings(data.get("imports")).values()]
    locked = _object(reads, lock, reads.text(lock, "locks the versions"))
    workspace = locked.get("workspace")
    noted = texts(workspace.get("dependencies")) if isinstance(workspace, dict) else ()
    names = {match[0] for match in found if match is not None}
    return None not in found and set(noted) == names and names <= set(strings(locked.get("specifiers")))


def _is_local(call: Call) -> bool:
    """Not `deno install -g`, and not `deno install npm:x`, which adds a package to the configuration."""
    words = [word.value or "" for word in call.arguments]
    is_global = call.has("-g", "--global", "--help", "-h")
    return not is_global and (call.has("-e", "--entrypoint") or not words)


ECOSYSTEM = Ecosystem(
    name="deno",
    # Options with a value in a word of its own; most take it behind a "=" (deno install --help).
    tool=Tool(
        names=("deno",), valued=frozenset({"-c", "--config", "--import-map", "--cert", "--os", "--arch"})
    ),
    installs=(
        Install("install", ("i",), _is_local),
        Install("ci", is_frozen=True),
        Install("cache", applies=lambda call: bool(call.arguments)),
    ),
    manifests=("deno.json", "deno.jsonc"),
    lockfiles=("deno.lock",),
    settings=(".npmrc", "import_map.json"),
    cache_dirs=("/root/.cache/deno", "/deno-dir"),  # the second is the official image's DENO_DIR
    result_dirs=("/root/.cache/deno", "/deno-dir"),
    ignore=("node_modules", "vendor"),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="nothing of the project is exported or imported by name, and no module is given to it",
    cost=Cost.SECONDS,
    proof="run with Deno 2.9: its help, files opened (strace), workspaces, import maps, lockfile",
)
