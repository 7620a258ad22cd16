"""What an edit was, and how far the writing has come at the place where it was made."""

from enum import Enum, auto

from layerwise.syntax.tree import Dockerfile, Instruction
from layerwise.text import Span

# Whoever types writes a letter or a pair of brackets at once; a fix, a completion and a paste are more.
_MOST_TYPED = 2


class Change(Enum):
    """How an edit was made."""

    KEY = auto()  # within a line, by a key
    ENTER = auto()  # a line was ended
    LEAP = auto()  # more at once: a fix, a paste, lines that were moved


class Pace(Enum):
    """How far the writing at a place has come."""

    DONE = auto()
    WRITING = auto()
    BROKEN = auto()  # the builder would refuse it


def change_between(before: str, after: str) -> tuple[Change, int]:
    """How one text became another, and where the cursor stood then."""
    start = _common(before, after)
    rest = min(len(before), len(after)) - start
    end = _common(before[len(before) - rest :][::-1], after[len(after) - rest :][::-1])
    removed, added = before[start : len(before) - end], after[start : len(after) - end]
    cursor = start + len(added)
    if "\n" in removed and removed.strip():
        return Change.LEAP, cursor
    if "\n" in added and added.strip():
        return Change.LEAP, cursor
    if "\n" in added:
        # Between two line ends that are alike the writer stands behind the first.
        while not removed and start > 0 and after[start - 1] == after[cursor - 1]:
            start, cursor = start - 1, cursor - 1
        return Change.ENTER, cursor
    return (Change.KEY if len(added) <= _MOST_TYPED else Change.LEAP), cursor


def pace(document: Dockerfile, cursor: int) -> Pace:
    """How far the writing at a cursor has come."""
    is_blank = not _line(document.text, cursor).strip()
    instruction = next((one for one in document.instructions if _is_in(document, one, cursor)), None)
    if instruction is None:
        return Pace.DONE if is_blank else Pace.WRITING
    is_refused = any(instruction.span.contains(problem.span) for problem in document.problems)
    # A blank line that a continuation leads to: what follows was not meant to belong to it.
    is_continued = is_blank and not any(
        one.span.contains(Span(cursor, cursor)) for one in instruction.heredocs
    )
    return Pace.BROKEN if instruction.is_open or is_refused or is_continued else Pace.WRITING


def _is_in(document: Dockerfile, instruction: Instruction, cursor: int) -> bool:
    """Whether a cursor stands in an instruction, or below one that goes on to the end of the file."""
    start, end = instruction.lines
    goes_on = instruction.is_open or any(heredoc.is_open for heredoc in instruction.heredocs)
    return start <= cursor < end or (cursor == end and (goes_on or document.text[end - 1] != "\n"))


def _line(text: str, cursor: int) -> str:
    end = text.find("\n", cursor)
    return text[text.rfind("\n", 0, cursor) + 1 : end if end >= 0 else len(text)]


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low
