"""An `rm` of files that are not there any more, taken out of its RUN."""

from collections.abc import Collection
from itertools import pairwise

from layerwise.cache.commands.arguments import absolute, arguments
from layerwise.cache.event import Event
from layerwise.cache.steps import Step
from layerwise.edits import block
from layerwise.secrets.layers import command_of, names
from layerwise.shell.script import Command
from layerwise.syntax.tree import Dockerfile
from layerwise.text import Edit, Span

_SEQUENCE = frozenset({"", "&&", ";", "\n"})


def without(
    document: Dockerfile, step: Step, event: Event, paths: Collection[str], mounted: Collection[str]
) -> list[Edit] | None:
    """The edits after which an `rm` does without some image paths; None where it would fail and nothing helps.

    `mounted` are those that are mounts in the RUN, which cannot be deleted, not even with `-f` (measured). After the
    RUN, nothing stands in a mount's place.
    """
    command = command_of(step, event)
    if command is None:
        return None
    doomed = [n for n in range(1, len(command.words)) if absolute(command, command.words[n]) in paths]
    doomed = [n for n in doomed if not command.words[n].is_pattern]
    others = [n for n in range(1, len(command.words)) if n not in doomed]
    named = {path for path in paths for n in others if names(command, n, path)}
    is_forced = arguments(command).has("-f", "--force")
    patterns = any(command.words[n].is_pattern for n in others)
    if not named.isdisjoint(mounted) or (named and patterns and not is_forced):
        return None
    edits = _edits(document, step, command, doomed)
    is_harmless = is_forced and all(absolute(command, command.words[n]) not in mounted for n in doomed)
    return [] if edits is None and is_harmless else edits


def _edits(document: Dockerfile, step: Step, command: Command, doomed: list[int]) -> list[Edit] | None:
    """The words taken out, with the command where none is left; None where that cannot be written."""
    if not doomed:
        return []
    words = command.words
    rest = [n for n in range(1, len(words)) if n not in doomed and not (words[n].value or "").startswith("-")]
    if rest:
        found = [Edit(Span(words[n - 1].span.end, words[n].span.end), "") for n in doomed]
    else:
        span = _span(document, step, command)
        found = [] if span is None else [Edit(span, "")]
    is_plain = not step.instruction.heredocs and not any(
        edit.span.contains(comment) and edit.span != block(document, step.instruction).span
        for edit in found
        for comment in step.instruction.comments
    )
    return found if found and is_plain else None


def _span(document: Dockerfile, step: Step, command: Command) -> Span | None:
    """What goes with a command: the operator before it, that behind the first, or the whole instruction."""
    parts = step.script.parts if step.script is not None else ()
    if len(parts) == 1 and parts[0].commands == (command,):
        return block(document, step.instruction).span
    for before, part in pairwise(parts):
        if (
            before.commands == (command,)
            and before is parts[0]
            and before.is_simple
            and part.operator in _SEQUENCE
        ):
            return Span(before.span.start, part.span.start)
        if part.commands == (command,) and part.is_simple and part.operator in _SEQUENCE:
            later = parts[parts.index(part) + 1 :]
            return (
                Span(before.span.end, part.span.end) if not later or later[0].operator in _SEQUENCE else None
            )
    return None
