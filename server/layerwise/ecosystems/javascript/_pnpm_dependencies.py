"""The dependencies of a pnpm project that stand in the tree: packed files, folders, patches."""

from collections.abc import Iterator

from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.javascript._node import (
    ALL_DEPENDENCIES,
    Package,
    has,
    is_path,
    is_tarball,
    join,
    read_package,
    strings,
)
from layerwise.ecosystems.javascript._pnpm_project import Project
from layerwise.ecosystems.reads import Reads


def follow_named(reads: Reads, call: Call) -> None:
    """Packages named by the call may be files or folders of the project."""
    for word in call.arguments:
        name = (word.value or "").removeprefix("file:").removeprefix("link:")
        if not name:
            reads.cannot_know("the names of the packages are not known")
        elif is_tarball(name) and "://" not in name:
            has(reads, reads.resolve(name), "installed by its name")
        elif name.startswith(("./", "../", "/")) or name in (".", ".."):
            reads.needs_source(f"it installs the folder {name}", reads.resolve(name))


def follow_paths(reads: Reads, project: Project) -> Iterator[Package]:
    """Dependencies on paths: a packed file is read, a folder's files are linked one by one.

    Of `link:`, the packages given back, only the manifest is read (seen with strace, pnpm 10). A path in an
    override starts from the workspace's root (pnpm.io, "overrides").
    """
    specs = [
        (one.folder, name, spec)
        for one in project.packages
        for name, spec in one.ranges(*ALL_DEPENDENCIES).items()
    ]
    specs += [(project.workspace.folder, name, spec) for name, spec in project.overrides.items()]
    for folder, name, spec in specs:
        if spec.startswith("link:"):
            linked = read_package(reads, join(folder, spec.removeprefix("link:")), f"the dependency {name}")
            yield from [linked] if linked else []
        if not is_path(spec):
            continue
        path = join(folder, spec.removeprefix("file:"))
        if not has(reads, path, f"the dependency {name}"):
            reads.needs_source(f"the dependency {name} is copied from its folder", path)


def follow_patches(reads: Reads, project: Project) -> bool:
    """The files that `patchedDependencies` names, in either place; whether there are any."""
    patches = strings(project.said.get("patchedDependencies"))
    patches |= strings(project.workspace.said.get("patchedDependencies"))
    for name, path in patches.items():
        reads.required(join(project.workspace.folder, path), f"the patch of {name}")
    return bool(patches)
