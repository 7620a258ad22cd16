"""Directories that two events meet in: who makes them, and what mode and owner they get.

A copy makes the directories that are missing, as its --chown says, and leaves alone those that are there, but for the
ones that it finds inside its sources: these get their mode and owner anew (measured).
"""

from collections.abc import Iterator

from layerwise.cache.copies import Copy
from layerwise.cache.difference import Difference, Weight
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.paths import USUAL_DIRECTORIES, parents
from layerwise.cache.state import is_root
from layerwise.context.paths import is_within
from layerwise.context.tree import Entry, Kind
from layerwise.regex import regex

_DEFAULT_DIRECTORY_MODE = 0o755
_SET_GROUP_ID = 0o2000
_OCTAL = regex(r"[0-7]+")


def made_for_another(copy: Copy, passed: Event, seen: Image) -> str | None:
    """A directory that the copy makes, as such or on the way, and that the passed event now makes for another owner.

    A command makes it for its user.
    """
    other = passed.copy
    is_alike = (is_root(passed.user) and copy.owner is None) if other is None else other.owner == copy.owner
    if is_alike or passed.is_directory:
        return None
    written = passed.changes.files | passed.changes.trees
    used = {directory for path in written for directory in parents(path)} | passed.changes.trees
    used |= other.directories if other is not None else set()
    made = copy.directories - USUAL_DIRECTORIES
    return min((path for path in made & used if seen.entry(path) is None), default=None)


def directory_meets(copy: Copy, passed: Event, seen: Image) -> Iterator[Difference]:
    """A WORKDIR that used to find its directory made by the copy, and would now make it itself.

    A copy makes the directories on the way to its targets as its --chown says, else root's, WORKDIR makes
    them as the user's; the modes are the same. What lies inside a target is put right by the restored copy.
    """
    for path in passed.writes.files:
        for directory in (path, *parents(path)):
            entry = copy.entry(directory)
            if isinstance(entry, Entry) and entry.kind is not Kind.DIRECTORY:
                yield Difference(Weight.GREAT, f"{directory} is no directory in the copy", passed.span)
                return
            is_made = any(is_within(m.target, directory) for m in copy.mappings)
            is_alike = is_root(passed.user) and copy.owner is None
            if is_made and seen.entry(directory) is None and not is_alike:
                why = f"{directory} would be made by {passed.label}, for another user"
                yield Difference(Weight.GREAT, why, passed.span)
                return


def inner_differ(copy: Copy, passed: Event) -> Iterator[Difference]:
    """A directory inside the sources of two copies, which would now have the other's mode and owner."""
    other = passed.copy
    assert other is not None, "the caller has looked"
    for directory in sorted({above for path in other.all_files() for above in parents(path)}):
        given = _given(copy, directory)
        if given is not None and _given(other, directory) not in {None, given}:
            why = f"{passed.label} and the moved copy give {directory} another mode or owner"
            yield Difference(Weight.GREAT, why, passed.span)
            return


def _given(copy: Copy, path: str) -> tuple[str | None, str | None, int] | None:
    """The owner and the mode that a copy gives a directory, None where it gives none."""
    entry = _inside(copy, path)
    return None if entry is None else (copy.owner, copy.mode, entry.mode)


def parents_differ(moved: Event, passed: Event, before: Image, seen: Image) -> Iterator[Difference]:
    """Directories that only the wide copy gives another mode or owner.

    Others than root may be shut out, and what anyone makes in a set-group-ID directory gets its group.
    """
    copy = moved.copy
    assert copy is not None, "the caller has looked"
    paths = passed.looks.files | passed.changes.files | passed.changes.trees
    for directory in sorted({directory for path in paths for directory in parents(path)}):
        entry = _inside(copy, directory)
        if entry is None or seen.entry(directory) is None:
            continue
        is_other = _mode(copy, entry) != _DEFAULT_DIRECTORY_MODE or _is_reset(before.origin(directory), copy)
        if entry.mode & _SET_GROUP_ID or (is_other and not is_root(passed.user)):
            is_sure = passed.user is not None or entry.mode & _SET_GROUP_ID
            why = f"{directory} would have another mode or owner when {passed.label} runs"
            yield Difference(Weight.GREAT if is_sure else Weight.SMALL, why, passed.span)
            return


def _inside(copy: Copy, path: str) -> Entry | None:
    """The directory that a copy brings along to a path, with owner and mode, whether or not one is there."""
    entry = copy.entry(path)
    is_inside = any(m.target != path and is_within(path, m.target) for m in copy.mappings)
    return entry if is_inside and isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY else None


def _mode(copy: Copy, entry: Entry) -> int | None:
    """The mode that a copied directory gets, None where --chmod is not in digits."""
    if copy.mode is None:
        return entry.mode
    return int(copy.mode, 8) if _OCTAL.fullmatch(copy.mode) else None


def _is_reset(made: Event | None, copy: Copy) -> bool:
    """Whether a copy gives a directory that was made before it another owner: narrow copies leave it alone."""
    if made is None:
        return False
    if made.copy is not None:
        return made.copy.owner != copy.owner
    return not (made.is_directory and is_root(made.user) and copy.owner is None)
