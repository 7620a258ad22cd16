"""renv: `renv.lock`, and what R reads when it starts in a project of renv."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Verdict
from layerwise.ecosystems.r import _r
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.json_text import Json, load_object
from layerwise.regex import regex
from layerwise.unknown import Unknown

_RESTORE = ("renv::restore",)
_VERSION = regex(r'^[^\S\n]*version <- "([^"]+)"', re.MULTILINE)
# What renv writes into renv/.gitignore, by one version or another; a line that lacks is added.
_IGNORED = ("library/", "local/", "cellar/", "lock/", "python/", "sandbox/", "staging/")
# Variables with which renv works elsewhere, or with other files ("Path customization", renv's manual).
_ELSEWHERE = (
    "RENV_PROJECT", "RENV_PROFILE", "RENV_PATHS_LOCKFILE", "RENV_PATHS_RENV", "RENV_PATHS_LOCAL", "RENV_PATHS_CELLAR",
)  # fmt: skip
_FOLDERS = (
    "RENV_PATHS_ROOT",
    "RENV_PATHS_CACHE",
    "RENV_PATHS_LIBRARY",
    "RENV_PATHS_LIBRARY_ROOT",
    "RENV_PATHS_SOURCE",
)


def _restores(call: Call) -> bool:
    return bool(_r.called(call, _RESTORE))


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which R runs is not known"))
    reads = Reads(tree, call.cwd)
    environment = _r.start(reads, call, "renv/activate.R")
    _r.look_at_code(reads, call, (*_RESTORE, "renv::install"))
    for name in _ELSEWHERE:
        if name in environment:
            reads.cannot_know(f"{name} points renv elsewhere")
    lock = _lockfile(reads, call)
    _look_at_packages(reads, lock)
    _open_settings(reads)
    rewrites = [path for path, is_changed in _written(reads, call, lock, environment) if is_changed]
    needed = {need.path for need in reads.reading().needs}
    return reads.reading(
        outputs=(*_outputs(reads, call, environment), *(path for path in rewrites if path not in needed)),
        rewrites=tuple(path for path in rewrites if path in needed),
    )


def _lockfile(reads: Reads, call: Call) -> dict[str, Json]:
    """The lockfile: of the argument `lockfile`, else renv.lock."""
    if any(one.name.endswith("install") and "renv" in one.name for one in _r.function_calls(call)):
        reads.cannot_know("renv::install changes what is installed")
    restore = _r.called(call, _RESTORE)[0]
    if restore.first is not None or restore.named("project") is not None:
        reads.cannot_know("renv works on another project")
    named = restore.named("lockfile")
    if named is not None and not re.fullmatch(r"[\w./-]+", named):
        reads.cannot_know("the lockfile is not known")
    path = reads.resolve(named or "renv.lock")
    data = load_object(reads.required(path, "the locked versions") or "{}")
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return {}
    return data


def _look_at_packages(reads: Reads, lock: dict[str, Json]) -> None:
    """Distrust packages that are folders, and Python's, which renv restores from files of their own."""
    if "Python" in lock:
        reads.cannot_know("renv restores Python packages too", reads.resolve("renv.lock"))
    packages = lock.get("Packages")
    for name, package in packages.items() if isinstance(packages, dict) else ():
        fields = package if isinstance(package, dict) else {}
        place = fields.get("RemoteUrl")
        is_local = "local" in (f"{fields.get('Source')}".lower(), f"{fields.get('RemoteType')}".lower())
        if is_local or (isinstance(place, str) and place.startswith((".", "/", "~"))):
            reads.cannot_know(f"{name} is installed from a folder or a file", reads.resolve("renv.lock"))


def _open_settings(reads: Reads) -> None:
    """What renv opens besides (measured with strace; renv/profile names a set of other files)."""
    for name in ("renv/activate.R", "renv/settings.json", "renv/settings.dcf", "DESCRIPTION", ".renvignore"):
        reads.text(reads.resolve(name), "renv's settings")
    reads.text(reads.resolve("inst/golem-config.yml"), "renv looks what kind of project it is")
    settings = load_object(reads.text(reads.resolve("renv/settings.json"), "renv's settings") or "{}")
    if isinstance(settings, Unknown) or settings.get("external.libraries"):
        reads.cannot_know("it names libraries elsewhere", reads.resolve("renv/settings.json"))
    if reads.kind(reads.resolve("renv/profile")) is not None:
        reads.cannot_know("a profile of renv is in force", reads.resolve("renv/profile"))
    for name in ("renv/local", "renv/cellar"):
        reads.folder(reads.resolve(name), "packages that renv finds here")


def _written(
    reads: Reads, call: Call, lock: dict[str, Json], environment: dict[str, str | None]
) -> Iterator[tuple[str, bool]]:
    """The files that renv writes again, and whether it makes them otherwise than they are.

    From its sources and run with 1.2: the script by which R starts in the project is written for the renv that runs;
    where that script has loaded renv, it is the same one. Lists of ignored files get the lines that they lack.
    """
    script = reads.resolve("renv/activate.R")
    text = reads.text(script, "renv's settings")
    packages = lock.get("Packages")
    entry = packages.get("renv") if isinstance(packages, dict) else None
    version = entry.get("Version") if isinstance(entry, dict) else None
    match = _VERSION.search(text or "")
    is_off = environment.get("RENV_CONFIG_AUTOLOADER_ENABLED", "TRUE") != "TRUE"
    profile = reads.text(reads.resolve(".Rprofile"), "R runs it when it starts") or ""
    is_loaded = "renv/activate.R" in profile and not call.has("--vanilla", "--no-init-file") and not is_off
    if text is not None:
        yield script, not is_loaded or match is None or version not in (None, match[1])
    ignored = reads.resolve("renv/.gitignore")
    lines = (reads.text(ignored, "renv adds what it lacks") or "").split()
    yield ignored, not set(_IGNORED) <= set(lines)
    if reads.kind(reads.resolve("DESCRIPTION")) is Kind.FILE:
        path = reads.resolve(".Rbuildignore")
        lines = (reads.text(path, "renv adds what it lacks") or "").split()
        yield path, not {"^renv$", r"^renv\.lock$"} <= set(lines)


def _outputs(reads: Reads, call: Call, environment: dict[str, str | None]) -> Iterator[str]:
    yield from (reads.resolve(f"renv/{name}") for name in ("library", "staging", "sandbox", "lock"))
    yield from _r.outputs(reads, environment)
    for name in _FOLDERS:
        value = environment.get(name, "")
        if value is None:
            reads.cannot_know(f"the value of {name} is not known")
        if value:
            yield reads.resolve(value)
    library = _r.called(call, _RESTORE)[0].named("library")
    if library is not None:
        if re.fullmatch(r"[\w./-]+", library):
            yield posixpath.normpath(reads.resolve(library))
        else:
            reads.cannot_know("the library is not known")


ECOSYSTEM = Ecosystem(
    name="renv",
    tool=_r.TOOL,
    installs=(Install("", applies=_restores, is_frozen=True, shown="R -e 'renv::restore()'"),),
    manifests=("renv.lock",),
    settings=(".Rprofile", "renv/activate.R", "renv/settings.json"),
    cache_dirs=("/root/.cache/R/renv",),
    result_dirs=("/root/.cache/R/renv",),  # renv/library links into it ("Using renv with Docker")
    defeated_by=("RENV_CONFIG_CACHE_ENABLED=FALSE",),
    ignore=("renv/library", "renv/staging", "renv/sandbox"),
    read=_read,
    verdict=Verdict.SPLIT,
    cost=Cost.LONG,
    proof="run with renv 1.2 and R 4.2: files opened and written (strace), the library of the closure alone",
)
