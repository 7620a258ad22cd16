"""What a call of npm reads."""

from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Reading
from layerwise.ecosystems.javascript._node import (
    ALL_DEPENDENCIES,
    Package,
    Written,
    follow_bins,
    has,
    is_path,
    is_tarball,
    join,
    read_package,
    read_workspaces,
    unknown_place,
)
from layerwise.ecosystems.javascript._node_dependency_scripts import follow_dependency_scripts
from layerwise.ecosystems.javascript._node_environment import follow_node_options
from layerwise.ecosystems.javascript._node_scripts import follow_native_addon, follow_scripts
from layerwise.ecosystems.javascript._node_settings import Settings, is_off, is_on
from layerwise.ecosystems.javascript._npm_lock import is_in_step, read_lock
from layerwise.ecosystems.javascript._npm_project import find_root, is_global, named, read_settings
from layerwise.ecosystems.reads import Reads

# Measured with npm 11: the project's own scripts that an install runs, of the root and of each workspace.
_ROOT_EVENTS = (
    *("dependencies", "preinstall", "install", "postinstall"),
    *("prepublish", "preprepare", "prepare", "postprepare"),
)
_MEMBER_EVENTS = ("preinstall", "install", "postinstall", "prepare")
# With package names, only this one of the root.
_ADDING_EVENTS = ("dependencies",)

_CHANGING = ("update", "dedupe")
_TESTING = ("install-test", "install-ci-test")


def read(tree: Tree, call: Call) -> Reading:
    """What one npm install reads, from the folder that npm takes for the project's."""
    if call.cwd is None:
        return unknown_place()
    reads = Reads(tree, call.cwd)
    follow_node_options(reads, call)
    if is_global(call):
        _follow_named(reads, call)
        return reads.reading(is_project=False)
    root = find_root(tree, reads, call)
    settings = read_settings(reads, call, root)
    _follow_named(reads, call)
    package = read_package(reads, root, "the project's manifest")
    if package is None:
        return _without_project(reads, call, root)

    members = read_workspaces(tree, reads, package, call)
    others = [*members, *_linked(reads, [package, *members], settings)]
    marks = [path for one in others for path in follow_bins(tree, reads, one)]
    _follow_scripts(reads, call, settings, package, others)
    lock = _follow_lock(reads, call, settings, package, others)
    if call.install.verb in _TESTING:
        reads.needs_source("npm test runs in the same command")
    modules = [join(one.folder, "node_modules") for one in (package, *others)]
    return reads.reading(outputs=(*modules, *lock.outputs), rewrites=lock.rewrites, marks=tuple(marks))


def _follow_named(reads: Reads, call: Call) -> None:
    """A named package may be a file or a folder of the project."""
    for name in named(call):
        path = reads.resolve(name.removeprefix("file:"))
        if not name:
            reads.cannot_know("the names of the packages are not known")
        elif is_tarball(name) and "://" not in name:
            has(reads, path, "installed by its name")
        elif name in (".", "..") or name.startswith(("./", "../", "/", "file:")):
            reads.needs_source(f"it installs the folder {name}", path)


def _without_project(reads: Reads, call: Call, root: str) -> Reading:
    """Packages named where there is no package.json make one; nothing else can be installed there."""
    if not named(call):
        reads.cannot_know("there is no package.json to install from")
    made = ("node_modules", "package.json", "package-lock.json")
    return reads.reading(outputs=tuple(join(root, name) for name in made), is_project=False)


def _linked(reads: Reads, packages: list[Package], settings: Settings) -> Iterator[Package]:
    """The folders that `file:` dependencies name, and theirs in turn; they are linked, not copied.

    A folder that is not there gives a link to nowhere and no error; a tarball must be there (measured).
    """
    seen = {package.folder for package in packages}
    queue = list(packages)
    while queue:
        package = queue.pop(0)
        for name, spec in package.ranges(*ALL_DEPENDENCIES).items():
            if not is_path(spec):
                continue
            path = join(package.folder, spec.removeprefix("file:"))
            if is_tarball(spec):
                has(reads, path, f"the dependency {name}")
            elif path not in seen:
                seen.add(path)
                linked = read_package(reads, path, f"the dependency {name}")
                if linked is not None:
                    reads.misses(linked.path, package.path)
                    queue.append(linked)
                    yield linked
                if is_on(settings, "install-links"):
                    reads.needs_source(f"the dependency {name} is packed from its folder", path)


def _follow_scripts(
    reads: Reads, call: Call, settings: Settings, package: Package, others: list[Package]
) -> None:
    if "ignore-scripts" in settings and settings["ignore-scripts"] is None:
        reads.cannot_know("whether scripts run is not known")
    if is_on(settings, "ignore-scripts"):
        return
    follow_scripts(reads, package, _ADDING_EVENTS if named(call) else _ROOT_EVENTS)
    follow_dependency_scripts(reads, (package, *others), (package,))
    for one in others:
        follow_scripts(reads, one, _MEMBER_EVENTS)
        follow_native_addon(reads, one)
    if not named(call):
        follow_native_addon(reads, package)


def _follow_lock(
    reads: Reads, call: Call, settings: Settings, package: Package, others: list[Package]
) -> Written:
    """What the install does to the lockfiles, and to the manifest where packages are named."""
    lock = read_lock(reads, package.folder)
    if call.install.is_frozen:
        if lock.path is None:
            missing = join(package.folder, "package-lock.json")
            reads.fails("it fails, since there is no lockfile", missing, package.path)
        return Written()
    if is_off(settings, "save") or is_off(settings, "package-lock"):
        return Written()
    rewrites = [package.path] if named(call) else []
    rewrites += [lock.yarn_lock] if lock.yarn_lock else []
    if lock.path is None:
        return Written((join(package.folder, "package-lock.json"),), tuple(rewrites))
    if named(call) or call.install.verb in _CHANGING or not is_in_step(lock, package, others):
        rewrites.append(lock.path)
    return Written(rewrites=tuple(rewrites))
