"""Why a step reruns, in words for people."""

from collections.abc import Sequence

from layerwise.cache.causes import Cause
from layerwise.cache.replay import Rerun
from layerwise.text import Lines

_SHOWN = 3  # files named; more are counted


def because(cause: Cause, lines: Lines) -> str:
    """The reason for a step's answer: "takes src/app.py", "line 3 reruns"; empty for one that stays cached."""
    if cause.takes:
        return f"takes {some(cause.takes)}"
    if cause.after is not None:
        number = lines.number(cause.after.instruction.span.start)
        return (
            f"line {number} reruns"
            if cause.answer is Rerun.YES
            else f"if the output of line {number} changes"
        )
    return "" if cause.answer is Rerun.NO else "a trigger of the base image takes it"


def some(paths: Sequence[str]) -> str:
    """Some paths by name, the rest counted."""
    rest = len(paths) - _SHOWN
    return ", ".join(paths[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
