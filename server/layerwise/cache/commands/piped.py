"""Installers that a vendor publishes as a script: piped from a download into an interpreter, or downloaded first.

What each writes by default is said on the page that tells people to run it.
"""

import posixpath
import re
from collections.abc import Callable, Sequence

from layerwise.cache.commands.arguments import (
    Effects,
    absolute,
    arguments,
    at_home,
    named_by,
    not_known,
    places,
    subtrees,
    upward,
    within,
)
from layerwise.cache.commands.folders import SYSTEM_TREES, installed
from layerwise.cache.commands.python_modules import shadows
from layerwise.cache.paths import NOTHING, Paths, files, trees, unknown
from layerwise.context.paths import is_within
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.shell.script import Command, Word

_SHELLS = ("sh", "bash", "dash", "ash", "zsh")
INTERPRETERS = frozenset((*_SHELLS, "python", "python3", "php", "perl", "node"))
_PROFILES = (".profile", ".bashrc", ".bash_profile", ".zshrc", ".zshenv", ".config/fish")


def piped(command: Command, earlier: Sequence[Command]) -> Effects | None:
    """What an interpreter does that reads its script from a vendor's download; None where that is not known."""
    if command.redirects or not _reads_input(command):
        return None
    source = earlier[-1] if earlier else None
    if source is None or source.name not in ("curl", "wget"):
        return None
    urls = [word.raw.strip("\"'") for word in source.words[1:] if "." in word.raw]
    found = next((does(command) for url in urls for name, does in _BY_URL if re.search(name, url)), None)
    return None if found is None else _with_arguments(command, command.words[1:], found)


def script(command: Command) -> Effects | None:
    """What an interpreter does with a script of a vendor, known by its file name; None for any other."""
    plain = [word for word in command.words[1:] if not (word.value or "").startswith("-")]
    if not plain or plain[0].value is None:
        return None
    name = posixpath.basename(plain[0].value)
    does = next((does for pattern, does in _BY_NAME if re.fullmatch(pattern, name)), None)
    if does is None:
        return None
    done = _with_arguments(command, command.words[command.words.index(plain[0]) + 1 :], does(command))
    return done._replace(reads=done.reads | places(command, plain[:1]))


def _with_arguments(command: Command, words: Sequence[Word], done: Effects) -> Effects:
    """The effects of a script with those of its arguments: a path may be read and written."""
    named = [w._replace(value=w.value.rpartition("=")[2]) for w in words if w.value and _PATH.search(w.value)]
    touched = subtrees(command, named)
    return done._replace(reads=done.reads | touched, writes=done.writes | touched)


_PATH = regex(r"^(?!-)(?:[./~]|[^:]*/)(?!/)|^--?[\w-]+=[^:]*/")


def downloaded(command: Command) -> Effects | None:
    """A vendor's script that is run by its own path."""
    name = command.name or ""
    does = next((does for pattern, does in _BY_NAME if re.fullmatch(pattern, name)), None)
    if does is None:
        return None
    done = does(command)
    return done._replace(reads=done.reads | places(command, command.words[:1]))


def _reads_input(command: Command) -> bool:
    """`bash`, `bash -`, `sh -s -- ARGUMENTS`, `python3 - ARGUMENTS`, `php -- ARGUMENTS`.

    A word behind a shell's `-` is the script, as behind its `--` (bash(1), dash(1)).
    """
    words = [word.value for word in command.words[1:]]
    if command.name in _SHELLS:
        is_told = bool(words) and _TAKES_INPUT.fullmatch(words[0] or "") is not None
        return is_told or all(word is not None and _LETTERS.fullmatch(word) for word in words)
    for word in words:
        if word == ("--" if command.name == "php" else "-"):
            return True
        if not (word or "").startswith("-") or word in ("-c", "-m", "-e"):
            return False
    return True


_TAKES_INPUT = regex(r"-[a-bd-z]*s")
_LETTERS = regex(r"-[a-bd-z]*|--[a-z]*")


def _system(command: Command) -> Effects:
    """Package sources, keys, packages and programs of the system."""
    return Effects(
        writes=SYSTEM_TREES | named_by(command, "INSTALL_DIR") | named_by(command, "HELM_INSTALL_DIR")
    )


def _at_home(variable: str, *folders: str) -> Callable[[Command], Effects]:
    """A tool that goes to the directory of a variable, else to the home, and adds a line to the shell's profile."""

    def does(command: Command) -> Effects:
        profiles = files(*at_home(command, *_PROFILES))
        return Effects(profiles, trees(at_home(command, *folders)) | named_by(command, variable) | profiles)

    return does


def _toolchain(command: Command) -> Effects:
    """rustup's: two directories, each with a variable of its own."""
    cargo = named_by(command, "CARGO_HOME", *at_home(command, ".cargo"))
    rustup = named_by(command, "RUSTUP_HOME", *at_home(command, ".rustup"))
    profiles = files(*at_home(command, *_PROFILES))
    chosen = upward(command, "rust-toolchain", "rust-toolchain.toml")
    return Effects(profiles | chosen, cargo | rustup | profiles)


def _composer(command: Command) -> Effects:
    """`php -- --install-dir=DIR --filename=NAME`: one file, here where no directory is named."""
    given = arguments(_behind(command), valued=("--install-dir", "--filename", "--version", "--cafile"))
    folder = given.of("--install-dir")
    at = within(command, ".") if not folder else absolute(command, folder[-1])
    hidden = {word.raw.strip("\"'").partition("=")[0] for word in given.plain}
    if at is None or "--install-dir" in hidden:
        return Effects(writes=unknown("the directory that composer goes to is not known"))
    named = given.of("--filename")
    name = named[-1].value if named else "composer.phar"
    home = named_by(command, "COMPOSER_HOME", *at_home(command, ".composer", ".config/composer"))
    there = places(command, (*folder, *given.of("--cafile")))
    made = files(posixpath.join(at, name)) if name is not None and "--filename" not in hidden else trees([at])
    return Effects(home | there, made | home)


def _behind(command: Command) -> Command:
    """The command with those arguments only that go to the script: `php -- ARGUMENTS`."""
    number = next((n for n, word in enumerate(command.words) if word.value == "--"), 0)
    return replace(command, words=(command.words[0], *command.words[number + 1 :]))


def _pip(command: Command) -> Effects:
    """Pip's own: into the interpreter's packages; a list or a project may be installed along with it."""
    if any(word.value in _LISTS for word in command.words):
        return not_known("get-pip.py with a list of packages")
    read = files("/etc/pip.conf", *at_home(command, ".config/pip/pip.conf", ".pip/pip.conf"))
    return Effects(
        read | shadows(command), installed(command) | trees(at_home(command, ".local", ".cache/pip"))
    )


_LISTS = (
    "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "--find-links", "-f",
)  # fmt: skip


def _conda(command: Command) -> Effects:
    """`bash Miniconda3.sh -b -p DIR`."""
    given = arguments(command, valued=("-p",))
    prefixes: Paths = subtrees(command, given.of("-p"))
    if not given.of("-p"):
        prefixes = trees(at_home(command, "miniconda3", "anaconda3", "miniforge3", "mambaforge"))
    kept = trees(at_home(command, ".conda")) | files(*at_home(command, ".condarc", *_PROFILES))
    return Effects(kept, prefixes | kept)


def _binary(command: Command) -> Effects:
    """`sh -s -- -b DIR VERSION`: one program, in ./bin where no directory is named."""
    given = arguments(_behind(command), valued=("-b", "--to"))
    folders = given.of("-b", "--to")
    if folders:
        return Effects(writes=subtrees(command, folders))
    if "BINDIR" in command.environment:
        return Effects(writes=named_by(command, "BINDIR"))
    at = within(command, "bin")
    return Effects(writes=unknown("the directory of the program is not known") if at is None else trees([at]))


def _poetry(command: Command) -> Effects:
    """Poetry's: an environment of its own; --path and --git take it from elsewhere."""
    if any(word.value in ("--path", "--git") for word in command.words):
        return not_known("poetry's installer with a project")
    does = _at_home("POETRY_HOME", ".local/share/pypoetry", ".local/bin", ".poetry", ".cache/pypoetry")
    return does(command)


def _node_version(command: Command) -> Effects:
    """nvm's: its directory, and where NODE_VERSION says so a first Node; it reads .nvmrc as nvm does."""
    done = _at_home("NVM_DIR", ".nvm", ".config/nvm")(command)
    return done._replace(reads=done.reads | upward(command, ".nvmrc"))


_BY_URL: tuple[tuple[str, Callable[[Command], Effects]], ...] = (
    (r"nodesource\.com/setup", _system),
    (r"get\.docker\.com", _system),
    (r"packagecloud\.io/install/", _system),
    (r"/scripts/get-helm", _system),
    (r"cli\.doppler\.com/install", _system),
    (r"sentry\.io/get-cli", _system),
    (r"rustup\.rs", _toolchain),
    (r"nvm-sh/nvm/.*install\.sh|creationix/nvm/.*install\.sh", _node_version),
    (r"install\.python-poetry\.org|(?:get|install)-poetry\.py", _poetry),
    (r"astral\.sh/(?:uv|ruff)", _at_home("UV_INSTALL_DIR", ".local", ".cargo", ".config/uv")),
    (r"bun\.sh/install|bun\.com/install", _at_home("BUN_INSTALL", ".bun")),
    (r"deno\.land/.*install|deno\.land/x/install", _at_home("DENO_INSTALL", ".deno")),
    (r"get\.pnpm\.io/|pnpm\.io/install", _at_home("PNPM_HOME", ".local/share/pnpm", ".cache/pnpm")),
    (r"get\.volta\.sh", _at_home("VOLTA_HOME", ".volta")),
    (r"yarnpkg\.com/install", _at_home("YARN_HOME", ".yarn", ".config/yarn")),
    (r"get\.sdkman\.io", _at_home("SDKMAN_DIR", ".sdkman")),
    (r"getcomposer\.org/installer", _composer),
    (r"get-pip\.py", _pip),
    (r"taskfile\.dev/install|golangci-lint/.*install\.sh|anchore/.*install\.sh", _binary),
)
_BY_NAME: tuple[tuple[str, Callable[[Command], Effects]], ...] = (
    (r"get-pip\.py", _pip),
    (r"composer-setup\.php", _composer),
    (r"(?:get|install)-poetry\.py", _poetry),
    (r"(?i:(?:mini|ana)conda|miniforge|mambaforge).*\.sh", _conda),
    (r"nodesource_setup\.sh|setup_\d+\.x", _system),
    (r"rustup-init(?:\.sh)?|rustup\.sh", _toolchain),
)

# Files that are sourced for the settings that they hold: other people wrote them, and they write nothing.
_SOURCED = regex(
    r"activate|nvm\.sh|bash_completion|\.bashrc|\.profile|\.bash_profile|\.zshrc|profile|bashrc|os-release"
    r"|lsb-release|conda\.sh|asdf\.sh|envvars|rvm|rvm\.sh|sdkman-init\.sh|environment|bash\.bashrc"
)


def sourced(command: Command) -> Effects | None:
    """`. FILE` of a known name: it is read, and for nvm's what that reads as well; None for any other."""
    file = command.words[1] if len(command.words) > 1 else None
    if file is None:
        return None
    path = (file.raw if file.value is None else file.value).strip("\"'")
    name = posixpath.basename(path)
    if not (_SOURCED.fullmatch(name) or path.endswith("cargo/env")):
        return None
    at = within(command, path)
    is_own = command.cwd not in (None, "/") and at is not None and is_within(at, command.cwd)
    # conda's `activate` is found on PATH
    is_tool = path == "activate" or path.endswith("bin/activate") or name == "nvm.sh"
    if is_own and not is_tool and not path.startswith(("$", "~")):
        return None  # a file of the project, whatever its name
    reads = NOTHING if file.value is None and "$" in path else places(command, [file])
    if name == "nvm.sh":
        reads |= upward(command, ".nvmrc")
    return Effects(reads)
