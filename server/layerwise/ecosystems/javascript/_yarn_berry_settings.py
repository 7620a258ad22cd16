"""The settings of Yarn 2 and later that count for a call."""

import posixpath
from collections.abc import Mapping

from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.javascript._node import has, home, join, upward
from layerwise.ecosystems.javascript._node_environment import is_ci
from layerwise.ecosystems.javascript._yarn import yarnrc
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import yaml_text
from layerwise.unknown import Unknown

Settings = Mapping[str, object]


def read_settings(reads: Reads, call: Call) -> Settings:
    """The variables, then the .yarnrc.yml of the folder and of each above it, then the user's; nearest first.

    Files named in them are followed: the Yarn that the project keeps, and plugins (Configuration, "yarnPath").
    """
    found: dict[str, object] = {}
    for name, value in call.command.environment.items():
        if name.startswith("YARN_"):
            first, *rest = name.removeprefix("YARN_").lower().split("_")
            found["".join((first, *(word.title() for word in rest)))] = _typed(value)
    file_name = found.get("rcFilename", ".yarnrc.yml")
    if not isinstance(file_name, str):
        reads.cannot_know("the value of YARN_RC_FILENAME is not known")
        return found
    for folder in dict.fromkeys((*upward(call.cwd or "/"), home(call))):
        _follow_launcher(reads, folder)
        path = join(folder, file_name)
        text = reads.looked_for(path, "Yarn's settings")
        values = yaml_text.load_mapping(text or "")
        if isinstance(values, Unknown):
            reads.cannot_know(values.why, path)
            continue
        if "yarnPath" in values or ("nodeLinker" in values and "nodeLinker" not in found):
            # Another Yarn would run, or make no node_modules (measured with Yarn 4).
            reads.misses(path, join(folder, "package.json"))
        for key, said in values.items():
            if isinstance(key, str):
                found.setdefault(key, said)
        _follow_programs(reads, path, values)
    return found


def _follow_launcher(reads: Reads, folder: str) -> None:
    """An installed Yarn 1 hands over as .yarnrc or .yarnrc.yml says; it opens both (seen with strace, 1.22)."""
    text = reads.looked_for(join(folder, ".yarnrc"), "read by an installed Yarn 1, which hands over") or ""
    release = yarnrc(text).get("yarn-path")
    if release:
        has(reads, join(folder, release), "a Yarn that the project keeps")


def _typed(value: str | None) -> object:
    return {"true": True, "1": True, "false": False, "0": False}.get(value or "", value)


def _follow_programs(reads: Reads, said_by: str, values: Mapping[object, object]) -> None:
    folder = posixpath.dirname(said_by)
    release = values.get("yarnPath")
    if isinstance(release, str) and has(reads, join(folder, release), "the Yarn that the project keeps"):
        reads.requires(join(folder, release), said_by)
    plugins = values.get("plugins")
    for plugin in plugins if isinstance(plugins, list) else ():
        code = plugin.get("path") if isinstance(plugin, dict) else plugin
        if isinstance(code, str) and has(reads, join(folder, code), "a plugin of Yarn"):
            reads.requires(join(folder, code), said_by)


def is_immutable(call: Call, settings: Settings) -> bool:
    """Whether the install fails rather than writes the lock: asked for, or on CI (measured with Yarn 4)."""
    if call.install.is_frozen:
        return True
    if call.has("--no-immutable"):
        return False
    if call.has("--immutable", "--frozen-lockfile"):
        return True
    return settings.get("enableImmutableInstalls", is_ci(call)) is True
