"""What one command reads and writes: its own family's facts, plus what every program does."""

import posixpath
import re

from layerwise.cache.commands import fetch, files, system
from layerwise.cache.commands.arguments import Effects, home, place, union
from layerwise.cache.paths import NOTHING, Paths, trees, unknown
from layerwise.cache.paths import files as exactly
from layerwise.shell.script import Command

_HANDLERS = {**system.HANDLERS, **files.HANDLERS, **fetch.HANDLERS}
_SILENT_OPTIONS = frozenset({"--version", "-v", "-V", "--help", "version"})
_DEVICES = ("/dev/", "/proc/")
_DESCRIPTOR = re.compile(r"\d*-?")


def effects(command: Command, label: str) -> Effects:
    """The paths that a command reads and writes; unknown where nobody can say."""
    found = _own(command, label)
    if command.feeds_arguments:
        found = Effects(unknown(f"{label} is fed its file names"), unknown(f"{label} is fed its file names"))
    redirected = _redirected(command)
    listed = union(place(command, word) for word in command.words if word.is_pattern)
    if command.redirects and command.is_conditional and any(word.value is None for word in command.words):
        listed |= unknown(f"what {label} writes is not known")  # in `for file in *` a name that is listed
    reads = found.reads | redirected.reads | listed
    return Effects(reads, found.writes | redirected.writes, found.marks, surroundings(command))


def is_inert(command: Command) -> bool:
    """Whether a command only changes the shell's own state or prints, which other commands' states tell of."""
    if command.redirects or any(word.is_pattern for word in command.words):
        return False
    return not command.words or _HANDLERS.get(command.name or "") in (files.inert, files.enters)


def surroundings(command: Command) -> Paths:
    """What any program may read besides its arguments: libraries, the home directory, PATH look-ups.

    Its own name is looked up in the directories of PATH, and those of the programs that it starts.
    """
    path = command.environment.get("PATH") or ""
    cwd = command.cwd or "/"
    places = (
        posixpath.normpath(posixpath.join(cwd, directory)) for directory in path.split(":") if directory
    )
    return system.SYSTEM_TREES | trees(places) | exactly(home(command))


def _own(command: Command, label: str) -> Effects:
    if not command.words:
        return Effects()
    handler = _HANDLERS.get(command.name or "")
    if _is_system(command):
        if len(command.words) > 1 and all(word.value in _SILENT_OPTIONS for word in command.words[1:]):
            return Effects()
        if handler is not None:
            return handler(command)
    why = f"what {label} does to files is not known"
    return Effects(unknown(why), unknown(why))


def _is_system(command: Command) -> bool:
    """Whether the program lies where the system keeps its programs, so that its name says what it is."""
    path = command.words[0].value
    return path is not None and ("/" not in path or system.SYSTEM_TREES.may_hold(path))


def _redirected(command: Command) -> Effects:
    reads, writes = NOTHING, NOTHING
    for redirect in command.redirects:
        target = redirect.target
        is_descriptor = redirect.operator in (">&", "<&") and _DESCRIPTOR.fullmatch(target.value or "")
        is_text = redirect.operator in ("<<", "<<-", "<<<")
        if is_descriptor or is_text or (target.value or "").startswith(_DEVICES):
            continue
        if redirect.operator == "<":
            reads |= place(command, target)
        else:
            writes |= place(command, target)
    return Effects(reads, writes)
