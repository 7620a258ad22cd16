"""How much a copy brings, in words for people: counted as far as a reader waits for."""

from itertools import islice

from layerwise.cache.copies import Copy
from layerwise.unknown import Unknown

MANY = 2_000  # files counted for an answer that has to come at once; beyond it says "more than"
_SHORT = 10  # seconds below which tenths count
_LONG = 120  # of a unit, before the next larger one is used
_STEP = 1_000  # between units of size


def number_of_files(copy: Copy) -> int:
    """How many files it brings, MANY + 1 where there are more."""
    return sum(1 for _ in islice(copy.all_files(), MANY + 1))


def files_of(copy: Copy) -> str:
    """How many files it brings: "3 files", "more than 2000 files"."""
    return count(number_of_files(copy))


def count(number: int) -> str:
    """A number of files."""
    if number > MANY:
        return f"more than {MANY} files"
    return "1 file" if number == 1 else f"{number} files"


def size_of(copy: Copy) -> str | None:
    """The bytes that it brings: "14 kB"; None where they are too many to count or not known."""
    total = 0
    for number, path in enumerate(copy.all_files()):
        entry = copy.entry(path)
        if number > MANY or entry is None or isinstance(entry, Unknown):
            return None
        total += entry.size
    for unit in ("bytes", "kB", "MB"):
        if total < _STEP:
            return f"{total} {unit}"
        total //= _STEP
    return f"{total} GB"


def duration(seconds: float) -> str:
    """A time for people: "0.4 s", "21 s", "64 min", "2.5 h"."""
    if seconds < _LONG:
        return f"{seconds:.1f} s" if seconds < _SHORT else f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < _LONG else f"{minutes / 60:.1f} h"
