"""Pipenv: `Pipfile`, locked by `Pipfile.lock`."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Cache, Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.python import _pip_settings
from layerwise.ecosystems.python._pip_closure import Closure
from layerwise.ecosystems.python._pipfile import Lock, Pipfile, Place, read_lock, read_pipfile
from layerwise.ecosystems.python._pyproject import upward
from layerwise.ecosystems.python._python import environments, look_at_imports
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.toml_text import tables
from layerwise.regex import regex

_SETTING = regex(r"^[^\S\n]*(?:export\s+)?(?:PIP_|PIPENV_|VIRTUAL_ENV\b|PYTHON)", re.MULTILINE)


def _installs_project(call: Call) -> bool:
    """Not where packages are named, which are put into the Pipfile then, or a requirements file."""
    edits = ("-e", "--editable", "-r", "--requirements", "-c", "--code", "-h", "--help")
    return not call.arguments and not call.has(*edits)


def _syncs(call: Call) -> bool:
    return not call.has("-h", "--help")


def _read(tree: Tree, call: Call) -> Reading:
    if call.cwd is None:
        return Reading(unknown=Reason("the directory in which pipenv runs is not known"))
    reads = Reads(tree, call.cwd)
    if call.command.feeds_arguments or any(word.value is None for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    look_at_imports(tree, reads, call.command, "pipenv")
    path = _path(reads, call)
    pipfile = read_pipfile(reads, path) if path else None
    if pipfile is None:
        return reads.reading()
    lock = read_lock(reads, pipfile.lock_path)
    if lock is None and call.install.is_frozen:
        reads.fails(
            f"{reads.shown(pipfile.lock_path)} is not in the image at this point",
            pipfile.lock_path,
            pipfile.path,
        )
    _look_at_variables(reads, call, pipfile)
    for place in _places(call, pipfile, lock):
        _follow(reads, call, place, pipfile.folder)
    homes = tuple(environments(tree, reads, call.command, call.values("--python")))
    closure = Closure(reads, call.command.environment, call.install.verb)
    for source in tables(pipfile.data.get("source", [])):
        closure.index(str(source.get("url")), pipfile.path)
    _pip_settings.follow(reads, closure, _pip_settings.settings(reads, call.command, "install", homes))
    outputs = [*homes, *_outputs(reads, call, pipfile.folder), *_pip_settings.written(call.command)]
    outputs += [pipfile.lock_path] if lock is None and not call.install.is_frozen else []
    is_changed = lock is not None and not _is_frozen(call) and lock.digest not in pipfile.digests()
    return reads.reading(outputs=tuple(outputs), rewrites=(pipfile.lock_path,) if is_changed else ())


def _path(reads: Reads, call: Call) -> str | None:
    """The Pipfile: of PIPENV_PIPFILE, else the nearest one upward (measured with strace)."""
    environment = call.command.environment
    named = environment.get("PIPENV_PIPFILE", "")
    if named is None:
        reads.cannot_know("the value of PIPENV_PIPFILE is not known")
        return None
    if named:
        return reads.resolve(named)
    start = reads.resolve("")
    for folder in upward(start) if not environment.get("PIPENV_NO_INHERIT") else [start]:
        path = posixpath.join(folder, "Pipfile")
        if reads.looked_for(path, "names the dependencies") is not None:
            return path
        if reads.unreadable(path):
            return None
    # Measured: without a Pipfile one is made, of a requirements.txt where there is one.
    reads.fails("Pipfile is not in the image at this point", posixpath.join(start, "Pipfile"))
    return None


def _look_at_variables(reads: Reads, call: Call, pipfile: Pipfile) -> None:
    """The file of variables that Pipenv loads for itself, too (its manual, "Environment and Shell Configuration")."""
    environment = call.command.environment
    if environment.get("PIPENV_DONT_LOAD_ENV"):
        return
    path = reads.resolve(environment.get("PIPENV_DOTENV_LOCATION") or ".env", pipfile.folder)
    text = reads.text(path, "variables that Pipenv loads")
    if text is not None and _SETTING.search(text):
        reads.cannot_know(f"{reads.shown(path)} sets variables of pip or Pipenv", path)
    reads.text(
        posixpath.join(pipfile.folder, "pylock.toml"), "Pipenv 2026 may read it in place of its lockfile"
    )


def _is_frozen(call: Call) -> bool:
    """Whether the lockfile stays; measured: --system says "Continuing anyway" where no environment is active."""
    is_system = call.has("--system") and not call.command.environment.get("VIRTUAL_ENV")
    return call.install.is_frozen or is_system or call.has("--deploy", "--ignore-pipfile", "--skip-lock")


def _places(call: Call, pipfile: Pipfile, lock: Lock | None) -> Iterator[Place]:
    """The dependencies by path that the call looks at.

    Measured: those of [dev-packages] may be absent where the lockfile holds and --dev is not given.
    """
    is_held = lock is not None and (_is_frozen(call) or lock.digest in pipfile.digests())
    is_whole = call.has("--dev", "-d", "--categories", "--all", "--extras", "--skip-lock") or not is_held
    is_whole = is_whole or any(
        call.command.environment.get(f"PIPENV_{name}", "") != ""
        for name in ("DEV", "SKIP_LOCK", "DEFAULT_CATEGORIES")
    )
    yield from pipfile.places(None if is_whole else {"packages"})
    if lock is not None:
        yield from lock.places(None if is_whole else {"default"})


def _follow(reads: Reads, call: Call, place: Place, folder: str) -> None:
    """A folder is built; an archive is opened. A `file` with a scheme is an address."""
    if "$" in place.written:
        reads.cannot_know(f"{place.written} in {reads.shown(place.said_by)} is not known", place.said_by)
        return
    if re.match(r"(?!file:)[A-Za-z][\w+.-]*:", place.written):
        return
    written = place.written
    if not written.startswith("file:"):
        written = posixpath.join(folder, written)
    Closure(reads, call.command.environment, call.install.verb).requirement(written, place.said_by)


def _outputs(reads: Reads, call: Call, folder: str) -> Iterator[str]:
    """The environment and the caches.

    Measured: an active environment is filled, else `.venv` of the project where it is wanted or there already, else
    one below ~/.local/share/virtualenvs.
    """
    environment = call.command.environment
    home = environment.get("HOME") or "/root"
    cache = environment.get("XDG_CACHE_HOME") or f"{home}/.cache"
    yield environment.get("PIPENV_CACHE_DIR") or f"{cache}/pipenv"
    yield f"{cache}/virtualenv"
    yield f"{environment.get('XDG_DATA_HOME') or f'{home}/.local/share'}/virtualenv"
    yield environment.get("WORKON_HOME") or f"{home}/.local/share/virtualenvs"
    for name in ("VIRTUAL_ENV", "WORKON_HOME", "PIPENV_CACHE_DIR", "PIPENV_VENV_IN_PROJECT"):
        if environment.get(name, "") is None:
            reads.cannot_know(f"the value of {name} is not known")
    if environment.get("VIRTUAL_ENV"):
        yield reads.resolve(environment.get("VIRTUAL_ENV") or "")
    inside = posixpath.join(folder, ".venv")
    if environment.get("PIPENV_VENV_IN_PROJECT", "") or reads.kind(inside) is not None:
        yield inside


ECOSYSTEM = Ecosystem(
    name="pipenv",
    tool=Tool(
        names=("pipenv",),
        modules=("pipenv",),
        # The help texts of Pipenv 2026.10; -i, -r, -e and -c also from those before.
        valued=frozenset(
            {
                "--python",
                "--pypi-mirror",
                "--extra-pip-args",
                "--resolver",
                "--categories",
                "--extras",
                "--config-settings",
                "-i",
                "--index",
                "-r",
                "--requirements",
                "-e",
                "--editable",
                "-c",
                "--code",
            }
        ),
        launchers=("uvx", "uv tool run", "pipx run"),
    ),
    installs=(
        Install("install", applies=_installs_project),
        Install("sync", applies=_syncs, is_frozen=True),
    ),
    manifests=("Pipfile",),
    lockfiles=("Pipfile.lock",),
    cache_dirs=("/root/.cache/pipenv",),
    defeated_by=("--clear",),
    caches=(Cache(("$PIPENV_CACHE_DIR", "$XDG_CACHE_HOME/pipenv", "$HOME/.cache/pipenv")),),
    ignore=(".venv", "**/__pycache__", "**/*.pyc"),
    read=_read,
    verdict=Verdict.SPLIT_IF,
    condition='no dependency is a folder of the project (`path = "."`)',
    cost=Cost.MINUTES,
    proof="run with Pipenv 2026.10: files opened (strace), lockfiles rewritten or kept; its manual",
)
