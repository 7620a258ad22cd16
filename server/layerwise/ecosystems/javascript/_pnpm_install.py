"""What a call of pnpm reads."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Reading
from layerwise.ecosystems.javascript._node import (
    Package,
    follow_bins,
    follow_own_version,
    has,
    join,
    unknown_place,
)
from layerwise.ecosystems.javascript._node_dependency_scripts import PRISMA, follow_dependency_scripts
from layerwise.ecosystems.javascript._node_environment import follow_node_options
from layerwise.ecosystems.javascript._node_scripts import follow_native_addon, follow_scripts
from layerwise.ecosystems.javascript._node_settings import Settings, is_on
from layerwise.ecosystems.javascript._pnpm_dependencies import follow_named, follow_patches, follow_paths
from layerwise.ecosystems.javascript._pnpm_lock import NAME, follow_lock, follow_own_locks, locked_patches
from layerwise.ecosystems.javascript._pnpm_project import (
    Project,
    Workspace,
    find_workspace,
    read_manifest,
    read_project,
)
from layerwise.ecosystems.javascript._pnpm_settings import follow_hooks, read_settings
from layerwise.ecosystems.reads import Reads

# Measured with pnpm 9, 10 and 12: the project's own scripts that an install runs. The last three and the first are
# left out with --prod by pnpm 12 only.
_MEMBER_EVENTS = ("preinstall", "install", "postinstall", "preprepare", "prepare", "postprepare")
_FIRST_TO_ASK = 10
_ROOT_EVENTS = ("pnpm:devPreinstall", *_MEMBER_EVENTS)


def read(tree: Tree, call: Call) -> Reading:
    """What one install reads; below a pnpm-workspace.yaml it is the whole workspace (pnpm.io, "recursive")."""
    if call.cwd is None:
        return unknown_place()
    reads = Reads(tree, call.cwd)
    follow_node_options(reads, call)
    if call.has("--global", "-g"):
        follow_own_version(reads, call.cwd, ".npmrc")
        follow_named(reads, call)
        return reads.reading(is_project=False)
    workspace = find_workspace(reads, call)
    settings = read_settings(reads, call, workspace)
    has_hooks = follow_hooks(reads, settings, workspace.folder)
    if call.install.verb == "fetch":
        return _fetch(tree, reads, workspace)
    package = read_manifest(reads, workspace.folder, "the project's manifest")
    if package is None and not workspace.said:
        reads.cannot_know("there is no package.json to install from")
        return reads.reading()
    follow_named(reads, call)
    project = read_project(tree, reads, workspace, package or Package(workspace.folder, "", {}), call)
    return _install(tree, reads, call, settings, project, has_hooks=has_hooks)


def _fetch(tree: Tree, reads: Reads, workspace: Workspace) -> Reading:
    """`pnpm fetch` downloads what the lock says and reads no manifest (pnpm.io, "fetch"; seen with strace).

    Of package.json only the version of pnpm and the patches count, so it is needed where it has them. The patches
    that the lock notes are applied also where nothing else names them: pnpm 10 fails without them, 8 and 9 do not
    (measured).
    """
    package = Package(workspace.folder, "", {})
    text = tree.text(package.path)
    if not isinstance(text, str) or '"packageManager"' in text or '"pnpm"' in text:
        package = read_manifest(reads, workspace.folder, "the version of pnpm, and patches") or package
    follow_patches(reads, Project(workspace, package, ()))
    lock = reads.required(join(workspace.folder, NAME), "the lockfile")
    for name, path in locked_patches(lock or "").items():
        has(reads, join(workspace.folder, path), f"the patch of {name}")
    return reads.reading(outputs=(join(workspace.folder, "node_modules"),))


def _install(
    tree: Tree, reads: Reads, call: Call, settings: Settings, project: Project, *, has_hooks: bool
) -> Reading:
    for member in project.members:
        has(reads, join(member.folder, ".npmrc"), "pnpm's settings for a workspace")
    linked = list(follow_paths(reads, project))
    has_patches = follow_patches(reads, project)
    _follow_scripts(reads, call, settings, project)
    bins = [path for one in (*project.depended_on, *linked) for path in follow_bins(tree, reads, one)]
    lock = follow_lock(reads, call, settings, project, is_plain=not (has_hooks or has_patches))
    own = follow_own_locks(reads, call, settings, project)
    if call.install.verb == "install-test":
        reads.needs_source("pnpm test runs in the same command")
    modules = [join(one.folder, "node_modules") for one in project.packages]
    return reads.reading(
        outputs=(*modules, *lock.outputs, *own.outputs), rewrites=(*bins, *lock.rewrites, *own.rewrites)
    )


def _follow_scripts(reads: Reads, call: Call, settings: Settings, project: Project) -> None:
    if "ignore-scripts" in settings and settings["ignore-scripts"] is None:
        reads.cannot_know("whether scripts run is not known")
    if is_on(settings, "ignore-scripts") or call.has("--lockfile-only"):
        return
    if _builds(project, PRISMA):
        follow_dependency_scripts(reads, project.packages, (project.package,))
    # With package names the project's own scripts do not run (pnpm.io, "add").
    for one in () if call.arguments else project.packages:
        follow_scripts(reads, one, _ROOT_EVENTS if one is project.package else _MEMBER_EVENTS)
        follow_native_addon(reads, one)


def _builds(project: Project, name: str) -> bool:
    """Whether a dependency's install script may run: pnpm 10 and later ask for leave (pnpm.io, "build scripts").

    Before 10 all run unless some are named.
    """
    keys = ("onlyBuiltDependencies", "allowBuilds")
    said = [one for key in keys for one in (project.said.get(key), project.workspace.said.get(key))]
    lists = [one for one in said if isinstance(one, list | dict)]
    if lists:
        return any(name in one for one in lists)
    return project.major is None or project.major < _FIRST_TO_ASK
