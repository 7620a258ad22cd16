"""NuGet's own command line: `nuget restore` for a solution, whose projects list packages in `packages.config`."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems.dotnet._restore import plain_words, restore
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which nuget runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.has("-SolutionDirectory", "-Project2ProjectTimeOut", "-MSBuildPath"):
        reads.cannot_know("an option of nuget leads elsewhere")
    words = plain_words(call.arguments)
    found = restore(reads, call, words)
    written = found.outputs
    for folder in {path.removesuffix("/obj") for path in found.outputs if path.endswith("/obj")}:
        reads.text(f"{folder}/packages.config", "lists the packages of a project")
    for word in words or []:
        entry = reads.resolve(word.value or ".")
        folder = entry if entry == call.cwd else posixpath.dirname(entry)
        written.append(f"{folder}/packages")
        reads.text(f"{folder}/.nuget/packages.config", "lists the packages of the solution")
        reads.text(f"{folder}/.nuget/NuGet.Config", "NuGet's settings")
    written.append(f"{call.cwd.rstrip('/')}/packages")
    return reads.reading(outputs=tuple(written), rewrites=tuple(found.locks))


ECOSYSTEM = Ecosystem(
    name="nuget",
    tool=Tool(
        names=("nuget", "nuget.exe"),
        launchers=("mono",),
        valued=frozenset(
            {
                *("-PackagesDirectory", "-OutputDirectory", "-SolutionDirectory", "-ConfigFile", "-Source"),
                *("-FallbackSource", "-Verbosity", "-MSBuildPath", "-MSBuildVersion", "-PackageSaveMode"),
                *("-Project2ProjectTimeOut",),
            }
        ),
    ),
    installs=(Install("restore"),),
    manifests=("packages.config",),
    lockfiles=("packages.lock.json",),
    settings=("nuget.config",),
    cache_dirs=("/root/.nuget/packages", "/root/.local/share/NuGet/http-cache"),
    defeated_by=("-NoCache", "nuget locals all -clear"),
    ignore=("**/bin", "**/obj", "packages"),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition="what the projects import can be followed",
    cost=Cost.MINUTES,
    proof="conservative, from the manual of the NuGet CLI",
)
