"""Whether two steps of a stage must keep their order: neither may write what the other reads or writes."""

from layerwise.cache.image import Event
from layerwise.cache.paths import Paths
from layerwise.cache.state import is_root
from layerwise.context.paths import is_within


def bear_on_each_other(first: Event, second: Event) -> str | None:
    """Why a command must not run after an event that it stands above, None where the order does not matter.

    What any program may look at besides its arguments (libraries, PATH, HOME) counts for the second, which would
    lose what the first has put there. The first would only find more than it did.
    """
    for event in (first, second):
        why = event.reads.unknown or event.changes.unknown
        if why is not None:
            return why
    path = _copied_between(first, second) if second.copy is not None else _met_between(first, second)
    return None if path is None else f"{first.label} and {second.label} both bear on {path}"


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
    return (
        _met(first.writes, second.looks | _place(second))
        or _met(first.marks, marked)
        or _met(first.changes, second.changes)
        or _met(second.changes, first.reads | first.changes | _place(first))
    )


def _place(event: Event) -> Paths:
    return Paths() if event.cwd is None else Paths(files=frozenset({event.cwd}))


def _met(written: Paths, touched: Paths) -> str | None:
    """A written path that is among the others or a directory above one of them, or lies in one of their trees."""
    others = touched.files | touched.trees
    for path in sorted(written.files | written.trees):
        if touched.may_hold(path) or any(is_within(other, path) for other in others):
            return path
    return None
