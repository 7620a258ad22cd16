"""Exceptions that let nothing in: no line above leaves it out, or one below leaves it out again."""

from layerwise.context.ignore import Ignore
from layerwise.context.ignore_pattern import may_match_below
from layerwise.context.pattern import has_pattern
from layerwise.ignore_files.file import IgnoreFile, Line
from layerwise.tuples import NamedTuple


class Idle(NamedTuple):
    """Why an exception does nothing: `by` is the line that leaves it out again, None where none did above."""

    by: Line | None


def idle(file: IgnoreFile, line: Line) -> Idle | None:
    """Why an exception does nothing, None where it does or where that is hard to say."""
    patterns = file.ignore.patterns
    number = patterns.index(line.pattern)
    above = Ignore(patterns[:number], file.ignore.name)
    ignoring = [pattern for pattern in above.patterns if not pattern.is_exception]
    if not ignoring:
        return Idle(None)
    path = line.pattern.pattern
    if has_pattern(path) or "\\" in path or "^" in path:
        return None
    if not above.is_ignored(path) and not any(may_match_below(one.pattern, path) for one in ignoring):
        return Idle(None)
    deciding = file.ignore.deciding(path)
    if deciding is None or deciding.is_exception or deciding.line < line.pattern.line:
        return None
    below = Ignore(patterns[number + 1 :], file.ignore.name)
    if below.may_restore_below(path):
        return None
    return Idle(next(one for one in file.lines if one.pattern is deciding))
