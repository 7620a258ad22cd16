"""What an install of pnpm does to `pnpm-lock.yaml`."""

import posixpath
import re
from collections.abc import Mapping

from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.javascript._node import DEPENDENCIES, Package, Written, join, strings
from layerwise.ecosystems.javascript._node_settings import Settings, is_off
from layerwise.ecosystems.javascript._pnpm_project import Project
from layerwise.ecosystems.javascript._pnpm_settings import is_frozen
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import yaml_text
from layerwise.unknown import Unknown

NAME = "pnpm-lock.yaml"

_CHANGING = ("update", "dedupe")


def follow_lock(reads: Reads, call: Call, settings: Settings, project: Project, *, is_plain: bool) -> Written:
    """Read the project's lock; `is_plain` says that the manifests alone decide what it holds."""
    path = join(project.workspace.folder, NAME)
    has_none = is_off(settings, "lockfile")
    lock = None if has_none else reads.text(path, "the lockfile")
    if lock is None and call.install.is_frozen:
        reads.cannot_know("it fails, since there is no lockfile", project.package.path)
    elif lock is None and not has_none:
        return Written(outputs=(path,))
    if lock is None or is_frozen(call, settings):
        return Written()
    is_changing = bool(call.arguments) or call.install.verb in _CHANGING
    if is_changing:
        return Written(rewrites=(path, project.package.path))
    return Written(rewrites=() if is_plain and _is_in_step(lock, project) else (path,))


def follow_own_locks(reads: Reads, call: Call, settings: Settings, project: Project) -> Written:
    """Read the locks of the members where each has its own (pnpm.io, "sharedWorkspaceLockfile")."""
    if not is_off(settings, "shared-workspace-lockfile"):
        return Written()
    own = [join(member.folder, NAME) for member in project.members]
    kept = [path for path in own if reads.text(path, "the workspace's own lockfile") is not None]
    made = tuple(path for path in own if path not in kept)
    return Written(made, () if is_frozen(call, settings) else tuple(kept))


def locked_patches(lock: str) -> dict[str, str]:
    """The patch files that a lock notes, by the package that each is for."""
    noted = _head(lock).get("patchedDependencies")
    patches = (
        {name: strings(one).get("path") for name, one in noted.items()} if isinstance(noted, dict) else {}
    )
    return {str(name): path for name, path in patches.items() if path}


def _head(lock: str) -> Mapping[str, object]:
    """What a lock says before its packages, which are most of it."""
    data = yaml_text.load_plain(re.split(r"^packages:", lock, maxsplit=1, flags=re.MULTILINE)[0])
    return {} if isinstance(data, Unknown) else data


def _is_in_step(lock: str, project: Project) -> bool:
    """Whether an install would leave the lock as it is: it repeats each manifest's ranges, in format 9.

    That is the format of pnpm 9 and later. The part after `packages:` follows from the part before.
    """
    data = _head(lock)
    if data.get("lockfileVersion") != "9.0":
        return False
    importers = data.get("importers")
    packages = {posixpath.relpath(one.folder, project.workspace.folder): one for one in project.packages}
    if not isinstance(importers, dict) or set(importers) != set(packages):
        return False
    return all(_specifiers(importers[path]) == _wanted(one) for path, one in packages.items())


def _specifiers(importer: object) -> dict[str, dict[str, str]]:
    """The ranges of an importer by field; one without dependencies is written `{}`."""
    if not isinstance(importer, dict):
        return {}
    return {
        field: {name: strings(one).get("specifier", "") for name, one in names.items()}
        for field, names in importer.items()
        if field in DEPENDENCIES and isinstance(names, dict)
    }


def _wanted(package: Package) -> dict[str, dict[str, str]]:
    """The ranges by field; pnpm takes a dependency in two fields from the optional ones first, then the plain."""
    found: dict[str, dict[str, str]] = {}
    taken: set[str] = set()
    for field in ("optionalDependencies", "dependencies", "devDependencies"):
        names = {name: spec for name, spec in package.ranges(field).items() if name not in taken}
        taken |= set(names)
        if names:
            found[field] = names
    return found
