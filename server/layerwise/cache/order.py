"""Whether two steps of a stage must keep their order: neither may write what the other reads or writes."""

import posixpath

from layerwise.cache.difference import Difference, Weight
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.paths import USUAL_DIRECTORIES, Paths, parents
from layerwise.cache.state import is_root
from layerwise.context.paths import is_within
from layerwise.context.tree import Entry, Kind


def bear_on_each_other(first: Event, second: Event, before: Image) -> Difference | None:
    """Why a command must not run after an event that it stands above, None where the order does not matter.

    `before` is the image right before the first.
    What any program may look at besides its arguments (libraries, PATH, HOME) counts for the second, which would
    lose what the first has put there. The first would only find more than it did.
    """
    for event in (first, second):
        why = event.reads.unknown or event.changes.unknown
        if why is not None:
            return Difference(Weight.GREAT, why, first.span)
    if second.is_directory and _stays(first, second, before):
        return None
    path = _copied_between(first, second) if second.copy is not None else _met_between(first, second)
    path = path or _used_on_the_way(first, second, before)
    if path is not None:
        why = f"{first.label} and {second.label} both bear on {path}"
        return Difference(Weight.GREAT, why, first.span)
    path = _run_by_name(first, second) if second.copy is None else None
    why = f"{second.label} may run or write {path}, which {first.label} would only write later"
    return None if path is None else Difference(Weight.SMALL, why, first.span)


def _run_by_name(first: Event, second: Event) -> str | None:
    """A program that the first brings, and that the second might run without saying so, or bring as well."""
    around = second.around | second.changes
    return next((path for path in _programs(first) if around.may_hold(path)), None)


def _programs(event: Event) -> list[str]:
    """What it changes right in a directory of programs."""
    written = sorted(event.changes.files | event.changes.trees)
    return [path for path in written if posixpath.basename(posixpath.dirname(path)) in ("bin", "sbin")]


def _stays(first: Event, second: Event, before: Image) -> bool:
    """Whether the directory of a WORKDIR is there before a command that does nothing to the directory itself."""
    changed = first.changes.files | first.changes.trees
    (path,) = second.writes.files
    entry = before.entry(path)
    is_there = isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY
    return is_there and not any(is_within(path, one) for one in changed)


def _used_on_the_way(first: Event, second: Event, before: Image) -> str | None:
    """A directory that the first makes on the way to what it writes, and that the second works in.

    An install makes its own directories, and as the same user it makes the same ones.
    """
    makes_its_own = second.install is not None and second.user == first.user
    changed = second.changes.files | second.changes.trees if not makes_its_own else frozenset[str]()
    entered = second.copy.directories if second.copy is not None else _place(second).files
    used = {d for path in changed for d in parents(path)} | entered | second.reads.files
    return min((path for path in _made_on_the_way(first, before) if path in used), default=None)


def _made_on_the_way(event: Event, before: Image) -> frozenset[str]:
    """The directories above the paths that an event writes of which nobody knows that they were there."""
    written = event.writes.files | event.writes.trees
    above = {directory for path in written for directory in parents(path)} - USUAL_DIRECTORIES
    return frozenset(path for path in above if before.entry(path) is None)


def _copied_between(first: Event, second: Event) -> str | None:
    """A path that a copy brings and the command touches."""
    assert second.copy is not None, "the caller has looked"
    touched = first.reads | first.changes
    brought = (path for path in sorted(touched.files | touched.trees) if second.copy.brings(path))
    return next(brought, None) or _met(second.writes, touched) or _met(first.changes, second.writes)


def _met_between(first: Event, second: Event) -> str | None:
    """A path that two commands touch and one of them changes.

    A mode or an owner keeps nobody but others than root from reading; programs lose with it what makes them run.
    """
    marked = second.around if is_root(second.user) else second.looks | _place(second)
    own = frozenset(path for path in _programs(first) if not _is_named(second, path))
    written = _without(first.writes, own)
    return (
        _met(first.writes, second.reads | _place(second))
        or _met(written, second.around)
        or _met(_without(first.marks, own), marked)
        or _met(written | _without(first.marks, own), second.changes)
        or _met(
            second.changes, _without(first.reads, own) | written | _without(first.marks, own) | _place(first)
        )
    )


def _without(paths: Paths, files: frozenset[str]) -> Paths:
    return Paths(paths.files - files, paths.trees - files, paths.unknown)


def _is_named(event: Event, path: str) -> bool:
    """Whether a program of that name is what the command runs, as far as its words say."""
    words = event.label.split()
    return posixpath.basename(path) in {posixpath.basename(word) for word in words}


def _place(event: Event) -> Paths:
    return Paths() if event.cwd is None else Paths(files=frozenset({event.cwd}))


def _met(written: Paths, touched: Paths) -> str | None:
    """A written path that is among the others or a directory above one of them, or lies in one of their trees."""
    others = touched.files | touched.trees
    for path in sorted(written.files | written.trees):
        if touched.may_hold(path) or any(is_within(other, path) for other in others):
            return path
    return None
