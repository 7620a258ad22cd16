"""What one command reads and writes: its own family's facts; and apart from these what every program reads."""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module

import layerwise.cache.commands as package
from layerwise.cache.commands import around, find, piped, readers, versions
from layerwise.cache.commands.arguments import (
    BASE_DIRECTORIES,
    Effects,
    home,
    not_known,
    place,
    union,
)
from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.commands.index import MODULES
from layerwise.cache.environment import Environment
from layerwise.cache.paths import NOTHING, Paths, trees, unknown
from layerwise.cache.paths import files as exactly
from layerwise.regex import regex
from layerwise.shell.script import Command, Script
from layerwise.text import Span

# Those that keep their own files at home, where variables may move them.
_HOMELY = frozenset(("node", "node_tools", "python", "python_projects", "toolchains", "ruby", "composer"))
_AT_HOME = frozenset(("git", "nvm", *(name for name, module in MODULES.items() if module in _HOMELY)))
_DEVICES = ("/dev/", "/proc/")
_DESCRIPTOR = regex(r"\d*-?")
_VERSIONED = regex(r"(python|pip)\d(?:\.\d+)?")

# Fed with names of packages: these are no paths, so that only what they always do remains.
_FED_WITH_NAMES = frozenset(("apt", "apt-get", "apt-mark", "apk", "dnf", "yum", "dpkg-query"))

# Where tools are installed besides the system's directories: what lies there has its usual name.
_TOOL_DIRECTORY = regex(
    r"(?:^|/)(?:\.?(?=[\w-]*env)[\w-]+|\.local|\.cargo|cargo|\.bun|\.deno|\.poetry|poetry|\.?(?:mini|ana)?conda\d?"
    r"|miniforge3?|mambaforge|\.volta|go)/bin/[^/]+"
)


def effects(command: Command, label: str, script: Script | None = None) -> Effects:
    """The paths that a command reads and writes itself; unknown where nobody can say.

    `script` is the one that it belongs to: what is piped into it, and what takes its output, stand there.
    """
    earlier, is_alone = _neighbours(command, script)
    found = _own(command, label, earlier, is_alone=is_alone)
    redirected = _redirected(command)
    is_fed = find.is_run_by_find(command, earlier)
    listed = union(place(command, word) for word in command.words if word.is_pattern)
    if command.redirects and command.is_conditional and any(word.value is None for word in command.words):
        listed |= unknown(f"what {label} writes is not known")  # in `for file in *` a name that is listed
    reads = NOTHING if is_fed else found.reads | listed
    return Effects(reads | redirected.reads, found.writes | redirected.writes, found.marks)


def is_inert(command: Command) -> bool:
    """Whether a command only changes the shell's own state or prints, which other commands' states tell of."""
    if command.redirects or any(word.is_pattern for word in command.words):
        return False
    return not command.words or readers.HANDLERS.get(command.name or "") in (readers.inert, readers.enters)


def surroundings(command: Command) -> Paths:
    """What any program may read besides its arguments: libraries, the home directory, PATH look-ups.

    Its own name is looked up in the directories of PATH, and those of the programs that it starts.
    """
    if not isinstance(command.environment, Environment):
        return _surroundings(command)  # it has variables of its own
    return _usual_surroundings(command.environment, command.cwd, command.user)


@lru_cache(maxsize=128)
def _usual_surroundings(environment: Environment, cwd: str | None, user: str | None) -> Paths:
    """The same of any command that has no variables of its own: it is asked about each, and they are alike."""
    any_one = Command(words=(), redirects=(), span=Span(0, 0), cwd=cwd, environment=environment, user=user)
    return _surroundings(any_one)


def _surroundings(command: Command) -> Paths:
    path = command.environment.get("PATH") or ""
    cwd = command.cwd or "/"
    places = [
        posixpath.normpath(posixpath.join(cwd, directory)) for directory in path.split(":") if directory
    ]
    homely = exactly(home(command)) | around.at_home_of(command)
    named = around.named_by_variables(command)
    return SYSTEM_TREES | trees(places) | homely | around.choices(command, places) | named


def _neighbours(command: Command, script: Script | None) -> tuple[Sequence[Command], bool]:
    """The commands before it in its script, and whether it stands alone, so that nobody takes what it prints."""
    if script is None:
        return (), False
    number = next((n for n, other in enumerate(script.commands) if other is command), 0)
    is_alone = not command.redirects and any(
        part.span == command.span and part.is_simple and len(part.commands) == 1 for part in script.parts
    )
    return script.commands[:number], is_alone


def _own(command: Command, label: str, earlier: Sequence[Command], *, is_alone: bool) -> Effects:
    """What the command itself does, be it fed or not."""
    if not command.words:
        return Effects()
    if command.name == "find":
        return find.find(command, lambda inner: _known(inner, _label(inner), earlier), is_alone=is_alone)
    if not command.feeds_arguments:
        if is_alone and readers.is_listing(command):
            return readers.lists(command)
        return _known(command, label, earlier)
    if find.is_run_by_find(command, earlier):
        return Effects()
    if command.name in _FED_WITH_NAMES:
        return _known(command, label, earlier)
    whole = find.fed(command, earlier)
    if whole is None:
        why = f"which files {label} is given is not known"
        return Effects(unknown(why), unknown(why))
    return _known(whole, label, earlier)


def _label(command: Command) -> str:
    return " ".join(word.raw for word in command.words)


def _known(command: Command, label: str, earlier: Sequence[Command]) -> Effects:
    """What a command does by its name."""
    name, path = command.name, command.words[0].value or ""
    if name is None:
        return not_known(label)
    if found := _VERSIONED.fullmatch(name):
        name = found[1]
    if name in (".", "source"):
        return piped.sourced(command) or not_known(label)
    is_tool = _TOOL_DIRECTORY.search(path) is not None
    if not (SYSTEM_TREES.may_hold(path) or "/" not in path or is_tool):
        return piped.downloaded(command) or not_known(label)
    program = place(command, command.words[0]) if is_tool and "/" in path else NOTHING
    asked = versions.asked(command, name)
    if asked is not None:
        return asked._replace(reads=asked.reads | program)
    if name in _AT_HOME and any(command.environment.get(one, "") is None for one in BASE_DIRECTORIES):
        return not_known(f"{label}, whose home directories are not known,")
    done = _by_name(command, name, label, earlier)
    touched = _attached(command, done)
    is_reader = name in readers.HANDLERS
    writes = done.writes if is_reader else done.writes | touched
    return done._replace(reads=done.reads | program | touched, writes=writes)


def _attached(command: Command, done: Effects) -> Paths:
    """The paths that stand behind the `=` of options (`--log=out/x`) and of which the command's family knows nothing.

    What such an option means is not known, so that they may be read or written.
    """
    found = NOTHING
    for word in command.words[1:]:
        option, equals, value = (word.value or "").partition("=")
        if not (equals and option.startswith("--")) or "://" in value or option in _NO_PATHS:
            continue
        if "/" in value or _FILE_NAME.search(value):
            named = place(command, word._replace(value=value))
            is_known = any(paths.may_hold(path) for paths in done for path in named.files | named.trees)
            found |= NOTHING if is_known else named
    return found


# Options whose value looks like a path and is none of the image, or is only noted down (a home, a login shell).
_NO_PATHS = frozenset((
    "--exclude", "--exclude-dir", "--include", "--home", "--home-dir", "--shell", "--transform",
))  # fmt: skip
_FILE_NAME = regex(r"^[\w-][\w.-]*\.[A-Za-z]\w{0,4}$")


def _by_name(command: Command, name: str, label: str, earlier: Sequence[Command]) -> Effects:
    if name == "git":
        from layerwise.cache.commands.git import git  # noqa: PLC0415 - as all that few Dockerfiles use

        return git(command, earlier)
    if name == "nvm":
        from layerwise.cache.commands.node_tools import nvm  # noqa: PLC0415 - as above

        return nvm(command, earlier)
    if name in piped.INTERPRETERS:
        fed = piped.piped(command, earlier) or piped.script(command)
        if fed is not None:
            return fed
    module = MODULES.get(name)
    return not_known(label) if module is None else _handlers(module)[name](command)


@cache
def _handlers(module: str) -> Mapping[str, Callable[[Command], Effects]]:
    """What the commands of a family do, imported now that there is one of them."""
    handlers: Mapping[str, Callable[[Command], Effects]] = import_module(
        f"{package.__name__}.{module}"
    ).HANDLERS
    return handlers


def _redirected(command: Command) -> Effects:
    reads, writes = NOTHING, NOTHING
    for redirect in command.redirects:
        target = redirect.target
        is_descriptor = redirect.operator in (">&", "<&") and _DESCRIPTOR.fullmatch(target.value or "?")
        is_text = redirect.operator in ("<<", "<<-", "<<<")
        if is_descriptor or is_text or (target.value or "").startswith(_DEVICES):
            continue
        if redirect.operator == "<":
            reads |= place(command, target)
        else:
            writes |= place(command, target)
    return Effects(reads, writes)
