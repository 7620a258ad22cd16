"""What a restore of .NET projects opens and writes, from its command line on."""

import posixpath
import re
from collections.abc import Mapping

from layerwise.ecosystems.dotnet import _nuget_config
from layerwise.ecosystems.dotnet._project import evaluate
from layerwise.ecosystems.dotnet._properties import above
from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import json_text, solution
from layerwise.regex import regex
from layerwise.shell.script import Word
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_PROPERTY = regex(r"(?:--?|/)(?:p|property):(.*)", re.IGNORECASE | re.DOTALL)
# A switch of MSBuild with a slash; what has a second slash or ends like a project is a path.
_SLASH = regex(r"/[A-Za-z]+(:.*)?$", re.DOTALL)
_SOLUTION = (".sln", ".slnx", ".slnf")
_PROJECT = regex(r"\.\w*proj$")
# Of C++ and of Node.js, which restore in ways of their own.
_OTHER = (".vcxproj", ".esproj", ".njsproj", ".pyproj", ".wixproj")
_MOST_PROJECTS = 1_000


class Restored(NamedTuple):
    """What a restore writes: folders and files, and the lockfiles that are there already."""

    outputs: list[str]
    locks: list[str]


def properties(call: Call) -> dict[str, str | None]:
    """The properties given with `-p:Name=value`."""
    found: dict[str, str | None] = {}
    for word in call.command.words:
        given = _PROPERTY.fullmatch(word.value if word.value is not None else word.raw)
        for pair in re.split(r"[;,]", given[1]) if given else ():
            name, _, value = pair.partition("=")
            found[name] = None if word.value is None else value.strip('"')
    return found


def plain_words(words: tuple[Word, ...]) -> list[Word]:
    """The words that are no switches of MSBuild: projects and solutions."""
    return [word for word in words if not _SLASH.fullmatch(word.value or word.raw)]


def restore(reads: Reads, call: Call, words: list[Word]) -> Restored:
    """Opens all that a restore of these projects, or of the one here, opens."""
    assert call.cwd is not None, "the caller has looked"
    distrust_arguments(reads, call)
    _look_at_sdk(reads, call.cwd)
    entries: list[str] = []
    for name in [word.value or "." for word in words] or ["."]:
        entry = _entry(reads, reads.resolve(name.replace("\\", "/")))
        entries += [entry] if entry else []
    given = properties(call)
    restored = Restored(outputs(call), [])
    folders = [posixpath.dirname(entry) for entry in entries]
    roots = [project for entry in entries for project in _of_entry(reads, entry, given)]
    folders += _projects(reads, roots, given, restored, call)
    restored.outputs.extend(sources(reads, call, folders))
    return restored


def sources(reads: Reads, call: Call, folders: list[str]) -> list[str]:
    """Opens NuGet's settings and the folders that hold packages; the folders that packages go to."""
    found: list[str] = []
    configs = call.values("--configfile", "-ConfigFile")
    for word in configs:
        path = reads.resolve(word.value or "nuget.config")
        text = reads.required(path, "--configfile")
        found += _nuget_config.one(reads, path, text) if text else []
    if not configs:
        found += _nuget_config.settings(reads, folders, home_of(call))
    for word in call.values("-s", "--source", "--add-source", "-Source"):
        if word.value is None or "://" not in word.value:
            reads.folder(reads.resolve(word.value or "."), "a package source of the call")
    return found


def home_of(call: Call) -> str | None:
    """The home of the dotnet command."""
    return call.command.environment.get("DOTNET_CLI_HOME") or call.command.environment.get("HOME")


def _look_at_sdk(reads: Reads, folder: str) -> None:
    """The nearest global.json, which chooses the SDK; other SDKs than the image's are not known."""
    path = above(reads, folder, "global.json", "chooses the SDK")
    data = json_text.load_object(reads.text(path, "chooses the SDK") or "{}") if path else {}
    sdk = data.get("sdk") if isinstance(data, dict) else None
    if isinstance(sdk, dict) and "paths" in sdk:
        reads.cannot_know("it takes an SDK from a folder", path)


def _entry(reads: Reads, target: str) -> str | None:
    """The project or solution to restore: the only one of a folder, else the file named."""
    if target.endswith(_SOLUTION) or _PROJECT.search(target):
        return target
    names = [name for name in reads.listed(target) if name.endswith(_SOLUTION[:2]) or _PROJECT.search(name)]
    solutions = [name for name in names if name.endswith(_SOLUTION[:2])]
    stems = {posixpath.splitext(name)[0] for name in names}
    # A solution beside a project of the same name is taken (MSBuild, XMake.cs).
    chosen = names if len(names) == 1 else solutions if len(solutions) == 1 and len(stems) == 1 else []
    if len(names) > 1 and not chosen:
        reads.cannot_know(f"{reads.shown(target)} has more than one project", target)
    elif not names:
        reads.cannot_know(f"no project is in {reads.shown(target)} at this point", target)
    return posixpath.join(target, chosen[0]) if chosen else None


def _of_entry(reads: Reads, entry: str, given: dict[str, str | None]) -> list[str]:
    """The projects of a solution, or the project itself."""
    if not entry.endswith(_SOLUTION):
        return [entry]
    text = reads.required(entry, "the solution")
    listed: tuple[str, ...] | Unknown = ()
    path = entry
    if entry.endswith(".slnf"):
        filtered = solution.filtered(text or "{}")
        if isinstance(filtered, Unknown):
            reads.cannot_know(filtered.why, entry)
            return []
        path = reads.resolve(filtered[0], posixpath.dirname(entry))
        reads.required(path, f"named by {reads.shown(entry)}")
        listed = filtered[1]
    elif text is not None:
        listed = solution.projects(entry, text)
    if isinstance(listed, Unknown):
        reads.cannot_know(listed.why, path)
        return []
    _beside_solution(reads, path)
    folder, name = posixpath.split(path)
    given.setdefault("SolutionDir", folder.rstrip("/") + "/")
    given.setdefault("SolutionName", posixpath.splitext(name)[0])
    return [reads.resolve(one, folder) for one in listed]


def _beside_solution(reads: Reads, path: str) -> None:
    """What a solution's build imports ("Customize the solution build")."""
    folder, name = posixpath.split(path)
    found = [
        above(reads, folder, f"Directory.Solution.{kind}", "of the solution") for kind in ("props", "targets")
    ]
    found += [
        place
        for place in (f"{folder}/{when}.{name}.targets" for when in ("before", "after"))
        if reads.looked_for(place, "of the solution") is not None
    ]
    for place in filter(None, found):
        reads.cannot_know("it changes the build of the solution", place)


def _projects(
    reads: Reads, roots: list[str], given: Mapping[str, str | None], restored: Restored, call: Call
) -> list[str]:
    """Opens the projects and those that they reference; their folders."""
    seen: dict[str, None] = {}
    waiting: list[tuple[str, str | None]] = [(root, None) for root in reversed(dict.fromkeys(roots))]
    while waiting:
        path, asked_by = waiting.pop()
        if path in seen:
            continue
        seen[path] = None
        if path.endswith(_OTHER):
            reads.cannot_know(f"{reads.shown(path)} is restored in a way of its own", path)
        if len(seen) > _MOST_PROJECTS or reads.unknown is not None:
            reads.cannot_know("there are too many projects to follow")
            break
        found = evaluate(reads, path, given, call.command.environment, asked_by)
        waiting += [(one, path) for one in found.references[::-1]]
        _beside_project(reads, path, restored)
        is_locking = call.has("--use-lock-file") or found.properties.has("RestorePackagesWithLockFile")
        if is_locking:
            restored.outputs.append(f"{found.folder}/packages.lock.json")
        if found.properties.get("UseArtifactsOutput") != "" or call.has("--artifacts-path"):
            reads.cannot_know("its output goes to a folder of artifacts", path)
        if (found.properties.get("RestoreLockedMode") or "").lower() == "true":
            restored.locks[:] = [one for one in restored.locks if posixpath.dirname(one) != found.folder]
    return [posixpath.dirname(path) for path in seen]


def _beside_project(reads: Reads, path: str, restored: Restored) -> None:
    """A project's lockfile, switches for MSBuild, and the folder that its restore fills."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0].replace(" ", "_")
    for lock in (f"{folder}/packages.{stem}.lock.json", f"{folder}/packages.lock.json"):
        if reads.text(lock, "locks the versions") is not None:
            restored.locks.append(lock)
    beside = f"{folder}/MSBuild.rsp"
    switches = above(reads, folder, "Directory.Build.rsp", "switches for MSBuild")
    if switches or reads.kind(beside) is not None:
        reads.cannot_know("it holds switches for MSBuild", switches or beside)
    restored.outputs.append(f"{folder}/obj")


def outputs(call: Call) -> list[str]:
    """Where packages and NuGet's own files go ("Managing the global packages and cache folders")."""
    home = home_of(call)
    found = ["/tmp/NuGetScratch", "/tmp/.dotnet", "/tmp/MSBuildTemp"]  # noqa: S108 - where the tools write
    found += [f"{home}/.nuget", f"{home}/.local/share/NuGet", f"{home}/.dotnet"] if home else []
    found += [value for value in (call.command.environment.get("NUGET_PACKAGES"),) if value]
    for word in call.values("--packages", "-PackagesDirectory", "-OutputDirectory"):
        if word.value is not None and call.cwd is not None:
            found.append(posixpath.normpath(posixpath.join(call.cwd, word.value)))
    return found
