"""stack: `stack.yaml`, locked by `stack.yaml.lock`, with the `.cabal` file or `package.yaml` of each package."""

from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.haskell import _stack_project
from layerwise.ecosystems.haskell._stack_project import Project
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads

_ONLY = ("--only-dependencies", "--dependencies-only", "--only-snapshot")
_BUILDS = ("build", "install", "test", "bench", "haddock")
_ENABLED = {"test": "--test --no-run-tests", "bench": "--bench --no-run-benchmarks", "haddock": "--haddock"}
# What decides which dependencies are built and how, and where (stack --help, stack build --help).
_SHARED = frozenset((
    "--stack-yaml", "--system-ghc", "--no-system-ghc", "--install-ghc", "--no-install-ghc", "--resolver",
    "--snapshot", "--compiler", "--flag", "--ghc-options", "--stack-root", "--work-dir", "--lock-file",
    "--allow-different-user", "--test", "--no-run-tests", "--bench", "--no-run-benchmarks", "--haddock",
    "--no-haddock", "--haddock-deps", "--no-haddock-deps", "--profile", "--library-profiling",
    "--executable-profiling", "--skip-ghc-check", "--no-terminal", "-j", "--jobs", "--ghc-variant",
    "--ghc-build", "--arch", "--fast",
))  # fmt: skip
# stack --help and stack build --help of 2.7.
_VALUED = frozenset((
    "--stack-yaml", "--resolver", "--snapshot", "--compiler", "--flag", "--ghc-options", "--stack-root",
    "--work-dir", "--lock-file", "--local-bin-path", "--jobs", "-j", "--verbosity", "--color", "--colour",
    "--arch", "--ghc-variant", "--ghc-build", "--with-gcc", "--with-hpack", "--extra-include-dirs",
    "--extra-lib-dirs", "--exec", "--test-arguments", "--ta", "--benchmark-arguments", "--ba",
    "--haddock-arguments", "--skip", "--setup-info-yaml", "--terminal-width", "--ghc-bindist",
))  # fmt: skip


def _is_only(call: Call) -> bool:
    return call.has(*_ONLY) and not call.has("--dry-run", "--help")


def _is_build(call: Call) -> bool:
    return not call.has("--dry-run", "--help", "--only-configure")


def _is_setup(call: Call) -> bool:
    """With a version it takes no account of the project's."""
    return not call.arguments and not call.has("--help")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which stack runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    _look_at_settings(reads, call)
    project = _stack_project.find(reads, call)
    if call.install.is_build:
        reads.needs_source(f"stack {call.install.verb} compiles the source")
    if project is None:
        return reads.reading()
    _look_for_source(reads, call, project)
    rewrites = [p.cabal for p in (*project.packages, *project.folders) if p.cabal and p.hpack]
    if not project.is_locked and not call.has("--lock-file"):
        rewrites.append(f"{project.path}.lock")
    needed = {need.path for need in reads.reading().needs}
    return reads.reading(
        outputs=(*_outputs(reads, call, project), *(path for path in rewrites if path not in needed)),
        rewrites=tuple(path for path in rewrites if path in needed),
        is_project=call.install.verb != "setup",  # the compiler alone
    )


def _look_at_settings(reads: Reads, call: Call) -> None:
    environment = call.command.environment
    for name in ("STACK_ROOT", "STACK_WORK", "STACK_CONFIG", "STACK_XDG"):
        if environment.get(name, "") is None:
            reads.cannot_know(f"the value of {name} is not known")
    if environment.get("STACK_CONFIG"):
        reads.cannot_know("settings are named that are not followed: STACK_CONFIG")
    if call.has(
        "--docker", "--nix", "--with-hpack", "--extra-include-dirs", "--extra-lib-dirs", "--setup-info-yaml"
    ):
        reads.cannot_know("options name folders, files or programs that stack looks into")
    home = environment.get("HOME")
    root = environment.get("STACK_ROOT") or (f"{home}/.stack" if home else None)
    for path in (*((f"{root}/config.yaml",) if root else ()), "/etc/stack/config.yaml"):
        reads.looked_for(path, "stack's settings")


def _look_for_source(reads: Reads, call: Call, project: Project) -> None:
    """What is made of the source: the .cabal file by hpack, and dependencies that are folders.

    Run with 2.7: `--only-dependencies` compiles a folder among extra-deps, `--only-snapshot` does not; the .cabal file
    that hpack makes lists the modules that it finds, and the next call of stack makes it again.
    """
    if call.has("--only-snapshot"):
        return
    for package in project.packages:
        if package.hpack is not None:
            reads.needs_source("hpack lists the modules of the source in the .cabal file", package.hpack)
    if project.folders and call.install.verb != "setup":
        reads.needs_source(
            f"it compiles {reads.shown(project.folders[0].folder)}, named by extra-deps", project.path
        )


def _outputs(reads: Reads, call: Call, project: Project) -> Iterator[str]:
    environment = call.command.environment
    home = environment.get("HOME")
    yield from (f"{home}/{name}" for name in (".stack", ".local/share/stack", ".local/bin", ".hpack") if home)
    roots = [environment.get("STACK_ROOT"), *(word.value for word in call.values("--stack-root"))]
    yield from (reads.resolve(root) for root in roots if root)
    named = [word.value for word in call.values("--work-dir")] or [environment.get("STACK_WORK")]
    work = named[-1] or ".stack-work"
    root = project.path.rpartition("/")[0] or "/"
    folders = (root, *(package.folder for package in (*project.packages, *project.folders)))
    yield from (reads.resolve(work, folder) for folder in folders)
    # hpack names the file by the package, which has the folder's name unless package.yaml says otherwise.
    made = (p for p in (*project.packages, *project.folders) if p.hpack and not p.cabal)
    yield from (f"{p.folder}/{p.folder.rpartition('/')[2]}.cabal" for p in made)


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The packages of the snapshot first, for which no file is compiled."""
    if call.cwd is None or call.install.verb == "setup":
        return None
    reads = Reads(tree, call.cwd)
    project = _stack_project.find(reads, call)
    if project is None or not _names_packages_of(project, call):
        return None
    kept = {option.name for option in call.options if option.name in _SHARED or option.name[:2] == "-j"}
    enabled = [] if call.install.verb == "build" else _ENABLED.get(call.install.verb, "").split()
    return Phases(
        note="stack build --only-snapshot is added, which builds the dependencies that are no folders",
        instead=again.line(
            again.program(call, ECOSYSTEM.tool.names),
            "build --only-snapshot",
            [name for name in enabled if name not in kept],
            again.options(call, kept),
            [word.raw for word in call.arguments],
        ),
    )


def _names_packages_of(project: Project, call: Call) -> bool:
    """Not `stack install hlint`, which builds what no manifest here names."""
    own = {package.folder.rpartition("/")[2] for package in project.packages}
    own |= {
        package.cabal.rpartition("/")[2].removesuffix(".cabal")
        for package in project.packages
        if package.cabal
    }
    plain = (word.value or "" for word in call.arguments)
    return all(name in own or name.startswith((".", ":")) or "/" in name or ":" in name for name in plain)


ECOSYSTEM = Ecosystem(
    name="stack",
    tool=Tool(
        names=("stack",),
        valued=_VALUED,
    ),
    installs=(
        Install("build", applies=_is_only, shown="stack build --only-dependencies"),
        Install("install", applies=_is_only),
        Install("setup", applies=_is_setup, shown="stack setup"),
        *(Install(verb, applies=_is_build, is_build=True) for verb in _BUILDS),
    ),
    manifests=("stack.yaml",),
    lockfiles=("stack.yaml.lock",),
    settings=("package.yaml", "*.cabal"),
    cache_dirs=("/root/.stack",),
    result_dirs=("/root/.stack",),
    ignore=("**/.stack-work",),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="packages have .cabal files of their own, and no dependency is a folder",
    form="`stack build --only-snapshot`, the source, `stack build`",
    cost=Cost.LONG,
    proof="run with stack 2.7 and GHC 9.0: spellings, hpack, files opened (strace); snapshots from stack's manual",
)
