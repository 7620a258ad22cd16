"""Packages that a RUN installs for its own duration: `apt-get install gcc && make && apt-get purge gcc`."""

from layerwise.cache.steps import Step
from layerwise.shell.script import Command

# Verbs with which package managers take away what was installed (apt-get(8), apk(8), dnf(8), pip, npm).
_REMOVING = frozenset(("del", "erase", "purge", "remove", "uninstall"))
# What apt-mark(8) marks as wanted by nobody goes with the next `apt-get purge --auto-remove`.
_MARKER = "apt-mark"


def has_temporary(step: Step) -> bool:
    """Whether a RUN takes packages away that it has installed: above another layer they would stay in the image."""
    commands = step.script.commands if step.script is not None else ()
    named: set[str] = set()
    is_marked = False
    for command in commands:
        words = [word.raw for word in command.words[1:]]
        if words and not _REMOVING.isdisjoint(words):
            if is_marked or any(word in named for word in words if not word.startswith("-")):
                return True
        else:
            named.update(word for word in words if not word.startswith("-"))
        is_marked = is_marked or _marks(command)
    return False


def _marks(command: Command) -> bool:
    return command.name == _MARKER and any(word.value == "auto" for word in command.words)
