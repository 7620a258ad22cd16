"""pnpm: `package.json`, locked by `pnpm-lock.yaml`, set up by `pnpm-workspace.yaml` and `.npmrc`."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from layerwise.context.tree import Tree
from layerwise.ecosystems._again import line, options, program, whole
from layerwise.ecosystems._node import (
    ALL_DEPENDENCIES,
    DEPENDENCIES,
    Package,
    follow_bins,
    follow_node_options,
    has,
    home,
    is_tarball,
    join,
    read_members,
    read_package,
    strings,
    texts,
    unknown_place,
    upward,
)
from layerwise.ecosystems._node_scripts import follow_native_addon, follow_scripts
from layerwise.ecosystems._node_settings import Settings, is_off, is_on, merged
from layerwise.ecosystems._reads import Reads
from layerwise.ecosystems.facts import Call, Ecosystem, Install, Phases, Reading, Tool
from layerwise.manifests import yaml_text
from layerwise.unknown import Unknown

Workspace = Mapping[object, object]

# Measured with pnpm 9, 10 and 12: the project's own scripts that an install runs. The last three and the first are
# left out with --prod by pnpm 12 only.
_MEMBER_EVENTS = ("preinstall", "install", "postinstall", "preprepare", "prepare", "postprepare")
_ROOT_EVENTS = ("pnpm:devPreinstall", *_MEMBER_EVENTS)

_HOOK_FILES = (".pnpmfile.cjs", ".pnpmfile.mjs")
_OTHER_MANIFESTS = ("package.yaml", "package.json5")
_LOADS_FILES = re.compile(r"""(?:require|import|from)\b[\s(]*['"]\.|readFile|__dirname|process\.cwd""")


def read(tree: Tree, call: Call) -> Reading:
    """What one install reads; below a pnpm-workspace.yaml it is the whole workspace (pnpm.io, "recursive")."""
    if call.cwd is None:
        return unknown_place()
    reads = Reads(tree, call.cwd)
    follow_node_options(reads, call)
    if call.has("--global", "-g"):
        _follow_named(reads, call)
        return reads.reading(is_project=False)
    root, workspace = _find_root(reads, call)
    settings = _settings(reads, call, root, workspace)
    hooks = list(_follow_hooks(reads, settings, root))
    if call.install.verb == "fetch":
        return _fetch(tree, reads, root, workspace)
    package = _read_manifest(reads, root, "the project's manifest")
    if package is None:
        if not workspace:
            reads.cannot_know("there is no package.json to install from")
            return reads.reading()
        package = Package(root, "", {})
    _follow_named(reads, call)
    said_by = join(root, "pnpm-workspace.yaml")
    members = read_members(tree, reads, package, texts(workspace.get("packages")), said_by)
    for member in members:
        has(reads, join(member.folder, ".npmrc"), "pnpm's settings for a workspace")
    linked = list(_follow_paths(reads, root, workspace, [package, *members]))
    has_patches = _follow_patches(reads, root, workspace, package)
    _follow_scripts(reads, call, settings, package, members)
    commands = [*_depended_on(package, members), *linked]
    rewrites = [path for one in commands for path in follow_bins(tree, reads, one)]
    outputs = [join(one.folder, "node_modules") for one in (package, *members)]

    lock_path = join(root, "pnpm-lock.yaml")
    lock = None if is_off(settings, "lockfile") else reads.text(lock_path, "the lockfile")
    is_frozen = call.install.is_frozen or _is_frozen(call, settings)
    if lock is None and call.install.is_frozen:
        reads.cannot_know("it fails, since there is no lockfile", package.path)
    elif lock is None and not is_off(settings, "lockfile"):
        outputs.append(lock_path)
    elif lock is not None and not is_frozen:
        is_plain = not (hooks or has_patches or _overrides(workspace, package) or call.arguments)
        if not is_plain or call.install.verb in _CHANGING or not _is_in_step(lock, package, members):
            rewrites.append(lock_path)
        rewrites += [package.path] if call.arguments or call.install.verb in _CHANGING else []
    if is_off(settings, "shared-workspace-lockfile"):
        own = [join(member.folder, "pnpm-lock.yaml") for member in members]
        kept = [path for path in own if reads.text(path, "the workspace's own lockfile") is not None]
        outputs += [path for path in own if path not in kept]
        rewrites += [] if is_frozen else kept
    if call.install.verb == "install-test":
        reads.needs_source("pnpm test runs in the same command")
    return reads.reading(outputs=tuple(outputs), rewrites=tuple(rewrites))


def phases(tree: Tree, call: Call) -> Phases | None:
    """What the lock names is fetched first; the same install then links it, offline.

    Measured with pnpm 9, 10 and 12: node_modules is the same afterwards, but for the time noted in it and, before
    12, NODE_PATH in the links to commands of workspaces.
    """
    if call.install.verb != "install" or call.arguments or call.cwd is None or call.has(*_NOT_IN_PHASES):
        return None
    fetch = next(install for install in ECOSYSTEM.installs if install.verb == "fetch")
    first, wanted = read(tree, replace(call, install=fetch)), read(tree, call)
    if first.source is not None or first.unknown is not None or wanted.unknown is not None:
        return None
    reads = Reads(tree, call.cwd)
    root, workspace = _find_root(reads, call)
    package = read_package(reads, root, "the project's manifest") or Package(root, "", {})
    patterns = texts(workspace.get("packages"))
    members = read_members(tree, reads, package, patterns, join(root, "pnpm-workspace.yaml"))
    settings = _settings(reads, call, root, workspace)
    is_one_lock = not is_off(settings, "shared-workspace-lockfile")
    is_sound = is_one_lock and _can_fetch(settings, workspace, [package, *members])
    if join(root, "pnpm-lock.yaml") in wanted.rewrites or not is_sound:
        return None
    kept = [*options(call, _FETCH_OPTIONS), *(
        f"{one.name}={one.value.value}" for one in call.options
        if one.name.startswith("--config.") and one.value is not None
    )]  # fmt: skip
    note = "the build scripts of dependencies run after the copy too, with every edit"
    if call.has("--filter", "-F", "--filter-prod"):
        note += "; pnpm fetch downloads the packages of all workspaces"
    if any("bin" in member.data for member in _depended_on(package, members)):
        note += "; before pnpm 12, commands of workspaces find only the packages that they name"
    is_frozen = call.has("--frozen-lockfile", "--no-frozen-lockfile")
    return Phases(
        note=note,
        instead=line(program(call, ("pnpm",)), "fetch", kept),
        second=line(whole(call), "--offline", "" if is_frozen else "--frozen-lockfile"),
    )


def _can_fetch(settings: Settings, workspace: Workspace, packages: Sequence[Package]) -> bool:
    """Whether `pnpm fetch` prepares all that the install links.

    It does not know packages of the tree that are copied in, patches in the hoisted layout, and overrides that
    refer to the manifest's own ranges (pnpm/pnpm#8181, homarr-labs/homarr#6328, pnpm/pnpm#12160).
    """
    overrides = _overrides(workspace, packages[0])
    specs = [spec for one in packages for spec in one.ranges(*ALL_DEPENDENCIES).values()]
    is_copied = any(
        spec.startswith(("file:", "./", "../", "/")) for spec in (*specs, *overrides.values())
    ) or any("dependenciesMeta" in one.data for one in packages)
    is_injected = is_on(settings, "inject-workspace-packages")
    linker = settings.get("node-linker", "isolated")
    patches = workspace.get("patchedDependencies") or _settings_of(packages[0]).get("patchedDependencies")
    is_prepared = linker == "isolated" or (linker == "hoisted" and not patches)
    refers = any("$" in spec for spec in overrides.values())
    return is_prepared and not (is_copied or is_injected or refers)


def _find_root(reads: Reads, call: Call) -> tuple[str, Workspace]:
    """The nearest folder with a pnpm-workspace.yaml, else with a package.json; and what the workspace file says."""
    folders = list(upward(call.cwd or "/"))
    if not call.has("--ignore-workspace"):
        for folder in folders:
            path = join(folder, "pnpm-workspace.yaml")
            text = reads.looked_for(path, "pnpm looks for a workspace")
            if text is not None:
                value = yaml_text.load_mapping(text)
                if isinstance(value, Unknown):
                    reads.cannot_know(value.why, path)
                return folder, {} if isinstance(value, Unknown) else value
    why = "pnpm looks for the project's folder"
    names = ("package.json", *_OTHER_MANIFESTS)
    found = (one for one in folders for name in names if reads.looked_for(join(one, name), why) is not None)
    return next(found, folders[0]), {}


def _settings(reads: Reads, call: Call, root: str, workspace: Workspace) -> Settings:
    """The call, the environment, the .npmrc files, and the workspace file, which may say `ignoreScripts: true`."""
    npmrc = reads.text(join(root, ".npmrc"), "pnpm's settings for the project")
    user = [
        reads.looked_for(join(home(call), path), "pnpm's settings") for path in (".npmrc", ".config/pnpm/rc")
    ]
    found = merged(call, [text for text in (npmrc, *user) if text is not None])
    for name, value in workspace.items():
        if isinstance(value, (bool, str)):
            dashed = re.sub(r"[A-Z]", lambda match: "-" + match[0].lower(), str(name))
            found.setdefault(dashed, str(value).lower() if isinstance(value, bool) else value)
    return found


def _follow_hooks(reads: Reads, settings: Settings, root: str) -> Iterator[str]:
    """The file of hooks that changes manifests as they are read (pnpm.io, ".pnpmfile.cjs")."""
    if is_on(settings, "ignore-pnpmfile"):
        return
    given = settings.get("pnpmfile")
    for name in (given,) if given else _HOOK_FILES:
        path = join(root, name)
        text = reads.text(path, "hooks of the install")
        if text is not None:
            yield path
            if _LOADS_FILES.search(text):
                reads.needs_source(f"the hooks in {name} load other files", path)


def _fetch(tree: Tree, reads: Reads, root: str, workspace: Workspace) -> Reading:
    """`pnpm fetch` downloads what the lock says and reads no manifest (pnpm.io, "fetch"; seen with strace).

    Of package.json only the version of pnpm and the patches count, so it is needed where it has them.
    """
    package = Package(root, "", {})
    text = tree.text(package.path)
    if not isinstance(text, str) or '"packageManager"' in text or '"pnpm"' in text:
        package = _read_manifest(reads, root, "the version of pnpm, and patches") or package
    _follow_patches(reads, root, workspace, package)
    reads.required(join(root, "pnpm-lock.yaml"), "the lockfile")
    return reads.reading(outputs=(join(root, "node_modules"),))


def _read_manifest(reads: Reads, folder: str, why: str) -> Package | None:
    """A package.json, or one of the other forms that pnpm accepts, which are not followed."""
    package = read_package(reads, folder, why)
    for name in _OTHER_MANIFESTS if package is None else ():
        if reads.text(join(folder, name), why) is not None:
            reads.cannot_know(f"{name} is not read", join(folder, name))
    return package


def _follow_named(reads: Reads, call: Call) -> None:
    for word in call.arguments:
        name = (word.value or "").removeprefix("file:").removeprefix("link:")
        if not name:
            reads.cannot_know("the names of the packages are not known")
        elif is_tarball(name) and "://" not in name:
            has(reads, reads.resolve(name), "installed by its name")
        elif name.startswith(("./", "../", "/")) or name in (".", ".."):
            reads.needs_source(f"it installs the folder {name}", reads.resolve(name))


def _follow_paths(
    reads: Reads, root: str, workspace: Workspace, packages: Sequence[Package]
) -> Iterator[Package]:
    """Dependencies on paths: a packed file is read, a folder's files are linked one by one.

    Of `link:`, the packages given back, only the manifest is read (seen with strace, pnpm 10). A path in an
    override starts from the workspace's root (pnpm.io, "overrides").
    """
    specs = [
        (one.folder, name, spec) for one in packages for name, spec in one.ranges(*ALL_DEPENDENCIES).items()
    ]
    specs += [(root, name, spec) for name, spec in _overrides(workspace, packages[0]).items()]
    for folder, name, spec in specs:
        if spec.startswith("link:"):
            linked = read_package(reads, join(folder, spec.removeprefix("link:")), f"the dependency {name}")
            yield from [linked] if linked else []
        if not spec.startswith(("file:", "./", "../", "/")):
            continue
        path = join(folder, spec.removeprefix("file:"))
        if not has(reads, path, f"the dependency {name}"):
            reads.needs_source(f"the dependency {name} is copied from its folder", path)


def _settings_of(package: Package) -> Mapping[str, object]:
    value = package.data.get("pnpm")
    return value if isinstance(value, dict) else {}


def _overrides(workspace: Workspace, package: Package) -> dict[str, str]:
    found = strings(_settings_of(package).get("overrides")) | strings(package.data.get("resolutions"))
    return found | strings(workspace.get("overrides"))


def _follow_patches(reads: Reads, root: str, workspace: Workspace, package: Package) -> bool:
    """The files that `patchedDependencies` names, in either place; whether there are any."""
    patches = strings(_settings_of(package).get("patchedDependencies"))
    patches |= strings(workspace.get("patchedDependencies"))
    for name, path in patches.items():
        reads.required(join(root, path), f"the patch of {name}")
    return bool(patches)


def _follow_scripts(
    reads: Reads, call: Call, settings: Settings, package: Package, members: Iterable[Package]
) -> None:
    if "ignore-scripts" in settings and settings["ignore-scripts"] is None:
        reads.cannot_know("whether scripts run is not known")
    if is_on(settings, "ignore-scripts") or call.has("--lockfile-only"):
        return
    # With package names the project's own scripts do not run (pnpm.io, "add").
    packages = () if call.arguments else (package, *members)
    for one in packages:
        follow_scripts(reads, one, _ROOT_EVENTS if one is package else _MEMBER_EVENTS)
        follow_native_addon(reads, one)


def _depended_on(package: Package, members: Sequence[Package]) -> list[Package]:
    """The workspaces whose commands are linked: those that another one depends on (measured with pnpm 9 and 10)."""
    names = {name for one in (package, *members) for name in one.ranges(*ALL_DEPENDENCIES)}
    return [member for member in members if member.name in names]


def _is_frozen(call: Call, settings: Settings) -> bool:
    """Whether the install fails rather than writes the lock: asked for, or on CI (pnpm.io, "install")."""
    is_ci = (call.command.environment.get("CI") or "false") != "false"
    return settings.get("frozen-lockfile", "true" if is_ci else "false") == "true"


def _is_in_step(lock: str, root: Package, members: Sequence[Package]) -> bool:
    """Whether an install would leave the lock as it is: it repeats each manifest's ranges, in format 9.

    That is the format of pnpm 9 and later. The part after `packages:` follows from the part before.
    """
    head = re.split(r"^packages:", lock, maxsplit=1, flags=re.MULTILINE)[0]
    data = yaml_text.load_plain(head)
    if isinstance(data, Unknown) or data.get("lockfileVersion") != "9.0":
        return False
    importers = data.get("importers")
    packages = {posixpath.relpath(one.folder, root.folder): one for one in (root, *members)}
    if not isinstance(importers, dict) or set(importers) != set(packages):
        return False
    return all(_specifiers(importers[path]) == _wanted(one) for path, one in packages.items())


def _specifiers(importer: object) -> dict[str, dict[str, str]]:
    """The ranges of an importer by field; one without dependencies is written `{}`."""
    if not isinstance(importer, dict):
        return {}
    return {
        field: {name: strings(one).get("specifier", "") for name, one in names.items()}
        for field, names in importer.items()
        if field in DEPENDENCIES and isinstance(names, dict)
    }


def _wanted(package: Package) -> dict[str, dict[str, str]]:
    """The ranges by field; pnpm takes a dependency in two fields from the optional ones first, then the plain."""
    found: dict[str, dict[str, str]] = {}
    taken: set[str] = set()
    for field in ("optionalDependencies", "dependencies", "devDependencies"):
        names = {name: spec for name, spec in package.ranges(field).items() if name not in taken}
        taken |= set(names)
        if names:
            found[field] = names
    return found


def _is_install(call: Call) -> bool:
    return not call.has("--help", "-h", "--version", "-v")


def _is_global(call: Call) -> bool:
    return call.has("--global", "-g")


_CHANGING = ("update", "dedupe")
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

ECOSYSTEM = Ecosystem(
    name="pnpm",
    tool=Tool(
        names=("pnpm",),
        # The options that take a value, from `pnpm install --help` and `pnpm fetch --help` of 9 and 10.
        valued=frozenset(
            {
                "--changed-files-ignore-pattern",
                "--child-concurrency",
                "--dir",
                "--filter",
                "--filter-prod",
                "--global-dir",
                "--hoist-pattern",
                "--lockfile-dir",
                "--loglevel",
                "--modules-dir",
                "--network-concurrency",
                "--package-import-method",
                "--public-hoist-pattern",
                "--registry",
                "--reporter",
                "--store-dir",
                "--test-pattern",
                "--trust-policy",
                "--virtual-store-dir",
                "--workspace-concurrency",
                "-C",
                "-F",
            }
        ),
        directory=frozenset({"--dir", "-C"}),
        launchers=("corepack", "npx"),
    ),
    installs=(
        Install("install", ("i",), _is_install),
        # A real command since pnpm 11 or 12; before that its help page is a stub (measured).
        Install("ci", ("clean-install", "ic", "install-clean"), _is_install, is_frozen=True),
        Install("install-test", ("it",), _is_install),
        Install("fetch", applies=_is_install, is_frozen=True),
        Install("update", ("up", "upgrade"), _is_install),
        Install("dedupe", applies=_is_install),
        Install("add", applies=_is_global),
    ),
    manifests=("package.json", "pnpm-workspace.yaml"),
    lockfiles=("pnpm-lock.yaml",),
    settings=(".npmrc", "pnpm-workspace.yaml", *_HOOK_FILES),
    cache_dirs=("/root/.local/share/pnpm/store",),
    ignore=("**/node_modules", ".pnpm-store"),
    read=read,
    phases=phases,
    proof="run with pnpm 9, 10 and 12: spellings, scripts, files opened (strace), lockfile, both phases; pnpm.io",
)
