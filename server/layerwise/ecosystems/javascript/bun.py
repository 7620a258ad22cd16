"""Bun: `package.json`, locked by `bun.lock` or `bun.lockb`, set up by `bunfig.toml` and `.npmrc`."""

from collections.abc import Iterator, Mapping, Sequence

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Cache, Call, Cost, Ecosystem, Install, Reading, Tool, Verdict
from layerwise.ecosystems.javascript._bun_lock import is_in_step, is_isolated
from layerwise.ecosystems.javascript._node import (
    ALL_DEPENDENCIES,
    Package,
    follow_bins,
    has,
    home,
    is_tarball,
    join,
    read_package,
    read_workspaces,
    strings,
    unknown_place,
    upward,
)
from layerwise.ecosystems.javascript._node_dependency_scripts import PRISMA, follow_dependency_scripts
from layerwise.ecosystems.javascript._node_scripts import follow_native_addon, follow_scripts
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import toml_text
from layerwise.manifests.toml_text import Toml
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# Measured with Bun 1.4, also with --production: the project's own scripts that an install runs.
_ROOT_EVENTS = ("preinstall", "install", "postinstall", "preprepare", "prepare", "postprepare")
_MEMBER_EVENTS = ("preinstall", "install", "postinstall", "prepare")

# Without a lock of its own, Bun takes over that of another manager (seen with strace).
_OTHER_LOCKS = ("package-lock.json", "yarn.lock", "pnpm-lock.yaml", "pnpm-workspace.yaml")
_CHANGING = ("update", "dedupe")
_FROZEN = ("--frozen-lockfile", "--production", "-p", "--no-save")


Settings = Mapping[str, Toml]


class _Lock(NamedTuple):
    """The lockfile in force: its path, None where there is none, and its text, None where it is binary."""

    path: str | None
    text: str | None


def read(tree: Tree, call: Call) -> Reading:
    """What one install reads; from inside a workspace it is the whole workspace (seen with strace)."""
    if call.cwd is None:
        return unknown_place()
    reads = Reads(tree, call.cwd)
    if call.has("--global", "-g"):
        _follow_named(reads, call)
        return reads.reading(is_project=False)
    root = _find_root(tree, reads, call.cwd)
    settings = _settings(reads, call, root)
    _follow_named(reads, call)
    package = read_package(reads, root, "the project's manifest")
    if package is None:
        if not call.arguments:
            reads.cannot_know("there is no package.json to install from")
        made = ("node_modules", "package.json", "bun.lock")
        return reads.reading(outputs=tuple(join(root, name) for name in made), is_project=False)
    members = read_workspaces(tree, reads, package, call)
    linked = list(_follow_paths(reads, [package, *members]))
    for name, path in strings(package.data.get("patchedDependencies")).items():
        reads.required(join(root, path), f"the patch of {name}")
    _follow_scripts(reads, call, settings, package, members)

    lock = _read_lock(reads, root)
    commands = [*_linked_members(call, settings, package, members, lock), *linked]
    marks = [path for one in commands for path in follow_bins(tree, reads, one)]
    rewrites: list[str] = []
    outputs = [join(one.folder, "node_modules") for one in (package, *members)]
    if call.has("--yarn", "-y"):
        outputs.append(join(root, "yarn.lock"))
    if not _is_frozen(call, settings):
        is_changing = bool(call.arguments) or call.install.verb in _CHANGING
        if lock.path is None:
            outputs.append(join(root, "bun.lock"))
        elif is_changing or lock.text is None or not is_in_step(lock.text, package, members):
            rewrites.append(lock.path)
        rewrites += [package.path] if is_changing else []
    return reads.reading(outputs=tuple(outputs), rewrites=tuple(rewrites), marks=tuple(marks))


def _linked_members(
    call: Call, settings: Settings, package: Package, members: Sequence[Package], lock: _Lock
) -> list[Package]:
    """The workspaces whose commands are linked: hoisted all, isolated those that another one depends on."""
    linker = _value(call, "--linker") or settings.get("linker")
    if linker != "isolated" and not (linker is None and is_isolated(lock.text)):
        return list(members)
    wanted = {name for one in (package, *members) for name in one.ranges(*ALL_DEPENDENCIES)}
    return [member for member in members if member.name in wanted]


def _find_root(tree: Tree, reads: Reads, cwd: str) -> str:
    """The nearest folder with a package.json, or the workspace above that lists it (seen with strace)."""
    why = "Bun looks for the project's folder"
    found = (one for one in upward(cwd) if reads.looked_for(join(one, "package.json"), why) is not None)
    start = next(found, cwd)
    for folder in list(upward(start))[1:]:
        if reads.looked_for(join(folder, "package.json"), "Bun looks for a workspace root") is None:
            continue
        above = read_package(reads, folder, "Bun looks for a workspace root")
        if above and start in [one.folder for one in read_workspaces(tree, reads, above)]:
            return folder
    return start


def _settings(reads: Reads, call: Call, root: str) -> Settings:
    """What the table `install` of bunfig.toml says; the other files that Bun opens first are noted (strace)."""
    named = _value(call, "--config", "-c")
    path = reads.resolve(named) if named else join(root, "bunfig.toml")
    texts = {
        place: reads.looked_for(place, "the user's settings")
        for place in (join(home(call), ".bunfig.toml"), join(home(call), ".npmrc"))
    }
    texts[path] = reads.text(path, "Bun's settings for the project")
    reads.text(join(root, ".npmrc"), "registry settings")
    for name in () if call.has("--no-env-file") else _env_files(call):
        has(reads, join(root, name), "variables for Bun")
    for option in ("--cafile", "--env-file"):
        for word in call.values(option):
            reads.looked_for(reads.resolve(word.value or ""), f"named by {option}")
    found: dict[str, Toml] = {}
    for place, text in texts.items():
        if text is not None and place.endswith(".toml"):
            found |= _install_table(reads, place, text)
    authority = found.get("cafile")
    if isinstance(authority, str):
        reads.looked_for(join(root, authority), "named by cafile in bunfig.toml")
    return found


def _install_table(reads: Reads, path: str, text: str) -> Settings:
    data = toml_text.load(text)
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return {}
    scanner = toml_text.table(data, "install", "security").get("scanner")
    if scanner:
        reads.cannot_know(f"what the security scanner {scanner} reads is not known", path)
    return toml_text.table(data, "install")


def _env_files(call: Call) -> tuple[str, ...]:
    """The files of variables that Bun loads; without NODE_ENV an install is for production (seen with strace)."""
    mode = call.command.environment.get("NODE_ENV")
    if mode == "test":
        return (".env", ".env.test", ".env.test.local")
    names = [".env", ".env.local", ".env.production", ".env.production.local"]
    return (*names, *([] if mode in (None, "", "production") else [f".env.{mode}", f".env.{mode}.local"]))


def _value(call: Call, *names: str) -> str | None:
    values = call.values(*names)
    return values[-1].value if values else None


def _follow_named(reads: Reads, call: Call) -> None:
    for word in call.arguments:
        name = (word.value or "").removeprefix("file:").removeprefix("link:")
        if not name:
            reads.cannot_know("the names of the packages are not known")
        elif is_tarball(name) and "://" not in name:
            has(reads, reads.resolve(name), "installed by its name")
        elif name.startswith(("./", "../", "/")) or name in (".", ".."):
            reads.needs_source(f"it installs the folder {name}", reads.resolve(name))


def _follow_paths(reads: Reads, packages: Sequence[Package]) -> Iterator[Package]:
    """Dependencies on paths: a packed file is read, a folder is copied whole, one by `link:` is linked."""
    for package in packages:
        for name, spec in package.ranges(*ALL_DEPENDENCIES).items():
            if spec.startswith("link:"):
                path = join(package.folder, spec.removeprefix("link:"))
                linked = read_package(reads, path, f"the dependency {name}")
                yield from [linked] if linked else []
            elif spec.startswith(("file:", "./", "../", "/")):
                path = join(package.folder, spec.removeprefix("file:"))
                if not has(reads, path, f"the dependency {name}"):
                    reads.needs_source(f"the dependency {name} is copied from its folder", path)


def _follow_scripts(
    reads: Reads, call: Call, settings: Settings, package: Package, members: Sequence[Package]
) -> None:
    is_off = call.has("--ignore-scripts", "--lockfile-only") or settings.get("ignoreScripts") is True
    if is_off or call.install.verb == "dedupe":
        return
    follow_scripts(reads, package, _ROOT_EVENTS)
    trusted = package.data.get("trustedDependencies")
    if not isinstance(trusted, list) or PRISMA in trusted:  # bun trusts some packages where nothing is said
        follow_dependency_scripts(reads, (package, *members), (package,))
    for one in members:
        follow_scripts(reads, one, _MEMBER_EVENTS)
    for one in (package, *members):
        follow_native_addon(reads, one)


def _read_lock(reads: Reads, root: str) -> _Lock:
    """The lock that counts: the text form, then the binary one, which says nothing to us."""
    path = join(root, "bun.lock")
    text = reads.text(path, "the lockfile")
    if text is not None:
        return _Lock(path, text)
    if has(reads, f"{path}b", "the lockfile"):
        return _Lock(f"{path}b", None)
    for name in _OTHER_LOCKS:
        reads.text(join(root, name), "Bun takes versions from it")
    return _Lock(None, None)


def _is_frozen(call: Call, settings: Settings) -> bool:
    """Whether the lock stays as it is (measured with each option)."""
    if call.install.is_frozen or call.has(*_FROZEN):
        return True
    return any(settings.get(name) is True for name in ("frozenLockfile", "production"))


def _is_install(call: Call) -> bool:
    return not call.has("--help", "-h", "--dry-run", "--version", "-v", "--analyze", "-a")


def _is_global(call: Call) -> bool:
    return _is_install(call) and call.has("--global", "-g")


ECOSYSTEM = Ecosystem(
    name="bun",
    tool=Tool(
        names=("bun",),
        # The options that take a value, from `bun install --help` of 1.4.
        valued=frozenset(
            {
                "--backend",
                "--cache-dir",
                "--cafile",
                "--catalog",
                "--concurrent-scripts",
                "--config",
                "--cpu",
                "--cwd",
                "--env-file",
                "--filter",
                "--libc",
                "--linker",
                "--minimum-release-age",
                "--minimum-release-age-excludes",
                "--network-concurrency",
                "--omit",
                "--os",
                "--registry",
                "-F",
                "-c",
            }
        ),
        directory=frozenset({"--cwd"}),
        launchers=("npx",),
    ),
    installs=(
        Install("install", ("i",), _is_install),
        Install("ci", applies=_is_install, is_frozen=True),
        Install("update", applies=_is_install),
        Install("dedupe", applies=_is_install),
        Install("add", ("a",), _is_global),
    ),
    manifests=("package.json",),
    lockfiles=("bun.lock", "bun.lockb"),
    settings=("bunfig.toml", ".npmrc"),
    cache_dirs=("/root/.bun/install/cache",),
    defeated_by=("bun pm cache rm",),
    caches=(
        Cache(
            (
                *("$BUN_INSTALL_CACHE_DIR", "$BUN_INSTALL/install/cache"),
                *("$XDG_CACHE_HOME/.bun/install/cache", "$HOME/.bun/install/cache"),
            ),
            ("--cache-dir",),
            moved=r"^[^\S\n]*\[install\.cache\]|^[^\S\n]*(cache|globalStore|backend)\s*=",
            unfit=("--backend=symlink", "-g", "--global"),
        ),
    ),
    ignore=("**/node_modules",),
    read=read,
    verdict=Verdict.SPLIT_IF,
    condition="no script of the project runs, or its files are known",
    cost=Cost.SECONDS,
    proof="run with Bun 1.4: spellings, scripts, files opened (strace), lockfile and links; bun install --help",
)
