"""Where instructions, comments and heredocs stand, before any instruction is taken apart."""

import re
from collections.abc import Sequence

from layerwise.regex import regex
from layerwise.syntax.heredocs import Bodies, read_bodies, read_marks
from layerwise.syntax.lines import BLANKS, Line, LogicalLine, comment_span, cut, is_blank, join
from layerwise.syntax.tree import Heredoc, Joined
from layerwise.syntax.words import json_words, split_flags
from layerwise.text import Span
from layerwise.tuples import NamedTuple

_TAKES_HEREDOCS = regex(f"(?:ONBUILD[{BLANKS}]+)?(?:RUN|COPY|ADD)[{BLANKS}]+", re.ASCII | re.IGNORECASE)


MOST_WORDS = 5_000
"""A Dockerfile with an instruction of more words, or more heredocs, is not read; those of people have dozens."""
_SCRIPT = regex(
    f"(?:(?:ONBUILD|HEALTHCHECK)[{BLANKS}]+)*(?:RUN|CMD|ENTRYPOINT|MAINTAINER|SHELL|USER|WORKDIR)[{BLANKS}]+",
    re.IGNORECASE,
)


class Source(NamedTuple):
    """One instruction before it is taken apart: its logical line, its heredocs and all of its lines."""

    line: LogicalLine
    heredocs: tuple[Heredoc, ...]
    lines: Span


class Sources(NamedTuple):
    """The instructions of a file, and the comments outside of them."""

    sources: tuple[Source, ...]
    comments: tuple[Span, ...]


def read_sources(text: str, lines: Sequence[Line], escape: str, top: int = 0) -> Sources:
    """Every line that is not blank is a comment or part of an instruction; the lines begin at an offset."""
    sources: list[Source] = []
    comments: list[Span] = []
    number = 0
    while number < len(lines):
        comment = comment_span(lines[number])
        if comment:
            comments.append(comment)
            number += 1
        elif is_blank(lines[number]):
            number += 1
        else:
            line = join(lines, number, escape)
            heredocs, after = _heredocs(text, lines, line, escape)
            start = lines[number - 1].end if number else top
            sources.append(Source(line, heredocs, Span(start, lines[after - 1].end)))
            number = after
    return Sources(tuple(sources), tuple(comments))


def is_too_wide(line: Joined) -> bool:
    """Whether an instruction has more words or heredocs than are read; what the shell is given whole has one."""
    text = line.text
    if len(text) < MOST_WORDS:
        return False
    if text.count("<<") > MOST_WORDS or (text.count('"') > 2 * MOST_WORDS and "[" in text):
        return True
    return not _SCRIPT.match(text) and len(text.split(None, MOST_WORDS)) > MOST_WORDS


def _heredocs(text: str, lines: Sequence[Line], line: LogicalLine, escape: str) -> Bodies:
    if "<<" in line.joined.text and not is_too_wide(line.joined) and _can_hold_heredocs(line.joined, escape):
        return read_bodies(text, lines, line.after, read_marks(line.joined.text))
    return Bodies((), line.after)


def _can_hold_heredocs(line: Joined, escape: str) -> bool:
    head = _TAKES_HEREDOCS.match(line.text)
    if head is None:
        return False
    return json_words(split_flags(cut(line, head.end(), len(line.text)), escape).rest) is None
