"""The build context: a folder tree minus what its ignore file keeps out."""

from collections.abc import Collection, Iterator, Sequence

from layerwise.context.ignore import Ignore, IgnorePattern
from layerwise.context.paths import below_root, is_within, join, locate, resolve
from layerwise.context.pattern import has_pattern, matches
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.records import dataclass, field
from layerwise.unknown import Unknown

LARGEST_TEXT = 8 * 1024 * 1024  # bytes; no manifest that people write comes near it


@dataclass(frozen=True, slots=True)
class BuildContext:
    """What the builder is sent, itself a tree; `raw` is the folder with nothing ignored.

    An ignored directory that holds something which an exception lets in is there, as it is for the builder.
    """

    raw: Tree
    ignore: Ignore = field(default_factory=Ignore)
    _places: dict[str, str | Unknown | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _directories: dict[str, str | Unknown | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _listed: dict[str, Sequence[str] | Unknown] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def entry(self, path: str) -> Entry | Unknown | None:
        """What stands at the path, symlinks on the way followed; None where it is absent or ignored."""
        if path not in self._places:
            place = self._located(path)
            is_there = isinstance(place, str) and self._entry(place) is not None
            self._places[path] = place if is_there or not isinstance(place, str) else None
        place = self._places[path]
        return self.raw.entry(place) if isinstance(place, str) else place

    def _located(self, path: str) -> str | Unknown | None:
        """Where a path really is, symlinks on the way followed: whoever asks for one of a directory asks for more."""
        directory, _, name = path.rpartition("/")
        if name in {"", ".", ".."}:
            return locate(self._on_the_way, below_root(path))
        if directory not in self._directories:
            place = resolve(self._on_the_way, below_root(directory))
            entry = self._on_the_way(place) if isinstance(place, str) and place else place
            is_other = isinstance(entry, Entry) and entry.kind is not Kind.DIRECTORY
            self._directories[directory] = None if is_other else place
        place = self._directories[directory]
        return join(place, name) if isinstance(place, str) else place

    def text(self, path: str) -> str | Unknown | None:
        """The text of the file there, links followed inside the context; Unknown for all but modest files."""
        entry = self.entry(path)
        place = self._places[path]
        if not isinstance(place, str) or not isinstance(entry, Entry) or entry.kind is not Kind.FILE:
            place = resolve(self._on_the_way, below_root(path))
            entry = self._entry(place) if isinstance(place, str) else place
        if not isinstance(place, str):
            return place
        if not isinstance(entry, Entry):
            return entry
        if entry.kind is Kind.OTHER:
            return Unknown(f"{path} is not a regular file")
        if entry.kind is not Kind.FILE:
            return None
        if entry.size > LARGEST_TEXT:
            return Unknown(f"{path} is too large to read")
        return self.raw.text(place)

    def names(self, path: str) -> Sequence[str] | Unknown:
        """The names in a directory that are not ignored, sorted; empty where there is no directory."""
        if path not in self._listed:
            self._listed[path] = self._names(path)
        return self._listed[path]

    def _names(self, path: str) -> Sequence[str] | Unknown:
        place = resolve(self._on_the_way, below_root(path))
        if not isinstance(place, str):
            return place or ()
        found = self.raw.names(place)
        if isinstance(found, Unknown) or not self.ignore.patterns:
            return found
        return tuple(name for name in found if self._entry(join(place, name)) is not None)

    def deciding(self, path: str) -> IgnorePattern | None:
        """The line of the ignore file that decides about the path, or None; for explanations."""
        return self.ignore.deciding(below_root(path))

    def glob(self, pattern: str, *, is_deep: bool = False) -> tuple[str, ...]:
        """The context paths that a COPY source names, sorted: "" is the whole context.

        A word without a pattern gives itself where it exists. A directory's contents are not listed. `is_deep`:
        `**` stands for any number of directories, as with `--parents`; otherwise it is a `*`.
        """
        cleaned = below_root(pattern)
        if not cleaned:
            return ("",)
        if not has_pattern(cleaned):
            return (cleaned,) if isinstance(self.entry(cleaned), Entry) else ()
        pieces = cleaned.split("/")
        first = next(index for index, piece in enumerate(pieces) if has_pattern(piece))
        found = ["/".join(pieces[:first])]
        for depth, piece in enumerate(pieces[first:], start=first):
            is_last = depth == len(pieces) - 1
            if piece == "**" and is_deep and not is_last:
                found = [below for path in _tops(found) for below in self.directories(path)]
                continue
            found = [
                path
                for directory in found
                for path in self._named_like(directory, piece)
                if is_last or self._is_directory(path)
            ]
        return tuple(sorted(found))

    def walk(self, path: str = "") -> Iterator[str]:
        """The files at or below the path, in order, found as they are asked for.

        Links and special files are among them; unreadable and symlinked directories are not entered.
        """
        for found, entry in self._descend(below_root(path)):
            if entry.kind is not Kind.DIRECTORY:
                yield found

    def directories(self, path: str = "") -> Iterator[str]:
        """The directories at or below the path, empty ones included, each before what it holds."""
        for found, entry in self._descend(below_root(path)):
            if entry.kind is Kind.DIRECTORY:
                yield found

    def has_other_than(self, directory: str, paths: Collection[str]) -> bool:
        """Whether a file at or below the directory is none of the paths nor below one; found without a walk.

        What cannot be read counts as nothing, so that "yes" is always true.
        """
        known = frozenset(below_root(path) for path in paths)
        top = below_root(directory)
        if any(is_within(top, path) for path in known):
            return False
        entry = self._entry(top)
        if not isinstance(entry, Entry):
            return False
        if entry.kind is not Kind.DIRECTORY:
            return True
        # Level by level: nearly always a file of the first directory answers.
        level = [top]
        while level:
            below: list[str] = []
            for path in level:
                for child, child_entry in self._children(path):
                    if child in known:
                        continue
                    if child_entry.kind is not Kind.DIRECTORY:
                        return True
                    below.append(child)
            level = below
        return False

    def _on_the_way(self, place: str) -> Entry | Unknown | None:
        """What stands at a path that is followed further; directories count whether ignored or not."""
        entry = self.raw.entry(place)
        is_link = isinstance(entry, Entry) and entry.kind is Kind.SYMLINK
        return None if is_link and self.ignore.is_ignored(place) else entry

    def _entry(self, place: str) -> Entry | Unknown | None:
        """What stands at a path without symlinks on its way."""
        entry = self.raw.entry(place)
        return None if entry is None or self._is_left_out(place, entry) else entry

    def _is_left_out(self, place: str, entry: Entry | Unknown) -> bool:
        if not self.ignore.is_ignored(place):
            return False
        is_directory = isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY
        return not (is_directory and self._holds_something(place))

    def _holds_something(self, ignored: str) -> bool:
        """Whether an exception lets in anything below an ignored directory."""
        pending = [ignored]
        while pending:
            directory = pending.pop()
            if not self.ignore.may_restore_below(directory):
                continue
            names = self.raw.names(directory)
            for name in () if isinstance(names, Unknown) else names:
                path = join(directory, name)
                if not self.ignore.is_ignored(path):
                    return True
                entry = self.raw.entry(path)
                if isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY:
                    pending.append(path)
        return False

    def _children(self, directory: str) -> Iterator[tuple[str, Entry]]:
        names = self.raw.names(directory)
        for name in () if isinstance(names, Unknown) else names:
            path = join(directory, name)
            entry = self._entry(path)
            if isinstance(entry, Entry):
                yield path, entry

    def _descend(self, top: str) -> Iterator[tuple[str, Entry]]:
        entry = self._entry(top)
        if not isinstance(entry, Entry):
            return
        yield top, entry
        pending = [self._children(top)] if entry.kind is Kind.DIRECTORY else []
        while pending:
            child = next(pending[-1], None)
            if child is None:
                pending.pop()
                continue
            yield child
            if child[1].kind is Kind.DIRECTORY:
                pending.append(self._children(child[0]))

    def _named_like(self, directory: str, piece: str) -> Iterator[str]:
        names = self.names(directory)
        for name in () if isinstance(names, Unknown) else names:
            if matches(piece, name):
                yield join(directory, name)

    def _is_directory(self, path: str) -> bool:
        entry = self._entry(path)
        return isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY


def _tops(paths: Collection[str]) -> Iterator[str]:
    """The paths of which none lies below another, each once."""
    last: str | None = None
    for path in sorted(paths, key=lambda path: path.split("/") if path else []):
        if last is None or not is_within(path, last):
            last = path
            yield path
