"""Whether `uv.lock` and the manifests surely agree, so that a sync without --locked leaves it as it is.

Run with uv 0.5 and 0.13: each keeps the other's lockfile where they do.
"""

import re

from layerwise.ecosystems.python._pyproject import Pyproject, normalized
from layerwise.ecosystems.python._uv_lock import Lock
from layerwise.ecosystems.python._uv_workspace import Workspace, is_package
from layerwise.manifests.toml_text import Toml, table, tables, texts
from layerwise.regex import regex
from layerwise.tuples import NamedTuple

# What [tool.uv] may say without bearing on the versions that are chosen.
_PLAIN = frozenset({"package", "default-groups", "workspace", "sources", "managed", "link-mode", "cache-dir"})
_REQUIREMENT = regex(r"([\w.-]+)\s*(?:\[([^]]*)\])?\s*([^;@()\[\]]*)")


class _Asked(NamedTuple):
    """One requirement: normalized name, extras, the parts of its version, and the extra that it is for."""

    name: str
    extras: frozenset[str]
    versions: frozenset[str]
    extra: str = ""


def is_in_step(lock: Lock, workspace: Workspace) -> bool:
    """Whether every member is in the lockfile with just what its manifest asks for."""
    members = [member for member in workspace.members if member.name]
    is_alone = "workspace" not in workspace.root.table("tool", "uv")
    listed = frozenset() if is_alone else frozenset(member.name for member in members)
    manifest = table(lock.data, "manifest").keys()
    if listed != lock.members or manifest - {"members"} or "options" in lock.data:
        return False
    pythons = {_versions(member.table("project").get("requires-python")) for member in members}
    return pythons == {_versions(lock.data.get("requires-python"))} and all(
        _is_member_in_step(lock, member) for member in members
    )


def _is_member_in_step(lock: Lock, member: Pyproject) -> bool:
    locked = [
        one for one in tables(lock.data.get("package", [])) if normalized(one.get("name")) == member.name
    ]
    sources = member.table("tool", "uv", "sources").values()
    if len(locked) != 1 or member.dynamic or member.table("tool", "uv").keys() - _PLAIN:
        return False
    if any(value != {"workspace": True} for value in sources):
        return False
    if ("editable" if is_package(member) else "virtual") not in table(locked[0], "source"):
        return False
    project, metadata = member.table("project"), table(locked[0], "metadata")
    extras = table(project, "optional-dependencies")
    asked = _written(project.get("dependencies"))
    asked += (one for extra, value in extras.items() for one in _written(value, normalized(extra)))
    groups = member.table("dependency-groups")
    return (
        locked[0].get("version") == project.get("version")
        and None not in asked
        and set(asked) == set(_noted(metadata.get("requires-dist")))
        and groups.keys() == table(metadata, "requires-dev").keys()
        and all(
            set(_written(v)) == set(_noted(table(metadata, "requires-dev")[k])) for k, v in groups.items()
        )
        and set(texts(metadata.get("provides-extras", list(extras)))) == set(map(normalized, extras))
    )


def _written(value: Toml, extra: str = "") -> list[_Asked | None]:
    """Requirements of a manifest; None for each that is more than a name, extras and versions."""
    found: list[_Asked | None] = []
    for one in value if isinstance(value, list) else ():
        plain = _REQUIREMENT.fullmatch(one.strip()) if isinstance(one, str) else None
        if plain is None:
            found.append(None)
        else:
            extras = frozenset(normalized(name.strip()) for name in (plain[2] or "").split(",") if name)
            found.append(_Asked(normalized(plain[1]), extras, _versions(plain[3]), extra))
    return found


def _noted(value: Toml) -> list[_Asked]:
    """Requirements as the lockfile notes them: `{ name = "six", specifier = ">=1", marker = "extra == 'x'" }`."""
    found = []
    for one in tables(value or []):
        marker = one.get("marker", "")
        plain = re.fullmatch(r"(?:extra == '([\w.-]+)')?", marker if isinstance(marker, str) else "?")
        extra = (plain[1] or "") if plain else "?"
        extras = frozenset(texts(one.get("extras")))
        found.append(_Asked(normalized(one.get("name")), extras, _versions(one.get("specifier")), extra))
    return found


def _versions(value: Toml) -> frozenset[str]:
    parts = value.split(",") if isinstance(value, str) else ()
    return frozenset(re.sub(r"\s+", "", part) for part in parts if part.strip())
