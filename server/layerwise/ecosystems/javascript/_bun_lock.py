"""Bun's text lockfile, as far as it tells whether an install would write it again."""

import posixpath
from collections.abc import Mapping, Sequence

from layerwise.ecosystems.javascript._node import DEPENDENCIES, Package, workspace_patterns
from layerwise.manifests.json_text import Json, load_commented
from layerwise.unknown import Unknown

# What the lock repeats of every workspace, and of the root beside them (measured with Bun 1.4).
_OF_WORKSPACES = ("name", "version", "bin", *DEPENDENCIES, "peerDependencies")
_OF_THE_ROOT = ("overrides", "patchedDependencies", "trustedDependencies")
_NOT_FOLLOWED = ("resolutions", "catalog", "catalogs", "peerDependenciesMeta")


def is_in_step(lock: str, root: Package, members: Sequence[Package]) -> bool:
    """Whether an install would leave the lock as it is: it repeats what the manifests say.

    Bun 1.4 adds `configVersion` to a lock without it.
    """
    data = _load(lock)
    workspaces = data.get("workspaces")
    patterns = root.data.get("workspaces")
    if not isinstance(workspaces, dict) or "configVersion" not in data:
        return False
    if any(field in one.data for one in (root, *members) for field in _NOT_FOLLOWED):
        return False
    if isinstance(patterns, dict) and set(patterns) - {"packages"}:
        return False
    packages = {_path(one, root): one for one in (root, *members)}
    if set(workspaces) != set(packages):
        return False
    repeats = all((data.get(field) or None) == (root.data.get(field) or None) for field in _OF_THE_ROOT)
    return repeats and all(
        _is_entry(workspaces[path], one, is_root=one is root) for path, one in packages.items()
    )


def is_isolated(lock: str | None) -> bool:
    """Whether a workspace's packages are kept apart: the usual way where the lock says `configVersion` 1."""
    data = _load(lock or "")
    workspaces = data.get("workspaces")
    return data.get("configVersion") == 1 and isinstance(workspaces, dict) and len(workspaces) > 1


def _load(lock: str) -> Mapping[str, Json]:
    data = load_commented(lock)
    return {} if isinstance(data, Unknown) else data


def _path(package: Package, root: Package) -> str:
    return "" if package is root else posixpath.relpath(package.folder, root.folder)


def _is_entry(entry: Json, package: Package, *, is_root: bool) -> bool:
    fields = [field for field in _OF_WORKSPACES if not (is_root and field in ("version", "bin"))]
    if not isinstance(entry, dict) or (workspace_patterns(package) and not is_root):
        return False
    return all((entry.get(field) or None) == (package.data.get(field) or None) for field in fields)
