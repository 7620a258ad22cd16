"""npm: `package.json`, locked by `package-lock.json` or `npm-shrinkwrap.json`."""

from collections.abc import Iterator
from dataclasses import replace

from layerwise.context.tree import Entry, Kind, Tree
from layerwise.ecosystems._again import line, options_without, program
from layerwise.ecosystems._node import (
    ALL_DEPENDENCIES,
    Package,
    follow_bins,
    follow_node_options,
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
from layerwise.ecosystems._node_scripts import follow_native_addon, follow_scripts
from layerwise.ecosystems._node_settings import Settings, is_off, is_on, merged
from layerwise.ecosystems._npm_lock import NAMES, is_in_step, read_lock
from layerwise.ecosystems._reads import Reads
from layerwise.ecosystems.facts import Call, Ecosystem, Install, Option, Phases, Reading, Tool

# Options without the dashes that take a value; the others are switches (npm help config).
_VALUED = """
    _auth access allow-directory allow-file allow-git allow-remote allow-scripts also audit-level
    auth-type before ca cache cache-max cache-min cafile call cert cidr cpu depth diff diff-dst-prefix
    diff-src-prefix diff-unified editor expires fetch-retries fetch-retry-factor fetch-retry-maxtimeout
    fetch-retry-mintimeout fetch-timeout git globalconfig heading https-proxy include init-author-email
    init-author-name init-author-url init-license init-module init-type init-version install-strategy
    key libc local-address location lockfile-version loglevel logs-dir logs-max maxsockets message
    min-release-age node-options noproxy omit only os otp pack-destination package prefix preid
    provenance-file proxy registry sbom-format sbom-type scope script-shell searchexclude searchlimit
    searchopts searchstaleness shell tag tag-version-prefix umask user-agent userconfig viewer which
    workspace
"""

# Measured with npm 11: the project's own scripts that an install runs, of the root and of each workspace.
_ROOT_EVENTS = (
    *("dependencies", "preinstall", "install", "postinstall"),
    *("prepublish", "preprepare", "prepare", "postprepare"),
)
_MEMBER_EVENTS = ("preinstall", "install", "postinstall", "prepare")
# With package names, only this one of the root.
_ADDING_EVENTS = ("dependencies",)
# Those of the root that `npm rebuild` leaves out (measured); `npm run prepare` runs the two around it.
_AFTER_REBUILD = ("dependencies", "prepublish", "preprepare", "prepare", "postprepare")

# Options without meaning for `npm rebuild` and `npm run`. Scripts see all others as npm_config_*, and NODE_ENV
# is "production" for them where dev dependencies are left out (measured with npm 11).
_DROPPED = (
    "--audit", "--no-audit", "--fund", "--no-fund", "--progress", "--no-progress",
    "--prefer-offline", "--prefer-online", "--update-notifier", "--no-update-notifier",
)  # fmt: skip


def read(tree: Tree, call: Call) -> Reading:
    """What one npm install reads, from the folder that npm takes for the project's."""
    if call.cwd is None:
        return unknown_place()
    reads = Reads(tree, call.cwd)
    follow_node_options(reads, call)
    if _is_global(merged(call, ())):
        # The project's .npmrc is not read then (npm help npmrc).
        _follow_named(reads, call)
        return reads.reading(is_project=False)
    root = _find_root(tree, reads, call)
    settings = merged(call, list(_npmrc_texts(reads, call, root)))
    _follow_named(reads, call)
    package = read_package(reads, root, "the project's manifest")
    if package is None:
        return _without_project(reads, call, root)

    members = read_workspaces(tree, reads, package)
    others = [*members, *_linked(reads, [package, *members], settings)]
    marks = [path for one in others for path in follow_bins(tree, reads, one)]
    rewrites: list[str] = []
    _follow_scripts(reads, call, settings, package, others)
    lock = read_lock(reads, root)
    outputs = [join(one.folder, "node_modules") for one in (package, *others)]
    if call.install.is_frozen:
        if lock.path is None:
            reads.cannot_know("it fails, since there is no lockfile", package.path)
    elif not is_off(settings, "save") and not is_off(settings, "package-lock"):
        rewrites += [package.path] if _named(call) else []
        rewrites += [lock.yarn_lock] if lock.yarn_lock else []
        if lock.path is None:
            outputs.append(join(root, "package-lock.json"))
        elif _named(call) or call.install.verb in _CHANGING or not is_in_step(lock, package, others):
            rewrites.append(lock.path)
    if call.install.verb in _TESTING:
        reads.needs_source("npm test runs in the same command")
    return reads.reading(outputs=tuple(outputs), rewrites=tuple(rewrites), marks=tuple(marks))


def phases(tree: Tree, call: Call) -> Phases | None:
    """Packages first, without scripts; then the scripts of all packages, the project's and its workspaces'.

    Measured with npm 11: node_modules is the same afterwards, commands of workspaces included.
    """
    if call.install.verb not in ("install", "ci") or _named(call) or call.cwd is None:
        return None
    if call.has("--workspace", "-w", "--workspaces", "-ws", "--lockfile-only", "--package-lock-only"):
        return None
    first = read(tree, replace(call, options=(*call.options, Option("--ignore-scripts", None))))
    reads = Reads(tree, call.cwd)
    root = _find_root(tree, reads, call)
    package = read_package(reads, root, "the project's manifest")
    if package is None or first.source is not None or first.unknown is not None:
        return None
    scripts = strings(package.data.get("scripts"))
    events = [event for event in _AFTER_REBUILD if event in scripts]
    if "prepare" in events:
        events = [event for event in events if event not in ("preprepare", "postprepare")]
    if events and root != call.cwd:
        return None  # `npm run` would run those of the workspace that it is called in
    tool, kept = program(call, ("npm",)), options_without(call, _DROPPED)
    commands = [line(tool, "rebuild", kept), *(line(tool, "run", event, kept) for event in events)]
    note = "the build scripts of dependencies run after the copy too, with every edit"
    return Phases(note=note, added="--ignore-scripts", second=" && ".join(commands))


def _find_root(tree: Tree, reads: Reads, call: Call) -> str:
    """The project's folder: the nearest with a package.json or node_modules, then the workspace that lists it.

    A `--prefix` is taken as it is (npm help folders; measured with strace: the search goes on up to "/").
    """
    start = call.cwd or "/"
    if call.has("--prefix", "-C"):
        return start
    found: str | None = None
    for folder in upward(start):
        text = reads.looked_for(join(folder, "package.json"), "npm looks for the project's folder")
        is_package = text is not None
        if found is None:
            if is_package or _is_folder(tree, join(folder, "node_modules")):
                found = folder
        elif is_package:
            above = read_package(reads, folder, "npm looks for a workspace root above")
            if above and found in [one.folder for one in read_workspaces(tree, reads, above)]:
                return folder
    return found or start


def _is_folder(tree: Tree, path: str) -> bool:
    entry = tree.entry(path)
    return isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY


def _npmrc_texts(reads: Reads, call: Call, root: str) -> Iterator[str]:
    """The project's .npmrc, then the user's (npm help npmrc)."""
    text = reads.text(join(root, ".npmrc"), "npm's settings for the project")
    if text is not None:
        yield text
    given = merged(call, ())
    for name, usual in (("userconfig", join(home(call), ".npmrc")), ("globalconfig", None)):
        path = given.get(name, usual)
        if path is not None:
            text = reads.looked_for(join(call.cwd or "/", path), "npm's settings")
            if text is not None:
                yield text
        elif name in given:
            reads.cannot_know(f"the value of npm's {name} is not known")


def _is_global(settings: Settings) -> bool:
    switches = is_on(settings, "global") or is_on(settings, "g")
    return switches or "global" in (settings.get("location"), settings.get("L"))


def _named(call: Call) -> tuple[str, ...]:
    """The packages named by the call; "" stands for one whose name is not known.

    `--production false` leaves its `false` among the words.
    """
    return tuple(word.value or "" for word in call.arguments if word.value not in ("true", "false"))


def _follow_named(reads: Reads, call: Call) -> None:
    """A named package may be a file or a folder of the project."""
    for name in _named(call):
        path = reads.resolve(name.removeprefix("file:"))
        if not name:
            reads.cannot_know("the names of the packages are not known")
        elif is_tarball(name) and "://" not in name:
            has(reads, path, "installed by its name")
        elif name in (".", "..") or name.startswith(("./", "../", "/", "file:")):
            reads.needs_source(f"it installs the folder {name}", path)


def _without_project(reads: Reads, call: Call, root: str) -> Reading:
    """Packages named where there is no package.json make one; nothing else can be installed there."""
    if not _named(call):
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
            if not spec.startswith(("file:", "./", "../", "/")):
                continue
            path = join(package.folder, spec.removeprefix("file:"))
            if is_tarball(spec):
                has(reads, path, f"the dependency {name}")
            elif path not in seen:
                seen.add(path)
                linked = read_package(reads, path, f"the dependency {name}")
                if linked is not None:
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
    follow_scripts(reads, package, _ADDING_EVENTS if _named(call) else _ROOT_EVENTS)
    for one in others:
        follow_scripts(reads, one, _MEMBER_EVENTS)
        follow_native_addon(reads, one)
    if not _named(call):
        follow_native_addon(reads, package)


def _is_install(call: Call) -> bool:
    return not call.has("--help", "-h", "-?", "-H", "--usage", "--version", "-v", "--dry-run")


_CHANGING = ("update", "dedupe")
_TESTING = ("install-test", "install-ci-test")

ECOSYSTEM = Ecosystem(
    name="npm",
    tool=Tool(
        names=("npm",),
        valued=frozenset(f"--{name}" for name in _VALUED.split()) | {"-C", "-L", "-c", "-m", "-w", "--reg"},
        directory=frozenset({"--prefix", "-C"}),
        launchers=("corepack", "npx"),
    ),
    # The spellings are those of npm 11's own table of commands (npm help install, npm help ci).
    installs=(
        Install(
            "install",
            ("add", "i", "in", "ins", "inst", "insta", "instal", "isnt", "isnta", "isntal", "isntall"),
            _is_install,
        ),
        Install("ci", ("clean-install", "ic", "install-clean", "isntall-clean"), _is_install, is_frozen=True),
        Install("install-test", ("it",), _is_install),
        Install("install-ci-test", ("cit", "clean-install-test", "sit"), _is_install, is_frozen=True),
        Install("update", ("u", "up", "upgrade", "udpate"), _is_install),
        Install("dedupe", ("ddp",), _is_install),
    ),
    manifests=("package.json",),
    lockfiles=tuple(reversed(NAMES)),
    settings=(".npmrc",),
    cache_dirs=("/root/.npm",),
    ignore=("**/node_modules", "npm-debug.log", ".npm"),
    read=read,
    phases=phases,
    proof="run with npm 11: spellings, scripts, files opened (strace), lockfile and links, both phases; npm help",
)
