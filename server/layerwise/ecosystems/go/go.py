"""Go modules: `go.mod` and `go.work`, with checksums in `go.sum` and `go.work.sum`."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import (
    Cache,
    Call,
    Cost,
    Ecosystem,
    Install,
    Phases,
    Reading,
    Reason,
    Tool,
    Verdict,
)
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import go_mod
from layerwise.manifests.go_mod import GoFile
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# What looks at imports, and so at the project's own packages ("Module commands", Go Modules Reference).
_NEED_PACKAGES = frozenset({"mod vendor", "mod tidy", "work sync", "get"})
_FROZEN = frozenset({"mod verify", "list"})
# What compiles the project's packages ("go help"), and downloads modules that are not there.
_BUILDS = ("build", "install", "run", "test", "vet")


class _Module(NamedTuple):
    folder: str
    file: GoFile


def _names_versions(call: Call) -> bool:
    """`go install pkg@version`, which heeds no go.mod; without a version it builds the project's packages."""
    return bool(call.arguments) and all("@" in (word.value or "") for word in call.arguments)


def _names_packages_of_project(call: Call) -> bool:
    return not _names_versions(call)


def _lists_modules(call: Call) -> bool:
    return call.has("-m", "--m")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which go runs is not known"))
    reads = Reads(tree, call.cwd)
    environment = _environment(reads, call)
    verb = call.install.verb
    outputs = _caches(environment)
    if verb == "install" and not call.install.is_build:
        return reads.reading(outputs=outputs, is_project=False)
    if any(word.value is None for word in call.arguments) or call.command.feeds_arguments:
        reads.cannot_know("not all arguments are known")
    if environment.get("GO111MODULE") == "off":
        reads.cannot_know("GO111MODULE=off turns modules off")
    workspace = _workspace(reads, environment, call.cwd)
    root = _folder_above(reads, call.cwd, "go.mod")
    folders = _members(reads, workspace) if workspace else [root] if root else []
    if not folders and not reads.unknown:
        reads.fails("go.mod is not in the image at this point", posixpath.join(call.cwd, "go.mod"))
    modules = [module for folder in folders if (module := _module(reads, folder)) is not None]
    for module in modules:
        _replaced(reads, module)
    written = _read_sums(reads, modules, workspace)
    for module in modules if call.install.is_build else ():
        # Since Go 1.16: "missing go.sum entry".
        reads.requires(f"{module.folder}/go.sum", f"{module.folder}/go.mod")
    named = _names_packages(call)
    if call.install.is_build:
        reads.needs_source(f"go {verb} compiles the source")
        for folder in folders:
            reads.looked_for(f"{folder}/vendor/modules.txt", "its modules are taken from vendor/")
    if verb in _NEED_PACKAGES and not named:
        reads.needs_source(f"go {verb} looks at the imports of the source")
    if verb == "mod vendor":
        outputs = (*outputs, *(f"{folder}/vendor" for folder in folders))
    if verb == "list":  # measured: it looks for vendor/, which `go mod download` does not
        for folder in folders:
            reads.looked_for(f"{folder}/vendor/modules.txt", "its modules are taken from vendor/")
    _look_at_flags(reads, call, environment)
    if verb in _FROZEN or call.install.is_build:
        written = []  # since Go 1.16 a build fails where go.mod or go.sum would have to change
    elif call.arguments or verb != "mod download":
        # With arguments checksums are saved, and go.mod may follow (comment in cmd/go, modcmd/download.go).
        written = [f"{folder}/{name}" for folder in folders for name in ("go.mod", "go.sum")]
    needed = {need.path for need in reads.reading().needs}
    return reads.reading(
        outputs=(*outputs, *(path for path in written if path not in needed)),
        rewrites=tuple(path for path in written if path in needed),
        is_project=call.install.is_build or not named,
    )


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The modules first; not where they are in vendor/, or where there are none to download."""
    if not call.install.is_build or call.cwd is None:
        return None
    flags = (call.command.environment.get("GOFLAGS") or "").split()
    if any(flag.lstrip("-") == "mod=vendor" for flag in flags) or any(
        w.value == "vendor" for w in call.values("-mod")
    ):
        return None
    needed = {need.path.rpartition("/")[2]: need.path for need in _read(tree, call).needs}
    if "modules.txt" in needed or "go.sum" not in needed:
        return None
    tool = again.program(call, ECOSYSTEM.tool.names)
    return Phases(
        note="go mod download is added, which also downloads modules that the build does not use",
        instead=again.line(tool, again.options(call, ("-C", "--C")), "mod download"),
    )


def _names_packages(call: Call) -> bool:
    """Whether packages are named, as in `go get example.com/tool`, rather than `./...`, `all` or nothing."""
    return bool(call.arguments) and not any(
        (word.value or ".").startswith((".", "/")) or word.value in {"all", "tool", "work", "std", "cmd"}
        for word in call.arguments
    )


def _environment(reads: Reads, call: Call) -> dict[str, str]:
    """The variables of the go command: its settings file under the environment ("go help environment")."""
    given = call.command.environment
    home = given.get("HOME")
    found: dict[str, str] = {}
    config = given.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else None)
    path = given.get("GOENV") or (f"{config}/go/env" if config else None)
    if path and path != "off":
        text = reads.looked_for(path, "the go command's settings") or ""
        found |= {name: value for name, _, value in (line.partition("=") for line in text.splitlines())}
    if home:
        reads.looked_for(f"{home}/.netrc", "the go command takes passwords from it")
        reads.looked_for(f"{home}/.gitconfig", "git's settings")
    for name in ("GOFLAGS", "GOWORK", "GO111MODULE", "GOPATH", "GOMODCACHE", "HOME"):
        value = given.get(name)
        if value:
            found[name] = value
        elif name in given and value is None:
            reads.cannot_know(f"the value of {name} is not known")
    return found


def _caches(environment: dict[str, str]) -> tuple[str, ...]:
    """Where modules go: GOMODCACHE, else pkg/mod below GOPATH, which is ~/go unless set."""
    home = environment.get("HOME")
    root = (environment.get("GOPATH") or (f"{home}/go" if home else "")).partition(":")[0]
    modules = environment.get("GOMODCACHE")
    return (*((modules,) if modules else ()), *((f"{root}/pkg", f"{root}/bin") if root else ()))


def _folder_above(reads: Reads, cwd: str, name: str) -> str | None:
    """The nearest folder with such a file, from the working directory up."""
    folder = cwd
    while reads.looked_for(posixpath.join(folder, name), f"the nearest {name}") is None:
        if reads.unreadable(posixpath.join(folder, name)) or folder == "/":
            return None
        folder = posixpath.dirname(folder)
    return folder


def _workspace(reads: Reads, environment: dict[str, str], cwd: str) -> str | None:
    """The path of the go.work in force: GOWORK, else the nearest ("go help environment")."""
    chosen = environment.get("GOWORK", "auto")
    if chosen == "off":
        return None
    if chosen != "auto":
        return reads.resolve(chosen)
    folder = _folder_above(reads, cwd, "go.work")
    return posixpath.join(folder, "go.work") if folder else None


def _members(reads: Reads, workspace: str) -> list[str]:
    text = reads.required(workspace, "the workspace of the modules")
    file = go_mod.read(text) if text is not None else GoFile()
    if isinstance(file, Unknown):
        reads.cannot_know(file.why, workspace)
        return []
    folder = posixpath.dirname(workspace)
    _replaced(reads, _Module(folder, file))
    return [reads.resolve(use, folder) for use in file.uses]


def _module(reads: Reads, folder: str) -> _Module | None:
    path = posixpath.join(folder, "go.mod")
    # Measured: a `use` whose go.mod is absent fails with "no such file or directory".
    text = reads.required(path, "says which modules are needed")
    file = go_mod.read(text) if text is not None else None
    if isinstance(file, Unknown):
        reads.cannot_know(file.why, path)
        return None
    return _Module(folder, file) if file is not None else None


def _replaced(reads: Reads, module: _Module) -> None:
    """The go.mod in each folder that replaces a module; measured: nothing else there is opened."""
    for replacement in module.file.replaces:
        if replacement.folder is not None:
            folder = reads.resolve(replacement.folder, module.folder)
            reads.required(posixpath.join(folder, "go.mod"), f"replaces {replacement.path}")


def _read_sums(reads: Reads, modules: list[_Module], workspace: str | None) -> list[str]:
    """Opens the checksums; the files that `go mod download` may write.

    Measured with Go 1.19: without arguments it adds the missing checksums of go.mod files to go.sum, those of
    zips never; it rewrites a go.mod without a `go` line, and one that requires less than the modules that it
    requires do. In a workspace it adds what it downloads to go.work.sum. Modules that only other modules require
    are not seen here: a go.sum that holds every direct and indirect requirement of go.mod is taken as complete,
    and go.mod as in step with it.
    """
    written: list[str] = []
    for module in modules:
        path = posixpath.join(module.folder, "go.sum")
        known = go_mod.sums(reads.text(path, "the checksums of modules") or "")
        if any((by[0], f"{by[1]}/go.mod") not in known for by in _downloaded(module.file)):
            written += [posixpath.join(module.folder, "go.mod"), path]
        elif module.file.go is None:
            written.append(posixpath.join(module.folder, "go.mod"))
    if workspace:
        reads.text(f"{workspace}.sum", "the checksums of the workspace")
        if any(_downloaded(module.file) for module in modules):
            written.append(f"{workspace}.sum")
    return written


def _downloaded(file: GoFile) -> list[tuple[str, str]]:
    """The modules that are downloaded for its requirements: themselves or what replaces them, no folders."""
    found: list[tuple[str, str]] = []
    for module in file.requires:
        taken = [r for r in file.replaces if r.path == module.path and r.version in {None, module.version}]
        by = taken[0].by if taken else (module.path, module.version)
        found += (by,) if by is not None else ()
    return found


def _look_at_flags(reads: Reads, call: Call, environment: dict[str, str]) -> None:
    """Distrust `-modfile=F` and `-overlay=F`, in the call or GOFLAGS: other files stand in for go.mod."""
    flags = [flag.lstrip("-").partition("=")[0] for flag in environment.get("GOFLAGS", "").split()]
    flags += [option.name.lstrip("-") for option in call.options]
    for flag in flags:
        if flag in {"modfile", "overlay"}:
            reads.cannot_know(f"-{flag} puts other files in place of go.mod")


ECOSYSTEM = Ecosystem(
    name="go",
    tool=Tool(
        names=("go",),
        # go 1.20 brought -C, which must be the first flag ("go help build").
        valued=frozenset(
            {"-C", "-mod", "-modfile", "-overlay", "-reuse", "-tags", "-ldflags", "-gcflags", "-f"}
        ),
        directory=frozenset({"-C", "--C"}),
    ),
    installs=(
        Install("mod download"),
        Install("mod verify", is_frozen=True),
        Install("mod vendor"),
        Install("mod tidy"),
        Install("work sync"),
        Install("get"),
        Install("list", applies=_lists_modules, is_frozen=True),
        Install("install", applies=_names_versions),
        *(Install(verb, applies=_names_packages_of_project, is_build=True) for verb in _BUILDS),
    ),
    manifests=("go.mod",),
    lockfiles=("go.sum",),
    locks_versions=False,
    settings=("go.work", "go.work.sum"),
    cache_dirs=("/go/pkg/mod", "/root/.cache/go-build"),  # GOPATH is /go in the golang image
    result_dirs=("/go/pkg/mod",),
    defeated_by=("go clean -modcache",),
    caches=(
        Cache(("$GOMODCACHE", "$GOPATH/pkg/mod", "$HOME/go/pkg/mod"), unfit=("GOPROXY=off",), is_result=True),
        Cache(("$GOCACHE", "$XDG_CACHE_HOME/go-build", "$HOME/.cache/go-build"), is_of_builds=True),
    ),
    ignore=("bin",),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT,
    form="`go mod download`, the source, `go build`",
    cost=Cost.SECONDS,
    proof="run with go 1.19; later flags from the Go Modules Reference",
)
