"""What becomes of a file that a copy brought: the layers that keep it, who deletes it and who reads it."""

import posixpath
from collections.abc import Iterator

from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.cache.target import needed_stages, target_stage
from layerwise.context.paths import is_within, join, relative
from layerwise.context.pattern import matches_above
from layerwise.shell.script import Command
from layerwise.split.groups import copy_of
from layerwise.tuples import NamedTuple

_REMOVING = frozenset({"rm", "unlink", "shred"})


class Kept(NamedTuple):
    """That the image keeps a file: the copies from stage to stage with which it gets there, none for its own."""

    takers: tuple[Step, ...]


def kept(plan: BuildPlan, step: Step, path: str) -> Kept | None:
    """How a file that a copy brings to an image path gets into the image that is built; None where it does not.

    A stage's layers are the image's where the target is built from it. Of other stages only what is copied from
    them gets there, which a command may have deleted before.
    """
    target = target_stage(plan)
    if target is None:
        return None
    own = set(_line(plan, target))
    pending = [(step, path, Kept(()))]
    needed, seen = needed_stages(plan), {(step.stage, path)}
    while pending:
        place, at, way = pending.pop(0)
        if place.stage in own:
            return way
        for taker, taken in _taken(plan, place, at):
            if taker.stage in needed and (taker.stage, taken) not in seen:
                seen.add((taker.stage, taken))
                pending.append((taker, taken, Kept((*way.takers, taker))))
    return None


def _line(plan: BuildPlan, index: int) -> Iterator[int]:
    """A stage and those that it is built from."""
    stage: int | None = index
    while stage is not None:
        yield stage
        stage = plan.stages[stage].parent


def _taken(plan: BuildPlan, step: Step, path: str) -> Iterator[tuple[Step, str]]:
    """The copies from stage to stage that take a file which a step brought, and where to."""
    for taker in (taker for stage in plan.stages for taker in stage.steps):
        copy = copy_of(taker)
        if copy is None or copy.stage is None or step.stage not in _line(plan, copy.stage):
            continue
        if any(_may_remove(event, path) for _, event in _later(plan, step, copy.stage)):
            continue
        yield from ((taker, target) for target in _targets(copy, path))


def _targets(copy: Copy, path: str) -> Iterator[str]:
    """The image paths to which a copy from a stage takes one of its paths."""
    for mapping in copy.mappings:
        inner = relative(path, mapping.source)
        if inner is not None and (mapping.is_directory or not inner):
            target = join(mapping.target, inner)
            if copy.source_of(target) == path:
                yield target


def _later(plan: BuildPlan, step: Step, stage: int) -> Iterator[tuple[Step, Event]]:
    """The events of a stage that come after a step of its own or of one that it is built from."""
    lineage = plan.lineage(stage)
    for other in lineage[lineage.index(step) + 1 :]:
        yield from ((other, event) for event in other.events)


def _may_remove(event: Event, path: str) -> bool:
    """Whether it is known to write or delete a file; what nobody knows rather leaves it alone."""
    if event.copy is not None:
        return event.copy.source_of(path) is not None
    return not event.is_directory and event.writes.may_hold(path)


def followed(plan: BuildPlan, step: Step) -> Iterator[tuple[Step, Event]]:
    """The commands that come after a copy, in its stage and in those built from it, each once."""
    seen: set[int] = set()
    for stage in plan.stages:
        if step.stage in _line(plan, stage.index):
            for other, event in _later(plan, step, stage.index):
                if event.copy is None and not event.is_directory and id(event) not in seen:
                    seen.add(id(event))
                    yield other, event


def reads(step: Step, event: Event, path: str) -> bool:
    """Whether a command is known to open a file, and finds that of the image there and no mount."""
    is_mounted = any(one.kind == "secret" and one.target == path for one in step.mounts)
    return path in event.reads.files and not is_mounted


def deletes(step: Step, event: Event, path: str) -> bool:
    """Whether a command is an `rm` of a file, by its name, by a directory above it or by a pattern."""
    command = command_of(step, event)
    if command is None or command.name not in _REMOVING:
        return False
    return any(names(command, number, path) for number in range(1, len(command.words)))


def command_of(step: Step, event: Event) -> Command | None:
    """The command that an event is."""
    commands = step.script.commands if step.script is not None else ()
    return next((one for one in commands if one.span == event.span), None)


def names(command: Command, number: int, path: str) -> bool:
    """Whether a word of a command names a path or a directory above it."""
    word = command.words[number]
    if word.value is None or word.value.startswith("-") or (command.cwd is None and word.value[0] != "/"):
        return False
    place = posixpath.normpath(posixpath.join(command.cwd or "/", word.value))
    if not word.is_pattern:
        return is_within(path, place)
    # A shell's `*` leaves hidden names alone.
    depth = place.count("/")
    name = "/".join(path.split("/")[: depth + 1]).rpartition("/")[2]
    is_hidden = name.startswith(".") and not place.rpartition("/")[2].startswith(".")
    return matches_above(place, path) and not is_hidden
