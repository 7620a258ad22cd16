"""Bower: `bower.json`."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.ecosystems.plain import Files, plain
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.json_text import load_object
from layerwise.unknown import Unknown

_DEPENDENCIES = ("dependencies", "devDependencies", "resolutions")
_SCRIPTS = ("preinstall", "postinstall", "preuninstall")
_FILES = Files(
    manifests=("bower.json|component.json",),
    optional=("package.json", "~/.bowerrc", "~/.config/bower/bowerrc"),
    above=(".bowerrc",),
    outputs=("bower_components", "~/.cache/bower", "~/.local/share/bower", "~/.config/configstore"),
)


def _follow(reads: Reads, call: Call) -> None:
    """Dependencies that are folders, and what .bowerrc says: another folder, scripts (bower.io, Configuration)."""
    del call
    manifest = reads.resolve("bower.json")
    data = load_object(reads.text(manifest, "names the dependencies") or "{}")
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, manifest)
        return
    for field in _DEPENDENCIES:
        table = data.get(field)
        for target in table.values() if isinstance(table, dict) else ():
            if isinstance(target, str) and target.startswith(("./", "../", "/", "~/")):
                reads.needs_source(f"it installs {target}", manifest)
    settings = reads.resolve(".bowerrc")
    said = load_object(reads.text(settings, "Bower's settings") or "{}")
    if isinstance(said, Unknown):
        reads.cannot_know(said.why, settings)
        return
    if "directory" in said or "cwd" in said or "storage" in said:
        reads.cannot_know("it says where packages go", settings)
    scripts = said.get("scripts")
    if isinstance(scripts, dict) and any(name in scripts for name in _SCRIPTS):
        reads.needs_source("it has scripts that run with the install", settings)


def _is_install(call: Call) -> bool:
    return not call.arguments and not call.has("--help", "-h")


ECOSYSTEM = Ecosystem(
    name="bower",
    tool=Tool(names=("bower",), launchers=("npx",), valued=frozenset({"--config.cwd", "-l", "--log"})),
    installs=(Install("install", ("i",), _is_install), Install("update", applies=_is_install)),
    manifests=("bower.json",),
    settings=(".bowerrc",),
    cache_dirs=("/root/.cache/bower",),
    defeated_by=("bower cache clean",),
    ignore=("bower_components",),
    read=plain(_FILES, _follow),
    verdict=Verdict.SPLIT_IF,
    condition=".bowerrc names no scripts, and no dependency is a folder",
    cost=Cost.SECONDS,
    proof="run with Bower 1.8: its help, files opened (strace); .bowerrc from bower.io, Configuration",
)
