"""The front door of this layer: the text of a Dockerfile to its tree."""

from layerwise.records import replace
from layerwise.syntax.pragmas import read_pragmas
from layerwise.syntax.problems import find_problems
from layerwise.syntax.reread import Read, common, read, reread
from layerwise.syntax.sources import MOST_WORDS
from layerwise.syntax.stages import read_stages
from layerwise.syntax.tree import Dockerfile, Problem
from layerwise.text import Span

MOST_LINES = 50_000
"""A Dockerfile with more is not read; those of people have hundreds, generated ones thousands."""

MOST_INSTRUCTIONS = 20_000
"""Nor one with more of these: each is a step."""

MOST_STAGES = 1_000
"""A Dockerfile with more is not read either; those of people have dozens."""

# The texts that were parsed last: what is being written, and fixes on trial.
_MOST = 6
_LONG = 1000  # characters; shorter texts are as soon read anew
_NEAR = 200  # characters by which a text differs from one that is like enough
_last: list[tuple[str, Read]] = []


def parse(text: str) -> Dockerfile:
    """The tree of any text, whole or half-typed; what the builder would refuse is among its problems."""
    if len(text) < _LONG or _is_too_long(text):
        return parse_anew(text)
    found = _by_the_last(text) or read(text)
    _last.insert(0, (text, found))
    del _last[_MOST:]
    return _whole(text, found)


def parse_anew(text: str) -> Dockerfile:
    """The same tree, without a look at what was parsed before."""
    return _refused_for_length(text) if _is_too_long(text) else _whole(text, read(text))


def _is_too_long(text: str) -> bool:
    return text.count("\n") > MOST_LINES


def _refused_for_length(text: str) -> Dockerfile:
    return _refused(text, f"it has more than {MOST_LINES:,} lines", Span(0, text.find("\n")))


def _refused(text: str, why: str, place: Span) -> Dockerfile:
    """A tree without instructions: what is read of it would be read for longer than anyone waits."""
    problem = Problem(f"nothing of it is read: {why}", place)
    return replace(_whole("", read("")), text=text, problems=(problem,))


def _by_the_last(text: str) -> Read | None:
    """What stands in the text, read by the one of the last texts that is most like it."""
    nearest = _nearest(text)
    if nearest is None:
        return None
    # Fixes on trial come one after the other, and all are read by the text that they are for.
    _last.remove(nearest)
    _last.insert(0, nearest)
    return reread(text, *nearest)


def _nearest(text: str) -> tuple[str, Read] | None:
    """The newest of the last texts that is nearly the same, else the one that is most like it."""
    nearest, most = None, -1
    for one in _last:
        shared = sum(common(one[0], text))
        if max(len(text), len(one[0])) - shared < _NEAR:
            return one
        if shared > most:
            nearest, most = one, shared
    return nearest


def _whole(text: str, found: Read) -> Dockerfile:
    head, instructions, comments, refusals, too_wide = found
    if too_wide is not None:
        return _refused(text, f"an instruction has more than {MOST_WORDS:,} words", too_wide)
    if len(instructions) > MOST_INSTRUCTIONS:
        place = instructions[MOST_INSTRUCTIONS].lines
        return _refused(text, f"it has more than {MOST_INSTRUCTIONS:,} instructions", place)
    arguments, stages = read_stages(instructions)
    if len(stages) > MOST_STAGES:
        place = stages[MOST_STAGES].start.lines
        return _refused(text, f"it has more than {MOST_STAGES:,} stages", place)
    inner = (comment for instruction in instructions for comment in instruction.comments)
    return Dockerfile(
        text=text,
        directives=head.directives,
        escape=head.escape,
        instructions=instructions,
        arguments=arguments,
        stages=stages,
        comments=comments,
        pragmas=tuple(read_pragmas(text, sorted((*comments, *inner)), head.directives)),
        problems=(*head.problems, *find_problems(instructions, refusals)),
    )
