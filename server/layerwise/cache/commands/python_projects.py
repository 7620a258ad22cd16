"""The tools that hold Python projects, their environments and programs: poetry, uv, pipx, conda."""

from collections.abc import Callable, Sequence

from layerwise.cache.commands.arguments import (
    Arguments,
    Effects,
    arguments,
    at_home,
    named_by,
    not_known,
    places,
    subtrees,
    upward,
)
from layerwise.cache.commands.folders import SYSTEM_TREES, installed
from layerwise.cache.paths import NOTHING, Paths, files, trees
from layerwise.shell.script import Command, Word


def poetry(command: Command) -> Effects:
    """`poetry config`, `cache`, `self`, `export` and `env info`."""
    given = arguments(command, valued=_POETRY_OPTIONS)
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if given.has("-C", "--directory", "-P", "--project"):
        return not_known("poetry in another directory")
    reads = upward(command, "pyproject.toml", "poetry.lock", "poetry.toml") | _plugins(command)
    reads |= trees(at_home(command, ".config/pypoetry", ".config/python_keyring", ".cache/pypoetry"))
    reads |= files(*at_home(command, ".netrc", "_netrc"))
    settings = trees(at_home(command, ".config/pypoetry")) | named_by(command, "POETRY_CONFIG_DIR")
    kept = trees(at_home(command, ".cache/pypoetry")) | named_by(command, "POETRY_CACHE_DIR")
    if verb == "config":
        return Effects(reads, settings | upward(command, "poetry.toml") if given.has("--local") else settings)
    if verb == "cache":
        return Effects(reads | kept, kept)
    if verb == "self" and rest[:1] in (["add"], ["update"], ["remove"], ["show"], ["lock"], ["install"]):
        own = trees(at_home(command, ".local")) | named_by(command, "POETRY_HOME") | installed(command)
        return Effects(reads | _local(command, given.plain[2:]), own | settings | kept)
    if [verb, *rest] == ["env", "info"]:
        reads |= trees(path for path in upward(command, ".venv").files)
    if verb == "" and given.options <= {"--version", "-V", "--help", "-h"}:
        return Effects(reads)
    if verb in ("about", "help", "list") or [verb, *rest] in (["version"], ["env", "info"]):
        return Effects(reads, kept)
    if verb == "export":
        return Effects(reads | kept, kept | places(command, given.of("-o", "--output")))
    return not_known(f"poetry {verb}".rstrip())


_POETRY_OPTIONS = (
    "-C", "--directory", "-P", "--project", "-o", "--output", "-f", "--format", "--with", "--without",
    "--only", "-E", "--extras", "--ansi",
)  # fmt: skip


def _plugins(command: Command) -> Paths:
    """A project's own plugins, which poetry loads before it looks at what it is asked (measured with 2.x)."""
    return trees(path for path in upward(command, ".poetry").files)


def uv(command: Command) -> Effects:
    """`uv venv`, `uv python install`, `uv tool install`, `uv cache`, `uv pip list`."""
    given = arguments(command, valued=_UV_OPTIONS)
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    if given.has(*_UV_ELSEWHERE):
        return not_known("uv in another directory")
    reads = upward(command, "pyproject.toml", "uv.toml", ".python-version", ".python-versions", "uv.lock")
    reads |= trees(at_home(command, ".config/uv"))
    kept = named_by(command, "UV_CACHE_DIR", *at_home(command, ".cache/uv"))
    kept |= subtrees(command, given.of("--cache-dir"))
    if verb in ("", "help", "self", "cache") or (verb == "version" and not rest and not given.has("--bump")):
        own = trees(at_home(command, ".local/bin")) if verb == "self" else NOTHING
        return Effects(reads | kept, kept | own)
    reads |= upward(command, "pyvenv.cfg", ".venv") | trees(path for path in upward(command, ".venv").files)
    reads |= subtrees(command, (word for word in given.of(*_UV_INPUTS) if "://" not in word.raw))
    if verb == "pip" and rest[:1] in (["list"], ["freeze"], ["check"]):
        return Effects(reads | _pythons(command), kept)
    made = _uv_made(command, given)
    if made is None:
        return not_known(f"uv {' '.join([verb, *rest[:1]]) if verb == 'pip' else verb}")
    return Effects(reads | (_local(command, given.plain[2:]) if verb == "tool" else NOTHING), kept | made)


def _uv_made(command: Command, given: Arguments) -> Paths | None:
    """What an environment, a Python or a tool is written to; None for what else uv does."""
    verb, rest = given.plain[0].value, [word.value for word in given.plain[1:2]]
    pythons = _pythons(command)
    programs = trees(at_home(command, ".local/bin")) | named_by(command, "UV_PYTHON_BIN_DIR")
    if verb == "venv":
        named = given.plain[1:] or (command.words[0]._replace(raw=".venv", value=".venv", variables=()),)
        project = named_by(command, "UV_PROJECT_ENVIRONMENT") if not given.plain[1:] else NOTHING
        return subtrees(command, named) | project | pythons
    if verb == "python" and rest in (["install"], ["uninstall"], ["list"], ["find"], ["dir"]):
        return pythons | programs
    if verb == "tool" and rest and rest[0] in _UV_TOOL:
        return (
            programs
            | pythons
            | _tools(command)
            | (_profiles(command) if rest[0] == "update-shell" else NOTHING)
        )
    return None


def _pythons(command: Command) -> Paths:
    """Where uv keeps the Pythons that it has installed."""
    return named_by(command, "UV_PYTHON_INSTALL_DIR", *at_home(command, ".local/share/uv/python"))


_UV_ELSEWHERE = (
    "--directory", "--project", "--config-file", "--env-file", "-e", "--editable", "--overrides",
)  # fmt: skip
_UV_TOOL = ("install", "uninstall", "upgrade", "list", "dir", "update-shell")
_UV_INPUTS = (
    "-f", "--find-links", "-c", "--constraints", "--with-requirements", "--with-editable", "--from", "-b",
    "--build-constraints", "--excludes",
)  # fmt: skip
_UV_OPTIONS = (
    *_UV_INPUTS, "--env-file", "-e", "--editable", "--overrides", "--exclude-newer", "--resolution",
    "--color", "--extra-index-url", "--index-strategy", "--keyring-provider", "--python-preference",
    "--refresh-package", "-P", "--upgrade-package", "--reinstall-package", "--prerelease", "--mirror",
    "--pypy-mirror", "--bump", "-p", "--python", "--prompt", "--cache-dir", "--directory", "--project",
    "--index-url", "--with", "--index", "--default-index", "-i", "--link-mode", "--config-file",
    "--allow-insecure-host",
)  # fmt: skip


def _tools(command: Command) -> Paths:
    homes = named_by(command, "UV_TOOL_DIR", *at_home(command, ".local/share/uv/tools"))
    return homes | named_by(command, "UV_TOOL_BIN_DIR")


def _profiles(command: Command) -> Paths:
    """What the shells read that `uv tool update-shell` knows."""
    found = files(
        *at_home(command, ".bashrc", ".profile", ".bash_profile", ".bash_login", ".zshenv", ".zshrc")
    )
    return found | trees(at_home(command, ".config/fish"))


def _local(command: Command, words: Sequence[Word]) -> Paths:
    """The projects and files among the names of packages."""
    named = [w for w in words if (w.value or w.raw).startswith((".", "/")) or w.value is None]
    return subtrees(command, named)


def pipx(command: Command) -> Effects:
    """`pipx install NAME`, `ensurepath`."""
    given = arguments(command, valued=("--python", "--pip-args", "--suffix", "--spec", "--index-url"))
    verb = given.plain[0].value if given.plain else None
    if verb not in _PIPX or given.of("--spec"):
        return not_known(f"pipx {verb or ''}".rstrip())
    home = trees(at_home(command, ".local", ".cache/pipx")) | named_by(command, "PIPX_HOME")
    profiles = files(*at_home(command, ".bashrc", ".profile", ".zshrc", ".bash_profile", ".bash_login"))
    home |= trees(at_home(command, ".cache/uv", ".config/fish"))
    # a directory of the package's name in the working directory is looked for, and uv looks above it (measured)
    read = files("/etc/pip.conf") | subtrees(command, given.plain[1:]) | trees(at_home(command, ".config"))
    read |= upward(command, "pyproject.toml", "uv.toml")
    return Effects(read, home | named_by(command, "PIPX_BIN_DIR") | profiles | SYSTEM_TREES)


_PIPX = ("install", "uninstall", "upgrade", "ensurepath", "list", "inject", "reinstall")


def conda(command: Command) -> Effects:
    """`conda clean`, `config`, `init`, and `install`, `create` of named packages."""
    given = arguments(command, valued=_CONDA_OPTIONS)
    verb = given.plain[0].value if given.plain else None
    if verb not in _CONDA:
        return not_known(f"conda {verb or ''}".rstrip())
    homes = (name.strip("/") for name in _CONDA_HOMES)
    kept = trees(at_home(command, ".conda", ".cache/conda", ".mamba", *homes))
    kept |= files(*at_home(command, ".condarc", ".bashrc", ".bash_profile", ".profile", ".zshrc", ".mambarc"))
    kept |= trees(f"/opt/{name}" for name in _CONDA_HOMES) | installed(command)
    kept |= named_by(command, "CONDA_DIR") | named_by(command, "MAMBA_ROOT_PREFIX") | SYSTEM_TREES
    kept |= subtrees(command, given.of("-p", "--prefix"))
    is_listed = verb in ("install", "create", "update")
    read = places(command, given.of("--file", *(("-f",) if is_listed else ())))
    return Effects(kept | read | _local(command, [w for w in given.plain[1:] if w.value is not None]), kept)


_CONDA_OPTIONS = ("-n", "--name", "-p", "--prefix", "-c", "--channel", "-f", "--file", "--solver")
_CONDA = (
    "clean", "config", "init", "install", "create", "update", "upgrade", "remove", "info", "list",
)  # fmt: skip
_CONDA_HOMES = (
    "conda", "miniconda", "miniconda2", "miniconda3", "anaconda", "anaconda2", "anaconda3", "miniforge3",
    "mambaforge", "micromamba", "mamba",
)  # fmt: skip


HANDLERS: dict[str, Callable[[Command], Effects]] = {
    "poetry": poetry,
    "uv": uv,
    "pipx": pipx,
    **dict.fromkeys(("conda", "mamba", "micromamba"), conda),
}
