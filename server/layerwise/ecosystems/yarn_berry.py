"""Yarn 2 and later: `package.json`, locked by `yarn.lock`, set up by `.yarnrc.yml`."""

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems._node import (
    ALL_DEPENDENCIES,
    DEPENDENCIES,
    Package,
    below,
    follow_bins,
    follow_node_options,
    has,
    home,
    join,
    read_package,
    read_workspaces,
    strings,
    unknown_place,
    upward,
)
from layerwise.ecosystems._node_scripts import follow_native_addon, follow_scripts
from layerwise.ecosystems._reads import Reads
from layerwise.ecosystems._yarn import LAUNCHERS, NAMES, NOT_AN_INSTALL, major, yarnrc
from layerwise.ecosystems.facts import Call, Ecosystem, Install, Reading, Tool
from layerwise.manifests import yaml_text
from layerwise.unknown import Unknown

Settings = Mapping[str, object]

# Measured with Yarn 4: the project's own scripts that an install runs, the same for the root and each workspace.
_EVENTS = ("preinstall", "install", "postinstall")
_GLOBAL_CACHE_SINCE = 4  # from this version on the cache is outside the project by default
_PLUG_AND_PLAY = (".pnp.cjs", ".pnp.data.json", ".pnp.loader.mjs", ".yarn/unplugged")
_PATH = re.compile(r"(?:file|portal|link|exec):")
_PROTOCOL = re.compile(r"[a-z]+:")


def read(tree: Tree, call: Call) -> Reading:
    """What one install reads, from the folder that Yarn takes for the project's."""
    if call.cwd is None:
        return unknown_place()
    reads = Reads(tree, call.cwd)
    follow_node_options(reads, call)
    settings = _settings(reads, call)
    root = _find_root(reads, call.cwd)
    package = read_package(reads, root, "the project's manifest")
    if package is None:
        reads.cannot_know("there is no package.json to install from")
        return reads.reading()

    members = list(_members(tree, reads, package))
    linked = list(_follow_paths(reads, root, [package, *members]))
    rewrites = [path for one in (*members, *linked) for path in follow_bins(tree, reads, one)]
    mode = [word.value for word in call.values("--mode")]
    if not {"skip-build", "update-lockfile"} & set(mode):
        for one in (package, *members):
            follow_scripts(reads, one, _EVENTS)
            follow_native_addon(reads, one)
    has(reads, join(root, ".env.yarn"), "variables that Yarn sets for itself")
    if settings.get("enableConstraintsChecks") is True and has(
        reads, join(root, "yarn.config.cjs"), "constraints that the install checks"
    ):
        reads.needs_source("the constraints in yarn.config.cjs are checked", join(root, "yarn.config.cjs"))

    outputs = list(_outputs(reads, settings, root, [package, *members], major(tree, call)))
    for path in [
        path for path in outputs if path in _loaders(root) and has(reads, path, "the installed packages")
    ]:
        outputs.remove(path)
        rewrites.append(path)
    lock_path = join(root, "yarn.lock")
    lock = reads.text(lock_path, "the lockfile")
    if lock is None:
        outputs.append(lock_path)
    elif not _is_immutable(call, settings) and not _is_in_step(lock, settings, package, members):
        # An older lock is carried over to this Yarn's format, and the settings with it (measured with Yarn 4).
        rc = join(root, ".yarnrc.yml")
        rewrites += [lock_path, *([rc] if reads.kind(rc) else [])]
    if not _is_immutable(call, settings):
        rewrites += [one.path for one in (package, *members) if not _is_formatted(one)]
    _follow_patches(reads, root, [package, *members])
    return reads.reading(outputs=tuple(outputs), rewrites=tuple(rewrites))


def claims(tree: Tree, call: Call) -> bool:
    """Whether the project uses a Yarn of this line."""
    return major(tree, call) > 1


def _find_root(reads: Reads, cwd: str) -> str:
    """The nearest folder with a yarn.lock, else the topmost with a package.json (seen with strace, Yarn 3 and 4)."""
    topmost = cwd
    for folder in upward(cwd):
        if reads.looked_for(join(folder, "yarn.lock"), "the lockfile") is not None:
            return folder
        if reads.looked_for(join(folder, "package.json"), "Yarn looks for the project's folder") is not None:
            topmost = folder
    return topmost


def _settings(reads: Reads, call: Call) -> Settings:
    """The variables, then the .yarnrc.yml of the folder and of each above it, then the user's; nearest first.

    Files named in them are followed: the Yarn that the project keeps, and plugins (Configuration, "yarnPath").
    """
    found: dict[str, object] = {}
    for name, value in call.command.environment.items():
        if name.startswith("YARN_"):
            first, *rest = name.removeprefix("YARN_").lower().split("_")
            found["".join((first, *(word.title() for word in rest)))] = _typed(value)
    file_name = found.get("rcFilename", ".yarnrc.yml")
    if not isinstance(file_name, str):
        reads.cannot_know("the value of YARN_RC_FILENAME is not known")
        return found
    for folder in dict.fromkeys((*upward(call.cwd or "/"), home(call))):
        _follow_launcher(reads, folder)
        path = join(folder, file_name)
        text = reads.looked_for(path, "Yarn's settings")
        values = yaml_text.load_mapping(text or "")
        if isinstance(values, Unknown):
            reads.cannot_know(values.why, path)
            continue
        for key, said in values.items():
            if isinstance(key, str):
                found.setdefault(key, said)
        _follow_programs(reads, folder, values)
    return found


def _follow_launcher(reads: Reads, folder: str) -> None:
    """An installed Yarn 1 hands over as .yarnrc or .yarnrc.yml says; it opens both (seen with strace, 1.22)."""
    text = reads.looked_for(join(folder, ".yarnrc"), "read by an installed Yarn 1, which hands over") or ""
    release = yarnrc(text).get("yarn-path")
    if release:
        has(reads, join(folder, release), "a Yarn that the project keeps")


def _typed(value: str | None) -> object:
    return {"true": True, "1": True, "false": False, "0": False}.get(value or "", value)


def _follow_programs(reads: Reads, folder: str, values: Mapping[object, object]) -> None:
    release = values.get("yarnPath")
    if isinstance(release, str):
        has(reads, join(folder, release), "the Yarn that the project keeps")
    plugins = values.get("plugins")
    for plugin in plugins if isinstance(plugins, list) else ():
        code = plugin.get("path") if isinstance(plugin, dict) else plugin
        if isinstance(code, str):
            has(reads, join(folder, code), "a plugin of Yarn")


def _members(tree: Tree, reads: Reads, package: Package, depth: int = 0) -> Iterator[Package]:
    """The workspaces, and theirs in turn (Yarn's manual, "Workspaces": nested worktrees)."""
    for member in read_workspaces(tree, reads, package):
        yield member
        if depth < len("abc"):
            yield from _members(tree, reads, member, depth + 1)


def _follow_paths(reads: Reads, root: str, packages: Sequence[Package]) -> Iterator[Package]:
    """Dependencies on paths: `portal:` and `link:` read the folder's manifest, `file:` packs it.

    Of a `link:` the dependencies do not count, so that it is followed no further (seen with strace, Yarn 4).
    What stands after `::` or `#` is not part of the path (Yarn's manual, "Protocols").
    """
    seen = {package.folder for package in packages}
    queue = list(packages)
    while queue:
        package = queue.pop(0)
        for name, spec in _ranges(package).items():
            protocol, path = _path(package.folder, root, spec)
            if protocol in ("portal", "link") and path not in seen:
                seen.add(path)
                linked = read_package(reads, path, f"the dependency {name}")
                if linked is not None:
                    queue += [linked] if protocol == "portal" else []
                    yield linked
            elif protocol == "exec":
                reads.needs_source(f"the dependency {name} is made by a script", path)
            elif protocol == "file" and not has(reads, path, f"the dependency {name}"):
                reads.needs_source(f"the dependency {name} is packed from its folder", path)


def _path(folder: str, root: str, spec: str) -> tuple[str, str]:
    """The protocol and the path of a dependency on a path; "" and "" for any other dependency."""
    protocol, _, rest = spec.partition(":") if _PATH.match(spec) else ("file", "", spec)
    if protocol == "file" and rest == spec and not rest.startswith(("./", "../", "/", "~/")):
        return "", ""
    path = re.split(r"::|#", rest)[0]
    return protocol, join(root, path[2:]) if path.startswith("~/") else join(folder, path)


def _follow_patches(reads: Reads, root: str, packages: Sequence[Package]) -> None:
    """Patch files: `patch:left-pad@npm%3A1.3.0#~/.yarn/patches/left-pad.patch`, `~/` being the project's folder.

    Several are joined by `&`; those of Yarn itself are called `builtin<...>` (Yarn's manual, "Patch protocol").
    """
    for package in packages:
        for name, spec in _ranges(package).items():
            if not spec.startswith("patch:"):
                continue
            for written in spec.partition("#")[2].partition("::")[0].split("&"):
                path = written.removeprefix("optional!")
                if path and "builtin<" not in path:
                    base = root if path.startswith("~/") else package.folder
                    reads.required(join(base, path.removeprefix("~/")), f"the patch of {name}")


def _ranges(package: Package) -> dict[str, str]:
    """All dependencies, and the resolutions that replace some of them."""
    resolutions = strings(package.data.get("resolutions"))
    return package.ranges(*ALL_DEPENDENCIES) | {f"{name} (resolution)": s for name, s in resolutions.items()}


def _outputs(
    reads: Reads, settings: Settings, root: str, packages: Iterable[Package], version: int
) -> Iterator[str]:
    """What is written: the linker decides (Configuration, "nodeLinker"; Plug'n'Play where nothing is said)."""
    linker = settings.get("nodeLinker", "pnp")
    if linker != "pnp":
        yield from (join(package.folder, "node_modules") for package in packages)
    if linker not in ("node-modules", "pnpm"):
        yield from (join(root, name) for name in _PLUG_AND_PLAY)
    yield join(root, ".yarn/install-state.gz")
    yield join(root, ".yarn/build-state.yml")
    is_local = not settings.get("enableGlobalCache", version >= _GLOBAL_CACHE_SINCE)
    folder = settings.get("cacheFolder", ".yarn/cache")
    if is_local and isinstance(folder, str):
        path = join(root, folder)
        if reads.kind(path) is Kind.DIRECTORY:
            below(reads, path, "packages that the project keeps")
        yield path


def _loaders(root: str) -> list[str]:
    """Files of Plug'n'Play that a project may keep; they are written only where they change (its source code)."""
    return [join(root, name) for name in _PLUG_AND_PLAY if name.startswith(".pnp.")]


def _is_immutable(call: Call, settings: Settings) -> bool:
    """Whether the install fails rather than writes the lock: asked for, or on CI (measured with Yarn 4)."""
    if call.install.is_frozen:
        return True
    if call.has("--no-immutable"):
        return False
    if call.has("--immutable", "--frozen-lockfile"):
        return True
    is_ci = (call.command.environment.get("CI") or "false") != "false"
    return settings.get("enableImmutableInstalls", is_ci) is True


def _is_formatted(package: Package) -> bool:
    """Whether Yarn, which writes each manifest in its own form, would write it as it is (measured with Yarn 4)."""
    indent = re.search(r"^[ \t]+", package.text, re.MULTILINE)
    text = json.dumps(package.data, indent=indent[0] if indent else "  ", ensure_ascii=False)
    fields = [list(strings(package.data.get(field))) for field in ALL_DEPENDENCIES]
    return package.text.rstrip("\n") == text and all(names == sorted(names) for names in fields)


def _is_in_step(lock: str, settings: Settings, root: Package, members: Sequence[Package]) -> bool:
    """Whether an install would leave the lock as it is: the same Yarn wrote it, for the same manifests.

    Each version of Yarn has its own format of the lock, so one that the project does not keep or name may be
    another than the one that wrote it.
    """
    data = yaml_text.load_plain(lock)
    says_version = "yarnPath" in settings or "packageManager" in root.data
    if isinstance(data, Unknown) or not says_version:
        return False
    entries = {key.strip(): entry for keys, entry in data.items() for key in keys.split(",")}
    for one in (root, *members):
        if any(one.data.get(field) for field in ("resolutions", "dependenciesMeta", "optionalDependencies")):
            return False
        entry = entries.get(f"{one.name}@workspace:{posixpath.relpath(one.folder, root.folder)}")
        if not isinstance(entry, dict):
            return False
        wanted = {name: _with_protocol(spec) for name, spec in one.ranges(*DEPENDENCIES).items()}
        locked = {name: _with_protocol(spec) for name, spec in strings(entry.get("dependencies")).items()}
        peers = strings(entry.get("peerDependencies")) == one.ranges("peerDependencies")
        if (
            wanted != locked
            or not peers
            or any(f"{name}@{spec}" not in entries for name, spec in wanted.items())
        ):
            return False
    return True


def _with_protocol(spec: str) -> str:
    """A version range is one of npm's; Yarn 3 writes it without saying so."""
    return spec if _PROTOCOL.match(spec) else f"npm:{spec}"


def _is_install(call: Call) -> bool:
    """A word that is no verb is a script's name."""
    return not call.arguments and not call.has(*NOT_AN_INSTALL)


def _is_focus(call: Call) -> bool:
    return not call.has(*NOT_AN_INSTALL)


def _is_dedupe(call: Call) -> bool:
    return not call.has(*NOT_AN_INSTALL, "--check", "-c")


ECOSYSTEM = Ecosystem(
    name="yarn-berry",
    tool=Tool(
        names=NAMES,
        # `--mode` and `--strategy` are all that take a value (`yarn install -h`, `yarn dedupe -h`, Yarn 3 and 4).
        valued=frozenset({"--cwd", "--mode", "--strategy", "-s"}),
        directory=frozenset({"--cwd"}),
        launchers=LAUNCHERS,
    ),
    installs=(
        Install("install", applies=_is_install),
        Install("", applies=_is_install),
        # Leaves lock and manifests as they are, even where they disagree (measured with Yarn 4).
        Install("workspaces focus", applies=_is_focus, is_frozen=True),
        Install("dedupe", applies=_is_dedupe),
    ),
    claims=claims,
    manifests=("package.json",),
    lockfiles=("yarn.lock",),
    settings=(".yarnrc.yml",),
    cache_dirs=("/root/.yarn/berry/cache",),
    ignore=(
        *("**/node_modules", ".yarn/cache", ".yarn/unplugged", ".yarn/build-state.yml"),
        *(".yarn/install-state.gz", ".pnp.*"),
    ),
    read=read,
    proof="run with Yarn 3 and 4: spellings, scripts, files opened (strace), lockfile and links; yarnpkg.com",
)
