"""What a call of Yarn 1 reads."""

from collections.abc import Sequence

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Reading
from layerwise.ecosystems.javascript._node import (
    ALL_DEPENDENCIES,
    Package,
    follow_bins,
    follow_own_version,
    has,
    is_path,
    is_tarball,
    join,
    read_members,
    read_package,
    unknown_place,
    workspace_patterns,
)
from layerwise.ecosystems.javascript._node_dependency_scripts import follow_dependency_scripts
from layerwise.ecosystems.javascript._node_environment import follow_node_options
from layerwise.ecosystems.javascript._node_scripts import follow_native_addon, follow_scripts
from layerwise.ecosystems.javascript._node_settings import Settings, is_on
from layerwise.ecosystems.javascript._yarn_classic_lock import follow_lock
from layerwise.ecosystems.javascript._yarn_classic_settings import find_root, read_settings
from layerwise.ecosystems.reads import Reads

# Measured with Yarn 1.22: the project's own scripts that an install runs; with --production not the last two.
_EVENTS = ("preinstall", "install", "postinstall")
_DEVELOPMENT_EVENTS = ("prepublish", "prepare")


def read(tree: Tree, call: Call) -> Reading:
    """What one install reads, from the folder that Yarn takes for the project's."""
    if call.cwd is None:
        return unknown_place()
    reads = Reads(tree, call.cwd)
    follow_node_options(reads, call)
    if call.install.verb == "global add":
        follow_own_version(reads, call.cwd, ".npmrc", ".yarnrc", ".yarnrc.yml")
        _follow_named(reads, call)
        return reads.reading(is_project=False)
    start, root = find_root(reads, call.cwd)
    package = read_package(reads, root, "the project's manifest")
    if package is None:
        reads.cannot_know("there is no package.json to install from")
        return reads.reading()

    settings = read_settings(reads, call, start)
    # A negated pattern names nothing here: it is matched as it is written (measured with Yarn 1.22).
    patterns = [one for one in workspace_patterns(package) if not one.startswith("!")]
    members = read_members(tree, reads, package, patterns, package.path, call)
    _follow_paths(reads, [package, *members])
    # The commands of a `link:` are not linked (seen with strace, Yarn 1.22).
    marks = [path for one in members for path in follow_bins(tree, reads, one)]
    _follow_scripts(reads, call, settings, package, members)
    has(reads, join(root, ".yarnclean"), "what Yarn takes out of node_modules")
    folder = settings.get("modules-folder")
    modules = [join(one.folder, "node_modules") for one in (package, *members)]
    modules += [join(root, folder)] if folder else []
    lock = follow_lock(reads, settings, package, members)
    return reads.reading(outputs=(*modules, *lock.outputs), rewrites=lock.rewrites, marks=tuple(marks))


def _follow_named(reads: Reads, call: Call) -> None:
    """Packages named by the call may be files or folders of the project."""
    for word in call.arguments:
        name = (word.value or "").removeprefix("file:")
        if not name:
            reads.cannot_know("the names of the packages are not known")
        elif is_tarball(name) and "://" not in name:
            has(reads, reads.resolve(name), "installed by its name")
        elif name.startswith(("./", "../", "/")):
            reads.needs_source(f"it installs the folder {name}", reads.resolve(name))


def _follow_paths(reads: Reads, packages: Sequence[Package]) -> None:
    """Dependencies on paths: a packed file is read, a folder is copied whole.

    Of `link:` only the manifest is read (seen with strace, Yarn 1.22).
    """
    for package in packages:
        for name, spec in package.ranges(*ALL_DEPENDENCIES).items():
            if spec.startswith("link:"):
                read_package(reads, join(package.folder, spec[len("link:") :]), f"the dependency {name}")
            if not is_path(spec):
                continue
            path = join(package.folder, spec.removeprefix("file:"))
            if not has(reads, path, f"the dependency {name}"):
                reads.needs_source(f"the dependency {name} is copied from its folder", path)


def _follow_scripts(
    reads: Reads, call: Call, settings: Settings, package: Package, members: Sequence[Package]
) -> None:
    if is_on(settings, "ignore-scripts"):
        return
    production = settings.get("production", settings.get("prod"))
    is_production = production == "true" or (
        production is None and call.command.environment.get("NODE_ENV") == "production"
    )
    follow_scripts(reads, package, _EVENTS if is_production else (*_EVENTS, *_DEVELOPMENT_EVENTS))
    follow_dependency_scripts(reads, (package, *members), (package, *members))
    for one in (package, *members):
        follow_native_addon(reads, one)
    for one in members:
        follow_scripts(reads, one, _EVENTS)
