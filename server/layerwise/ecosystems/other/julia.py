"""Julia's Pkg: `Project.toml`, locked by `Manifest.toml`."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import call_text, toml_text
from layerwise.manifests.call_text import FunctionCall
from layerwise.manifests.toml_text import Toml
from layerwise.regex import regex
from layerwise.unknown import Unknown

_INSTALLS = frozenset(("Pkg.instantiate", "instantiate"))
# What only works on what is there, or on the list of packages (Pkg's manual, "API Reference").
_KNOWN = _INSTALLS | {
    "Pkg.activate", "Pkg.precompile", "precompile", "Pkg.status", "Pkg.gc", "Pkg.Registry.add", "Pkg.Registry.update",
    "Pkg.offline", "println", "print", "exit", "Dates.Day", "Day", "Pkg.API.precompile", "Base.compilecache",
}  # fmt: skip
_USING = regex(r"^\s*(?:using|import)\s+(.+?)\s*$")
_OWN = frozenset(("Pkg", "Dates", "InteractiveUtils"))
_PROJECTS = ("JuliaProject.toml", "Project.toml")
_MANIFESTS = regex(r"(?:Julia)?Manifest(?:-v\d+\.\d+)?\.toml")
# julia --help of 1.11.
_VALUED = frozenset((
    "-e", "--eval", "-E", "--print", "-L", "--load", "-p", "--procs", "-t", "--threads", "-J", "--sysimage", "-C",
    "--cpu-target", "-H", "--home", "-O", "--gcthreads", "--machine-file", "-g",
))  # fmt: skip


def _installs(call: Call) -> bool:
    code = _code(call)
    found = call_text.calls(code) if code is not None else ()
    return not isinstance(found, Unknown) and any(one.name in _INSTALLS for one in found)


def _code(call: Call) -> str | None:
    """The code of -e and -E; None where it is not known."""
    values = [word.value for word in call.values("-e", "--eval", "-E", "--print")]
    known = [value for value in values if value is not None]
    return "; ".join(known) if values and len(known) == len(values) else None


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which julia runs is not known"))
    reads = Reads(tree, call.cwd)
    calls = _look_at_code(reads, call)
    if call.command.environment.get("JULIA_LOAD_PATH", "") != "":
        reads.cannot_know("JULIA_LOAD_PATH names other projects")
    home = call.command.environment.get("HOME")
    if home and not call.has("--startup-file"):
        reads.looked_for(f"{home}/.julia/config/startup.jl", "Julia runs it when it starts")
    project = _project(reads, call, calls)
    manifests = _follow(reads, project) if project is not None else []
    return reads.reading(
        outputs=(
            *_depots(reads, call),
            *(() if manifests or project is None else (f"{_folder(project)}/Manifest.toml",)),
        )
    )


def _look_at_code(reads: Reads, call: Call) -> tuple[FunctionCall, ...]:
    """The calls in the code; code that does more than install is distrusted."""
    code = _code(call) or ""
    found = call_text.calls(code)
    if isinstance(found, Unknown) or call.has("-L", "--load", "-J", "--sysimage"):
        reads.cannot_know("the code given to Julia is not known")
        return ()
    for one in found:
        if one.name not in _KNOWN:
            reads.cannot_know(f"nobody here knows what {one.name}() does")
    rest = call_text.bare(code)
    loaded = [
        name for part in re.split(r"[;\n]", rest) if (m := _USING.match(part)) for name in m[1].split(",")
    ]
    if "`" in rest or "@" in rest or any(re.split(r"[:. ]", name.strip())[0] not in _OWN for name in loaded):
        reads.cannot_know("the code given to Julia does more than install packages")
    return found


def _project(reads: Reads, call: Call, calls: tuple[FunctionCall, ...]) -> str | None:
    """The project file: of Pkg.activate, --project or JULIA_PROJECT ("Environment Variables", Julia's manual)."""
    environment = call.command.environment
    named: str | None = environment.get("JULIA_PROJECT", "")
    for option in call.options:
        if option.name == "--project":
            named = "@." if option.value is None else option.value.value
    for one in calls:
        if one.name == "Pkg.activate":
            named = one.first if one.first and re.fullmatch(r"[\w./-]+", one.first) else None
    if named is None or (named.startswith("@") and named != "@."):
        reads.cannot_know("the project in which Pkg works is not known")
        return None
    if not named:
        reads.cannot_know("Pkg works on the environment of the user, not on a project")
        return None
    if named == "@.":
        return _above(reads, call.cwd or "/")
    path = reads.resolve(named)
    return path if path.endswith(".toml") else _in_folder(reads, path) or _missing(reads, path)


def _above(reads: Reads, call_folder: str) -> str | None:
    """The nearest project, from the working directory up."""
    folder = call_folder
    while True:
        found = _in_folder(reads, folder)
        if found is not None or reads.unknown:
            return found
        if folder == "/":
            return _missing(reads, call_folder)
        folder = posixpath.dirname(folder)


def _in_folder(reads: Reads, folder: str) -> str | None:
    paths = (posixpath.join(folder, name) for name in _PROJECTS)
    return next((path for path in paths if reads.text(path, "names the dependencies") is not None), None)


def _missing(reads: Reads, folder: str) -> str | None:
    reads.cannot_know("Project.toml is not in the image at this point", folder)
    return None


def _follow(reads: Reads, project: str) -> list[str]:
    """What Pkg opens beside the project file; its manifests."""
    data = _table(reads, project, "names the dependencies")
    folder = _folder(project)
    if "name" in data or "uuid" in data:
        reads.needs_source("the project is a package, which Julia precompiles", project)
    if "workspace" in data:
        reads.cannot_know("it is a workspace", project)
    _look_for_folders(reads, project, data.get("sources"))
    for name in (
        "LocalPreferences.toml",
        "JuliaLocalPreferences.toml",
        "Artifacts.toml",
        "JuliaArtifacts.toml",
    ):
        reads.text(posixpath.join(folder, name), "Julia's settings for the project")
    manifests = [posixpath.join(folder, name) for name in reads.names(folder) if _MANIFESTS.fullmatch(name)]
    if named := data.get("manifest"):
        reads.cannot_know(f"its manifest is {named}", project)
    if folder != "/":
        _look_for_workspace(reads, posixpath.dirname(folder))
    for path in manifests:
        entries = _table(reads, path, "the locked versions")
        for packages in (entries.get("deps"), entries):
            for found in packages.values() if isinstance(packages, dict) else ():
                for package in toml_text.tables(found):
                    _look_for_folders(reads, path, {"one": package})
    return manifests


def _look_for_workspace(reads: Reads, folder: str) -> None:
    """A project above of whose workspace this one is part (Pkg's manual, "Workspaces", since Julia 1.12)."""
    while True:
        for name in _PROJECTS:
            path = posixpath.join(folder, name)
            data = toml_text.load(reads.looked_for(path, "may have this project in its workspace") or "")
            if isinstance(data, Unknown) or "workspace" in data:
                reads.cannot_know("the project may be part of a workspace", path)
        if folder == "/":
            return
        folder = posixpath.dirname(folder)


def _look_for_folders(reads: Reads, path: str, table: Toml) -> None:
    """Packages that are folders, of `Pkg.develop` or [sources]: Julia precompiles what is in them."""
    for package in table.values() if isinstance(table, dict) else ():
        if isinstance(package, dict) and isinstance(package.get("path"), str):
            reads.needs_source(f"Julia precompiles {package['path']}, which is a path in it", path)
        url = package.get("repo-url") or package.get("url") if isinstance(package, dict) else None
        if isinstance(url, str) and "://" not in url and "@" not in url:
            reads.cannot_know("a package comes from a repository in a folder", path)


def _table(reads: Reads, path: str, why: str) -> dict[str, Toml]:
    data = toml_text.load(reads.text(path, why) or "")
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return {}
    return data


def _folder(path: str) -> str:
    return posixpath.dirname(path)


def _depots(reads: Reads, call: Call) -> Iterator[str]:
    """The folders of packages, of what is compiled, and of logs; empty parts stand for the usual ones."""
    home = call.command.environment.get("HOME")
    value = call.command.environment.get("JULIA_DEPOT_PATH", "")
    if value is None:
        reads.cannot_know("the value of JULIA_DEPOT_PATH is not known")
    parts = (value or "").split(":")
    yield from (reads.resolve(part) for part in parts if part)
    if home and not all(parts):
        yield f"{home}/.julia"


ECOSYSTEM = Ecosystem(
    name="julia",
    tool=Tool(names=("julia",), valued=_VALUED),
    installs=(
        Install(
            "", applies=_installs, is_frozen=True, shown="julia --project=. -e 'using Pkg; Pkg.instantiate()'"
        ),
    ),
    manifests=("Project.toml",),
    lockfiles=("Manifest.toml",),
    settings=("LocalPreferences.toml",),
    cache_dirs=("/root/.julia",),
    result_dirs=("/root/.julia",),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="the project is no package (it has no `name`), and no dependency is a folder",
    cost=Cost.LONG,
    proof="conservative, from the sources of Pkg and Julia's manual; not run",
)
