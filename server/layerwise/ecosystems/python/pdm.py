"""PDM: `pyproject.toml`, locked by `pdm.lock`, with the dependencies by path."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Tree
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
from layerwise.ecosystems.python import _pdm_project
from layerwise.ecosystems.python._pdm_project import Local, Lock
from layerwise.ecosystems.python._pyproject import Pyproject, nearest
from layerwise.ecosystems.python._python import environments, look_at_imports
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.toml_text import tables
from layerwise.records import replace
from layerwise.shell.script import Word
from layerwise.text import Span

_SWITCHES = {
    "--no-self": "PDM_NO_SELF",
    "--frozen-lockfile": "PDM_FROZEN_LOCKFILE",
    "--no-lock": "PDM_NO_LOCK",
}


def _is_install(call: Call) -> bool:
    """Not a dry run, the global project's, nor what puts plugins beside the project."""
    return not call.has("-h", "--help", "--dry-run", "--plugins", "-g", "--global")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which pdm runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments or any(word.value is None for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    look_at_imports(tree, reads, call.command, "pdm")
    project = _project(reads, call)
    if project is None:
        return reads.reading()
    _open_settings(reads, call, project)
    lock_path = _lock_path(reads, call, project)
    lock = _pdm_project.read_lock(reads, lock_path)
    if lock is None and call.install.is_frozen:
        reads.fails(f"{reads.shown(lock_path)} is not in the image at this point", lock_path, project.path)
    is_locking = not _is_frozen(call) and (lock is None or not lock.is_of(project))
    _look_for_builds(reads, call, project, lock)
    for script in _scripts(call, project):
        if is_locking or not script.endswith("_lock"):
            reads.needs_source(f"{script} in {reads.shown(project.path)} runs", project.path)
    outputs = [*_outputs(tree, reads, call, project)]
    outputs += [lock_path] if lock is None and is_locking else []
    reads.text(posixpath.join(project.folder, ".pdm-python"), "the Python that PDM has chosen")
    is_changed = lock is not None and is_locking
    return reads.reading(outputs=tuple(outputs), rewrites=(lock_path,) if is_changed else ())


def _project(reads: Reads, call: Call) -> Pyproject | None:
    """The project: of --project or PDM_PROJECT, else the nearest one upward (pdm/utils.py, `find_project_root`)."""
    named = [word.value for word in call.values("-p", "--project")]
    named += [call.command.environment.get("PDM_PROJECT", "")] if not named else []
    if named[-1] is None:
        reads.cannot_know("the project's folder is not known")
        return None
    return nearest(reads, reads.resolve(named[-1]), "the project's manifest")


def _open_settings(reads: Reads, call: Call, project: Pyproject) -> None:
    """Settings of the project and the user (seen with strace), and what else pyproject.toml leads to."""
    for name in ("pdm.toml", ".pdm.toml"):
        reads.text(posixpath.join(project.folder, name), "PDM's settings for the project")
    reads.text(posixpath.join(project.folder, ".python-version"), "the version of Python")
    environment = call.command.environment
    home = environment.get("HOME")
    config = environment.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else None)
    path = environment.get("PDM_CONFIG_FILE") or (f"{config}/pdm/config.toml" if config else None)
    for one in (path, f"{home}/.netrc" if home else None):
        if one:
            reads.looked_for(reads.resolve(one), "PDM's settings")
    plugins = posixpath.join(project.folder, ".pdm-plugins")
    if reads.kind(plugins) is not None:
        reads.cannot_know(".pdm-plugins holds plugins of the project", plugins)
    for written in (*call.values("--override"), environment.get("PDM_OVERRIDE", "")):
        value = written.value if isinstance(written, Word) else written
        if value is None:
            reads.cannot_know("the value of --override is not known")
        elif value:
            reads.required(reads.resolve(value), "named by --override")
    for source in tables(project.table("tool", "pdm").get("source", [])):
        if str(source.get("url")).startswith(("file:", "/", ".")):
            reads.cannot_know("a source of packages lies on the disk", project.path)
    if project.dynamic & {"dependencies", "optional-dependencies"}:
        reads.cannot_know("the build backend says what the dependencies are", project.path)


def _lock_path(reads: Reads, call: Call, project: Pyproject) -> str:
    """The lockfile: of --lockfile or PDM_LOCKFILE, else pdm.lock; pylock.toml where the settings say so."""
    named = [word.value for word in call.values("-L", "--lockfile")]
    chosen = named[-1] if named else call.command.environment.get("PDM_LOCKFILE", "")
    if chosen is None:
        reads.cannot_know("which lockfile is used is not known")
    path = posixpath.join(project.folder, "pylock.toml")
    if not chosen and reads.text(path, "read in place of pdm.lock where lock.format is pylock") is not None:
        reads.cannot_know("pylock.toml may stand in place of pdm.lock", path)
    return reads.resolve(chosen or "pdm.lock", project.folder)


def _is_on(call: Call, option: str) -> bool:
    """Whether a switch is given, by option or variable (help text of `pdm install`)."""
    return call.has(option) or call.command.environment.get(_SWITCHES[option], "") not in {"", "0", "false"}


def _is_frozen(call: Call) -> bool:
    has_switch = _is_on(call, "--frozen-lockfile") or _is_on(call, "--no-lock")
    return call.install.is_frozen or has_switch or call.has("--check")


def _look_for_builds(reads: Reads, call: Call, project: Pyproject, lock: Lock | None) -> None:
    """The project itself, and the folders among the dependencies that are installed."""
    if _pdm_project.is_distribution(project) and not _is_on(call, "--no-self"):
        note = f"the project itself is installed: distribution is not false in {reads.shown(project.path)}"
        reads.needs_source(note, project.path)
    found = [*_pdm_project.named(reads, project)] if lock is None or not _is_frozen(call) else []
    found += _pdm_project.locked(reads, project, lock) if lock is not None else ()
    for local in found:
        is_folder = _pdm_project.open_local(reads, local)
        if not _is_installed(call, local, lock):
            continue
        if is_folder:
            reads.needs_source(
                f"{local.name} is built: it is a path in {reads.shown(local.said_by)}", local.said_by
            )
        if reads.kind(local.path) is None:
            reads.fails(
                f"{reads.shown(local.path)} is not in the image at this point", local.path, local.said_by
            )


def _is_installed(call: Call, local: Local, lock: Lock | None) -> bool:
    """Whether a dependency may be installed; with --prod and no other group only those of the default group are.

    What pyproject.toml names stands in a lockfile with its groups, and is counted there.
    """
    if lock is not None and local.said_by != lock.path:
        return False
    is_default = call.has("--prod", "--production") and not call.has("-G", "--group", "--with", "-d", "--dev")
    return not is_default or local.groups is None or "default" in local.groups


def _scripts(call: Call, project: Pyproject) -> Iterator[str]:
    """The scripts that run around an install (PDM's manual, "Hooks"; measured), unless --skip names them."""
    skipped = {part for word in call.values("-k", "--skip") for part in (word.value or "").split(",")}
    for name in ("pre_install", "post_install", "pre_lock", "post_lock"):
        ways = {":all", name, f":{name.partition('_')[0]}"}
        if name in project.table("tool", "pdm", "scripts") and not skipped & ways:
            yield name


def _outputs(tree: Tree, reads: Reads, call: Call, project: Pyproject) -> Iterator[str]:
    """The environment and what lies beside it.

    Measured: an active environment is filled, else `.venv` of the project, which .pdm-python names then; or
    `__pypackages__`, where no environment is wanted.
    """
    environment = call.command.environment
    home = environment.get("HOME") or "/root"
    cache = environment.get("XDG_CACHE_HOME") or f"{home}/.cache"
    yield environment.get("PDM_CACHE_DIR") or f"{cache}/pdm"
    yield from (f"{home}/.local/state/pdm", f"{home}/.local/share/pdm")
    yield from environments(tree, reads, call.command)
    active = environment.get("VIRTUAL_ENV", "")
    if active is None:
        reads.cannot_know("the value of VIRTUAL_ENV is not known")
    if active and not environment.get("PDM_IGNORE_ACTIVE_VENV"):
        yield reads.resolve(active)
        return
    names = (".venv", "__pypackages__", ".pdm-python", ".pdm-build")
    yield from (posixpath.join(project.folder, name) for name in names)


def _phases(tree: Tree, call: Call) -> Phases | None:
    """First all but the project itself, without its scripts; None where that needs the source too."""
    if call.cwd is None:
        return None
    project = _project(Reads(tree, call.cwd), call)
    if project is None:
        return None
    names = [] if _is_on(call, "--no-self") else ["--no-self"]
    names += ["--skip :all"] if any(_scripts(call, project)) else []
    skip = Word(":all", Span(0, 0), ":all", is_pattern=False, variables=())
    options = [Option("--no-self", None), Option("--skip", skip)]
    first = _read(tree, replace(call, options=(*call.options, *options)))
    if not names or first.source is not None or first.unknown is not None:
        return None
    return Phases(
        note="pdm runs twice, and the second run adds only what needs the source", added=" ".join(names)
    )


ECOSYSTEM = Ecosystem(
    name="pdm",
    tool=Tool(
        names=("pdm",),
        modules=("pdm",),
        # The help texts of PDM 2.29.
        valued=frozenset(
            {
                "-p",
                "--project",
                "--override",
                "-L",
                "--lockfile",
                "-k",
                "--skip",
                "-G",
                "--group",
                "--with",
                "--without",
                "-C",
                "--config-setting",
            }
        ),
        launchers=("uvx", "uv tool run", "pipx run"),
    ),
    installs=(
        Install("install", applies=_is_install),
        Install("sync", applies=_is_install, is_frozen=True),
    ),
    manifests=("pyproject.toml",),
    lockfiles=("pdm.lock",),
    settings=("pdm.toml", ".pdm.toml"),
    cache_dirs=("/root/.cache/pdm",),
    defeated_by=("PDM_NO_CACHE", "pdm cache clear"),
    caches=(
        Cache(
            ("$PDM_CACHE_DIR", "$XDG_CACHE_HOME/pdm", "$HOME/.cache/pdm"),
            moved=r"^[^\S\n]*(cache_dir|use_cache|cache|install\.cache)\s*=|^[^\S\n]*\[install\]|PDM_INSTALL_CACHE",
        ),
    ),
    ignore=(".venv", "__pypackages__", ".pdm-python", ".pdm-build", "**/__pycache__", "**/*.pyc"),
    read=_read,
    phases=_phases,
    verdict=Verdict.TWO_PHASES,
    form="`pdm sync --no-self`, the source, `pdm sync`",
    cost=Cost.MINUTES,
    proof="run with PDM 2.29: files opened (strace), lockfile and digest, hooks, both phases against one; its manual",
)
