"""How much a copy brings, in words for people: counted as far as a reader waits for."""

from collections.abc import Sequence

from layerwise.cache.copies import Copy
from layerwise.context.tree import Entry
from layerwise.unknown import Unknown

MANY = 2_000  # files counted for an answer that has to come at once; beyond it says "more than"
_KEPT = 16  # copies whose files are not listed again
_LOOKED = 10_000  # names that are looked at for it, of which a copy may leave most out
_SHORT = 10  # seconds below which tenths count
_LONG = 120  # of a unit, before the next larger one is used
_STEP = 1_000  # between units of size


def files_of(copy: Copy) -> str:
    """How many files it brings: "3 files", "more than 2000 files"; less where nobody would wait for the answer."""
    found = _files(copy)
    return f"files among more than {_LOOKED} names" if found is None else count(len(found))


def count(number: int) -> str:
    """A number of files."""
    if number > MANY:
        return f"more than {MANY} files"
    return "1 file" if number == 1 else f"{number} files"


def size_of(copy: Copy) -> str | None:
    """The bytes that it brings: "14 kB"; None where they are too many to count or not known."""
    found = _files(copy)
    if found is None or len(found) > MANY or isinstance(copy.tree, Unknown):
        return None
    total = 0
    for source in _sources(copy):
        entry = None if source is None else copy.tree.entry(source)
        if not isinstance(entry, Entry):
            return None
        total += entry.size
    for unit in ("bytes", "kB", "MB"):
        if total < _STEP:
            return f"{total} {unit}"
        total //= _STEP
    return f"{total} GB"


class _Listed:
    """The files that a copy brings, by their image paths; and their sources, once somebody has asked."""

    __slots__ = ("copy", "files", "sources")

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.files = _listed(copy)
        self.sources: Sequence[str | None] | None = None


# By the identity of the copy, which they hold. Its tree stays as it is, but for the sizes of texts that are written.
_known: dict[int, _Listed] = {}


def _kept(copy: Copy) -> _Listed:
    _known[id(copy)] = known = _known.pop(id(copy)) if id(copy) in _known else _Listed(copy)
    if len(_known) > _KEPT:
        del _known[next(iter(_known))]
    return known


def _files(copy: Copy) -> Sequence[str] | None:
    return _kept(copy).files


def _sources(copy: Copy) -> Sequence[str | None]:
    known = _kept(copy)
    if known.sources is None:
        known.sources = tuple(map(copy.source_of, known.files or ()))
    return known.sources


def _listed(copy: Copy) -> Sequence[str] | None:
    """The files that it brings, as far as they are counted; None where most names are of other things."""
    found: list[str] = []
    for looked, path in enumerate(copy.looked_at()):
        if path is not None:
            found.append(path)
        if len(found) > MANY:
            break
        if looked >= _LOOKED:
            return None
    return found


def duration(seconds: float) -> str:
    """A time for people: "0.4 s", "21 s", "64 min", "2.5 h"."""
    if seconds < _LONG:
        return f"{seconds:.1f} s" if seconds < _SHORT else f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < _LONG else f"{minutes / 60:.1f} h"
