"""A RUN as events: one for each command, with what it reads and writes."""

import posixpath
from collections.abc import Mapping, Sequence
from typing import cast

from layerwise.cache.commands.arguments import Effects
from layerwise.cache.commands.effects import effects, is_inert, surroundings
from layerwise.cache.commands.files import made_directories
from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.environment import Environment, matching
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.mounts import Mount, may_use, mounts
from layerwise.cache.paths import Paths, files, parents, trees, unknown
from layerwise.cache.sources import Places
from layerwise.cache.state import State
from layerwise.context.paths import is_within
from layerwise.context.tree import Entry, Kind
from layerwise.ecosystems.facts import Need, Reading, Reason
from layerwise.ecosystems.reads import Witness
from layerwise.ecosystems.recognise import Recognised, recognise, recognise_tool
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.shell.script import Command, Script, Word
from layerwise.syntax.tree import Instruction

_LABEL_WIDTH = 60  # a message names a command and stays on one line


def run_events(
    instruction: Instruction, script: Script, state: State, image: Image, places: Places, escape: str
) -> tuple[tuple[Mount, ...], tuple[Event, ...]]:
    """The mounts of a RUN, and the commands of its script as events in the image before it."""
    mounted = mounts(instruction, state, places, escape)
    seen = image.after([mount.event for mount in mounted if mount.event is not None])
    events: list[Event] = []
    for number, command in enumerate(script.commands):
        if is_inert(command) and not _only_enters(command, script.commands[number + 1 :]):
            continue
        event = _with_mounts(_event(number, script, state, seen), mounted)
        events.append(event)
        seen = seen.after([event])
    if script.unreadable is not None:
        events.append(_unreadable(instruction, state, script.unreadable))
    return mounted, tuple(events)


def _only_enters(command: Command, later: Sequence[Command]) -> bool:
    """Whether it is a `cd` into a directory in which nothing is run, so that only itself finds it missing."""
    if command.name not in ("cd", "pushd") or command.cwd is None:
        return False
    target = posixpath.normpath(posixpath.join(command.cwd, command.words[-1].value or "."))
    there = next((other.cwd for other in later if not is_inert(other)), None)
    return len(command.words) > 1 and not (there and is_within(there, target))


def label(command: Command) -> str:
    """The command as a message names it: its words as written, on one line."""
    text = " ".join(" ".join(word.raw for word in command.words).split())
    return text if len(text) <= _LABEL_WIDTH else text[: _LABEL_WIDTH - 1] + "…"


def _event(number: int, script: Script, state: State, image: Image) -> Event:
    command = script.commands[number]
    witness = Witness(image)
    found = recognise(command, witness)
    name = label(command)
    user = command.user or state.user
    blank = Event(
        identity=_identity(command, user, state),
        span=command.span,
        label=name,
        reads=Paths(),
        writes=Paths(),
        cwd=command.cwd,
        has_cwd=command.cwd == state.base_cwd,
        user=user,
    )
    if found is None:
        known = _known(number, script)
        brought = () if known.reads.unknown is None else _brought(command, command.words, image)
        if brought:
            known = known._replace(reads=known.reads | files(*brought))
        if not brought and _is_placeless(number, script):
            blank = replace(blank, identity=_identity(replace(command, cwd=None), user, state))
        links = known.writes.files | known.writes.trees if command.name == "ln" else frozenset[str]()
        reads, marks = _found_there(known.reads, image), known.marks
        return replace(
            blank,
            reads=reads,
            writes=known.writes,
            around=surroundings(command),
            marks=marks,
            links=links,
            folders=made_directories(command, known.writes),
            empties=_empties(command, known),
            tool=recognise_tool(command),
        )
    reading = _in_its_place(_with_program(found.read(witness), command, image), found.call.cwd, image)
    made = replace(blank, install=found, reading=reading, sought=witness.sought)
    return _install(made, command, found, reading)


def _empties(command: Command, known: Effects) -> frozenset[str]:
    """The paths at which a command makes an empty file where there is none: `touch Gemfile.lock`."""
    is_plain = not any((word.value or "-").startswith("-") for word in command.words[1:])
    is_sure = is_plain and not command.is_conditional and not command.feeds_arguments
    return known.writes.files if command.name == "touch" and is_sure else frozenset()


def _found_there(reads: Paths, image: Image) -> Paths:
    """What is read, without the trees of which the image tells that each is one file: `cp nginx.conf /etc/`."""
    found = ((path, image.entry(path)) for path in reads.trees)
    single = {path for path, entry in found if isinstance(entry, Entry) and entry.kind is Kind.FILE}
    return Paths(reads.files | single, reads.trees - single, reads.unknown) if single else reads


def _with_program(reading: Reading, command: Command, image: Image) -> Reading:
    """The reading of an install whose program is a file that a copy brings: `bin/bundle`, `./yarn`."""
    written = command.words[0].value or ""
    if "/" not in written or command.cwd is None:
        return reading
    path = posixpath.normpath(posixpath.join(command.cwd, written))
    if any(_kind(image, one) is Kind.SYMLINK for one in (path, *parents(path))):
        return replace(reading, unknown=reading.unknown or Reason("the command is a symbolic link", path))
    if any(need.path == path for need in reading.needs) or not _brought(command, command.words[:1], image):
        return reading
    return replace(reading, needs=(*reading.needs, Need(path, "the command itself")))


def _in_its_place(reading: Reading, cwd: str | None, image: Image) -> Reading:
    """The reading of an install that took a folder above for the project's, where nobody can say that it does.

    A command of which is not known what it writes may have made a project in the working directory: `npm run build`
    may write dist/package.json.
    """
    tests = frozenset(reading.tests)
    climbs = [
        need.path
        for need in reading.needs
        if cwd is not None
        and cwd != posixpath.dirname(need.path)
        and is_within(cwd, posixpath.dirname(need.path))
        and posixpath.join(cwd, posixpath.basename(need.path)) in tests
    ]
    maker = next((event for event in image.events if event.writes.unknown is not None), None)
    if not climbs or maker is None or reading.unknown is not None:
        return reading
    return replace(reading, unknown=Reason(f"what {maker.label} has made in {cwd} is not known"))


def _brought(command: Command, words: Sequence[Word], image: Image) -> tuple[str, ...]:
    """The files of copies that words name: a program, a script that an interpreter or the shell is given."""
    if command.cwd is None:
        return ()
    named = [word.value for word in words if word.value]
    paths = [posixpath.normpath(posixpath.join(command.cwd, value)) for value in named]
    copied = [path for path in paths if (origin := image.origin(path)) and origin.copy is not None]
    return tuple(path for path in copied if _kind(image, path) in (Kind.FILE, Kind.SYMLINK))


def _kind(image: Image, path: str) -> Kind | None:
    entry = image.entry(path)
    return entry.kind if isinstance(entry, Entry) else None


# What these do, their words say alone.
_PLAIN = frozenset(
    ("chgrp", "chmod", "chown", "cp", "install", "ln", "mkdir", "mv", "rm", "rmdir", "touch"),
)
# What they and the shell look up in the environment all the same (manual pages of coreutils and of bash).
_HEEDED = regex(
    r"PATH|LD_\w+|LANG\w*|LC_\w+|TZ|POSIXLY_CORRECT|SIMPLE_BACKUP_SUFFIX|VERSION_CONTROL|(?:BASH_)?ENV|SHELLOPTS|BASHOPTS"
)

# What these make does not depend on the directory that they run in, where the paths that they touch do not.
_PLACELESS = _PLAIN | {"addgroup", "adduser", "groupadd", "groupmod", "useradd", "usermod"}
# Nor do the paths that these touch, though what they do there may.
_MANAGERS = frozenset(("apk", "apt", "apt-get", "apt-mark", "dnf", "yum"))


def _known(number: int, script: Script) -> Effects:
    """What a command of a script does, whatever the image holds."""
    key, command = (_known, number), script.commands[number]
    if key not in script.answers:
        cwd, found = cast("tuple[str | None, Effects | None]", script.anywhere.get(key, (None, None)))
        if found is None:
            found = effects(command, label(command), script)
            script.anywhere[key] = command.cwd, found
        elif cwd != command.cwd and not _is_same_anywhere(number, script):
            found = effects(command, label(command), script)
        script.answers[key] = found
    return cast("Effects", script.answers[key])


def _is_same_anywhere(number: int, script: Script) -> bool:
    """Whether a command of a script, whose effects are known in one directory, has the same in any other."""
    key, command = (_is_same_anywhere, number), script.commands[number]
    if key not in script.anywhere:
        _, found = cast("tuple[str | None, Effects]", script.anywhere[_known, number])
        elsewhere = replace(command, cwd="/elsewhere")
        script.anywhere[key] = (
            (command.name in _PLACELESS or command.name in _MANAGERS)
            and not any("PWD" in word.raw or ".." in (word.value or "") for word in command.words)
            and effects(elsewhere, label(command), script) == found
        )
    return cast("bool", script.anywhere[key])


def _is_placeless(number: int, script: Script) -> bool:
    """Whether a command of a script, whose effects are known, would make the same in any other directory."""
    return script.commands[number].name in _PLACELESS and _is_same_anywhere(number, script)


def _install(event: Event, command: Command, found: Recognised, reading: Reading) -> Event:
    reads = Paths(files=frozenset(need.path for need in reading.needs) | _tested(reading))
    if command.feeds_arguments:
        reads |= unknown(f"{event.label} is fed its arguments")
    why = reading.unknown or reading.source
    if why is not None:
        place = f" ({why.path})" if why.path else ""
        reads |= unknown(f"{event.label}: {why.note}{place}")
    cwd = found.call.cwd
    if cwd is None:
        reads |= unknown(f"the directory in which {event.label} runs is not known")
    writes = trees(reading.outputs) | SYSTEM_TREES
    if found.call.install.is_build:
        writes |= unknown(f"{event.label} builds the project")
    soft, shared = frozenset(reading.rewrites), frozenset(reading.shared)
    marks = Paths(files=frozenset(reading.marks))
    around = surroundings(command)
    return replace(
        event, reads=reads, writes=writes, marks=marks, around=around, soft=soft, shared=shared, cwd=cwd
    )


def _tested(reading: Reading) -> frozenset[str]:
    """The single paths looked for. A directory that is listed for manifests holds the same ones after a split."""
    return frozenset(test for test in reading.tests if not test.endswith("/"))


def _identity(command: Command, user: str | None, state: State) -> tuple[object, ...]:
    words = tuple((word.raw, word.value) for word in command.words)
    redirects = tuple((r.operator, r.descriptor, r.target.raw, r.target.value) for r in command.redirects)
    values = (*(word.value for word in command.words), *(r.target.value for r in command.redirects))
    is_plain = command.name in _PLAIN and None not in values
    heeded = tuple(matching(command.environment, _HEEDED)) if is_plain else _whole(command.environment)
    return ("RUN", words, redirects, command.cwd, heeded, user, state.shell)


def _whole(environment: Mapping[str, str | None]) -> Environment:
    return environment if isinstance(environment, Environment) else Environment(environment)


def _with_mounts(event: Event, mounted: tuple[Mount, ...]) -> Event:
    """The event as one of a RUN with these mounts, of which only those count that it may look into."""
    used = tuple(mount.text for mount in mounted if may_use(mount, event))
    return replace(event, identity=(*event.identity, used))


def _unreadable(instruction: Instruction, state: State, why: str) -> Event:
    return Event(
        identity=("RUN", instruction.body.text, state.environment, state.cwd, state.user),
        span=instruction.span,
        label="RUN",
        reads=unknown(why),
        writes=unknown(why),
    )
