"""What one command reads and writes: its own family's facts, plus what every program does."""

from layerwise.cache.commands import fetch, files, system
from layerwise.cache.commands.arguments import Effects, place
from layerwise.cache.paths import NOTHING, Paths, unknown
from layerwise.cache.paths import files as exactly
from layerwise.shell.script import Command

_HANDLERS = {**system.HANDLERS, **files.HANDLERS, **fetch.HANDLERS}
_SILENT_OPTIONS = frozenset({"--version", "-v", "-V", "--help", "version"})
_DEVICES = ("/dev/", "/proc/")


def effects(command: Command, label: str) -> Effects:
    """The paths that a command reads and writes; unknown where nobody can say."""
    found = _own(command, label)
    if command.feeds_arguments:
        found = Effects(unknown(f"{label} is fed its file names"), unknown(f"{label} is fed its file names"))
    redirected = _redirected(command)
    return Effects(found.reads | redirected.reads | surroundings(command), found.writes | redirected.writes)


def is_inert(command: Command) -> bool:
    """Whether a command only changes the shell's own state or prints, which other commands' states tell of."""
    return not command.redirects and (not command.words or _HANDLERS.get(command.name or "") is files.inert)


def surroundings(command: Command) -> Paths:
    """What any program may read besides its arguments: libraries, PATH look-ups, the home directory."""
    path = command.environment.get("PATH") or ""
    name = command.name or ""
    places = {f"{directory}/{name}" for directory in path.split(":") if directory.startswith("/") and name}
    return system.SYSTEM_TREES | exactly(*places, *_homes(command))


def _homes(command: Command) -> tuple[str, ...]:
    home = command.environment.get("HOME")
    return (home,) if home else ("/root",)


def _own(command: Command, label: str) -> Effects:
    if not command.words:
        return Effects()
    if len(command.words) > 1 and all(word.value in _SILENT_OPTIONS for word in command.words[1:]):
        return Effects()
    handler = _HANDLERS.get(command.name or "")
    if handler is None or not _is_system(command):
        why = f"what {label} does to files is not known"
        return Effects(unknown(why), unknown(why))
    return handler(command)


def _is_system(command: Command) -> bool:
    """Whether the program lies where the system keeps its programs, so that its name says what it is."""
    path = command.words[0].value or ""
    return "/" not in path or system.SYSTEM_TREES.may_hold(path)


def _redirected(command: Command) -> Effects:
    reads, writes = NOTHING, NOTHING
    for redirect in command.redirects:
        target = redirect.target
        if redirect.operator in ("<<", "<<-", "<<<", ">&", "<&") or (target.value or "").startswith(_DEVICES):
            continue
        if redirect.operator == "<":
            reads |= place(command, target)
        else:
            writes |= place(command, target)
    return Effects(reads, writes)
