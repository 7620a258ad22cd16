"""The two phases of a pnpm install: what the lock names is fetched, then linked."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.again import line, options, program, whole
from layerwise.ecosystems.facts import Call, Phases
from layerwise.ecosystems.javascript._node import ALL_DEPENDENCIES, Package, is_path, join, read_package
from layerwise.ecosystems.javascript._node_settings import Settings, is_off, is_on
from layerwise.ecosystems.javascript._pnpm_install import read
from layerwise.ecosystems.javascript._pnpm_lock import NAME
from layerwise.ecosystems.javascript._pnpm_project import Project, find_workspace, read_project
from layerwise.ecosystems.javascript._pnpm_settings import read_settings
from layerwise.ecosystems.reads import Reads
from layerwise.records import replace

# What `pnpm fetch` takes of the options of an install (pnpm fetch --help of 10), and what it cannot prepare.
_FETCH_OPTIONS = (
    "-C", "--dir", "--prod", "-P", "--production", "--dev", "-D", "--store-dir", "--registry", "--reporter",
    "--loglevel", "--network-concurrency", "--silent", "-s", "--ignore-pnpmfile",
)  # fmt: skip
_NOT_IN_PHASES = (
    "--global", "-g", "--lockfile-only", "--no-lockfile", "--ignore-workspace", "--lockfile-dir", "--force",
    "--virtual-store-dir", "--modules-dir", "--fix-lockfile", "--shamefully-hoist", "--hoist-pattern",
    "--public-hoist-pattern", "--resolution-only",
)  # fmt: skip


def phases(tree: Tree, call: Call) -> Phases | None:
    """What the lock names is fetched first; the same install then links it, offline.

    Measured with pnpm 9, 10 and 12: node_modules is the same afterwards, but for the time noted in it and, before
    12, NODE_PATH in the links to commands of workspaces.
    """
    if call.install.verb != "install" or call.arguments or call.cwd is None or call.has(*_NOT_IN_PHASES):
        return None
    fetch = replace(call, install=call.install._replace(verb="fetch"))
    first, wanted = read(tree, fetch), read(tree, call)
    if first.source is not None or first.unknown is not None or wanted.unknown is not None:
        return None
    reads = Reads(tree, call.cwd)
    workspace = find_workspace(reads, call)
    package = read_package(reads, workspace.folder, "the project's manifest")
    project = read_project(tree, reads, workspace, package or Package(workspace.folder, "", {}), call)
    is_lock_kept = join(workspace.folder, NAME) not in wanted.rewrites
    if not is_lock_kept or not _can_fetch(read_settings(reads, call, workspace), project):
        return None
    is_frozen = call.has("--frozen-lockfile", "--no-frozen-lockfile")
    return Phases(
        note=_note(call, project),
        instead=line(program(call, ("pnpm",)), "fetch", _kept(call)),
        second=line(whole(call), "--offline", "" if is_frozen else "--frozen-lockfile"),
    )


def _can_fetch(settings: Settings, project: Project) -> bool:
    """Whether `pnpm fetch` prepares all that the install links, which takes one lock for all packages.

    It does not know packages of the tree that are copied in, patches in the hoisted layout, and overrides that
    refer to the manifest's own ranges (pnpm/pnpm#8181, homarr-labs/homarr#6328, pnpm/pnpm#12160).
    """
    if is_off(settings, "shared-workspace-lockfile") or is_on(settings, "inject-workspace-packages"):
        return False
    overrides = project.overrides.values()
    specs = [spec for one in project.packages for spec in one.ranges(*ALL_DEPENDENCIES).values()]
    is_copied = any(is_path(spec) for spec in (*specs, *overrides))
    is_copied = is_copied or any("dependenciesMeta" in one.data for one in project.packages)
    linker = settings.get("node-linker", "isolated")
    patches = project.workspace.said.get("patchedDependencies") or project.said.get("patchedDependencies")
    is_prepared = linker == "isolated" or (linker == "hoisted" and not patches)
    return is_prepared and not is_copied and not any("$" in spec for spec in overrides)


def _note(call: Call, project: Project) -> str:
    """What is not quite the same for the user."""
    note = "the build scripts of dependencies run after the copy too, with every edit"
    if call.has("--filter", "-F", "--filter-prod"):
        note += "; pnpm fetch downloads the packages of all workspaces"
    if any("bin" in member.data for member in project.depended_on):
        note += "; before pnpm 12, commands of workspaces find only the packages that they name"
    return note


def _kept(call: Call) -> list[str]:
    """The options that the fetch takes over, settings such as `--config.node-linker=hoisted` among them."""
    settings = [one for one in call.options if one.name.startswith("--config.")]
    said = [f"{one.name}={one.value.value}" for one in settings if one.value is not None]
    return [*options(call, _FETCH_OPTIONS), *said]
