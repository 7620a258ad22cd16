"""The tools that hold Python projects, their environments and programs: poetry, uv, pipx, conda."""

from collections.abc import Callable, Sequence

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    at_home,
    named_by,
    not_known,
    places,
    subtrees,
    upward,
)
from layerwise.cache.commands.system import SYSTEM_TREES, installed
from layerwise.cache.paths import NOTHING, Paths, files, trees
from layerwise.shell.script import Command, Word


def poetry(command: Command) -> Effects:
    """`poetry config`, `cache`, `self`, `export` and `env info`."""
    given = arguments(
        command, valued=("-C", "--directory", "-P", "--project", "-o", "--output", "-f", "--format")
    )
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if given.has("-C", "--directory", "-P", "--project"):
        return not_known("poetry in another directory")
    reads = upward(command, "pyproject.toml", "poetry.lock", "poetry.toml") | trees(
        at_home(command, ".config/pypoetry")
    )
    settings = trees(at_home(command, ".config/pypoetry")) | named_by(command, "POETRY_CONFIG_DIR")
    kept = trees(at_home(command, ".cache/pypoetry")) | named_by(command, "POETRY_CACHE_DIR")
    if verb == "config":
        return Effects(reads, settings | upward(command, "poetry.toml") if given.has("--local") else settings)
    if verb == "cache":
        return Effects(reads | kept, kept)
    if verb == "self" and rest[:1] in (["add"], ["update"], ["remove"], ["show"], ["lock"], ["install"]):
        own = trees(at_home(command, ".local")) | named_by(command, "POETRY_HOME") | installed(command)
        return Effects(reads, own | settings | kept)
    if (
        verb in ("", "about", "help", "list")
        or (verb == "version" and not rest)
        or [verb, *rest] == ["env", "info"]
    ):
        return Effects(reads)
    if verb == "export":
        return Effects(reads | kept, kept | places(command, given.of("-o", "--output")))
    return not_known(f"poetry {verb}")


def uv(command: Command) -> Effects:
    """`uv venv`, `uv python install`, `uv tool install`, `uv cache`, `uv pip list`."""
    given = arguments(command, valued=_UV_OPTIONS)
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if given.has("--directory", "--project"):
        return not_known("uv in another directory")
    reads = upward(command, "pyproject.toml", "uv.toml", ".python-version", ".python-versions", "uv.lock")
    reads |= trees(at_home(command, ".config/uv"))
    pythons = named_by(command, "UV_PYTHON_INSTALL_DIR", *at_home(command, ".local/share/uv/python"))
    kept = named_by(command, "UV_CACHE_DIR", *at_home(command, ".cache/uv")) | subtrees(
        command, given.of("--cache-dir")
    )
    programs = trees(at_home(command, ".local/bin")) | named_by(command, "UV_PYTHON_BIN_DIR")
    if verb == "venv":
        made = given.plain[1:] or (command.words[0]._replace(raw=".venv", value=".venv", variables=()),)
        project = named_by(command, "UV_PROJECT_ENVIRONMENT") if not given.plain[1:] else NOTHING
        return Effects(reads, subtrees(command, made) | project | pythons | kept)
    if verb == "python" and rest[:1] in (["install"], ["uninstall"], ["list"], ["find"], ["dir"]):
        return Effects(reads, pythons | kept | programs)
    if verb == "tool" and rest[:1] in (
        ["install"],
        ["uninstall"],
        ["upgrade"],
        ["list"],
        ["dir"],
        ["update-shell"],
    ):
        return Effects(reads | _local(command, given.plain[2:]), kept | programs | pythons | _tools(command))
    if verb == "cache":
        return Effects(reads | kept, kept)
    if verb in ("", "version", "self", "help") or (
        verb == "pip" and rest[:1] in (["list"], ["freeze"], ["check"])
    ):
        return Effects(reads, programs if verb == "self" else NOTHING)
    return not_known(f"uv {' '.join([verb, *rest[:1]]) if verb == 'pip' else verb}")


_UV_OPTIONS = (
    *("-p", "--python", "--prompt", "--cache-dir", "--directory", "--project", "--index-url", "--with"),
    *("--index", "--default-index", "-i", "--link-mode", "--from", "--config-file", "--allow-insecure-host"),
)


def _tools(command: Command) -> Paths:
    homes = named_by(command, "UV_TOOL_DIR", *at_home(command, ".local/share/uv/tools"))
    return homes | named_by(command, "UV_TOOL_BIN_DIR") | files(*at_home(command, ".bashrc", ".profile"))


def _local(command: Command, words: Sequence[Word]) -> Paths:
    """The projects and files among the names of packages."""
    named = [w for w in words if (w.value or w.raw).startswith((".", "/")) or w.value is None]
    return subtrees(command, named)


def pipx(command: Command) -> Effects:
    """`pipx install NAME`, `ensurepath`."""
    given = arguments(command, valued=("--python", "--pip-args", "--suffix", "--spec", "--index-url"))
    verb = given.plain[0].value if given.plain else None
    if verb not in (
        "install",
        "uninstall",
        "upgrade",
        "ensurepath",
        "list",
        "inject",
        "reinstall",
    ) or given.of("--spec"):
        return not_known(f"pipx {verb or ''}".rstrip())
    home = trees(at_home(command, ".local", ".cache/pipx")) | named_by(command, "PIPX_HOME")
    profiles = files(*at_home(command, ".bashrc", ".profile", ".zshrc", ".bash_profile"))
    read = files("/etc/pip.conf") | _local(command, given.plain[1:])
    return Effects(read, home | named_by(command, "PIPX_BIN_DIR") | profiles | SYSTEM_TREES)


def conda(command: Command) -> Effects:
    """`conda clean`, `config`, `init`, and `install`, `create` of named packages."""
    given = arguments(
        command, valued=("-n", "--name", "-p", "--prefix", "-c", "--channel", "-f", "--file", "--solver")
    )
    verb = given.plain[0].value if given.plain else None
    kept = trees(
        at_home(command, ".conda", ".cache/conda", ".mamba", *(name.strip("/") for name in _CONDA_HOMES))
    )
    kept |= files(*at_home(command, ".condarc", ".bashrc", ".bash_profile", ".profile", ".zshrc", ".mambarc"))
    kept |= trees(f"/opt/{name}" for name in _CONDA_HOMES) | installed(command)
    kept |= named_by(command, "CONDA_DIR") | named_by(command, "MAMBA_ROOT_PREFIX") | SYSTEM_TREES
    kept |= subtrees(command, given.of("-p", "--prefix"))
    if verb not in (
        "clean",
        "config",
        "init",
        "install",
        "create",
        "update",
        "upgrade",
        "remove",
        "info",
        "list",
    ):
        return not_known(f"conda {verb or ''}".rstrip())
    read = places(command, given.of("--file", *(("-f",) if verb in ("install", "create", "update") else ())))
    return Effects(kept | read | _local(command, [w for w in given.plain[1:] if w.value is not None]), kept)


_CONDA_HOMES = (
    *("conda", "miniconda", "miniconda2", "miniconda3", "anaconda", "anaconda2", "anaconda3", "miniforge3"),
    *("mambaforge", "micromamba", "mamba"),
)


HANDLERS: dict[str, Callable[[Command], Effects]] = {
    "poetry": poetry,
    "uv": uv,
    "pipx": pipx,
    **dict.fromkeys(("conda", "mamba", "micromamba"), conda),
}
