"""What a composer.json says, with the files merged into it, and what its lock holds."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.globs import expand
from layerwise.manifests.json_text import Json, load_object
from layerwise.records import dataclass
from layerwise.regex import regex
from layerwise.unknown import Unknown

Members = Mapping[str, Json]

_MERGE = "wikimedia/composer-merge-plugin"
_VARIABLE = regex(r"[$~{]")
_MOST_MERGED = 100  # files that name each other


@dataclass(frozen=True, slots=True)
class Project:
    """A composer.json at `path`, the folder in which Composer works, its settings, and the lock's packages.

    `merged` are the files that the merge plugin adds, each with its path. `packages` is None without a lock.
    """

    path: str
    folder: str
    data: Members
    config: Members
    merged: tuple[tuple[str, Members], ...]
    packages: tuple[Members, ...] | None
    is_dev: bool

    @property
    def lock_path(self) -> str:
        """The lockfile stands beside the manifest under the same name."""
        return f"{self.path.removesuffix('.json')}.lock"

    @property
    def extra(self) -> Members:
        """The settings of plugins."""
        return members(self.data.get("extra"))


def members(value: Json) -> Members:
    """The members of an object; nothing for any other value."""
    return value if isinstance(value, dict) else {}


def elements(value: Json) -> list[Json]:
    """The elements of a list, or the members' values of an object; a single value counts as one."""
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def read_object(reads: Reads, path: str, why: str) -> Members | None:
    """A JSON file that must be there; one that cannot be read makes the rest unknown."""
    text = reads.required(path, why)
    if text is None:
        return None
    data = load_object(text)
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return None
    return data


def read_project(tree: Tree, reads: Reads, call: Call, *, is_dev: bool) -> Project | None:
    """The project that a call installs; None where there is none to read."""
    environment = call.command.environment
    folder = reads.resolve("")
    path = reads.resolve(environment.get("COMPOSER") or "composer.json")
    data = read_object(reads, path, "the project's manifest")
    if data is None:
        return None
    reads.text(posixpath.join(posixpath.dirname(path), "auth.json"), "credentials for the downloads")
    config = {**_user_config(reads, call), **members(data.get("config"))}
    packages = None
    if config.get("lock") is not False:
        packages = _read_lock(reads, f"{path.removesuffix('.json')}.lock", is_dev=is_dev)
    merged = () if call.has("--no-plugins") else tuple(_merged(tree, reads, folder, data, path))
    return Project(path, folder, data, config, merged, packages, is_dev)


def folder_of(reads: Reads, project: Project, call: Call, name: str, usual: str) -> str:
    """The folder that a setting such as vendor-dir names, the environment before the manifest."""
    variable = f"COMPOSER_{name.upper().replace('-', '_')}"
    value = call.command.environment.get(variable) or project.config.get(name) or usual
    if not isinstance(value, str) or _VARIABLE.search(value):
        reads.cannot_know(f"where {name} is, is not known", project.path)
        value = usual
    return reads.resolve(value, project.folder)


def folders(tree: Tree, reads: Reads, root: str, pattern: str, said_by: str) -> list[str]:
    """The folders that a path with `*` names, those looked into on the way noted."""
    if _VARIABLE.search(pattern.replace("{", "")) or pattern.count("..") > pattern.count("../"):
        reads.cannot_know(f"which folders {pattern} names is not known", said_by)
        return []
    while pattern.startswith("../"):
        root, pattern = posixpath.dirname(root), pattern.removeprefix("../")
    found = expand(tree, "/" if pattern.startswith("/") else root, [pattern])
    if isinstance(found, Unknown):
        reads.cannot_know(found.why, said_by)
        return []
    for folder in found.listed:
        reads.names(folder)
    return list(found.folders)


def _user_config(reads: Reads, call: Call) -> Members:
    """The settings of the user, in COMPOSER_HOME (getcomposer.org, "COMPOSER_HOME")."""
    environment = call.command.environment
    home = environment.get("HOME") or "/root"
    given = environment.get("COMPOSER_HOME")
    found: dict[str, Json] = {}
    for folder in [given] if given else [f"{home}/.config/composer", f"{home}/.composer"]:
        reads.looked_for(f"{folder}/auth.json", "credentials of the user")
        text = reads.looked_for(f"{folder}/config.json", "settings of the user")
        data = load_object(text) if text is not None else {}
        found |= {} if isinstance(data, Unknown) else members(data.get("config"))
    return found


def _read_lock(reads: Reads, path: str, *, is_dev: bool) -> tuple[Members, ...] | None:
    """The locked packages; an empty file stands for a lock that cannot be read at this point."""
    text = reads.text(path, "the lockfile")
    if text is None:
        return None
    data = load_object(text or "{}")
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return ()
    locked = elements(data.get("packages")) + (elements(data.get("packages-dev")) if is_dev else [])
    return tuple(members(one) for one in locked)


def _merged(tree: Tree, reads: Reads, folder: str, data: Members, path: str) -> Iterator[tuple[str, Members]]:
    """The files that the merge plugin includes, and those that they include (its README, "include")."""
    queue = [(path, data)]
    seen = {path}
    while queue and len(seen) < _MOST_MERGED:
        said_by, one = queue.pop(0)
        settings = members(members(one.get("extra")).get("merge-plugin"))
        for pattern in [*elements(settings.get("include")), *elements(settings.get("require"))]:
            for found in _files(tree, reads, folder, str(pattern), said_by):
                inner = read_object(reads, found, f"merged by {_MERGE}") if found not in seen else None
                seen.add(found)
                if inner is not None:
                    yield found, inner
                    queue += [] if settings.get("recurse") is False else [(found, inner)]
                    if set(members(inner.get("extra"))) - {"merge-plugin"} and settings.get("merge-extra"):
                        reads.cannot_know("the settings of plugins in merged files are not read", found)


def _files(tree: Tree, reads: Reads, root: str, pattern: str, said_by: str) -> Iterator[str]:
    """The files that a pattern such as "modules/*/composer.json" names."""
    place, name = posixpath.split(pattern)
    if re.search(r"[*?\[{]", name):
        reads.cannot_know(f"which files {pattern} names is not known", said_by)
        return
    for folder in folders(tree, reads, root, place, said_by) if place else [root]:
        path = posixpath.join(folder, name)
        if reads.kind(path) is not None:
            yield path
