"""What editors and flags say, checked key by key."""

from collections.abc import Iterable

from layerwise.configuration.keys import IN_EDITORS, IN_FILES, Key
from layerwise.configuration.values import Values
from layerwise.tuples import NamedTuple

_UNSET: tuple[object, ...] = (None, "", [], {})


class Read(NamedTuple):
    """Values that can be used, and one line for each that could not."""

    values: Values
    problems: tuple[str, ...]


def from_editor(given: Values) -> Read:
    """What an editor sends: null, and an empty list, table or string, mean that nothing is set."""
    keys = [key for key in IN_EDITORS if given.get(key.name) not in _UNSET]
    return _read({key.name: given[key.name] for key in keys}, keys, "layerwise.")


def from_flags(given: Values) -> Read:
    """What stands on a command line."""
    return _read(given, [key for key in IN_FILES if key.name in given], "--")


def _read(given: Values, keys: Iterable[Key], prefix: str) -> Read:
    values: dict[str, object] = {}
    problems: list[str] = []
    for key in keys:
        checked = key.kind.check(given[key.name])
        if checked.value is not None:
            values[key.name] = checked.value
        problems += [f"{prefix}{key.name} {fault.message}" for fault in checked.faults]
    return Read(values, tuple(problems))
