"""Whether a step may read a variable of its environment, or is surely the same for every value of it."""

import re
from collections.abc import Iterator

from layerwise.cache.commands import archives, copying, fetch, files, filters, keys, system, users
from layerwise.cache.commands.effects import is_inert
from layerwise.cache.commands.piped import INTERPRETERS
from layerwise.cache.event import Event
from layerwise.cache.steps import Step
from layerwise.regex import regex
from layerwise.shell.script import Command
from layerwise.syntax.tree import Instruction
from layerwise.text import Span
from layerwise.tuples import NamedTuple
from layerwise.values.names import PER_BUILD


class Reader(NamedTuple):
    """Where a variable may be read, and why. `is_named`: the text names it; `is_script`: a script might as well not."""

    span: Span
    why: str
    is_named: bool = False
    is_script: bool = False


def reader(step: Step, names: frozenset[str]) -> Reader | None:
    """The first place of a step at which one of the variables counts, None where every value gives the same.

    What installs packages reads its own settings and those of the system from the environment, and a project's own
    programs may read anything.
    """
    named = next((name for name in sorted(names) if mentions(step.instruction, name)), None)
    if named is not None:
        return Reader(step.instruction.span, f"{step.instruction.keyword} uses {named}", is_named=True)
    if step.instruction.keyword != "RUN" or not names:
        return None
    if step.script is None or step.script.unreadable is not None:
        return Reader(
            step.instruction.span, f"what the RUN does with {min(names)} is not known", is_script=True
        )
    found = (_in_command(command, step, names) for command in step.script.commands)
    return next((one for one in found if one is not None), None)


def mentions(instruction: Instruction, name: str) -> bool:
    """Whether a name stands anywhere in an instruction, be it only in a here-document or in quotes."""
    whole = re.compile(rf"(?<![A-Za-z0-9_]){re.escape(name)}(?![A-Za-z0-9_])")
    return any(whole.search(text) for text in _texts(instruction))


def _texts(instruction: Instruction) -> Iterator[str]:
    yield instruction.body.text
    yield from (flag.value or "" for flag in instruction.flags)
    yield from (heredoc.body for heredoc in instruction.heredocs)


def _in_command(command: Command, step: Step, names: frozenset[str]) -> Reader | None:
    if _lists_all(command):
        return Reader(command.span, f"{_called(command)} lists the environment")
    if is_inert(command):
        return None
    event = next((event for event in step.events if event.span == command.span), None)
    name = next((name for name in sorted(names) if event is None or _may_read(command, event, name)), None)
    if name is None:
        return None
    return Reader(command.span, f"{_called(command)} may read {name}", is_script=_is_script(command))


def _may_read(command: Command, event: Event, name: str) -> bool:
    if _EVERYONES.fullmatch(name):
        return True
    if event.reads.unknown is not None or event.changes.unknown is not None:
        return True
    if _is_plain(command):
        return False
    if _TOOLS_OWN.match(name):
        return True
    if event.install is not None or event.tool is not None:
        # Build scripts of crates read what they like (the Cargo book, "Build Scripts").
        return command.name == "cargo"
    if command.name in INTERPRETERS:
        return name not in PER_BUILD  # a vendor's script, known by its address
    verb = command.words[1].value if len(command.words) > 1 else None
    is_about_itself = command.name in _MANAGERS and verb in _ABOUT_ITSELF
    return not is_about_itself and (command.name, verb) not in _CLEANING and not _makes_environment(command)


def _is_plain(command: Command) -> bool:
    """Whether it is a program of the system that does what its words say; those that `find` runs count themselves."""
    return command.name in _PLAIN


_PLAIN = frozenset((
    *archives.HANDLERS, *copying.HANDLERS, *fetch.HANDLERS, *files.HANDLERS, *filters.HANDLERS, *keys.HANDLERS,
    *system.HANDLERS, *users.HANDLERS, "find", "git", "cd", "pushd", "echo", "printf", "cat", "ls", "head", "tail",
    "sort", "sha256sum", "sha512sum", "sha1sum", "md5sum", "test", "[", "tee", "true", "cut", "wc", "uname",
))  # fmt: skip

# What programs of all kinds look up, or what decides about them (environ(7), the manuals of the tools).
_EVERYONES = regex(
    r"PATH|HOME|USER|LOGNAME|SHELL|ENV|BASH_ENV|IFS|TZ|TERM|LANG(?:UAGE)?|LC_\w+|LD_\w+|TMPDIR|XDG_\w+|SOURCE_DATE_EPOCH"
    r"|(?i:\w+_proxy)|DEBIAN_FRONTEND|DEBCONF_\w+|APT_\w+|DPKG_\w+|GNUPGHOME|CURL_\w+|SSL_\w+|GIT_(?:DIR|SSL_\w+|CONFIG\w*)"
    r"|CC|CXX|CFLAGS|CXXFLAGS|CPPFLAGS|LDFLAGS|MAKEFLAGS|PKG_CONFIG\w*|DESTDIR|PREFIX|NODE_ENV"
)

# Variables that a tool which installs packages, or a script of a usual package, takes for settings of its own.
# Those of frameworks (NEXT_PUBLIC_, VITE_) are read by builds, which may read anything.
_TOOLS_OWN = regex(
    r"(?i:npm_config_|pnpm_|yarn_|bun_|node_|nvm_|pip_|pipx_|uv_|poetry_|pdm_|pipenv_|python|virtual_env|conda_|cargo_|rust"
    r"|go(?:flags|proxy|private|path|os|arch|sumdb|bin|cache)|cgo_|bundle_|gem_|ruby|composer_|php_|mix_|hex_|maven_"
    r"|gradle_|java_|jdk_|sbt_|dotnet_|nuget_"
    r"|setuptools_|pbr_|hatch_|electron_|puppeteer_|playwright_|cypress_|prisma_|sentrycli_|sharp_|terraform_|tf_|helm_|(?:ci|debug)$)"
)

_MANAGERS = frozenset((
    "bundle", "cargo", "composer", "corepack", "gem", "go", "npm", "pip", "pip3", "pnpm", "poetry", "uv", "yarn",
))  # fmt: skip
_ABOUT_ITSELF = frozenset(("cache", "config", "set", "store", "enable", "prepare", "--version", "-v", "env"))
_CLEANING = frozenset({("gem", "cleanup"), ("gem", "clean")})  # for others it may be a script of the project
_LISTING = frozenset(("declare", "env", "export", "printenv", "readonly", "set", "typeset", "envsubst"))
_LISTING_OPTIONS = frozenset(("-p", "-x", "-px"))


def _lists_all(command: Command) -> bool:
    """`env`, `set`, `export -p`: what prints or fills in the whole environment."""
    rest = [word.value for word in command.words[1:]]
    is_whole = not rest or command.name == "envsubst" or all(word in _LISTING_OPTIONS for word in rest)
    return command.name in _LISTING and is_whole and not (command.name == "set" and rest)


def _makes_environment(command: Command) -> bool:
    """`python -m venv /venv`, `virtualenv /venv`."""
    words = [word.value for word in command.words]
    return command.name in ("virtualenv", "pyvenv") or words[1:3] == ["-m", "venv"]


def _is_script(command: Command) -> bool:
    """Whether it is some script by its path: `./setup.sh`, `sh /tmp/setup.sh`, `. ./settings`."""
    words = [word.value or "" for word in command.words]
    is_run = command.name in INTERPRETERS or command.name in (".", "source")
    return "/" in "".join(words[:1]) or (is_run and not "".join(words[1:2]).startswith("-"))


def _called(command: Command) -> str:
    text = " ".join(word.raw for word in command.words)
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


_WIDTH = 40  # so that a reason stays on one line
