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

# The format that each major version writes (measured with the last of each); 9 is the last that changed it.
_FORMATS = {7: "5.4", 8: "6.0", 9: "9.0"}
_FIRST_FORMAT, _LAST_FORMAT = 7, 9
_UNLISTED = ("5.4", "6.0")  # which write a single package without `importers:`
_NOTED = {
    "autoInstallPeers": ("auto-install-peers", "true"),
    "excludeLinksFromLockfile": ("exclude-links-from-lockfile", "false"),
}
_FIRST_WITH_WORKSPACE, _LAST_WITH_PACKAGE = 10, 10


def follow_lock(reads: Reads, call: Call, settings: Settings, project: Project, *, is_plain: bool) -> Written:
    """Read the project's lock; `is_plain` says that manifests and settings alone decide what it holds."""
    path = join(project.workspace.folder, NAME)
    has_none = is_off(settings, "lockfile")
    lock = None if has_none else reads.text(path, "the lockfile")
    if lock is None and call.install.is_frozen:
        reads.fails("it fails, since there is no lockfile", path, project.package.path)
    elif lock is None and not has_none:
        return Written(outputs=(path,))
    if lock is None or is_frozen(call, settings):
        return Written()
    is_changing = bool(call.arguments) or call.install.verb in _CHANGING
    if is_changing:
        return Written(rewrites=(path, project.package.path))
    return Written(rewrites=() if is_plain and _is_in_step(lock, project, settings) else (path,))


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


def _is_in_step(lock: str, project: Project, settings: Settings) -> bool:
    """Whether an install would leave the lock as it is: it repeats each manifest's ranges, and what replaces them.

    The part after `packages:` follows from the part before.
    """
    data = _head(lock)
    version = str(data.get("lockfileVersion"))
    if not _is_own_format(version, project.major) or not _is_set_so(version, data, settings):
        return False
    if strings(data.get("overrides")) != project.overrides or not _heeds_overrides(project):
        return False
    importers = data.get("importers", {".": data} if version in _UNLISTED else None)
    packages = {posixpath.relpath(one.folder, project.workspace.folder): one for one in project.packages}
    if not isinstance(importers, dict) or set(importers) != set(packages):
        return False
    return all(_specifiers(importers[path]) == _wanted(one) for path, one in packages.items())


def _is_own_format(version: str, major: int | None) -> bool:
    """Whether the pnpm that runs writes the lock in the format that it has; others write it anew (measured).

    One that the project does not name is taken to be 9 or later.
    """
    return _FORMATS.get(min(major or _LAST_FORMAT, _LAST_FORMAT)) == version


def _is_set_so(version: str, data: Mapping[str, object], settings: Settings) -> bool:
    """Whether the settings that a lock notes are those of the call, else pnpm 8 to 10 write it anew (measured)."""
    noted = data.get("settings", {})
    if version == _FORMATS[_FIRST_FORMAT]:
        return True
    if not isinstance(noted, dict) or not set(noted) <= set(_NOTED):
        return False
    said = {name: str(noted.get(name, usual)).lower() for name, (_, usual) in _NOTED.items()}
    return said == {name: settings.get(dashed, usual) for name, (dashed, usual) in _NOTED.items()}


def _heeds_overrides(project: Project) -> bool:
    """Whether the pnpm that the project names is known to read the overrides where they stand.

    In pnpm-workspace.yaml from 10 on (measured with 9 and 10); in package.json so far up to 10.
    """
    if not project.overrides:
        return True
    if project.major is None:
        return False
    is_in_workspace = bool(strings(project.workspace.said.get("overrides")))
    is_in_package = bool(
        strings(project.said.get("overrides")) or strings(project.package.data.get("resolutions"))
    )
    return (project.major >= _FIRST_WITH_WORKSPACE or not is_in_workspace) and (
        project.major <= _LAST_WITH_PACKAGE or not is_in_package
    )


def _specifiers(importer: object) -> dict[str, dict[str, str]]:
    """The ranges of an importer by field; one without dependencies is written `{}`.

    Format 5.4 has them in a list of their own, and only the versions by field.
    """
    if not isinstance(importer, dict):
        return {}
    listed = strings(importer.get("specifiers"))
    return {
        field: {name: strings(one).get("specifier", listed.get(name, "")) for name, one in names.items()}
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
