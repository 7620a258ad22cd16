"""A folder of the disk as a tree: read when asked, remembered, never left."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from layerwise.builds.build import Build
from layerwise.context.context import LARGEST_TEXT, BuildContext
from layerwise.context.paths import clean, locate, resolve
from layerwise.context.subtree import Subtree
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.host.reading import FLAGS
from layerwise.host.stamp import Stamp, stamp_of
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_FLAGS = FLAGS | getattr(os, "O_NOFOLLOW", 0)  # a link that was put there since the look is not followed
_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)  # Windows: a link that lstat does not call one
_NOTHING: Mapping[str, str] = MappingProxyType({})


class _Absent(NamedTuple):
    """Paths at which nothing was, and the stamp that their directory had before they were last looked at."""

    stamp: Stamp | None
    places: list[str]


class DiskTree:
    """The folder `root`, as it was when each path was first asked for; `forget` makes it look again.

    `unsaved` are texts that stand for the files' own, as in an editor; a file that is not there yet counts.
    `made` is for what others make of its answers: good for as long as it stands for what is there.
    """

    def __init__(self, root: Path, unsaved: Mapping[str, str] = _NOTHING) -> None:
        self.root = root
        self._unsaved = {clean(path): text for path, text in unsaved.items()}
        self._unsaved_names = _names_by_directory(self._unsaved)
        self._entries: dict[str, Entry | Unknown | None] = {}
        self._absent: dict[str, _Absent] = {}  # by directory
        self._texts: dict[str, str | Unknown | None] = {}
        self._asked: frozenset[Path] = frozenset()
        self._names: dict[str, Sequence[str] | Unknown] = {}
        self._stamps: dict[str, Stamp] = {}
        self._unsaved_texts: set[str] = set()
        self.made: dict[object, object] = {}

    def is_as_before(self, unsaved: Mapping[str, str]) -> bool:
        """Whether it would answer as it did, were it made now with these texts; if so, it stands for that tree.

        The size of a text that is being written counts for nothing as long as nobody has asked for the text.
        """
        texts = {clean(path): text for path, text in unsaved.items()}
        if texts.keys() != self._unsaved.keys():
            return False
        if any(texts[path] != self._unsaved[path] for path in self._unsaved_texts):
            return False
        now = DiskTree(self.root, texts)
        if not all(self._is_alike(place, now) for place, entry in self._entries.items() if entry is not None):
            return False
        if not all(self._are_absent(directory, now) for directory in self._absent):
            return False
        if not all(self._is_same(place, now) for place in (*self._texts, *self._names)):
            return False
        self._unsaved = now._unsaved
        self._entries.update(now._entries)
        return True

    def _are_absent(self, directory: str, now: "DiskTree") -> bool:
        """Whether what was not in a directory is not there now: most questions are about names that nobody uses."""
        known, stamp = self._absent[directory], stamp_of(self._full(directory))
        if known.stamp is None or not known.stamp.is_same(stamp):
            if not all(self._is_alike(place, now) for place in known.places):
                return False
            self._absent[directory] = known._replace(stamp=stamp)
        return True

    def _is_alike(self, place: str, now: "DiskTree") -> bool:
        # What stands above it is among the entries, too: where that is as before, it is reached in the same way.
        one, other = self._entries[place], now._look(place)  # noqa: SLF001 - of its own kind
        if place in self._unsaved and isinstance(one, Entry) and isinstance(other, Entry):
            return one._replace(size=other.size) == other
        return one == other

    def _is_same(self, place: str, now: "DiskTree") -> bool:
        """Whether a file or a folder holds what it did; looked at only where its stamp does not say so."""
        known = self._stamps.get(place)
        stamp = stamp_of(self._full(place))
        if known is None or known.is_same(stamp):
            return known is not None or stamp is None
        is_same = (place not in self._texts or now.text(place) == self._texts[place]) and (
            place not in self._names or now.names(place) == self._names[place]
        )
        if is_same and stamp is not None:
            self._stamps[place] = stamp
        return is_same

    def _stamp(self, place: str) -> None:
        stamp = stamp_of(self._full(place))
        if stamp is not None and place not in self._stamps:
            self._stamps[place] = stamp

    @property
    def size(self) -> int:
        """How many answers it remembers."""
        return len(self._entries)

    def forget(self) -> None:
        """Look at the disk anew from here on."""
        self._entries.clear()
        self._absent.clear()
        self._texts.clear()
        self._asked = frozenset()
        self._names.clear()
        self._stamps.clear()
        self._unsaved_texts.clear()
        self.made.clear()

    def entry(self, path: str) -> Entry | Unknown | None:
        """What stands at the path; links on the way are followed inside the folder, one at its end is not."""
        if path in self._entries:
            return self._entries[path]  # its parents were found to be directories when it was first looked at
        directory, _, name = path.rpartition("/")
        above = self._entries.get(directory) if directory else None
        if isinstance(above, Entry) and above.kind is Kind.DIRECTORY and name not in {"", ".", ".."}:
            return self._look(path)
        place = locate(self._look, path)
        return self._look(place) if isinstance(place, str) else place

    def text(self, path: str) -> str | Unknown | None:
        """The text of the file there; Unknown for what is large, special, unreadable or linked from outside."""
        cleaned = clean(path)
        if cleaned in self._unsaved:
            self._unsaved_texts.add(cleaned)
            return self._unsaved[cleaned]
        known = self._entries.get(path)  # what is among them is reached through directories
        is_plain = isinstance(known, Entry) and known.kind is Kind.FILE
        place = path if is_plain else resolve(self._look, path)
        if not isinstance(place, str):
            return place
        if place in self._unsaved:
            self._unsaved_texts.add(place)
            return self._unsaved[place]
        if place not in self._texts:
            self._stamp(place)
            self._texts[place] = self._read(place)
        return self._texts[place]

    def asked(self) -> frozenset[Path]:
        """The files whose texts were asked for, there or not: what anything made of this tree may depend on."""
        if len(self._asked) != len(self._texts):
            self._asked = frozenset(self.root / place for place in self._texts)
        return self._asked

    def names(self, path: str) -> Sequence[str] | Unknown:
        """The names in a directory, sorted; empty where there is no directory."""
        place = resolve(self._look, path)
        if not isinstance(place, str):
            return place or ()
        if place not in self._names:
            self._stamp(place)
            self._names[place] = self._list(place)
        return self._names[place]

    def _look(self, place: str) -> Entry | Unknown | None:
        """What stands at a path whose parents are directories of this folder."""
        if place not in self._entries:
            entry = self._entries[place] = self._overlaid(place, self._stat(place))
            if entry is None:
                directory = place.rpartition("/")[0]
                self._absent.setdefault(directory, _Absent(None, [])).places.append(place)
        return self._entries[place]

    def _overlaid(self, place: str, entry: Entry | Unknown | None) -> Entry | Unknown | None:
        if place in self._unsaved:
            size = len(self._unsaved[place].encode("utf-8", "replace"))
            if entry is None:
                return Entry(Kind.FILE, size)
            if isinstance(entry, Entry) and entry.kind is Kind.FILE:
                return entry._replace(size=size)
        elif entry is None and place in self._unsaved_names:
            return Entry(Kind.DIRECTORY, 0, 0o755)
        return entry

    def _stat(self, place: str) -> Entry | Unknown | None:
        full = self._full(place)
        try:
            # The folder itself may be reached through a link: it is the user's choice, not the project's.
            status = os.lstat(full) if place else self.root.stat()
            mode = stat.S_IMODE(status.st_mode)
            if stat.S_ISLNK(status.st_mode):
                target = os.readlink(full).replace(os.sep, "/")  # noqa: PTH115 - Path would tidy it
                return Entry(Kind.SYMLINK, status.st_size, mode, target)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None
        except OSError as error:
            return _unreadable(place, error)
        if stat.S_ISREG(status.st_mode):
            return Entry(Kind.FILE, status.st_size, mode)
        is_junction = _JUNCTION is not None and getattr(status, "st_reparse_tag", 0) == _JUNCTION
        is_directory = stat.S_ISDIR(status.st_mode) and (not is_junction or not place)
        return Entry(Kind.DIRECTORY if is_directory else Kind.OTHER, status.st_size, mode)

    def _read(self, place: str) -> str | Unknown | None:
        entry = self._look(place)
        if not isinstance(entry, Entry):
            return entry
        if entry.kind is Kind.DIRECTORY:
            return None
        if entry.kind is not Kind.FILE:
            return Unknown(f"{place} is not a regular file")
        try:
            descriptor = os.open(self._full(place), _FLAGS)
            with open(descriptor, "rb") as file:  # noqa: PTH123 - flags decide how it is opened
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    return Unknown(f"{place} is not a regular file")
                content = _content(file, entry.size) if entry.size <= LARGEST_TEXT else None
        except FileNotFoundError:
            return None
        except OSError as error:
            return _unreadable(place, error)
        if content is None or len(content) > LARGEST_TEXT:
            return Unknown(f"{place} is too large to read")
        return content.decode("utf-8", "replace")

    def _list(self, place: str) -> Sequence[str] | Unknown:
        entry = self._look(place)
        if not isinstance(entry, Entry):
            return entry or ()
        if entry.kind is not Kind.DIRECTORY:
            return ()
        try:
            found = os.listdir(self._full(place))  # noqa: PTH208 - names, not paths
        except (FileNotFoundError, NotADirectoryError):
            found = []
        except OSError as error:
            return _unreadable(place, error)
        return tuple(sorted({*found, *self._unsaved_names.get(place, ())}))

    def _full(self, place: str) -> str:
        return f"{self.root}/{place}" if place else str(self.root)


def directories(builds: Iterable[Build]) -> Iterator[Path]:
    """Where on the disk the builds' contexts are, those that lie there."""
    for build in builds:
        if isinstance(build.context, BuildContext):
            place = _place(build.context.raw)
            if place is not None:
                yield place


def named_directories(build: Build) -> Iterator[tuple[str, Path]]:
    """The names of a build's named contexts that lie on the disk, and where they are."""
    for name, context in build.contexts.items():
        place = _place(context.raw) if isinstance(context, BuildContext) else None
        if place is not None:
            yield name, place


def asked(builds: Iterable[Build]) -> frozenset[Path]:
    """The files on the disk that were read for some builds, there or not, be it to find them or to judge them."""
    contexts = (one for build in builds for one in (build.context, *build.contexts.values()))
    disks = (_disk(one.raw) for one in contexts if isinstance(one, BuildContext))
    found = [one.asked() for one in {id(one): one for one in disks if one}.values()]
    return found[0] if len(found) == 1 else frozenset[Path]().union(*found)


def _disk(tree: Tree) -> DiskTree | None:
    match tree:
        case DiskTree():
            return tree
        case Subtree(tree=outer):
            return _disk(outer)
        case _:
            return None


def _place(tree: Tree) -> Path | None:
    match tree:
        case DiskTree():
            return tree.root
        case Subtree(tree=outer, prefix=prefix):
            place = _place(outer)
            return None if place is None else place / prefix
        case _:
            return None


def _content(file: BinaryIO, size: int) -> bytes:
    """What a file holds, a byte more than the most at most; room is made for its size first, as most keep theirs."""
    content = file.read(size + 1)
    return content if len(content) <= size else content + file.read(LARGEST_TEXT + 1 - len(content))


def _unreadable(place: str, error: OSError) -> Unknown:
    return Unknown(
        f"{place or 'the folder'} cannot be read ({(error.strerror or 'no reason given').lower()})"
    )


def _names_by_directory(paths: Iterable[str]) -> dict[str, set[str]]:
    """For each directory above one of the paths, the names in it that lead there."""
    names: dict[str, set[str]] = {}
    for path in paths:
        directory, name = path.rpartition("/")[::2]
        while name:
            names.setdefault(directory, set()).add(name)
            directory, name = directory.rpartition("/")[::2]
    return names
