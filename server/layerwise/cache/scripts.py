"""The scripts of RUN instructions, read once for as long as neither their words nor what they see is another.

Whoever types has all steps below planned anew, whose scripts hardly ever say anything else for it.
"""

from layerwise.cache.environment import Environment
from layerwise.cache.state import State
from layerwise.records import dataclass, field
from layerwise.regex import regex
from layerwise.shell.moved import Shift
from layerwise.shell.read import read
from layerwise.shell.script import Script
from layerwise.syntax.tree import Instruction
from layerwise.tuples import NamedTuple

# What may ask for the working directory or change it, with a few words more that are taken for such.
_ASKS_WHERE = regex(r"\bcd\b|PWD|pwd|pushd|popd|chdir|-\w*[CD]\b|eval|source|(?<![\w./-])\.(?=\s)")
_PLAIN = regex(r"[\w./+-]+")


class _Read(NamedTuple):
    """A script with all that decided about it besides the words; where its instruction stood."""

    start: int
    shell: tuple[str, ...]
    environment: Environment
    cwd: str | None
    script: Script


@dataclass(eq=False, slots=True)
class Scripts:
    """Those that were read last, one for each text of an instruction."""

    known: dict[str, _Read] = field(default_factory=dict)

    def read(self, text: str, instruction: Instruction, state: State) -> Script:
        """The script of a RUN instruction with these lines, in the state that it meets."""
        start, environment = instruction.lines.start, _environment(state)
        known = self.known.pop(text, None)
        if known is not None and (known.shell, known.environment) == (state.shell, environment):
            by = start - known.start
            if known.cwd == state.cwd:
                self.known[text] = known
                return Shift(by).script(known.script) if by else known.script
            if known.cwd is not None and state.cwd is not None and _runs_anywhere(text, known):
                script = Shift(by, state.cwd).script(known.script)
                self.known[text] = known._replace(start=start, cwd=state.cwd, script=script)
                return script
        script = read_script(instruction, state)
        self.known[text] = _Read(start, state.shell, environment, state.cwd, script)
        return script


def _runs_anywhere(text: str, known: _Read) -> bool:
    """Whether a script says the same in another directory, in which it then stays."""
    return not _ASKS_WHERE.search(text) and all(
        command.cwd == known.cwd and (not command.words or _PLAIN.fullmatch(command.words[0].raw))
        for command in known.script.commands
    )


def read_script(instruction: Instruction, state: State) -> Script:
    """The script of a RUN instruction in the state that it meets."""
    return read(instruction, shell=state.shell, cwd=state.cwd, environment=_environment(state))


def _environment(state: State) -> Environment:
    """What the commands see: the builder sets HOME for them where nobody else has."""
    home = state.home()
    return state.environment if home is None else state.environment.below("HOME", home)
