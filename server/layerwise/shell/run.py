"""What a walk through a script carries along and collects."""

from collections.abc import Callable
from typing import TypeAlias

from layerwise.records import dataclass, field
from layerwise.shell.nodes import HereText, Item, Sequence
from layerwise.shell.scan import scan
from layerwise.shell.script import Command
from layerwise.shell.state import State
from layerwise.syntax.tree import Heredoc
from layerwise.text import Span
from layerwise.tuples import NamedTuple

DEEPEST = 8
"""Scripts within scripts (`sh -c "sh -c '...'"`) beyond this are given up."""
MOST = 500
"""Commands of a RUN, and scripts within it; people's have dozens, and each is held against those before it."""
MOST_OF_A_FILE = 10_000
"""The same of a script in a file of its own."""

Place: TypeAlias = Callable[[int, int], Span]
"""From a range of a script's text to the Dockerfile's."""


class Context(NamedTuple):
    """How a command stands: whether it may be left out, whether the script fails with it, who runs it."""

    is_conditional: bool = False
    is_decisive: bool = True
    user: str | None = None


@dataclass(slots=True)
class Log:
    """What has been found so far, in all scripts within scripts.

    `used` are the variables, in order of use. `heredocs` are the Dockerfile's own that no redirection took yet,
    `taken` the others by the redirection's identity.
    """

    commands: list[Command] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    most: int = MOST
    scripts: int = 0
    problem: str | None = None
    heredocs: list[Heredoc] = field(default_factory=list)
    taken: dict[int, Heredoc] = field(default_factory=dict)

    def fail(self, problem: str) -> None:
        """Keep the first reason why the list may be incomplete."""
        self.problem = self.problem or problem

    @property
    def is_full(self) -> bool:
        """Whether more was found than is followed."""
        return max(len(self.commands), self.scripts) > self.most

    def heredoc(self, here: HereText) -> Heredoc | None:
        """The Dockerfile's here-document that a redirection names: the next of its name."""
        if id(here) not in self.taken:
            for index, heredoc in enumerate(self.heredocs):
                if heredoc.name == here.delimiter:
                    self.taken[id(here)] = self.heredocs.pop(index)
                    break
        return self.taken.get(id(here))


class Run(NamedTuple):
    """One script under the walk; `depth` counts the scripts around it.

    `walk` goes through a sequence: scripts hold commands, and commands scripts (`$(...)`, `sh -c`), so the one
    file hands the others its entry.
    """

    text: str
    place: Place
    log: Log
    walk: "Callable[[Run, Sequence, State, Context], State]"
    depth: int = 0

    def script(self, text: str, place: Place, state: State, context: Context) -> State:
        """The state after a script within this one."""
        if self.depth >= DEEPEST:
            self.log.fail("it is nested too deeply")
            return state
        self.log.scripts += 1
        if self.log.is_full:
            return state
        found = scan(text)
        if found.problem:
            self.log.fail(found.problem)
        inner = self._replace(text=text, place=place, depth=self.depth + 1)
        return self.walk(inner, found.body, state, context)


class Step(NamedTuple):
    """An item that the walk has passed: what it ran and used, and the shell's state around it."""

    item: Item
    commands: tuple[Command, ...]
    used: tuple[str, ...]
    before: State
    after: State
    is_conditional: bool
