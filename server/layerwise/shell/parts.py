"""Top-level parts: what each leaves behind for the ones after it, and whether it can be said again."""

import shlex
from collections.abc import Iterator

from layerwise.shell.builtins import DECLARATIONS
from layerwise.shell.expand import substitutions_in
from layerwise.shell.nodes import Compound, Simple
from layerwise.shell.outcome import is_move
from layerwise.shell.run import Run, Step
from layerwise.shell.script import Part
from layerwise.shell.state import State

_LEAVES = {
    ".": "it sources a file",
    "source": "it sources a file",
    "alias": "it defines an alias",
    "eval": "it runs text with eval",
    "exec": "it replaces the shell or its input and output with exec",
    "shopt": "it sets a shell option",
    "trap": "it sets a trap",
    "ulimit": "it sets a limit",
    "umask": "it sets the umask",
}
"""Commands that change the shell in a way that cannot be repeated, or not by us."""

_REPEATABLE = DECLARATIONS - {"local"} | {"cd", "set", "unset"}
"""Commands that do the same again in another shell, if their words do."""


def parts_of(run: Run, steps: tuple[Step, ...], last: str) -> tuple[Part, ...]:
    """The parts of a script; `last` is the operator after the last one."""
    followers = [*(step.item.operator for step in steps), last][1:]
    return tuple(_part(run, step, follower) for step, follower in zip(steps, followers, strict=True))


def _part(run: Run, step: Step, follower: str) -> Part:
    item = step.item
    carries, unknown = _carried(run, step)
    if follower == "||" and carries and is_move(item):
        carries, unknown = None, "it may change the directory"
    if follower == "&":
        carries, unknown = None, "it runs in the background"
    return Part(
        span=run.place(item.pipeline.start, item.pipeline.end),
        operator=item.operator,
        operator_span=run.place(item.operator_start, item.operator_end),
        commands=step.commands,
        is_simple=all(isinstance(stage, Simple) for stage in item.pipeline.stages),
        carries=carries,
        carries_unknown=unknown,
        assigned=tuple(_assigned(step)),
        variables=step.used,
    )


def _assigned(step: Step) -> Iterator[str]:
    """The variables, not exported, that the part leaves behind."""
    before, after = step.before.variables, step.after.variables
    return (name for name, held in after.items() if name not in before or before[name] != held)


def _carried(run: Run, step: Step) -> tuple[str | None, str | None]:
    """What can be said again, and why the rest cannot."""
    stages = step.item.pipeline.stages
    node = stages[0]
    if len(stages) > 1 or (isinstance(node, Compound) and node.keyword == "("):
        return None, None
    name = _name(node)
    if isinstance(node, Simple) and name in _REPEATABLE and not step.is_conditional:
        return _repeated(run, node, step)
    return None, _unrepeatable(node, name, step)


def _name(node: Simple | Compound) -> str | None:
    """The command's name, "set" for bare assignments, which behave alike, and None for a compound command."""
    if isinstance(node, Compound):
        return None
    return node.words[0].plain if node.words else "set"


def _repeated(run: Run, node: Simple, step: Step) -> tuple[str | None, str | None]:
    """The command as written, where its words say the same again; `cd` by its target at least."""
    words = [*node.words, *(assignment.value for assignment in node.assignments)]
    is_fixed = not any(True for word in words for _ in substitutions_in(word.pieces))
    is_move = _name(node) == "cd"
    if is_move and step.after.cwd is None:
        return None, "it changes to a directory that is not known"
    if is_move and (not is_fixed or any(word.plain == "-" for word in words)):
        return f"cd {shlex.quote(step.after.cwd or '/')}", None
    if not is_fixed:
        return None, "it sets a variable to a command's output"
    if not node.words and not node.assignments:
        return None, None
    start = node.assignments[0].start if not node.words else node.words[0].start
    end = node.words[-1].end if node.words else node.assignments[-1].value.end
    return run.text[start:end], None


def _unrepeatable(node: Simple | Compound, name: str | None, step: Step) -> str | None:
    """Why what the part leaves behind cannot be said again, None where it leaves nothing."""
    if isinstance(node, Compound) and node.keyword == "function":
        return "it defines a function"
    for command in (name, *(command.name for command in step.commands)):
        if command in _LEAVES:
            return _LEAVES[command]
    before, after = step.before, step.after
    if after.may_have_ended and not before.may_have_ended:
        return "it may end the script"
    if (before.cwd, before.stack) != (after.cwd, after.stack):
        return (
            "it may change the directory"
            if step.is_conditional or name is None
            else "it changes the directory"
        )
    if not _has_same_variables(before, after):
        return "it sets a variable in a way that cannot be repeated"
    return (
        "it sets an option of the shell" if name == "set" or before.exports_all != after.exports_all else None
    )


def _has_same_variables(before: State, after: State) -> bool:
    pairs = ((before.exported, after.exported), (before.variables, after.variables))
    return before.unset == after.unset and all(a is b or dict(a) == dict(b) for a, b in pairs)
