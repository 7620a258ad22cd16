"""pixi: `pixi.toml`, or `pyproject.toml` with `[tool.pixi]`, locked by `pixi.lock`."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.python._pyproject import Pyproject, parse, upward
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.toml_text import Toml, table, texts
from layerwise.regex import regex

# A package of the lockfile that is a path: `- pypi: ./lib`, `- conda: .`, `path: ./lib`.
_PATH = regex(r"^[^\S\n]*(?:- )?(?:pypi|conda|path|source): ['\"]?\.", re.MULTILINE)


def _does_something(call: Call) -> bool:
    return not call.has("-h", "--help")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which pixi runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments or any(word.value is None for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    project = _project(reads, call)
    if project is None:
        return reads.reading()
    _open_settings(reads, call, project)
    said = project.data if project.path.endswith("pixi.toml") else project.table("tool", "pixi")
    _look_for_paths(reads, project, said)
    lock = posixpath.join(project.folder, "pixi.lock")
    text = reads.text(lock, "the locked versions")
    if text is not None and _PATH.search(text):
        reads.needs_source(f"a package in {reads.shown(lock)} is a folder of the project", lock)
    is_frozen = call.has("--frozen", "--locked") or any(
        call.command.environment.get(f"PIXI_{name}", "") not in {"", "0", "false"}
        for name in ("FROZEN", "LOCKED")
    )
    if text is None and is_frozen:
        reads.fails(f"{reads.shown(lock)} is not in the image at this point", lock)
    outputs = [posixpath.join(project.folder, ".pixi"), *_caches(call)]
    outputs += [lock] if text is None else []
    return reads.reading(
        outputs=tuple(outputs), rewrites=(lock,) if text is not None and not is_frozen else ()
    )


def _project(reads: Reads, call: Call) -> Pyproject | None:
    """The manifest: of --manifest-path, else the nearest upward (pixi's manual, "Manifest discovery")."""
    named = [word.value for word in call.values("--manifest-path", "-m")]
    named += [call.command.environment.get("PIXI_PROJECT_MANIFEST", "")] if not named else []
    if named[-1] is None:
        reads.cannot_know("the value of --manifest-path is not known")
        return None
    start = reads.resolve(named[-1])
    if named[-1] and reads.kind(start) is not Kind.DIRECTORY:
        text = reads.required(start, "the project's manifest")
        return parse(reads, start, text) if text is not None else None
    for folder in upward(start):
        for name in ("pixi.toml", "pyproject.toml"):
            path = posixpath.join(folder, name)
            text = reads.looked_for(path, "the project's manifest")
            if text is None and reads.unreadable(path):
                return None
            found = parse(reads, path, text) if text is not None else None
            if found is not None and (name == "pixi.toml" or found.table("tool", "pixi")):
                return found
    reads.fails("pixi.toml is not in the image at this point", posixpath.join(start, "pixi.toml"))
    return None


def _open_settings(reads: Reads, call: Call, project: Pyproject) -> None:
    """Settings of the project and the user (pixi's manual, "Pixi configuration")."""
    reads.text(posixpath.join(project.folder, ".pixi/config.toml"), "pixi's settings for the project")
    environment = call.command.environment
    home = environment.get("HOME")
    names = (".config/pixi/config.toml", ".pixi/config.toml", ".netrc")
    for path in (*(f"{home}/{name}" for name in names if home), "/etc/pixi/config.toml"):
        reads.looked_for(path, "pixi's settings")
    for word in call.values("--auth-file", "--config-file"):
        reads.required(reads.resolve(word.value or ""), "named by an option")


def _look_for_paths(reads: Reads, project: Pyproject, said: dict[str, Toml]) -> None:
    """Dependencies by path, and a package that pixi builds itself."""
    shown = reads.shown(project.path)
    if "package" in said:
        reads.needs_source(f"{shown} describes a package, which pixi builds", project.path)
    for name, value in _dependencies(said):
        path = table(value).get("path")
        if not isinstance(path, str):
            continue
        place = reads.resolve(path, project.folder)
        if reads.kind(place) is Kind.FILE:
            reads.file(place, f"the dependency {name}")
        else:
            reads.needs_source(f"{name} is built: it is a path in {shown}", project.path)
    written = [*project.requirements()]
    if any("file:" in one for one in written):
        reads.cannot_know(f"{shown} names local files", project.path)
    for one in _tables(said):
        pypi = table(one, "pypi-options")
        found = [*texts(one.get("channels")), *texts(pypi.get("extra-index-urls"))]
        if "find-links" in pypi or any(place.startswith((".", "/", "file:")) for place in found):
            reads.cannot_know(f"{shown} takes packages from the disk", project.path)
        for script in texts(table(one, "activation").get("scripts")):
            reads.text(reads.resolve(script, project.folder), "run where a package is built")


def _tables(said: dict[str, Toml]) -> Iterator[dict[str, Toml]]:
    """The manifest's own table and those of its workspace, features and platforms."""
    yield said
    for name, value in said.items():
        if name in {"workspace", "project"}:
            yield table(value)
        elif name in {"feature", "target"}:
            for inner in table(value).values():
                yield from _tables(table(inner))


def _dependencies(said: dict[str, Toml]) -> Iterator[tuple[str, Toml]]:
    """The entries of every table of dependencies."""
    for place in _tables(said):
        for name, value in place.items():
            if name.endswith("dependencies"):
                yield from table(value).items()


def _caches(call: Call) -> list[str]:
    environment = call.command.environment
    home = environment.get("HOME")
    named = (environment.get(name) for name in ("PIXI_CACHE_DIR", "RATTLER_CACHE_DIR", "PIXI_HOME"))
    return [
        *(one for one in named if one),
        *(f"{home}/{name}" for name in (".cache/rattler", ".cache/pixi", ".pixi") if home),
    ]


ECOSYSTEM = Ecosystem(
    name="pixi",
    tool=Tool(
        names=("pixi",),
        # pixi's manual, "pixi install".
        valued=frozenset(
            {
                "-e",
                "--environment",
                "--skip",
                "--skip-with-deps",
                "--only",
                "--manifest-path",
                "-m",
                "--auth-file",
                "--config-file",
                "--concurrent-downloads",
                "--concurrent-solves",
                "--pinning-strategy",
                "--pypi-keyring-provider",
                "--color",
            }
        ),
    ),
    installs=(Install("install", applies=_does_something),),
    manifests=("pixi.toml",),
    lockfiles=("pixi.lock",),
    cache_dirs=("/root/.cache/rattler",),
    defeated_by=("pixi clean cache",),
    ignore=(".pixi", "**/__pycache__", "**/*.pyc"),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition='no dependency is a folder of the project (`path = "."`)',
    cost=Cost.MINUTES,
    proof="conservative, from pixi's manual: no pixi was at hand",
)
