"""The packages that a `pub get` looks at: the one here, those that are folders, and the members of a workspace."""

import posixpath

from layerwise.context.tree import Kind
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import yaml_text
from layerwise.manifests.globs import is_match
from layerwise.manifests.yaml_text import Yaml
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_DEEPEST = 100
_SECTIONS = ("dependencies", "dev_dependencies", "dependency_overrides")


class Package(NamedTuple):
    """A package whose pubspec is opened; a root is resolved itself, a member with its workspace."""

    folder: str
    is_root: bool
    is_member: bool = False
    generates: bool = False


def packages(reads: Reads, folder: str, *, is_with_example: bool) -> list[Package]:
    """Opens the pubspec here or of the workspace above, and all that it leads to."""
    root = _root(reads, folder)
    found: dict[str, Package] = {}
    _take(reads, root, found, is_root=True, is_member=False)
    example = posixpath.join(root, "example")
    if is_with_example and reads.kind(f"{example}/pubspec.yaml") is not None:
        # "Also run in example/ (if it exists)" is what `pub get` does unless told not to.
        found.pop(example, None)
        _take(reads, example, found, is_root=True, is_member=False)
    return list(found.values())


def _root(reads: Reads, folder: str) -> str:
    """The folder itself, or that of the workspace above (dart.dev, "Pub workspaces")."""
    place = folder
    while True:
        path = posixpath.join(place, "pubspec.yaml")
        text = (
            reads.required(path, "names the dependencies")
            if place == folder
            else reads.looked_for(path, "the workspace")
        )
        data = _mapping(reads, path, text) if text is not None else {"resolution": "workspace"}
        if data.get("resolution") != "workspace" or reads.unknown is not None:
            return place
        if place == "/":
            reads.cannot_know("the workspace is not in the image at this point", f"{folder}/pubspec.yaml")
            return folder
        place = posixpath.dirname(place)


def _take(
    reads: Reads, folder: str, found: dict[str, Package], *, is_root: bool, is_member: bool, depth: int = 0
) -> None:
    if folder in found:
        return
    if depth > _DEEPEST:
        reads.cannot_know("its packages lead from one to the next without an end")
        return
    path = posixpath.join(folder, "pubspec.yaml")
    data = _mapping(reads, path, reads.required(path, "names the dependencies"))
    flutter = data.get("flutter")
    generates = isinstance(flutter, dict) and flutter.get("generate") not in (None, False)
    found[folder] = Package(folder, is_root, is_member, generates)
    tables = [data.get(section) for section in _SECTIONS]
    if is_root or is_member:
        over = posixpath.join(folder, "pubspec_overrides.yaml")
        overrides = _mapping(reads, over, reads.text(over, "overrides dependencies"))
        tables.append(overrides.get("dependency_overrides"))
        data = {**data, **{key: value for key, value in overrides.items() if key == "workspace"}}
    for one in (one for table in tables if isinstance(table, dict) for one in table.values()):
        if isinstance(one, dict) and isinstance(one.get("path"), str):
            place = reads.resolve(str(one["path"]), folder)
            _take(reads, place, found, is_root=False, is_member=False, depth=depth + 1)
        elif isinstance(one, dict) and _is_beside(one.get("git")):
            reads.cannot_know("a repository is taken from a folder", path)
    for member in _members(reads, folder, data.get("workspace")) if is_root or is_member else ():
        known = found.get(member)
        if known is None or not (known.is_root or known.is_member):
            found.pop(member, None)
            _take(reads, member, found, is_root=False, is_member=True, depth=depth + 1)


def _is_beside(git: Yaml) -> bool:
    """Whether a repository's address is a path."""
    url = git.get("url") if isinstance(git, dict) else git
    return isinstance(url, str) and (":" not in url or url.startswith("file:"))


def _members(reads: Reads, folder: str, listed: Yaml) -> list[str]:
    """The folders of the members, which may be named by a pattern in the last part."""
    found = []
    for written in listed if isinstance(listed, list) else []:
        if not isinstance(written, str):
            continue
        place, name = posixpath.split(reads.resolve(written, folder))
        if "*" in place or "**" in name:
            reads.cannot_know(f"the members {written} cannot be followed", f"{folder}/pubspec.yaml")
        elif "*" in name:
            names = [one for one in reads.listed(place) if is_match(one, name)]
            found += [
                f"{place}/{one}" for one in names if reads.kind(f"{place}/{one}/pubspec.yaml") is Kind.FILE
            ]
        else:
            found.append(posixpath.join(place, name))
    return found


def _mapping(reads: Reads, path: str, text: str | None) -> dict[Yaml, Yaml]:
    data = yaml_text.load_mapping(text or "")
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return {}
    return data
