"""The commands of a RUN that download, each with the tool that it calls."""

from collections.abc import Iterator

from layerwise.cache.event import Event
from layerwise.cache.steps import Step
from layerwise.ecosystems.facts import Ecosystem
from layerwise.ecosystems.recognise import recognise_tool
from layerwise.shell.script import Command
from layerwise.tuples import NamedTuple


class Use(NamedTuple):
    """One command that downloads: `pip install -r requirements.txt`, `apt-get install git`."""

    step: Step
    event: Event
    command: Command
    ecosystem: Ecosystem

    @property
    def is_build(self) -> bool:
        """Whether it builds, and downloads on the way."""
        return self.event.install is not None and self.event.install.call.install.is_build


def uses(step: Step) -> tuple[Use, ...]:
    """The commands of a step that download."""
    return tuple(_uses(step))


def _uses(step: Step) -> Iterator[Use]:
    for event in step.events:
        if event.install is not None:
            yield Use(step, event, event.install.call.command, event.install.ecosystem)
        elif event.tool is not None and step.script is not None:
            own = (c for c in step.script.commands if c.span == event.span)
            command = next((c for c in own if recognise_tool(c) is event.tool), None)
            if command is not None:
                yield Use(step, event, command, event.tool)


def calls(command: Command, ecosystem: Ecosystem) -> int | None:
    """The place of the tool's name among a command's words, None where it calls something else.

    Launchers and `python -m` are passed over: it is the first word that is a name of the tool.
    """
    names = (*ecosystem.tool.names, *ecosystem.tool.modules)
    for place, word in enumerate(command.words):
        value = (word.value or "").rpartition("/")[2]
        bare = value.rstrip("0123456789.") if ecosystem.tool.has_versions else value
        if value in names or bare in names:
            is_tool = place == 0 or command.words[place - 1].value in ("-m", *ecosystem.tool.launchers)
            return place if is_tool else None
    return None
