"""pub, of Dart and Flutter: `pubspec.yaml`, locked by `pubspec.lock`."""

import posixpath

from layerwise.context.tree import Tree
from layerwise.ecosystems import again
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Phases, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.mobile._pubspec import Package, packages
from layerwise.ecosystems.plain import distrust_arguments
from layerwise.ecosystems.reads import Reads

# Folders into which `flutter pub get` writes where they are there, and a file that it may rewrite
# (flutter_tools, lib/src/project.dart: "Will not create project platform directories").
_PLATFORMS = (
    "android",
    "ios",
    "linux",
    "macos",
    "windows",
    "web",
    ".android",
    ".ios",
    "analysis_options.yaml",
)


def _is_flutter(call: Call) -> bool:
    return call.command.name == "flutter"


def _is_build(call: Call) -> bool:
    return _is_flutter(call) and not call.has("--no-pub", "-h", "--help")


def _is_get(call: Call) -> bool:
    """A dry run and an offline one download nothing; the bare `get` is that of the old `pub` command."""
    is_old = call.command.name == "pub"
    return (call.install.verb in _OLD) == is_old and not call.has(
        "-n", "--dry-run", "--check-up-to-date", "--offline", "-h", "--help"
    )


_OLD = ("get", "upgrade", "downgrade")


def _is_by_name(call: Call) -> bool:
    """A program of the registry or a repository, rather than of a folder."""
    return not any(word.value == "path" for word in call.values("-s", "--source"))


def _read(tree: Tree, call: Call) -> Reading:
    if call.install.verb.endswith("global activate"):
        return Reading(outputs=tuple(_outputs(call)), is_project=False)
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which pub runs is not known"))
    reads = Reads(tree, call.cwd)
    if not call.install.is_build:
        distrust_arguments(reads, call)
        if call.arguments:
            reads.cannot_know("a folder or packages are named")
    is_with_example = not call.has("--no-example")
    found = packages(reads, reads.resolve("."), is_with_example=is_with_example)
    if _is_flutter(call):
        _flutter(reads, call, found)
    roots = [one for one in found if one.is_root]
    locks = [f"{one.folder}/pubspec.lock" for one in roots]
    there = [lock for lock in locks if reads.text(lock, "locks the versions") is not None]
    is_frozen = call.has("--enforce-lockfile")
    outputs = [*_outputs(call), *(lock for lock in locks if lock not in there)]
    for one in found:
        outputs += (
            [f"{one.folder}/.dart_tool", f"{one.folder}/.packages"] if one.is_root or one.is_member else []
        )
        outputs += [f"{one.folder}/pubspec.lock"] if one.is_member else []  # a stray one is deleted
        outputs += (
            [f"{one.folder}/{name}" for name in _FLUTTER_FILES] if one.is_root and _is_flutter(call) else []
        )
    return reads.reading(outputs=tuple(outputs), rewrites=() if is_frozen else tuple(there))


_FLUTTER_FILES = (".flutter-plugins", ".flutter-plugins-dependencies", "build")


def _flutter(reads: Reads, call: Call, found: list[Package]) -> None:
    if call.install.is_build:
        reads.needs_source(f"flutter {call.install.verb} compiles the source")
    for one in found:
        if one.generates:
            reads.needs_source(
                "flutter pub get generates code, by generate: true", f"{one.folder}/pubspec.yaml"
            )
        for name in _PLATFORMS if one.is_root else ():
            path = f"{one.folder}/{name}"
            if reads.kind(path) is not None:
                reads.needs_source(f"flutter pub get writes into {name}", path)


def _outputs(call: Call) -> list[str]:
    """The packages of all projects, and what the tools note for themselves."""
    home = call.command.environment.get("HOME")
    named = call.command.environment.get("PUB_CACHE")
    found = (
        [f"{home}/{name}" for name in (".pub-cache", ".dart-tool", ".dart", ".config", ".flutter")]
        if home
        else []
    )
    return [*found, *((named,) if named else ())]


def _phases(tree: Tree, call: Call) -> Phases | None:
    """What `flutter pub get` downloads is what `dart pub get` of the same SDK does, which writes nothing else."""
    if (
        not _is_flutter(call)
        or call.install.verb not in ("pub get", "packages get", *_BUILDS)
        or call.cwd is None
    ):
        return None
    reads = Reads(tree, call.cwd)
    found = packages(reads, reads.resolve("."), is_with_example=False)
    if reads.unknown is not None:
        return None
    _flutter_only(reads, found)
    flutter = again.program(call, ECOSYSTEM.tool.names)
    tool = flutter if reads.source is None else f"{flutter.removesuffix('flutter')}dart"
    options = again.options(call, ("--enforce-lockfile", "--no-example", "-C", "--directory"))
    return Phases(
        note=f"{tool.rpartition('/')[2]} pub get is added, which the rest then finds done",
        instead=again.line(tool, "pub get", options),
    )


def _flutter_only(reads: Reads, found: list[Package]) -> None:
    """Note reasons for which `flutter pub get` itself needs the source."""
    for one in found:
        names = [name for name in _PLATFORMS if one.is_root and reads.kind(posixpath.join(one.folder, name))]
        if one.generates or names:
            reads.needs_source("flutter pub get writes into the source", one.folder)


_BUILDS = ("build", "test", "analyze", "run", "drive")

ECOSYSTEM = Ecosystem(
    name="dart",
    tool=Tool(
        names=("dart", "flutter", "pub"),
        valued=frozenset(
            {
                "-C",
                "--directory",
                "-d",
                "--device-id",
                "-t",
                "--target",
                "--dart-define",
                "--flavor",
                "-s",
                "--source",
            }
        ),
        directory=frozenset({"-C", "--directory"}),
    ),
    installs=(
        Install("pub get", aliases=("pub upgrade", "pub downgrade"), applies=_is_get),
        Install("packages get", applies=_is_get, shown="flutter packages get"),
        *(Install(verb, applies=_is_get, shown=f"pub {verb}") for verb in _OLD),
        Install("pub global activate", aliases=("global activate",), applies=_is_by_name),
        *(Install(verb, applies=_is_build, is_build=True, shown=f"flutter {verb}") for verb in _BUILDS),
    ),
    manifests=("pubspec.yaml",),
    lockfiles=("pubspec.lock",),
    settings=("pubspec_overrides.yaml",),
    cache_dirs=("/root/.pub-cache",),
    # .dart_tool/package_config.json names the packages by their paths there.
    result_dirs=("/root/.pub-cache",),
    defeated_by=("dart pub cache clean",),
    ignore=(".dart_tool", "build"),
    read=_read,
    phases=_phases,
    verdict=Verdict.SPLIT_IF,
    condition="flutter has no platform's folder to write into",
    form="`dart pub get`, the source, `flutter build`",
    cost=Cost.SECONDS,
    proof="conservative, from dart.dev (pub get, workspaces) and the sources of flutter_tools; not run",
)
