"""Runs the events of a plan on a picture of the image, to hold the comparison of builds against.

A picture says of each path who made it what it is: a file of the context with its owner and mode, or a command
together with all that it found at the paths that it reads; and who gave it another mode or owner since, which root
does not mind. Two builds with equal pictures did the same things
to the same files in an order that makes no difference. It knows nothing of moves, conflicts or safety.
"""

from collections.abc import Hashable
from typing import NamedTuple

from layerwise.cache.copies import Copy
from layerwise.cache.event import Event
from layerwise.cache.paths import Paths, parents
from layerwise.cache.plan import BuildPlan
from layerwise.cache.state import is_root
from layerwise.context.paths import is_within
from layerwise.context.tree import Entry, Kind


class Look(NamedTuple):
    """What stands at a path, and what was done to its mode and owner."""

    content: Hashable
    marks: tuple[Hashable, ...] = ()


Picture = dict[str, Look]


class Simulated(NamedTuple):
    """The pictures at the end of each stage, and what each install of each stage found, in order."""

    ends: tuple[Picture, ...]
    found: tuple[tuple[Hashable, ...], ...]


def simulated(plan: BuildPlan) -> Simulated:
    """The plan carried out."""
    ends: list[Picture] = []
    found = []
    for stage in plan.stages:
        picture = dict(ends[stage.parent]) if stage.parent is not None else {}
        seen: list[Hashable] = []
        for step in stage.steps:
            for event in step.events:
                if event.install is not None:
                    seen.append((event.identity, _looked(event, picture)))
                _happen(event, picture, ends)
        ends.append(picture)
        found.append(tuple(seen))
    return Simulated(tuple(ends), tuple(found))


def without(one: Simulated, new_one: int | None) -> Simulated:
    """The same without a stage that a fix has added: what it does counts as done by the next one, built from it."""
    if new_one is None:
        return one
    ends, found = list(one.ends), list(one.found)
    ends.pop(new_one)
    upper = found.pop(new_one)
    found[new_one] = (*upper, *found[new_one])
    return Simulated(tuple(ends), tuple(found))


def _happen(event: Event, picture: Picture, stages: list[Picture]) -> None:
    if event.copy is not None:
        _copy(event.copy, picture, stages)
    elif event.is_directory:
        for path in event.writes.files:
            for directory in (path, *parents(path)):
                picture.setdefault(directory, _on_the_way(event.user))
    else:
        _run(event, picture)


def _on_the_way(owner: str | None) -> Look:
    """A directory that nobody asked for by name; root is whoever is not named."""
    return Look(("made on the way", None if is_root(owner) else owner))


def _run(event: Event, picture: Picture) -> None:
    """A command: what it writes becomes its own work, what it marks keeps its content."""
    result = (event.identity, _looked(event, picture))
    everything = event.changes.unknown is not None
    for path in list(picture) if everything else _held(event.writes, picture):
        picture[path] = Look((picture[path], result))
    for path in _held(event.marks, picture):
        picture[path] = picture[path]._replace(marks=(*picture[path].marks, result))
    for path in (*event.writes.files, *event.writes.trees, *(("/",) if everything else ())):
        picture.setdefault(path, Look(result))
        for directory in parents(path):
            picture.setdefault(directory, _on_the_way(event.user))


def _held(paths: Paths, picture: Picture) -> list[str]:
    return [path for path in picture if paths.may_hold(path)]


def _looked(event: Event, picture: Picture) -> Hashable:
    """What a command finds at the paths that it reads; everything where nobody can say which they are."""
    chosen = picture if event.reads.unknown is not None else _held(event.reads, picture)
    found = {path: picture[path].content if is_root(event.user) else picture[path] for path in chosen}
    return (tuple(sorted((path, hash(look)) for path, look in found.items())), _grounds(event, picture))


def _grounds(event: Event, picture: Picture) -> Hashable:
    """The directories that a command works in, of those that are there; an install makes its own."""
    changed = event.changes.files | event.changes.trees if event.install is None else frozenset[str]()
    used = {directory for path in changed for directory in parents(path)} | {event.cwd}
    return tuple(sorted(path for path in used if path in picture))


def _copy(copy: Copy, picture: Picture, stages: list[Picture]) -> None:
    for path in copy.all_files():
        source = copy.source_of(path)
        assert source is not None, "a copy brings its own files"
        picture[path] = Look(("file", _content(copy, source, stages), copy.owner, copy.mode))
        for directory in parents(path):
            _enter(copy, directory, picture)
    for mapping in copy.mappings:
        for directory in ((mapping.target,) if mapping.is_directory else ()) + tuple(parents(mapping.target)):
            picture.setdefault(directory, _on_the_way(copy.owner or "root"))


def _enter(copy: Copy, directory: str, picture: Picture) -> None:
    """A directory inside a copied one gets the copy's owner and the context's mode; others are left alone."""
    entry = copy.entry(directory)
    is_inside = any(m.target != directory and is_within(directory, m.target) for m in copy.mappings)
    if is_inside and isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY:
        picture[directory] = Look(("directory", entry.mode, copy.owner, copy.mode))
    else:
        picture.setdefault(directory, _on_the_way(copy.owner or "root"))


def _content(copy: Copy, source: str, stages: list[Picture]) -> Hashable:
    if copy.origin.startswith("stage "):
        return hash(stages[int(copy.origin.removeprefix("stage "))].get(source))
    return (copy.origin, source)
