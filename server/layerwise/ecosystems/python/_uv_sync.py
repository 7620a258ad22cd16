"""What `uv sync` reads, builds and writes."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Reading
from layerwise.ecosystems.python import _uv_lock, _uv_workspace
from layerwise.ecosystems.python._pip_closure import Closure
from layerwise.ecosystems.python._pyproject import Pyproject, follow_readme, normalized, upward
from layerwise.ecosystems.python._uv_lock import Lock
from layerwise.ecosystems.python._uv_settings import follow_settings, home, is_on, start, values
from layerwise.ecosystems.python._uv_step import is_in_step
from layerwise.ecosystems.python._uv_workspace import Source, Workspace, is_package
from layerwise.ecosystems.reads import Reads
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# Fields that uv itself needs; where the build backend fills them in, uv asks it even to check the lockfile.
_ASKED = frozenset({"dependencies", "optional-dependencies", "requires-python"})
# Accepted by uv 0.13 without being in its help.
_HIDDEN = ("--only-install-project", "--only-install-workspace", "--only-install-local")
# Options and variables on which the versions in the lockfile depend (uv sync --help).
_CHOOSING = (
    *("-U", "--upgrade", "-P", "--upgrade-package", "--upgrade-group", "--resolution", "--prerelease"),
    *(
        "--prerelease-package",
        "--fork-strategy",
        "--exclude-newer",
        "--exclude-newer-package",
        "--no-sources",
    ),
    *("--no-sources-package", "--index", "--default-index", "-i", "--index-url", "--extra-index-url"),
    *("-f", "--find-links", "--no-index", "--index-strategy", "--config-file"),
)
_CHOOSING_VARIABLES = (
    *("UV_RESOLUTION", "UV_PRERELEASE", "UV_FORK_STRATEGY", "UV_EXCLUDE_NEWER", "UV_NO_SOURCES", "UV_INDEX"),
    *("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_INDEX_STRATEGY"),
)


class _Run(NamedTuple):
    """One call in its workspace; `sources` is what [tool.uv.sources] names; without a lockfile `lock` is None."""

    call: Call
    reads: Reads
    workspace: Workspace
    sources: tuple[Source, ...]
    lock: Lock | None

    @property
    def is_frozen(self) -> bool:
        return is_on(self.call, "--frozen")

    @property
    def members(self) -> frozenset[str]:
        """The names of the workspace's members, of the lockfile too."""
        locked = self.lock.members if self.lock else frozenset()
        return locked | {member.name for member in self.workspace.members if member.name}

    @property
    def targets(self) -> frozenset[str]:
        """The names of the members that are synced: as chosen, else the project, else all of them."""
        chosen = set(map(normalized, values(self.reads, self.call, "--package")))
        if chosen or (self.workspace.project.name and not self.call.has("--all-packages")):
            return frozenset(chosen or {self.workspace.project.name})
        return self.members


def read(tree: Tree, call: Call, cwd: str) -> Reading:
    """The reading of one `uv sync`."""
    reads = Reads(tree, cwd)
    folder = start(reads, call)
    if call.has("--script"):
        reads.cannot_know("--script installs what a script asks for")
    if any(word.value is None for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    for name in filter(call.has, _HIDDEN):
        reads.cannot_know(f"{name} is not understood")
    follow_settings(reads, Closure(reads, call.command.environment, "install"), call, folder)
    for above in upward(folder):
        for name in (".python-version", ".python-versions"):
            reads.looked_for(posixpath.join(above, name), "the version of Python")
    workspace = _uv_workspace.find(tree, reads, folder)
    if workspace is None:
        return reads.reading()
    _check(reads, workspace)
    lock_path = posixpath.join(workspace.root.folder, "uv.lock")
    lock = _lock(reads, lock_path)
    run = _Run(call, reads, workspace, tuple(_uv_workspace.sources(reads, workspace.members)), lock)
    _follow_lock(run)
    _look_for_builds(run)
    is_kept = run.is_frozen or is_on(call, "--locked")
    outputs = [*_environments(run), *caches(reads, call)]
    if lock is None and is_kept:
        reads.fails("it fails, since there is no uv.lock", lock_path)
    elif lock is None:
        outputs.append(lock_path)
    rewrites = () if is_kept or lock is None or _is_in_step(run, lock) else (lock_path,)
    return reads.reading(outputs=tuple(outputs), rewrites=rewrites)


def caches(reads: Reads, call: Call) -> Iterator[str]:
    """Where uv keeps downloads and the Pythons that it installs."""
    environment = call.command.environment
    data = environment.get("XDG_DATA_HOME") or f"{home(call)}/.local/share"
    yield reads.resolve(environment.get("UV_PYTHON_INSTALL_DIR") or f"{data}/uv")
    if not is_on(call, "--no-cache") and not call.has("-n"):
        cache = environment.get("XDG_CACHE_HOME") or f"{home(call)}/.cache"
        named = [word.value or "" for word in call.values("--cache-dir")]
        yield reads.resolve(named[-1] if named else environment.get("UV_CACHE_DIR") or f"{cache}/uv")


def _check(reads: Reads, workspace: Workspace) -> None:
    """A project that uv refuses, or that older versions refuse (measured with 0.5 and 0.13)."""
    project = workspace.project
    if not _uv_workspace.is_managed(workspace.root) or not _uv_workspace.is_managed(project):
        reads.cannot_know("[tool.uv] managed is false, and uv sync refuses the project", project.path)
    is_known = {"project", "dependency-groups"} & project.data.keys()
    if not is_known and "workspace" not in project.table("tool", "uv"):
        reads.cannot_know(f"{reads.shown(project.path)} has no [project]", project.path)


def _lock(reads: Reads, path: str) -> Lock | None:
    text = reads.text(path, "the locked versions")
    lock = _uv_lock.read(text) if text is not None else None
    if isinstance(lock, Unknown):
        reads.cannot_know(f"{reads.shown(path)}: {lock.why}", path)
        return None
    return lock


def _is_in_step(run: _Run, lock: Lock) -> bool:
    """Whether neither options nor settings nor manifests make uv choose versions again."""
    environment = run.call.command.environment
    has_settings = any(need.path.endswith("/uv.toml") for need in run.reads.reading().needs)
    is_chosen = run.call.has(*_CHOOSING) or any(name in environment for name in _CHOOSING_VARIABLES)
    return not has_settings and not is_chosen and is_in_step(lock, run.workspace)


def _follow_lock(run: _Run) -> None:
    """The places on disk that the lockfile names: projects, archives, and folders of archives."""
    reads, root = run.reads, run.workspace.root
    closure = Closure(reads, run.call.command.environment, "install")
    for one in run.lock.packages if run.lock else ():
        place = reads.resolve(one.place, root.folder)
        if one.kind in _uv_lock.LOCAL:
            path = posixpath.join(place, "pyproject.toml")
            reads.text(path, f"{one.name} is in uv.lock")
            # Measured with 0.13: --locked fails without any member, --frozen without one that it installs.
            if is_on(run.call, "--locked") or (
                run.is_frozen and _is_installed(run, _Project(one.name, path, None, is_source=False))
            ):
                reads.requires(path, posixpath.join(root.folder, "uv.lock"))
            elif not run.is_frozen:
                reads.misses(path, root.path)
        elif one.kind == "path" and reads.kind(place) is not None:
            reads.file(place, f"{one.name} is in uv.lock")
        elif one.kind == "registry" and "://" not in one.place:
            closure.links(place)


def _look_for_builds(run: _Run) -> None:
    """Note the first project that is built, to be installed or for what its backend fills in."""
    for one in _projects(run):
        name, project = one.name, one.project
        is_locked_anew = not run.is_frozen
        if is_locked_anew and one.is_source and (project is None or "project" not in project.data):
            run.reads.needs_source(f"{name} has no [project] table, and uv builds it to lock it", one.path)
        if is_locked_anew and project is not None and "project" in project.data:
            for field in sorted(_asked(run, project)):
                run.reads.needs_source(
                    f"dynamic = {field} in {run.reads.shown(one.path)}: uv builds {name} to know it", one.path
                )
        if _is_installed(run, one) and _is_built(run, one):
            run.reads.needs_source(*_why_built(run, one))
            follow_readme(run.reads, posixpath.dirname(one.path))


class _Project(NamedTuple):
    """A project of the tree that may be built; `is_source`: named by a path, not a member."""

    name: str
    path: str
    project: Pyproject | None
    is_source: bool


def _projects(run: _Run) -> Iterator[_Project]:
    """Members, folders that sources name, and what else is in the lockfile, each once."""
    seen = set()
    for member in run.workspace.members:
        if member.name:
            seen.add(member.name)
            yield _Project(member.name, member.path, member, is_source=False)
    for source in run.sources:
        if source.is_folder and source.name not in seen:
            seen.add(source.name)
            path = source.project.path if source.project else source.path
            yield _Project(source.name, path, source.project, is_source=True)
    for one in run.lock.packages if run.lock else ():
        if one.kind in _uv_lock.BUILT and one.name not in seen:
            path = posixpath.join(run.reads.resolve(one.place, run.workspace.root.folder), "pyproject.toml")
            is_member = run.lock is not None and one.name in run.lock.members
            yield _Project(one.name, path, None, is_source=not is_member)


def _is_built(run: _Run, one: _Project) -> bool:
    """Whether the project is a package: as the lockfile says, and where that may change as the project says."""
    locked = run.lock is not None and any(
        other.name == one.name and other.kind in _uv_lock.BUILT for other in run.lock.packages
    )
    # A folder named by a path is built even without [build-system] (measured with 0.13).
    said = one.is_source or (one.project is not None and is_package(one.project))
    is_kept = run.lock is not None and (run.is_frozen or is_on(run.call, "--locked"))
    return locked if is_kept else locked or said


def _is_installed(run: _Run, one: _Project) -> bool:
    """Whether the call installs the project, as far as options and the lockfile tell."""
    call = run.call
    if is_on(call, "--no-install-local"):
        return False
    if is_on(call, "--no-install-workspace") and not one.is_source:
        return False
    if is_on(call, "--no-install-project") and run.targets == {one.name}:
        return False
    if one.name in {normalized(word.value) for word in call.values("--no-install-package")}:
        return False
    only_groups = call.has("--only-group", "--only-dev")
    if run.lock is None:
        return not only_groups or one.is_source
    if not run.targets:  # dependency groups without a project
        return True
    return one.name in run.lock.reached(run.targets, only_groups=only_groups)


def _why_built(run: _Run, one: _Project) -> tuple[str, str]:
    shown = run.reads.shown(one.path)
    if one.is_source:
        return f"{one.name} is built: it is a path in [tool.uv.sources] or uv.lock", one.path
    field = "[build-system]"
    if one.project is not None and "package" in one.project.table("tool", "uv"):
        field = "[tool.uv] package"
    what = "the project itself" if run.targets == {one.name} else f"the workspace member {one.name}"
    return f"{what} is built: {field} in {shown}", one.path


def _asked(run: _Run, project: Pyproject) -> frozenset[str]:
    """The fields for which uv runs the build backend, installed or not (measured with uv 0.5 and 0.13).

    A dynamic version is not asked for where the lockfile leaves it out, as it does since 0.6.
    """
    asked = project.dynamic & _ASKED
    locked = [one for one in run.lock.packages if one.name == project.name] if run.lock else []
    if "version" in project.dynamic and (not locked or any(one.has_version for one in locked)):
        asked |= {"version"}
    return asked


def _environments(run: _Run) -> Iterator[str]:
    """The environment that is filled (measured): as named, seen from the workspace's root, else `.venv` there."""
    environment = run.call.command.environment
    active = environment.get("VIRTUAL_ENV")
    if run.call.has("--active") and "VIRTUAL_ENV" in environment and active is None:
        run.reads.cannot_know("the value of VIRTUAL_ENV is not known")
    if run.call.has("--active") and active:
        yield run.reads.resolve(active)
        return
    named = environment.get("UV_PROJECT_ENVIRONMENT") or ".venv"
    yield run.reads.resolve(named, run.workspace.root.folder)
