"""The packages that a pnpm command works on, from the workspace file down."""

import posixpath
from collections.abc import Mapping

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.javascript._node import (
    ALL_DEPENDENCIES,
    Package,
    join,
    read_members,
    read_package,
    strings,
    texts,
    upward,
)
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import yaml_text
from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_PNPM = regex(r"pnpm@(\d{1,9})\.")
_OTHER_MANIFESTS = ("package.yaml", "package.json5")


class Workspace(NamedTuple):
    """The folder that pnpm works from, and what its pnpm-workspace.yaml says; nothing where there is none."""

    folder: str
    said: Mapping[object, object]

    @property
    def path(self) -> str:
        """The path of the workspace file."""
        return posixpath.join(self.folder, "pnpm-workspace.yaml")


class Project(NamedTuple):
    """A workspace with the package of its own folder and its members."""

    workspace: Workspace
    package: Package
    members: tuple[Package, ...]

    @property
    def packages(self) -> tuple[Package, ...]:
        """All packages, that of the workspace's own folder first."""
        return (self.package, *self.members)

    @property
    def said(self) -> Mapping[str, object]:
        """What the field `pnpm` of package.json says."""
        value = self.package.data.get("pnpm")
        return value if isinstance(value, dict) else {}

    @property
    def major(self) -> int | None:
        """The major version of pnpm that the project asks for, None where it asks for none."""
        found = _PNPM.match(str(self.package.data.get("packageManager")))
        return int(found.group(1)) if found else None

    @property
    def overrides(self) -> dict[str, str]:
        """The ranges that replace others everywhere, in each of the places where they may stand."""
        found = strings(self.said.get("overrides")) | strings(self.package.data.get("resolutions"))
        return found | strings(self.workspace.said.get("overrides"))

    @property
    def depended_on(self) -> list[Package]:
        """The members that another package depends on; their commands are linked (measured with pnpm 9 and 10)."""
        names = {name for one in self.packages for name in one.ranges(*ALL_DEPENDENCIES)}
        return [member for member in self.members if member.name in names]


def find_workspace(reads: Reads, call: Call) -> Workspace:
    """The nearest folder with a pnpm-workspace.yaml, else with a package.json."""
    folders = list(upward(call.cwd or "/"))
    for folder in () if call.has("--ignore-workspace") else folders:
        path = join(folder, "pnpm-workspace.yaml")
        text = reads.looked_for(path, "pnpm looks for a workspace")
        if text is not None:
            value = yaml_text.load_mapping(text)
            if isinstance(value, Unknown):
                reads.cannot_know(value.why, path)
            workspace = Workspace(folder, {} if isinstance(value, Unknown) else value)
            _ask_for_workspace(reads, workspace)
            return workspace
    why = "pnpm looks for the project's folder"
    names = ("package.json", *_OTHER_MANIFESTS)
    found = (one for one in folders for name in names if reads.looked_for(join(one, name), why) is not None)
    return Workspace(next(found, folders[0]), {})


def _ask_for_workspace(reads: Reads, workspace: Workspace) -> None:
    """What the manifest has from the workspace file: `catalog:` ranges fail without (pnpm.io, "Catalogs").

    Without overrides and patches it installs other packages, without members none of theirs (measured).
    """
    manifest = join(workspace.folder, "package.json")
    text = reads.peek(manifest) or ""
    if '"catalog:' in text:
        reads.requires(workspace.path, manifest)
    if '"workspace:' in text or {"overrides", "patchedDependencies"} & set(map(str, workspace.said)):
        reads.misses(workspace.path, manifest)


def read_manifest(reads: Reads, folder: str, why: str) -> Package | None:
    """A package.json, or one of the other forms that pnpm accepts, which are not followed."""
    package = read_package(reads, folder, why)
    for name in _OTHER_MANIFESTS if package is None else ():
        if reads.text(join(folder, name), why) is not None:
            reads.cannot_know(f"{name} is not read", join(folder, name))
    return package


def read_project(tree: Tree, reads: Reads, workspace: Workspace, package: Package, call: Call) -> Project:
    """The project of a workspace's own package: the members are those that the workspace file names."""
    patterns = texts(workspace.said.get("packages"))
    return Project(
        workspace, package, tuple(read_members(tree, reads, package, patterns, workspace.path, call))
    )
