"""Whether an event that moves below others bears on them: the files, directories, modes and owners they meet."""

from collections.abc import Iterator

from layerwise.cache.commands.folders import ACCOUNTS
from layerwise.cache.copies import Copy
from layerwise.cache.difference import Difference, Weight
from layerwise.cache.directories import directory_meets, inner_differ, made_for_another, parents_differ
from layerwise.cache.event import Event
from layerwise.cache.image import Image
from layerwise.cache.order import bear_on_each_other
from layerwise.cache.paths import NOTHING, USUAL_DIRECTORIES, Paths, parents
from layerwise.context.paths import is_within, resolve
from layerwise.context.tree import Entry, Kind
from layerwise.records import replace
from layerwise.unknown import Unknown


def conflicts(moved: Event, passed: Event, before: Image, seen: Image) -> Iterator[Difference]:
    """What may differ because an event now stands below another that it stood above.

    `before` is the image right before the moved event in the first version, `seen` the one right before the passed
    event in the second.
    """
    copy = moved.copy
    if copy is None:
        if moved.is_directory:
            yield Difference(Weight.GREAT, f"{moved.label} would run later", moved.span)
        elif (met := bear_on_each_other(moved, passed, before)) is not None:
            yield met
        return
    if copy.unknown is not None:
        yield Difference(Weight.GREAT, f"{moved.label}: {copy.unknown}", moved.span)
        return
    if (link := _link_above(copy, before)) is not None:
        yield Difference(Weight.GREAT, f"{moved.label} may write through the link {link}", moved.span)
        return
    if moved.writes != NOTHING:
        why = f"{moved.label} brings more than the files that it names"
        yield Difference(Weight.GREAT, why, moved.span)
        return
    if _changes_accounts(passed) and not (copy.owner or "0").replace(":", "").isdigit():
        why = f"{passed.label} may change who {copy.owner} is"
        yield Difference(Weight.GREAT, why, passed.span)
        return
    if (directory := made_for_another(copy, passed, seen)) is not None:
        why = f"{directory} would be made by {passed.label}, for another user"
        yield Difference(Weight.GREAT, why, passed.span)
        return
    if passed.copy is not None:
        yield from _copies_meet(copy, passed)
    elif passed.is_directory:
        yield from directory_meets(copy, passed, seen)
    else:
        yield from _command_meets(copy, passed, seen)
        yield from parents_differ(moved, passed, before, seen)


def _link_above(copy: Copy, before: Image) -> str | None:
    """A link made earlier through which the copy may write, so that its files have other paths than it says."""
    return next(
        (path for path in before.links if any(is_within(m.target, path) for m in copy.mappings)), None
    )


def _changes_accounts(event: Event) -> bool:
    """Whether it may give a known user or group another number."""
    if event.copy is not None:
        return any(event.copy.brings(path) for path in ACCOUNTS)
    return not (event.changes.files | event.changes.trees).isdisjoint(ACCOUNTS)


def bears_on(copy: Copy, event: Event, provided: frozenset[str]) -> bool:
    """Whether a command must not run before the copy, when the files in `provided` are there all the same."""
    if event.reads.unknown is not None or event.changes.unknown is not None:
        return True
    reads = Paths(event.looks.files - provided, event.looks.trees)
    return _first_met(copy, event.changes, None) is not None or _first_met(copy, reads, None) is not None


def seen_copy(image: Image, path: str) -> Copy | None:
    """The copy that brought a path into an image, if one did."""
    event = image.origin(path)
    return None if event is None else event.copy


def brings_the_same(one: Copy | None, other: Copy, path: str) -> bool:
    """Whether two copies bring the same file to a path, with the same owner and mode."""
    if one is None or (one.origin, one.owner, one.mode) != (other.origin, other.owner, other.mode):
        return False
    source = one.source_of(path)
    return source is not None and source == other.source_of(path)


def brings_linked(one: Copy | None, other: Copy, path: str) -> bool:
    """Whether the first copy brings the file to which a link of the second points, under the link's own name."""
    entry = other.entry(path)
    if one is None or not isinstance(entry, Entry) or entry.kind is not Kind.SYMLINK or not other.is_context:
        return False
    source, link = one.source_of(path), other.source_of(path)
    if isinstance(other.tree, Unknown) or source is None or link is None or one.origin != other.origin:
        return False
    return resolve(other.tree.entry, link) == source


def _copies_meet(copy: Copy, passed: Event) -> Iterator[Difference]:
    """Two copies that changed places must not bring different things to one path."""
    other = passed.copy
    assert other is not None
    why = f"{passed.label} and the moved copy bring different files to the same place"
    if other.unknown is not None:
        yield Difference(Weight.GREAT, f"{passed.label}: {other.unknown}", passed.span)
        return
    if _is_apart(copy, other) and passed.writes == NOTHING:
        return
    is_open = not other.is_context and any(m.is_directory and copy.brings(m.target) for m in other.mappings)
    is_written = any(copy.brings(path) for path in passed.writes.files | passed.writes.trees)
    # A RUN may have made more in a stage than is known.
    if is_open or is_written or any(not brings_the_same(copy, other, path) for path in _common(copy, other)):
        yield Difference(Weight.GREAT, why, passed.span)
        return
    yield from inner_differ(copy, passed)


def _is_apart(copy: Copy, other: Copy) -> bool:
    """Whether neither copy can bring anything to where the other does, which needs no look at their files."""
    return not any(
        is_within(mine.target, theirs.target) or is_within(theirs.target, mine.target)
        for mine in copy.mappings
        for theirs in other.mappings
    )


def _common(copy: Copy, other: Copy) -> Iterator[str]:
    """The image paths of files that both copies bring."""
    return (path for path in other.all_files() if copy.source_of(path) is not None)


def _command_meets(copy: Copy, passed: Event, seen: Image) -> Iterator[Difference]:
    """A command that now runs before the copy must read and write nothing that the copy brings.

    Files that it reads and that are there all the same, brought by a narrow copy, do not count.
    """
    for paths, verb in (
        (replace(passed.writes, trees=passed.writes.trees - passed.shared), "writes"),
        (passed.marks, "gives another mode or owner to"),
        (passed.looks, "reads"),
    ):
        if paths.unknown is not None:
            yield Difference(Weight.GREAT, paths.unknown, passed.span)
            return
        path = _first_met(copy, paths, seen if verb == "reads" else None)
        if path is not None:
            why = f"{passed.label} {verb} {path}, which the copy brings"
            yield Difference(Weight.GREAT, why, passed.span)
            return
    directory = None if passed.install is not None else _missing_parent(copy, passed, seen)
    if directory is not None:
        why = f"{passed.label} needs the directory {directory}, which the copy brings"
        yield Difference(Weight.GREAT, why, passed.span)
        return
    cwd = passed.cwd if passed.cwd not in USUAL_DIRECTORIES and not passed.has_cwd else None
    if cwd is not None and copy.brings(cwd) and seen.entry(cwd) is None:
        why = f"{cwd} would not be there yet when {passed.label} runs"
        yield Difference(Weight.GREAT, why, passed.span)
        return
    yield from _trees_shared(copy, passed)
    for path in sorted(passed.soft):
        if copy.source_of(path) is not None:
            why = f"{passed.label} may rewrite {path}, and the copy brings the old one back"
            yield Difference(Weight.SMALL, why, passed.span)
            return


def _trees_shared(copy: Copy, passed: Event) -> Iterator[Difference]:
    """Folders that a copy and an install both fill: only what both bring under one name depends on the order."""
    for tree in sorted(passed.shared):
        if copy.brings(tree):
            why = f"{passed.label} fills {tree} too, and of files that both bring the copy's would stay"
            yield Difference(Weight.SMALL, why, passed.span)


def _missing_parent(copy: Copy, passed: Event, seen: Image) -> str | None:
    """A directory in which a command writes and that only the copy makes; installs make theirs themselves."""
    found = {directory for path in passed.changes.files | passed.changes.trees for directory in parents(path)}
    missing = (d for d in found - USUAL_DIRECTORIES if copy.brings(d) and seen.entry(d) is None)
    return min(missing, default=None)


def _first_met(copy: Copy, paths: Paths, seen: Image | None) -> str | None:
    """A path among these that the copy brings, leaving out files already there from a narrow copy."""
    for path in copy.near(paths.files):
        if copy.source_of(path) is None:
            continue
        if seen is None or not is_there(copy, seen, path):
            return path
    for tree in copy.near(paths.trees):
        if copy.brings(tree) and (seen is None or not _is_all_there(copy, seen, tree)):
            return tree
    return None


def is_there(copy: Copy, seen: Image, path: str) -> bool:
    """Whether an image already holds the very file (or a directory) that the copy brings to the path."""
    entry = copy.entry(path)
    if isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY:
        there = seen.entry(path)
        return isinstance(there, Entry) and there.kind is Kind.DIRECTORY
    if copy.is_behind_link(path) or _is_touched(seen, path):
        return False
    made = seen_copy(seen, path)
    is_plain = isinstance(entry, Entry) and entry.kind is Kind.FILE
    return (is_plain and brings_the_same(made, copy, path)) or brings_linked(made, copy, path)


def _is_touched(seen: Image, path: str) -> bool:
    """Whether a command may have changed a file since it was copied into an image."""
    return seen.is_changed_since(path, seen.copied_at(path))


def _is_all_there(copy: Copy, seen: Image, tree: str) -> bool:
    """Whether all files that the copy brings below a tree are already there."""
    below = [path for path in copy.all_files() if is_within(path, tree)]
    return bool(below) and all(is_there(copy, seen, path) for path in below)
