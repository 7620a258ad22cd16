"""Yarn 1: `package.json`, locked by `yarn.lock`."""

import re
from collections.abc import Iterator, Mapping, Sequence

from layerwise.context.tree import Tree
from layerwise.ecosystems._node import (
    ALL_DEPENDENCIES,
    DEPENDENCIES,
    Package,
    below,
    follow_bins,
    follow_node_options,
    has,
    home,
    is_tarball,
    join,
    read_members,
    read_package,
    unknown_place,
    upward,
    workspace_patterns,
)
from layerwise.ecosystems._node_scripts import follow_native_addon, follow_scripts
from layerwise.ecosystems._node_settings import Settings, from_environment, from_npmrc, from_options, is_on
from layerwise.ecosystems._reads import Reads
from layerwise.ecosystems._yarn import LAUNCHERS, NAMES, NOT_AN_INSTALL, major, yarnrc
from layerwise.ecosystems.facts import Call, Ecosystem, Install, Reading, Tool
from layerwise.manifests.globs import is_match

# Measured with Yarn 1.22: the project's own scripts that an install runs; with --production not the last two.
_EVENTS = ("preinstall", "install", "postinstall")
_DEVELOPMENT_EVENTS = ("prepublish", "prepare")
_MIRROR = "yarn-offline-mirror"


def read(tree: Tree, call: Call) -> Reading:
    """What one install reads, from the folder that Yarn takes for the project's."""
    if call.cwd is None:
        return unknown_place()
    reads = Reads(tree, call.cwd)
    follow_node_options(reads, call)
    if call.install.verb == "global add":
        _follow_named(reads, call)
        return reads.reading(is_project=False)
    start, root = _find_root(reads, call.cwd)
    package = read_package(reads, root, "the project's manifest")
    if package is None:
        reads.cannot_know("there is no package.json to install from")
        return reads.reading()

    settings = _settings(reads, call, start)
    # A negated pattern names nothing here: it is matched as it is written (measured with Yarn 1.22).
    patterns = [one for one in workspace_patterns(package) if not one.startswith("!")]
    members = read_members(tree, reads, package, patterns, package.path)
    _follow_paths(reads, [package, *members])
    # The commands of a `link:` are not linked (seen with strace, Yarn 1.22).
    marks = [path for one in members for path in follow_bins(tree, reads, one)]
    rewrites: list[str] = []
    _follow_scripts(reads, call, settings, package, members)
    has(reads, join(root, ".yarnclean"), "what Yarn takes out of node_modules")

    folder = settings.get("modules-folder")
    outputs = [join(one.folder, "node_modules") for one in (package, *members)]
    outputs += [join(root, folder)] if folder else []
    lock_path = join(root, "yarn.lock")
    is_kept = any(is_on(settings, name) for name in ("frozen-lockfile", "pure-lockfile"))
    lock = None
    if settings.get("lockfile") != "false":
        lock = reads.text(lock_path, "the lockfile")
        if lock is None:
            outputs += [] if is_kept else [lock_path]
        elif not is_kept and not _is_in_step(lock, package, members):
            rewrites.append(lock_path)
    mirror = settings.get(_MIRROR)
    if mirror and not _is_mirrored(reads, mirror, lock or ""):
        outputs.append(mirror)
    return reads.reading(outputs=tuple(outputs), rewrites=tuple(rewrites), marks=tuple(marks))


def claims(tree: Tree, call: Call) -> bool:
    """Whether the project uses a Yarn of this line."""
    return major(tree, call) == 1


def _find_root(reads: Reads, cwd: str) -> tuple[str, str]:
    """The nearest folder with a package.json, and the workspace root that lists it, else the same folder.

    The first manifest with workspaces, upward, decides: where it does not list the folder, the search ends.
    """
    why = "Yarn looks for the project's folder"
    found = (one for one in upward(cwd) if reads.looked_for(join(one, "package.json"), why) is not None)
    start = next(found, cwd)
    for folder in upward(start):
        if reads.looked_for(join(folder, "package.json"), "Yarn looks for a workspace root") is None:
            continue
        above = read_package(reads, folder, "Yarn looks for a workspace root")
        patterns = workspace_patterns(above) if above else ()
        if patterns:
            path = start[len(folder) :].strip("/")
            return start, folder if not path or any(is_match(path, one) for one in patterns) else start
    return start, start


def _settings(reads: Reads, call: Call, start: str) -> Settings:
    """The call's options, then the .yarnrc and .npmrc files of the folder and of each above it, then the user's."""
    found = from_options(call)
    for name, value in from_environment(call).items():
        found.setdefault(name, value)
    for folder in dict.fromkeys((*upward(start), home(call))):
        rc = join(folder, ".yarnrc")
        text = reads.looked_for(rc, "Yarn's settings")
        for name, written in yarnrc(text or "").items():
            value = join(folder, written) if name == _MIRROR and written else written
            found.setdefault(name, value)
            if name == "yarn-path" and value:
                has(reads, join(folder, value), "the Yarn that the project keeps")
            if name == _MIRROR and value:
                below(reads, value, "the offline mirror that .yarnrc names")
        for name, value in from_npmrc(
            reads.looked_for(join(folder, ".npmrc"), "registry settings") or ""
        ).items():
            found.setdefault(name, value)
    return found


def _follow_named(reads: Reads, call: Call) -> None:
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
            if not spec.startswith(("file:", "./", "../", "/")):
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
    for one in (package, *members):
        follow_native_addon(reads, one)
    for one in members:
        follow_scripts(reads, one, _EVENTS)


def _is_in_step(lock: str, root: Package, members: Sequence[Package]) -> bool:
    """Whether an install would leave the lock as it is: it has what is asked for, and nothing besides."""
    if root.data.get("resolutions"):
        return False
    entries = _entries(lock)
    own = {one.name for one in members}
    wanted = [
        f"{name}@{spec}"
        for one in (root, *members)
        for name, spec in one.ranges(*DEPENDENCIES).items()
        if name not in own and not spec.startswith(("link:", "workspace:"))
    ]
    reached: set[str] = set()
    while wanted:
        pattern = wanted.pop()
        if pattern not in reached:
            if pattern not in entries:
                return False
            reached.add(pattern)
            wanted += [f"{name}@{spec}" for name, spec in entries[pattern].items() if name not in own]
    return reached == set(entries)


def _is_mirrored(reads: Reads, mirror: str, lock: str) -> bool:
    """Whether the mirror holds all that is locked; Yarn puts what it downloads into it (seen with strace, 1.22)."""
    names = reads.listed(mirror)
    archives = re.findall(r"^  resolved \"?[^\"#\s]*?([^/\"#\s]+)[\"#\s]", lock, re.MULTILINE)
    return bool(archives) and all(any(name.endswith(archive) for name in names) for archive in archives)


def _entries(lock: str) -> Mapping[str, Mapping[str, str]]:
    """The lock's entries by each `name@range` that they answer, with what they depend on themselves."""
    found: dict[str, dict[str, str]] = {}
    dependencies: dict[str, str] = {}
    is_inside = False
    for line in lock.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            dependencies = {}
            found.update((key, dependencies) for key in _keys(line))
            is_inside = False
        elif not line.startswith("    "):
            is_inside = line.strip() in ("dependencies:", "optionalDependencies:")
        elif is_inside:
            name, _, spec = line.strip().partition(" ")
            dependencies[name.strip('"')] = spec.strip('"')
    return found


def _keys(line: str) -> Iterator[str]:
    for key in line.rstrip(":").split(", "):
        yield key.strip().strip('"')


def _is_install(call: Call) -> bool:
    """A word that is no verb is a script's name; `--production false` leaves its `false`."""
    words = [word for word in call.arguments if word.value not in ("true", "false")]
    return not words and not call.has(*NOT_AN_INSTALL)


ECOSYSTEM = Ecosystem(
    name="yarn-classic",
    tool=Tool(
        names=NAMES,
        # The options that take a value, from `yarn --help` and `yarn install --help` of 1.22.
        valued=frozenset(
            {
                "--cache-folder",
                "--child-concurrency",
                "--cwd",
                "--global-folder",
                "--https-proxy",
                "--link-folder",
                "--modules-folder",
                "--mutex",
                "--network-concurrency",
                "--network-timeout",
                "--otp",
                "--prefix",
                "--preferred-cache-folder",
                "--proxy",
                "--registry",
                "--use-yarnrc",
            }
        ),
        directory=frozenset({"--cwd"}),
        launchers=LAUNCHERS,
    ),
    installs=(
        Install("install", applies=_is_install),
        Install("", applies=_is_install),
        Install("global add"),
    ),
    claims=claims,
    manifests=("package.json",),
    lockfiles=("yarn.lock",),
    settings=(".yarnrc", ".npmrc"),
    # The root user's cache, not below its home (measured with the official image).
    cache_dirs=("/usr/local/share/.cache/yarn",),
    ignore=("**/node_modules", "yarn-error.log"),
    read=read,
    proof="run with Yarn 1.22: spellings, scripts, files opened (strace), lockfile and links; classic.yarnpkg.com",
)
