"""How rules name commands and files in their messages."""

from collections.abc import Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.split.groups import Group, Rerun

_MANY = 3  # names in a sentence; more are counted
_WIDTH = 60  # of a command in a message, so that the whole stays on one line


def shorten(text: str, width: int = _WIDTH) -> str:
    """A command or a path, cut where it is too long for a message."""
    return text if len(text) <= width else text[: width - 1] + "…"


def on_edit(path: str) -> str:
    """How a message begins: who edits "app.py"; what another stage has made, as "/opt/venv", changes."""
    return f"{'Each change of' if path.startswith('/') else 'Editing'} {shorten(path)}"


def counted(names: Sequence[str]) -> str:
    """The first few names as a sentence has them, and how many more there are: "a, b and 2 more"."""
    unique = list(dict.fromkeys(names))
    if len(unique) > _MANY:
        return f"{', '.join(unique[: _MANY - 1])} and {len(unique) - _MANY + 1} more"
    return " and ".join(part for part in (", ".join(unique[:-1]), unique[-1]) if part)


def listed(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    unique = list(dict.fromkeys(names))
    if len(unique) <= _MANY:
        return ", ".join(unique)
    return f"{', '.join(unique[: _MANY - 1])} and {len(unique) - _MANY + 1} more files"


def named(plan: BuildPlan, install: Rerun) -> str:
    """The files that an install reads, in a few words."""
    return listed([_shown(plan, install, need.path) for need in install.reading.needs])


def reads_of(plan: BuildPlan, group: Group) -> tuple[tuple[str, str], ...]:
    """The files that the installs of a group read, each with the reason."""
    read = (
        (_shown(plan, install, need.path), need.why)
        for install in group.installs
        for need in install.reading.needs
    )
    return tuple(dict.fromkeys(read))


def _shown(plan: BuildPlan, install: Rerun, path: str) -> str:
    """A file as the user knows it: by its path in the build context where it comes from there."""
    for stage in (plan.stages[install.step.stage], *plan.asked):
        for event in reversed(stage.events):
            if event.copy is not None and event.copy.is_context:
                source = event.copy.source_of(path)
                if source:
                    return source
    return path
