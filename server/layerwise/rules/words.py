"""How rules name commands and files in their messages."""

from collections.abc import Iterator, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.ecosystems.facts import Need
from layerwise.split.groups import Group

_MANY = 3  # names in a sentence; more are counted
_WIDTH = 60  # of a command in a message, so that the whole stays on one line


def shorten(text: str) -> str:
    """A command or a path, cut where it is too long for a message."""
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def listed(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    unique = list(dict.fromkeys(names))
    if len(unique) <= _MANY:
        return ", ".join(unique)
    return f"{', '.join(unique[: _MANY - 1])} and {len(unique) - _MANY + 1} more files"


def shown(plan: BuildPlan, path: str) -> str:
    """A file as the user knows it: by its path in the build context where it comes from there."""
    for stage in plan.stages:
        for event in reversed(stage.events):
            if event.copy is not None and event.copy.is_context:
                source = event.copy.source_of(path)
                if source:
                    return source
    return path


def needs_of(group: Group) -> Iterator[Need]:
    """The files that the installs of a group open."""
    return (need for i in group.installs if i.event.reading for need in i.event.reading.needs)
