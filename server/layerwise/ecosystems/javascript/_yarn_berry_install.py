"""What a call of Yarn 2 or later reads."""

import json
import re
from collections.abc import Iterator, Sequence

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Reading
from layerwise.ecosystems.javascript._node import (
    ALL_DEPENDENCIES,
    Package,
    follow_bins,
    has,
    join,
    read_package,
    read_workspaces,
    strings,
    unknown_place,
    upward,
)
from layerwise.ecosystems.javascript._node_dependency_scripts import follow_dependency_scripts
from layerwise.ecosystems.javascript._node_environment import follow_node_options
from layerwise.ecosystems.javascript._node_scripts import follow_native_addon, follow_scripts
from layerwise.ecosystems.javascript._yarn import major
from layerwise.ecosystems.javascript._yarn_berry_dependencies import follow_patches, follow_paths
from layerwise.ecosystems.javascript._yarn_berry_linker import follow_linker
from layerwise.ecosystems.javascript._yarn_berry_lock import follow_lock
from layerwise.ecosystems.javascript._yarn_berry_settings import Settings, is_immutable, read_settings
from layerwise.ecosystems.reads import Reads

# Measured with Yarn 4: the project's own scripts that an install runs, the same for the root and each workspace.
_EVENTS = ("preinstall", "install", "postinstall")


def read(tree: Tree, call: Call) -> Reading:
    """What one install reads, from the folder that Yarn takes for the project's."""
    if call.cwd is None:
        return unknown_place()
    reads = Reads(tree, call.cwd)
    follow_node_options(reads, call)
    settings = read_settings(reads, call)
    root = _find_root(reads, call.cwd)
    package = read_package(reads, root, "the project's manifest")
    if package is None:
        reads.cannot_know("there is no package.json to install from")
        return reads.reading()
    members = list(_members(tree, reads, package, call))
    packages = [package, *members]
    linked = list(follow_paths(reads, root, packages))
    bins = [path for one in (*members, *linked) for path in follow_bins(tree, reads, one)]
    _follow_scripts(reads, call, packages)
    has(reads, join(root, ".env.yarn"), "variables that Yarn sets for itself")
    _follow_constraints(reads, settings, root)
    installed = follow_linker(reads, settings, root, packages, major(tree, call))
    lock = follow_lock(reads, call, settings, package, members)
    is_kept = is_immutable(call, settings)
    manifests = [] if is_kept else [one.path for one in packages if not _is_formatted(one)]
    follow_patches(reads, root, packages)
    return reads.reading(
        outputs=(*installed.outputs, *lock.outputs),
        rewrites=(*bins, *installed.rewrites, *lock.rewrites, *manifests),
    )


def _find_root(reads: Reads, cwd: str) -> str:
    """The nearest folder with a yarn.lock, else the topmost with a package.json (seen with strace, Yarn 3 and 4)."""
    topmost = cwd
    for folder in upward(cwd):
        if reads.looked_for(join(folder, "yarn.lock"), "the lockfile") is not None:
            return folder
        if reads.looked_for(join(folder, "package.json"), "Yarn looks for the project's folder") is not None:
            topmost = folder
    return topmost


def _members(tree: Tree, reads: Reads, package: Package, call: Call, depth: int = 0) -> Iterator[Package]:
    """The workspaces, and theirs in turn (Yarn's manual, "Workspaces": nested worktrees)."""
    for member in read_workspaces(tree, reads, package, call):
        yield member
        if depth < len("abc"):
            yield from _members(tree, reads, member, call, depth + 1)


def _follow_scripts(reads: Reads, call: Call, packages: Sequence[Package]) -> None:
    if {"skip-build", "update-lockfile"} & {word.value for word in call.values("--mode")}:
        return
    follow_dependency_scripts(reads, packages, packages)
    for one in packages:
        follow_scripts(reads, one, _EVENTS)
        follow_native_addon(reads, one)


def _follow_constraints(reads: Reads, settings: Settings, root: str) -> None:
    """The program that checks the manifests where it is asked for."""
    path = join(root, "yarn.config.cjs")
    is_checked = settings.get("enableConstraintsChecks") is True
    if is_checked and has(reads, path, "constraints that the install checks"):
        reads.needs_source("the constraints in yarn.config.cjs are checked", path)


def _is_formatted(package: Package) -> bool:
    """Whether Yarn, which writes each manifest in its own form, would write it as it is (measured with Yarn 4)."""
    indent = re.search(r"^[ \t]+", package.text, re.MULTILINE)
    text = json.dumps(package.data, indent=indent[0] if indent else "  ", ensure_ascii=False)
    fields = [list(strings(package.data.get(field))) for field in ALL_DEPENDENCIES]
    return package.text.rstrip("\n") == text and all(names == sorted(names) for names in fields)
