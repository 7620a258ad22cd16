"""The .NET SDK: projects and solutions, with NuGet's packages."""

import re

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.dotnet._restore import plain_words, restore
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
from layerwise.regex import regex
from layerwise.shell.script import Word

_BUILDS = ("build", "publish", "pack", "test", "run")
_RESTORE_TARGET = regex(r"(?:--?|/)t(?:arget)?:restore", re.IGNORECASE)
# Options of a build that `dotnet restore` has too; the first four choose the runtime, which brings packages.
_SAME = (
    *("-r", "--runtime", "-a", "--arch", "--os", "--ucr", "--use-current-runtime"),
    *(
        "-s",
        "--source",
        "--configfile",
        "--no-cache",
        "--force",
        "--ignore-failed-sources",
        "-v",
        "--verbosity",
    ),
)
# The manual's pages of "dotnet restore", "build", "publish", "pack", "test" and "run".
_VALUED = frozenset((
    "-r", "--runtime", "-s", "--source", "--configfile", "--packages", "-v", "--verbosity", "--lock-file-path",
    "-c", "--configuration", "-f", "--framework", "-o", "--output", "-a", "--arch", "--os", "--project",
    "--solution", "--version-suffix", "--manifest", "--artifacts-path", "--filter", "-l", "--logger",
    "--settings", "--results-directory", "-e", "--environment", "--launch-profile", "--collect",
    "--test-adapter-path", "-d", "--diag", "--file",
))  # fmt: skip
_PROPERTY = regex(r"(?:--?|/)(?:p|property):", re.IGNORECASE)


def _restores_only(call: Call) -> bool:
    """`dotnet msbuild -t:restore`, without another target."""
    targets = [
        w.value or ""
        for w in call.command.words
        if re.match(r"(?:--?|/)t(arget)?:", w.value or "", re.IGNORECASE)
    ]
    return len(targets) == 1 and _RESTORE_TARGET.fullmatch(targets[0]) is not None


def _is_install(call: Call) -> bool:
    return not call.has("-h", "--help", "-?")


def _downloads(call: Call) -> bool:
    """Whether a build restores first ("dotnet build", implicit restore)."""
    return _is_install(call) and not call.has("--no-restore", "--no-build", "--version")


def _targets(reads: Reads, call: Call) -> list[Word]:
    """The projects that are named; `dotnet run` takes its words for the program that it starts."""
    if call.install.verb == "run":
        if call.has("-p", "--file") or any((w.value or "").endswith(".cs") for w in call.arguments[:1]):
            reads.cannot_know("it runs a file without a project")
        return list(call.values("--project"))
    words = plain_words(call.arguments)
    named = call.values("--project", "--solution") if call.install.verb == "test" else ()
    if len(words) > 1 or any((word.value or "").startswith("@") for word in words):
        reads.cannot_know("more than one project is named")
    return [*named, *words]


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which dotnet runs is not known"))
    reads = Reads(tree, call.cwd)
    found = restore(reads, call, _targets(reads, call))
    if call.install.is_build:
        reads.needs_source(f"dotnet {call.install.verb} compiles the source")
    is_frozen = call.has("--locked-mode")
    return reads.reading(outputs=tuple(found.outputs), rewrites=() if is_frozen else tuple(found.locks))


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The restore of the same projects, for the same runtime and with the same properties."""
    if not call.install.is_build or call.cwd is None:
        return None
    targets = [word.raw for word in _targets(Reads(tree, call.cwd), call)]
    given = [w.raw for w in call.command.words if _PROPERTY.match(w.raw)]
    contained = [o for o in call.options if o.name in {"--self-contained", "--sc"}]
    if any(o.value is None or o.value.value == "true" for o in contained):
        given.append("-p:SelfContained=true")
    tool = again.program(call, ECOSYSTEM.tool.names)
    return Phases(
        note="dotnet restore is added, which the build then finds done",
        instead=again.line(tool, "restore", targets, again.options(call, _SAME), given),
    )


ECOSYSTEM = Ecosystem(
    name="dotnet",
    tool=Tool(
        names=("dotnet",),
        valued=_VALUED,
    ),
    installs=(
        Install("restore", applies=_is_install),
        Install("msbuild", applies=_restores_only, shown="dotnet msbuild -t:restore"),
        *(Install(verb, applies=_downloads, is_build=True) for verb in _BUILDS),
    ),
    manifests=("*.csproj", "Directory.Build.props", "Directory.Packages.props"),
    lockfiles=("packages.lock.json",),
    settings=("global.json", "nuget.config"),
    cache_dirs=("/root/.nuget/packages", "/root/.local/share/NuGet/http-cache"),
    # obj/project.assets.json names the packages by their paths there.
    result_dirs=("/root/.nuget/packages",),
    defeated_by=("dotnet nuget locals all --clear",),
    caches=(
        Cache(
            ("$NUGET_PACKAGES", "$HOME/.nuget/packages"),
            moved=r"(?i)globalPackagesFolder|RestorePackagesPath",
            unfit=("--packages",),
            is_result=True,
        ),
    ),
    ignore=("**/bin", "**/obj"),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="what the projects import can be followed",
    form="`dotnet restore`, the source, `dotnet publish`",
    cost=Cost.MINUTES,
    proof="from the manual (dotnet restore, Customize your build), NuGet.targets and NuGet's Settings.cs; not run",
)
