"""cabal: `cabal.project`, the `.cabal` file of each package, versions fixed by `cabal.project.freeze`."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.haskell import _cabal_project
from layerwise.ecosystems.haskell._cabal_project import Project
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads

_ONLY = ("--only-dependencies", "--dependencies-only")
# What decides which dependencies are built and how, and so belongs to both phases (cabal build --help).
_SHARED = frozenset((
    "-w", "--with-compiler", "-f", "--flags", "--constraint", "--allow-newer", "--allow-older", "--index-state",
    "--project-file", "--enable-tests", "--disable-tests", "--enable-benchmarks", "--disable-benchmarks",
    "--enable-optimization", "--disable-optimization", "--enable-profiling", "--disable-profiling",
    "--enable-shared", "--disable-shared", "--enable-static", "--disable-static", "--enable-executable-static",
    "--enable-library-profiling", "--builddir", "--enable-split-sections", "--ghc-options",
))  # fmt: skip
_NUMBERED = ("-j", "-O", "-v")
_GLOBAL = ("--config-file", "--store-dir", "--active-repositories", "--http-transport")
_BUILDS = ("build", "install", "run", "test", "bench")
_ENABLED = {"test": "--enable-tests", "bench": "--enable-benchmarks"}
# cabal build --help and cabal --help of 3.4.
_VALUED = frozenset((
    "-w", "--with-compiler", "--with-hc-pkg", "-f", "--flags", "--constraint", "--preference", "--index-state",
    "--project-file", "--project-dir", "--builddir", "--config-file", "--store-dir", "--package-db",
    "--ghc-options", "--installdir", "--install-method", "--overwrite-policy", "--extra-include-dirs",
    "--extra-lib-dirs", "--extra-prog-path", "--solver", "--cabal-file", "--with-ghc", "--package-env",
    "--http-transport", "--active-repositories",
))  # fmt: skip


def _is_only(call: Call) -> bool:
    return call.has(*_ONLY) and not call.has("--dry-run", "--help", "-h")


def _is_build(call: Call) -> bool:
    return not call.has("--dry-run", "--help", "-h", "-z", "--ignore-project", "--only-download")


def _claims(tree: Tree, call: Call) -> bool:
    """Not programs from the package list: `cabal install hlint`, with no package of that name here."""
    named = [word.value or "" for word in call.arguments]
    if call.install.verb != "install" or not named or call.cwd is None:
        return True
    return any(
        name in {".", "all"}
        or "/" in name
        or ":" in name
        or tree.entry(posixpath.join(call.cwd, f"{name}.cabal")) is not None
        for name in named
    )


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which cabal runs is not known"))
    reads = Reads(tree, call.cwd)
    distrust_arguments(reads, call)
    _look_at_settings(reads, call)
    project = _cabal_project.find(tree, reads, call)
    if call.install.is_build:
        reads.needs_source(f"cabal {call.install.verb} compiles the source")
    elif call.install.verb == "build":
        _look_at_targets(reads, call, project)
    return reads.reading(
        outputs=tuple(_outputs(reads, call, project)),
        is_project=call.install.verb != "update",  # the list of packages, which any project would get
    )


def _look_at_settings(reads: Reads, call: Call) -> None:
    """The user's settings, and options that bring in folders whose content nobody here knows."""
    environment = call.command.environment
    for name in ("CABAL_DIR", "CABAL_CONFIG", "CABAL_BUILDDIR"):
        if name in environment and environment[name] is None:
            reads.cannot_know(f"the value of {name} is not known")
    if call.has("--config-file") or environment.get("CABAL_CONFIG"):
        reads.cannot_know("settings are named that are not followed")
    if call.has("--package-db", "--extra-include-dirs", "--extra-lib-dirs", "--extra-prog-path"):
        reads.cannot_know("options name folders that cabal looks into")
    home = environment.get("HOME")
    for path in (".cabal/config", ".config/cabal/config") if home else ():
        reads.looked_for(f"{home}/{path}", "cabal's settings")


def _look_at_targets(reads: Reads, call: Call, project: Project) -> None:
    """What `--only-dependencies` builds of the project itself: what a target depends on and is none itself.

    Run with 3.4: without the source `all` succeeds; of two packages the one that the named one needs is compiled,
    and so is the library for an executable of the same package.
    """
    if not project.packages and not reads.unknown:
        reads.cannot_know("no .cabal file is in the image at this point", reads.resolve("."))
    targets = {word.value for word in call.arguments}
    if targets == {"all"}:
        is_custom = any(_is_custom(project, index) for index in range(len(project.packages)))
        if is_custom and len(project.packages) > 1:
            reads.needs_source("a package is set up by a program that may need another one of the project")
    elif len(project.packages) > 1:
        reads.needs_source(
            "cabal compiles the packages of the project that the named one needs; `all` would not"
        )
    elif not targets <= {".", *(package.name for package in project.packages)}:
        reads.needs_source("cabal compiles what the named part of the package needs; `all` would not")


def _is_custom(project: Project, index: int) -> bool:
    fields = project.packages[index].fields
    return any(field.name == "build-type" and "Custom" in field.words for field in fields)


def _outputs(reads: Reads, call: Call, project: Project) -> Iterator[str]:
    environment = call.command.environment
    home = environment.get("HOME")
    folders = [".cabal", ".config/cabal", ".cache/cabal", ".local/state/cabal", ".local/bin", ".ghc"]
    yield from (f"{home}/{name}" for name in folders if home)
    directory = environment.get("CABAL_DIR")
    if directory:
        yield reads.resolve(directory)
    for word in call.values("--store-dir"):
        yield reads.resolve(word.value or ".")
    named = [word.value for word in call.values("--builddir")] or [environment.get("CABAL_BUILDDIR")]
    yield reads.resolve(named[-1] or "dist-newstyle", project.root)


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The dependencies of the whole project first; nothing where the compiler brings them all."""
    if not call.install.is_build or call.cwd is None or call.has(*_GLOBAL):
        return None
    reads = Reads(tree, call.cwd)
    if not _cabal_project.find(tree, reads, call).downloads():
        return None
    kept = {option.name for option in call.options if option.name in _SHARED or option.name[:2] in _NUMBERED}
    enabled = _ENABLED.get(call.install.verb, "")
    tool = again.program(call, ECOSYSTEM.tool.names)
    return Phases(
        note="cabal build --only-dependencies is added, which builds the dependencies of all packages of the project",
        instead=again.line(
            tool,
            f"{_generation(call)}build --only-dependencies",
            "" if enabled in kept else enabled,
            again.options(call, kept),
            "all",
        ),
    )


def _generation(call: Call) -> str:
    """The prefix of the verb as written: in `cabal new-build`, of cabal 2, the verb without it is another one."""
    words = [word.value or "" for word in call.command.words]
    return next(
        (word[: -len(call.install.verb)] for word in words if word in _spelled(call.install.verb)), ""
    )


def _spelled(verb: str) -> tuple[str, str]:
    return f"v2-{verb}", f"new-{verb}"


ECOSYSTEM = Ecosystem(
    name="cabal",
    tool=Tool(
        names=("cabal",),
        valued=_VALUED,
    ),
    installs=(
        Install(
            "build", _spelled("build"), _is_only, is_frozen=True, shown="cabal build --only-dependencies"
        ),
        Install("update", _spelled("update"), is_frozen=True),
        *(Install(verb, _spelled(verb), _is_build, is_build=True) for verb in _BUILDS),
    ),
    manifests=("*.cabal",),
    lockfiles=("cabal.project.freeze",),
    settings=("cabal.project", "cabal.project.local"),
    # What is downloaded, and what is built of it: both before and after cabal 3.10 (Cabal User Guide, "Directories").
    cache_dirs=(
        "/root/.cabal/packages",
        "/root/.cabal/store",
        "/root/.cache/cabal",
        "/root/.local/state/cabal",
    ),
    result_dirs=("/root/.cabal/store", "/root/.local/state/cabal"),
    ignore=("dist-newstyle", "dist", ".ghc.environment.*"),
    claims=_claims,
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="all packages of the project are targets",
    form="`cabal build --only-dependencies all`, the source, `cabal build`",
    cost=Cost.LONG,
    proof="run with cabal 3.4 and GHC 9.0: spellings, targets, files opened (strace); imports from its User Guide",
)
