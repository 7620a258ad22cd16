"""A text that is much like one that was read before: only what was edited is read again.

Reading goes from line to line and knows nothing but the escape character of what is above. So the instructions that
end before the first difference are those of the other text, and so are those that begin after the last one, unless
what was edited runs on into them: an open continuation, or a here-document that does not end.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from layerwise.syntax.directives import Head, read_directives
from layerwise.syntax.instructions import read_instructions
from layerwise.syntax.lines import split_lines
from layerwise.syntax.moved import moved
from layerwise.syntax.problems import refusal
from layerwise.syntax.sources import is_too_wide, read_sources
from layerwise.syntax.tree import Instruction
from layerwise.text import Span
from layerwise.tuples import NamedTuple


class Read(NamedTuple):
    """What stands in a text: its directives, its instructions, and the comments outside of them.

    `refusals` are what is said against each of the instructions. `too_wide`: an instruction for whose sake nothing is
    read, since it has more words than anyone writes.
    """

    head: Head
    instructions: tuple[Instruction, ...]
    comments: tuple[Span, ...]
    refusals: tuple[str | None, ...]
    too_wide: Span | None = None


def read(text: str) -> Read:
    """What stands in a text."""
    lines = split_lines(text)
    head = read_directives(lines)
    sources, comments = read_sources(text, lines, head.escape)
    wide = next((source.lines for source in sources if is_too_wide(source.line.joined)), None)
    if wide is not None:
        return Read(head, (), (), (), wide)
    instructions = read_instructions(sources, head.escape)
    return Read(head, instructions, comments, tuple(map(refusal, instructions)))


def reread(text: str, known: str, before: Read) -> Read | None:
    """What stands in a text, read by what is known to stand in another one; None where that is of no use."""
    above, below = common(known, text)
    by = len(text) - len(known)
    head, old = before.head, before.instructions
    first = _ended(known, old, above)
    last = _begun(old, len(known) - below)
    start = old[first - 1].lines.end if first else 0
    end = old[last].lines.start + by if last < len(old) else len(text)
    if end < start or (first == 0 and last == len(old)):
        return None
    lines = split_lines(text[start:end], start)
    if not first:
        head = read_directives(lines)
        if head.escape != before.head.escape:
            return None
    sources, comments = read_sources(text, lines, head.escape, start)
    if any(is_too_wide(source.line.joined) for source in sources):
        return None
    inner = read_instructions(sources, head.escape)
    if end < len(text) and any(map(_is_open, inner[-1:])):
        return None
    kept = bisect_left(before.comments, Span(start, start))
    rest = bisect_left(before.comments, Span(end - by, end - by)) if end < len(text) else len(before.comments)
    return Read(
        head,
        (*old[:first], *inner, *(moved(one, by) for one in old[last:])),
        (
            *before.comments[:kept],
            *comments,
            *(Span(one.start + by, one.end + by) for one in before.comments[rest:]),
        ),
        (*before.refusals[:first], *map(refusal, inner), *before.refusals[last:]),
    )


def common(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts share at their beginnings and then at their ends."""
    most = min(len(one), len(other))
    above = _alike(lambda start, end: one[start:end] == other[start:end], most)
    size, length = len(one), len(other)
    below = _alike(
        lambda start, end: one[size - end : size - start] == other[length - end : length - start],
        most - above,
    )
    return above, below


def _alike(is_alike: Callable[[int, int], bool], most: int) -> int:
    """How far two texts are alike, found by halves."""
    low, high = 0, most
    if is_alike(low, high):
        return most
    while high - low > 1:
        middle = (low + high) // 2
        if is_alike(low, middle):
            low = middle
        else:
            high = middle
    return low


def _ended(text: str, instructions: Sequence[Instruction], offset: int) -> int:
    """How many instructions end before an offset, and would whatever comes after it."""
    count = bisect_left(instructions, offset + 1, key=lambda one: one.lines.end)
    while count and (
        _is_open(instructions[count - 1]) or text[instructions[count - 1].lines.end - 1] != "\n"
    ):
        count -= 1
    return count


def _begun(instructions: Sequence[Instruction], offset: int) -> int:
    """The first instruction whose line begins behind an offset, the end of the line above included."""
    return bisect_left(instructions, offset + 1, key=lambda one: one.lines.start)


def _is_open(instruction: Instruction) -> bool:
    return instruction.is_open or any(heredoc.is_open for heredoc in instruction.heredocs)
