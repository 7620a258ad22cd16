"""uv's settings: options with their variables, `uv.toml` and [tool.uv]."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.python._pip_closure import Closure
from layerwise.ecosystems.python._pyproject import Pyproject, parse, upward
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.toml_text import Toml, table, tables, texts

_INDEXES = ("--index", "--default-index", "-i", "--index-url", "--extra-index-url")
_INDEX_VARIABLES = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL")
# Variables that say which files uv reads, what it installs, or where (uv's page "Environment variables").
_HEEDED = frozenset(
    {"UV_PROJECT", "UV_CONFIG_FILE", "UV_FROZEN", "UV_LOCKED", "UV_NO_INSTALL_PROJECT", "UV_FIND_LINKS"}
    | {"UV_NO_INSTALL_WORKSPACE", "UV_NO_INSTALL_LOCAL", "UV_PROJECT_ENVIRONMENT", "UV_CONSTRAINT"}
    | {"UV_OVERRIDE", "UV_EXCLUDE", "UV_BUILD_CONSTRAINT", "UV_SYSTEM_PYTHON"}
    | frozenset(_INDEX_VARIABLES)
)
# Either changes the working directory (measured with uv 0.13; 0.5 does not know them).
_UNLIKELY = ("UV_WORKING_DIR", "UV_WORKING_DIRECTORY")
_YES = frozenset({"1", "true", "yes", "y", "t", "on"})


def is_on(call: Call, option: str) -> bool:
    """Whether a switch is given, or its variable: `--no-install-project` or UV_NO_INSTALL_PROJECT=1."""
    value = call.command.environment.get(f"UV_{option.removeprefix('--').upper().replace('-', '_')}")
    return call.has(option) or (value or "").lower() in _YES


def start(reads: Reads, call: Call) -> str:
    """The folder from which uv looks for a project: --project, UV_PROJECT, else the working directory."""
    environment = call.command.environment
    for name in sorted(_HEEDED & environment.keys()):
        if environment[name] is None:
            reads.cannot_know(f"the value of {name} is not known")
    for name in _UNLIKELY:
        if environment.get(name, "") != "":
            reads.cannot_know(f"{name} is set")
    given = list(values(reads, call, "--project"))
    return reads.resolve(given[-1] if given else environment.get("UV_PROJECT") or "")


def values(reads: Reads, call: Call, *names: str) -> Iterator[str]:
    """The values given to these options; one that is not known is noted."""
    for word in call.values(*names):
        if word.value is None or word.is_pattern:
            reads.cannot_know(f"{word.raw} is not known")
        else:
            yield word.value


def home(call: Call) -> str:
    """The home folder; the root user's where nothing says otherwise."""
    return call.command.environment.get("HOME") or "/root"


def follow_settings(reads: Reads, closure: Closure, call: Call, folder: str) -> None:
    """Every file of settings that uv opens from a folder on, and the places on disk that they name.

    Measured with strace: `uv.toml` and [tool.uv] of the folder or of one above, of the user and the system.
    Without --no-config, which is passed over: what is then not opened is only taken as needed too often.
    """
    environment = call.command.environment
    config = environment.get("XDG_CONFIG_HOME") or f"{home(call)}/.config"
    named = [*values(reads, call, "--config-file")] or [environment.get("UV_CONFIG_FILE") or ""]
    if named[-1] and (text := reads.required(reads.resolve(named[-1]), "uv's settings")) is not None:
        _follow_text(reads, closure, reads.resolve(named[-1]), text)
    paths = [f"{place}/uv.toml" for place in (f"{config}/uv", "/etc/uv", "/etc/xdg/uv")]
    for above in upward(folder):
        paths += (posixpath.join(above, name) for name in ("uv.toml", "pyproject.toml"))
    for path in paths:
        if (text := reads.looked_for(path, "uv's settings")) is not None:
            _follow_text(reads, closure, path, text)
    variable = (environment.get("UV_FIND_LINKS") or "").split(",")
    for link in filter(None, (*variable, *values(reads, call, "-f", "--find-links"))):
        closure.links(link)
    indexes = [*values(reads, call, *_INDEXES)]
    for name in _INDEX_VARIABLES:
        indexes += (environment.get(name) or "").split()
    for index in indexes:
        closure.index(re.sub(r"^[\w.-]+=", "", index))  # NAME=URL


def _follow_text(reads: Reads, closure: Closure, path: str, text: str) -> None:
    said = parse(reads, path, text)
    if said is not None:
        settings = said.table("tool", "uv") if path.endswith("pyproject.toml") else said.data
        _follow_table(reads, closure, said, settings)
        _follow_table(reads, closure, said, table(settings, "pip"))


def _follow_table(reads: Reads, closure: Closure, said: Pyproject, settings: dict[str, Toml]) -> None:
    """Paths are seen from the folder of the file (measured: `../wheels` works from every folder)."""
    for link in texts(settings.get("find-links")):
        closure.links(_placed(reads, link, said))
    for index in (*tables(settings.get("index", [])), *_indexes(settings)):
        url = index.get("url")
        if isinstance(url, str) and index.get("format") == "flat":
            closure.links(_placed(reads, url, said))
        elif isinstance(url, str):
            closure.index(url, said.path)
    for name in ("constraint-dependencies", "override-dependencies", "build-constraint-dependencies"):
        if any("file:" in one for one in texts(settings.get(name))):
            reads.cannot_know(f"{name} in {reads.shown(said.path)} names local files", said.path)
    for name in ("target", "prefix", "python"):
        if name in settings:
            reads.cannot_know(f"{name} in {reads.shown(said.path)} says where it installs", said.path)


def _indexes(settings: dict[str, Toml]) -> Iterator[dict[str, Toml]]:
    for url in (settings.get("index-url"), *texts(settings.get("extra-index-url"))):
        yield {"url": url}


def _placed(reads: Reads, written: str, said: Pyproject) -> str:
    return written if ":" in written else reads.resolve(written, said.folder)
