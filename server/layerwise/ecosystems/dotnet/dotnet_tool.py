"""Tools of .NET: those that a project lists in `dotnet-tools.json`, and those installed by name."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems.dotnet._restore import outputs, sources
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import json_text

_NAMES = (".config/dotnet-tools.json", "dotnet-tools.json")


def _is_global(call: Call) -> bool:
    """Without -g or --tool-path a tool is written into the project's list."""
    return call.has("-g", "--global", "--tool-path")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which dotnet runs is not known"))
    reads = Reads(tree, call.cwd)
    is_restore = call.install.verb == "tool restore"
    if is_restore:
        _lists(reads, call)
    reads.looked_for(posixpath.join(call.cwd, "global.json"), "chooses the SDK")
    written = [*outputs(call), *sources(reads, call, [call.cwd])]
    for word in call.values("--tool-path"):
        written += [reads.resolve(word.value)] if word.value is not None else []
        if word.value is None:
            reads.cannot_know("the value of --tool-path is not known")
    return reads.reading(outputs=tuple(written), is_project=is_restore)


def _lists(reads: Reads, call: Call) -> None:
    """The lists of tools: the one named, else each from here up, until one says that it is the last."""
    named = call.values("--tool-manifest")
    if named and named[-1].value is not None:
        reads.required(reads.resolve(named[-1].value), "--tool-manifest")
        return
    if named:
        reads.cannot_know("the value of --tool-manifest is not known")
    folder, is_found = reads.resolve("."), False
    while True:
        for name in _NAMES:
            text = reads.looked_for(posixpath.join(folder, name), "lists the tools")
            data = json_text.load_object(text) if text is not None else {}
            is_found = is_found or text is not None
            if isinstance(data, dict) and data.get("isRoot") is True:
                return
        if folder == "/":
            break
        folder = posixpath.dirname(folder)
    if not is_found:
        reads.cannot_know("no dotnet-tools.json is in the image at this point", reads.resolve(_NAMES[0]))


ECOSYSTEM = Ecosystem(
    name="dotnet-tool",
    tool=Tool(
        names=("dotnet",),
        valued=frozenset(
            {
                *(
                    "--configfile",
                    "--tool-manifest",
                    "--tool-path",
                    "--add-source",
                    "--version",
                    "-v",
                    "--verbosity",
                ),
                *("--framework", "-a", "--arch", "--source", "-s"),
            }
        ),
    ),
    installs=(
        Install("tool restore", is_frozen=True),
        Install(
            "tool install", aliases=("tool update",), applies=_is_global, shown="dotnet tool install --global"
        ),
    ),
    manifests=(".config/dotnet-tools.json",),
    settings=("nuget.config",),
    cache_dirs=("/root/.nuget/packages",),
    result_dirs=("/root/.nuget/packages",),
    defeated_by=("dotnet nuget locals all --clear",),
    read=_read,
    verdict=Verdict.SPLIT,
    cost=Cost.SECONDS,
    proof="from the manual (dotnet tool restore, dotnet tool install); not run",
)
