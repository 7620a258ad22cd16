"""What would keep a cache mount empty, or fail on it, and the edits that take it out of the RUN."""

import posixpath
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import pairwise

from layerwise.cache.plan import BuildPlan
from layerwise.cache.runs import label
from layerwise.cache.steps import Step
from layerwise.context.paths import is_within
from layerwise.ecosystems.facts import Ecosystem
from layerwise.refactorings.places import Place
from layerwise.refactorings.uses import Use, calls
from layerwise.shell.script import Command, Part, Word
from layerwise.split.verdict import Refusal
from layerwise.text import Edit, Span
from layerwise.tuples import NamedTuple

# Verbs with which tools empty what they have downloaded, behind a word for it: `yarn cache clean`, `pnpm store prune`.
_STORES = frozenset({"cache", "store"})
_EMPTYING = frozenset({"clean", "clear", "prune", "purge", "remove", "rm"})
_JOINTS = frozenset({"", "&&", ";", "\n"})
_IDLE = frozenset({"true", ":"})
_HARMLESS = frozenset(
    {"mkdir", "rm"}
)  # the former finds the folder there, the latter is looked at by its words


class Kept(NamedTuple):
    """The edits after which downloads stay in the mounts, and why a person should look at them, if so."""

    edits: tuple[Edit, ...]
    reason: str | None


class _Removed(NamedTuple):
    """The words of an `rm` that name what is mounted or holds it, and the folder that holds more, if one does."""

    words: tuple[Word, ...]
    wider: str | None


class _Changed(NamedTuple):
    """A command, the edits that take it out or words of it, and the folder whose rest it would have removed."""

    command: Command
    edits: tuple[Edit, ...]
    wider: str | None


def kept(plan: BuildPlan, step: Step, found: Sequence[Use], mounted: Sequence[Place]) -> Kept | Refusal:
    """What has to leave a RUN that gets mounts, or what stands in the way."""
    refusals = (why for use in found if (why := _set_off(plan, use)) is not None)
    refusal = next(refusals, None)
    if refusal is not None:
        return refusal
    tools = list({use.ecosystem.name: use.ecosystem for use in found}.values())
    commands = step.script.commands if step.script is not None else ()
    changed = [_Changed(use.command, tuple(_without_options(use)), None) for use in found]
    for command in commands:
        one = _change(step, command, tools, mounted)
        if isinstance(one, Refusal):
            return one
        changed.append(one)
    if not _are_sound(plan.document.text, changed):
        return Refusal("what empties the cache cannot be taken out of this RUN", step.instruction.span)
    edits = tuple(edit for one in changed for edit in one.edits)
    own = [command.span for command in commands if any(calls(command, tool) is not None for tool in tools)]
    left = _working_there(step, mounted, [*own, *(edit.span for edit in edits)])
    if left is not None:
        return left
    wider = next((one.wider for one in changed if one.wider), None)
    return Kept(edits, None if wider is None else f"what else is in {wider} stays in the image")


def _change(
    step: Step, command: Command, tools: Sequence[Ecosystem], mounted: Sequence[Place]
) -> _Changed | Refusal:
    """What leaves a RUN of one command."""
    removed = _removed(command, mounted)
    if removed is None:
        return Refusal(f"{label(command)} may empty the cache", command.span)
    if not _is_all(command, removed.words) and not any(_empties(command, tool) for tool in tools):
        return _Changed(command, tuple(_without(command, word) for word in removed.words), removed.wider)
    edit = _without_part(step, command)
    if edit is None:
        why = f"{label(command)} empties the cache, and cannot be taken out of its RUN"
        return Refusal(why, command.span)
    return _Changed(command, (edit,), removed.wider)


def _are_sound(text: str, changed: Sequence[_Changed]) -> bool:
    """Whether edits stand apart, and are of commands as they stand in the text."""
    spans = sorted(edit.span for one in changed for edit in one.edits)
    are_apart = all(one.end <= other.start for one, other in pairwise(spans))
    words = [word for one in changed if one.edits for word in one.command.words]
    return are_apart and all(word.span.of(text) == word.raw for word in words)


def _working_there(step: Step, mounted: Sequence[Place], passed: Sequence[Span]) -> Refusal | None:
    """A command besides those of the tools, and what is taken out, that works on what the mounts would hide."""
    for event in step.events:
        is_passed = any(span.contains(event.span) for span in passed)
        if is_passed or event.install is not None or event.tool is not None:
            continue
        if event.label.split()[0] in _HARMLESS:
            continue
        for path in sorted(event.changes.files | event.changes.trees):
            if any(is_within(path, place.target) for place in mounted):
                return Refusal(f"{event.label} changes {path}, where the cache would be", event.span)
    return None


def _set_off(plan: BuildPlan, use: Use) -> Refusal | None:
    """A variable with which nothing is kept, told where it is set."""
    for name in use.ecosystem.defeated_by:
        if not (name.isidentifier() and name.isupper()) or use.command.environment.get(name, "") == "":
            continue
        above = (step.instruction for step in plan.lineage(use.step.stage))
        lines = (i for i in above if i.span < use.step.instruction.span and i.keyword in ("ENV", "ARG"))
        said = [i.span for i in lines if any(word.text.startswith(name) for word in i.words)]
        why = f"with {name} set, {use.ecosystem.name} keeps nothing"
        return Refusal(why, said[-1] if said else use.event.span)
    return None


def _without_options(use: Use) -> Iterator[Edit]:
    """The edits that take out, or put right, the options with which nothing is kept."""
    options = {name for name in use.ecosystem.defeated_by if name.startswith("-")}
    instead = {old: new for cache in use.ecosystem.caches for old, new in cache.instead}
    for word in use.command.words[1:]:
        name = (word.value or "").partition("=")[0]
        if name in instead:
            yield Edit(word.span, instead[name])
        elif name in options:
            yield _without(use.command, word)


def _empties(command: Command, tool: Ecosystem) -> bool:
    """Whether a command of a tool empties its cache."""
    place = calls(command, tool)
    if place is None:
        return False
    rest = [word.value or "" for word in command.words[place + 1 :]]
    verbs = [entry.split()[1:] for entry in tool.defeated_by if entry[0].isalpha() and " " in entry]
    is_listed = any(rest[: len(verb)] == verb for verb in verbs)
    return is_listed or (len(rest) > 1 and rest[0] in _STORES and rest[1] in _EMPTYING)


def _removed(command: Command, mounted: Sequence[Place]) -> _Removed | None:
    """What an `rm` takes away of the mounts, None where that is not known."""
    if command.name != "rm":
        return _Removed((), None)
    if command.feeds_arguments:
        return None
    words, wider = [], None
    for word in _arguments(command):
        if word.value is None:
            if "cache" in word.raw.lower():
                return None
            continue
        path = posixpath.normpath(posixpath.join(command.cwd or "/", word.value))
        for place in mounted:
            if _meets(path, place.target):
                words.append(word)
                is_wider = len(path.split("/")) < len(place.target.split("/"))
                wider = wider or (path if is_wider else None)
                break
    return _Removed(tuple(words), wider)


def _arguments(command: Command) -> list[Word]:
    return [word for word in command.words[1:] if not (word.value or "").startswith("-")]


def _meets(pattern: str, target: str) -> bool:
    """Whether a path, perhaps a pattern, is that of a folder, of one above it, or of something in it."""
    return all(
        fnmatchcase(piece, wanted) and (wanted.startswith(".") or not piece.startswith("."))
        for piece, wanted in zip(target.split("/"), pattern.split("/"), strict=False)
    )


def _is_all(command: Command, words: Sequence[Word]) -> bool:
    """Whether these are all that an `rm` is given."""
    return bool(words) and len(words) == len(_arguments(command))


def _without(command: Command, word: Word) -> Edit:
    before = command.words[command.words.index(word) - 1]
    return Edit(Span(before.span.end, word.span.end), "")


def _without_part(step: Step, command: Command) -> Edit | None:
    """The edit that takes a command with its joint out of a RUN, None where others depend on it."""
    parts = step.script.parts if step.script is not None else ()
    place = next((n for n, part in enumerate(parts) if part.commands == (command,) and part.is_simple), None)
    if place is None or parts[place].operator not in _JOINTS:
        return None
    last = place + 1 if _is_idle(parts[place + 1 : place + 2]) else place
    following = parts[last + 1] if last + 1 < len(parts) else None
    if following is not None and following.operator not in _JOINTS:
        return None
    if place > 0:
        return Edit(Span(parts[place - 1].span.end, parts[last].span.end), "")
    return None if following is None else Edit(Span(parts[0].span.start, following.span.start), "")


def _is_idle(parts: Sequence[Part]) -> bool:
    """Whether there is a `|| true`, as in `npm cache clean --force || true`."""
    return any(part.operator == "||" and [c.name in _IDLE for c in part.commands] == [True] for part in parts)
