"""Folder trees held in memory: for tests, and for editors that have no disk."""

from collections.abc import Mapping, Sequence

from layerwise.context.paths import clean, is_within, locate, resolve
from layerwise.context.tree import Entry, Kind
from layerwise.records import dataclass
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class File(NamedTuple):
    """A file with its permission bits."""

    text: str | bytes
    mode: int = 0o644


class Folder(NamedTuple):
    """A directory of its own, empty or with a mode worth telling."""

    mode: int = 0o755


class Link(NamedTuple):
    """A symlink; its target is relative to the directory that it stands in."""

    target: str


Content = str | bytes | File | Folder | Link | Entry | Unknown


@dataclass(frozen=True, slots=True, init=False)
class MemoryTree:
    """A tree made from paths and what they hold; the directories above them are implied.

    An Entry stands for itself, without text; an Unknown for a path that nobody can read.
    """

    _places: Mapping[str, Content]
    _names: Mapping[str, tuple[str, ...]]

    def __init__(self, files: Mapping[str, Content]) -> None:
        places: dict[str, Content] = {"": Folder()}
        for path, content in files.items():
            places[clean(path)] = content
        for path in [path for path in places if path]:
            parent = path.rpartition("/")[0]
            while parent not in places:
                places[parent] = Folder()
                parent = parent.rpartition("/")[0]
        names: dict[str, list[str]] = {}
        for path in places:
            if path:
                parent, _, name = path.rpartition("/")
                names.setdefault(parent, []).append(name)
        object.__setattr__(self, "_places", places)
        object.__setattr__(self, "_names", {path: tuple(sorted(found)) for path, found in names.items()})

    def entry(self, path: str) -> Entry | Unknown | None:
        """What stands at the path; links on the way are followed, one at its end is not."""
        place = locate(self._look, path)
        return self._look(place) if isinstance(place, str) else place

    def text(self, path: str) -> str | Unknown | None:
        """The text there, bytes read as UTF-8 with what is undecodable replaced."""
        place = resolve(self._look, path)
        if not isinstance(place, str):
            return place
        match self._places.get(place):
            case File(text=text) | (str() | bytes() as text):
                return text if isinstance(text, str) else text.decode("utf-8", "replace")
            case Unknown() as unknown:
                return unknown
            case Entry(kind=Kind.FILE | Kind.OTHER):
                return Unknown(f"{path} cannot be read")
            case _:
                return None

    def names(self, path: str) -> Sequence[str] | Unknown:
        """The names in a directory, sorted; empty where there is no directory."""
        place = resolve(self._look, path)
        if not isinstance(place, str):
            return place or ()
        content = self._places.get(place)
        return content if isinstance(content, Unknown) else self._names.get(place, ())

    def with_files(self, files: Mapping[str, Content]) -> "MemoryTree":
        """A tree with these files added or changed."""
        return MemoryTree({**self._places, **files})

    def without(self, path: str) -> "MemoryTree":
        """A tree without the path and what lies below it."""
        gone = clean(path)
        return MemoryTree({p: content for p, content in self._places.items() if not is_within(p, gone)})

    def _look(self, place: str) -> Entry | Unknown | None:
        match self._places.get(place):
            case None:
                return None
            case Unknown() | Entry() as answer:
                return answer
            case Folder(mode=mode):
                return Entry(Kind.DIRECTORY, 0, mode)
            case Link(target=target):
                return Entry(Kind.SYMLINK, _size(target), 0o777, target)
            case File(text=text, mode=mode):
                return Entry(Kind.FILE, _size(text), mode)
            case str() | bytes() as text:
                return Entry(Kind.FILE, _size(text))


def _size(text: str | bytes) -> int:
    """How many bytes it has on a disk, where no lone surrogate can stand."""
    return len(text.encode("utf-8", "replace") if isinstance(text, str) else text)
