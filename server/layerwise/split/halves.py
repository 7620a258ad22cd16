"""A RUN whose first commands are lifted and whose rest needs the copy: where it is split in two."""

from collections.abc import Sequence
from typing import NamedTuple

from layerwise.cache.conflicts import bears_on
from layerwise.cache.copies import Copy
from layerwise.cache.plan import Step
from layerwise.shell.script import Command, Part
from layerwise.split.groups import Rerun
from layerwise.text import Span

_REMOVING = frozenset({"rm", "rmdir", "unlink"})


class Halves(NamedTuple):
    """A split: the text between the halves, and what the second one must say again (`cd web`).

    `reason` is why a person should look at it although the files are the same, else None.
    """

    between: Span
    carried: tuple[str, ...]
    reason: str | None


def split_run(installs: Sequence[Rerun], copies: Sequence[Copy]) -> Halves | str | None:
    """Where the last install's RUN is split; None where the whole may run before the copies, else why not."""
    last = installs[-1].step
    if last.script is None:
        return None
    needed = frozenset(need.path for i in installs if i.event.reading for need in i.event.reading.needs)
    mine = [install.event.span for install in installs if install.step is last]
    bearing = [event.span for event in last.events if any(bears_on(copy, event, needed) for copy in copies)]
    after = _numbers(last.script.parts, bearing)
    lifted = _numbers(last.script.parts, mine)
    if not lifted:
        return None
    place = next((number for number in after if number > lifted[0]), None)
    if place is None or place <= lifted[-1]:
        return None
    return _halves(last, last.script.parts, place)


def _numbers(parts: Sequence[Part], spans: Sequence[Span]) -> list[int]:
    """The parts in which any of the spans lies."""
    return [n for n, part in enumerate(parts) if any(part.span.contains(span) for span in spans)]


def _halves(last: Step, parts: tuple[Part, ...], place: int) -> Halves | str:
    """The split before a part, or why it cannot be made there."""
    head, tail = parts[:place], parts[place:]
    label = last.events[-1].label
    if last.instruction.is_json or last.instruction.heredocs:
        return "the RUN is not in a form that can be split"
    if any(part.operator not in ("", "&&") for part in parts) or tail[0].operator != "&&":
        return f"the RUN cannot be split before {label}: its commands are not joined by &&"
    why = next((part.carries_unknown for part in head if part.carries_unknown), None)
    if why is not None:
        return f"the RUN cannot be split: {why}"
    if any(mount.is_scratch for mount in last.mounts):
        return "the RUN cannot be split: its halves share what they write to a mount"
    cleans = any(_cleans(command) for part in tail for command in part.commands)
    return Halves(
        Span(head[-1].span.end, tail[0].span.start),
        tuple(part.carries for part in head if part.carries),
        "what the RUN cleans up would stay in the layer above, and the image grow" if cleans else None,
    )


def _cleans(command: Command) -> bool:
    """Whether it removes files: from a layer of its own it makes no image smaller."""
    return command.name in _REMOVING or any(word.value == "clean" for word in command.words[1:])
