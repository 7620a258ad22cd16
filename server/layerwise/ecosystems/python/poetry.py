"""Poetry: `pyproject.toml`, locked by `poetry.lock`, with the dependencies by path."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems.facts import (
    Cache,
    Call,
    Cost,
    Ecosystem,
    Install,
    Option,
    Phases,
    Reading,
    Reason,
    Tool,
    Verdict,
)
from layerwise.ecosystems.python import _poetry_project
from layerwise.ecosystems.python._poetry_project import Local
from layerwise.ecosystems.python._pyproject import Pyproject, nearest
from layerwise.ecosystems.python._python import environments, look_at_imports
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.toml_text import table, texts
from layerwise.records import replace


def _is_install(call: Call) -> bool:
    """A dry run and `update --lock` install nothing."""
    return not call.has("-h", "--help", "-V", "--version", "--dry-run", "--lock")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which poetry runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments or any(word.value is None for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    look_at_imports(tree, reads, call.command, "poetry")
    project = _project(reads, call)
    if project is None:
        return reads.reading()
    lock_path = posixpath.join(project.folder, "poetry.lock")
    lock = reads.text(lock_path, "the locked versions")
    _follow(reads, project)
    found = list(_poetry_project.locals_of(reads, project))
    found += _poetry_project.locked(reads, project, lock_path, lock) if lock is not None else ()
    _look_for_builds(reads, call, project, found)
    outputs = [*_outputs(tree, reads, call, project)]
    outputs += [lock_path] if lock is None else []
    # Measured with 1.8 and 2.5: an install fails where lockfile and manifest differ, and never writes the one there.
    is_changed = call.install.verb == "update" and lock is not None
    return reads.reading(outputs=tuple(outputs), rewrites=(lock_path,) if is_changed else ())


def _project(reads: Reads, call: Call) -> Pyproject | None:
    """The project: of --project, else the nearest one upward (measured with strace)."""
    named = [word.value for word in call.values("-P", "--project")]
    if named and named[-1] is None:
        reads.cannot_know("the value of --project is not known")
        return None
    return nearest(reads, reads.resolve((named[-1] if named else None) or ""), "the project's manifest")


def _follow(reads: Reads, project: Pyproject) -> None:
    """What every command opens besides: the licence's file, without which Poetry stops (measured with 2.5)."""
    licence = table(project.data, "project", "license").get("file")
    if isinstance(licence, str):
        reads.required(reads.resolve(licence, project.folder), "license = {file = ...} in pyproject.toml")
    reads.looked_for(posixpath.join(project.folder, ".poetry/plugins"), "Poetry's plugins")
    if project.table("tool", "poetry-dynamic-versioning").get("enable") is True:
        reads.cannot_know("poetry-dynamic-versioning reads the project's git history", project.path)


def _look_for_builds(reads: Reads, call: Call, project: Pyproject, found: list[Local]) -> None:
    """The project itself and the folders that it depends on are built; `update` leaves the project alone."""
    shown = reads.shown(project.path)
    is_root = call.install.verb != "update" and not call.has("--no-root")
    if is_root and _poetry_project.is_package(project):
        reads.needs_source(
            f"the project itself is installed: package-mode is not false in {shown}", project.path
        )
        _name_evidence(reads, project)
    for one in found:
        if not call.has("--no-directory", "--only-root") and one.is_folder:
            reads.needs_source(
                f"{one.name} is built: it is a path in {reads.shown(one.said_by)}", one.said_by
            )
        if reads.kind(one.path) is None and not call.has("--no-directory", "--only-root"):
            reads.fails(f"{reads.shown(one.path)} is not in the image at this point", one.path, one.said_by)


def _name_evidence(reads: Reads, project: Pyproject) -> None:
    """The readme files, without which installing the project fails (measured with 1.8 and 2.5)."""
    for place in (project.table("project"), project.table("tool", "poetry")):
        readme = place.get("readme")
        named = readme if isinstance(readme, str) else table(readme).get("file")
        for one in (*((named,) if isinstance(named, str) else ()), *texts(readme)):
            path = reads.resolve(one, project.folder)
            if reads.kind(path) is Kind.FILE:
                reads.file(path, f"readme in {reads.shown(project.path)}")
                reads.requires(path, project.path)


def _outputs(tree: Tree, reads: Reads, call: Call, project: Pyproject) -> Iterator[str]:
    """The environment and what lies beside it.

    Measured: an active environment is filled, else `.venv` of the project where it is wanted or there already,
    else one below the cache.
    """
    environment = dict(call.command.environment)
    home = environment.get("HOME") or "/root"
    said = _poetry_project.settings(reads, project, environment, home)
    cache = environment.get("POETRY_CACHE_DIR") or (
        f"{environment.get('XDG_CACHE_HOME') or f'{home}/.cache'}/pypoetry"
    )
    yield from (reads.resolve(f"{cache}/{name}") for name in ("artifacts", "cache"))
    if project.table("tool", "poetry", "requires-plugins"):
        yield posixpath.join(project.folder, ".poetry")
    if not said.in_project and said.creates is not False:
        yield reads.resolve(said.path or f"{cache}/virtualenvs")
    yield from environments(tree, reads, call.command)
    active = environment.get("VIRTUAL_ENV", "")
    if active is None:
        reads.cannot_know("the value of VIRTUAL_ENV is not known")
    elif active:
        yield reads.resolve(active)
    inside = posixpath.join(project.folder, ".venv")
    if said.in_project or (said.in_project is None and reads.kind(inside) is not None):
        yield inside


def _phases(tree: Tree, call: Call) -> Phases | None:
    """The two phases of Poetry's FAQ, where the first is seen to do without the source."""
    if call.cwd is None or call.install.verb == "update" or call.has("--only-root"):
        return None
    reads = Reads(tree, call.cwd)
    project = _project(reads, call)
    if project is None:
        return None
    skipped = ["--no-root"]
    skipped += ["--no-directory"] if any(one.is_folder for one in _all_locals(reads, project)) else []
    first = replace(call, options=(*call.options, *(Option(name, None) for name in skipped)))
    reading = _read(tree, first)
    added = " ".join(name for name in skipped if not call.has(name))
    if not added or reading.source is not None or reading.unknown is not None:
        return None
    return Phases(
        note="poetry runs twice, and the second run adds only what is built from the tree", added=added
    )


def _all_locals(reads: Reads, project: Pyproject) -> Iterator[Local]:
    yield from _poetry_project.locals_of(reads, project)
    path = posixpath.join(project.folder, "poetry.lock")
    text = reads.text(path, "the locked versions")
    if text is not None:
        yield from _poetry_project.locked(reads, project, path, text)


ECOSYSTEM = Ecosystem(
    name="poetry",
    tool=Tool(
        names=("poetry",),
        modules=("poetry",),
        # The help texts of Poetry 1.8 and 2.5.
        valued=frozenset(
            {"-C", "--directory", "-P", "--project", "-E", "--extras", "--with", "--without", "--only"}
        ),
        directory=frozenset({"-C", "--directory"}),
        launchers=("uvx", "uv tool run", "pipx run"),
    ),
    installs=(
        Install("install", applies=_is_install, is_frozen=True),
        Install("sync", applies=_is_install, is_frozen=True),
        Install("update", applies=_is_install),
    ),
    manifests=("pyproject.toml",),
    lockfiles=("poetry.lock",),
    settings=("poetry.toml",),
    # Downloads alone: environments lie beside them in the same folder (seen with 2.5 as root).
    cache_dirs=("/root/.cache/pypoetry/artifacts", "/root/.cache/pypoetry/cache"),
    defeated_by=("--no-cache", "poetry cache clear"),
    # Not all of it: virtual environments lie beside these two.
    caches=tuple(
        Cache(
            (
                f"$POETRY_CACHE_DIR/{part}",
                f"$XDG_CACHE_HOME/pypoetry/{part}",
                f"$HOME/.cache/pypoetry/{part}",
            ),
            moved=r"^[^\S\n]*cache-dir\s*=",
            is_locked=True,
        )
        for part in ("artifacts", "cache")
    ),
    ignore=(".venv", "dist", "**/__pycache__", "**/*.pyc"),
    read=_read,
    phases=_phases,
    verdict=Verdict.TWO_PHASES,
    form="`poetry install --no-root --no-directory`, the source, `poetry install`",
    cost=Cost.MINUTES,
    proof="run with Poetry 1.8 and 2.5: files opened (strace), lockfiles, both phases against one; its manual",
)
