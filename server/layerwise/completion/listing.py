"""The names in one folder of a build context: bounded, however many there are and whatever exceptions are made."""

from collections.abc import Iterator, Sequence
from itertools import islice

from layerwise.context.context import BuildContext
from layerwise.context.paths import join
from layerwise.context.tree import Entry, Kind
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

MOST = 500  # names of a folder that are looked at: more are not read through but typed
_MOST_FOLDERS = 20  # that are opened to find out whether an exception lets in anything below an ignored one


class Listed(NamedTuple):
    """Names with whether each is a folder; `is_cut`: there are more."""

    names: tuple[tuple[str, bool], ...]
    is_cut: bool


def listed(context: BuildContext, directory: str, start: str) -> Listed:
    """The names in a directory that the builder is sent, those that begin so if there are too many for all."""
    found = context.raw.names(directory)
    names = () if isinstance(found, Unknown) else found
    wanted = names if len(names) <= MOST else [name for name in names if name.startswith(start)]
    kept = tuple(_kept(context, directory, wanted))
    return Listed(kept, len(names) > MOST)


def _kept(context: BuildContext, directory: str, names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    for name in islice(names, MOST):
        path = join(directory, name)
        entry = context.raw.entry(path)
        if isinstance(entry, Entry) and entry.kind is not Kind.OTHER:
            is_folder = entry.kind is Kind.DIRECTORY
            if not context.ignore.is_ignored(path) or (is_folder and _lets_in(context, path)):
                yield name, is_folder


def _lets_in(context: BuildContext, ignored: str) -> bool:
    """Whether something below an ignored directory is let in, as far as a few folders tell."""
    pending = [ignored]
    for _ in range(_MOST_FOLDERS):
        if not pending:
            return False
        directory = pending.pop(0)
        if not context.ignore.may_restore_below(directory):
            continue
        names = context.raw.names(directory)
        for name in () if isinstance(names, Unknown) else names[:MOST]:
            path = join(directory, name)
            if not context.ignore.is_ignored(path):
                return True
            entry = context.raw.entry(path)
            if isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY:
                pending.append(path)
    return False
