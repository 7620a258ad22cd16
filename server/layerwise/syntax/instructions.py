"""Logical lines to instructions; dockerfile-parse tells each keyword from its arguments.

dockerfile-parse is shown one joined line per instruction, without heredocs, comments and continuations,
which it reads otherwise than the builder does (a `FROM` in a heredoc is a stage to it, and a blank line
ends a continuation).
"""

from collections.abc import Sequence
from io import BytesIO

from layerwise.syntax.lines import BLANKS, cut
from layerwise.syntax.sources import Source
from layerwise.syntax.splitter import load_parser
from layerwise.syntax.tree import Flag, Instruction, Joined, Word
from layerwise.syntax.words import (
    blank_words,
    json_words,
    pair_words,
    quoted_words,
    split_flags,
    whole_word,
)
from layerwise.text import Span
from layerwise.tuples import NamedTuple

_DockerfileParser = load_parser()
# Stands after every line that dockerfile-parse is shown, so that a bare keyword has arguments and no line
# ends in an escape; also in place of white space that Python knows and the builder does not. The character
# is one for private use.
_SENTINEL = "\ue000"
_FOREIGN_SPACES = "\x1c\x1d\x1e\x1f\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B)))
_MASK = str.maketrans(dict.fromkeys(_FOREIGN_SPACES + "\u2028\u2029\u202f\u205f\u3000", _SENTINEL))

JSON_KEYWORDS = frozenset({"ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"})
"""The instructions whose words may be a JSON array, HEALTHCHECK with its leading word aside."""
_WITH_PAIRS = frozenset({"ENV", "LABEL"})
_WITH_ONE_WORD = frozenset(
    {"CMD", "ENTRYPOINT", "MAINTAINER", "RUN", "SHELL", "STOPSIGNAL", "USER", "WORKDIR"}
)
_WITH_BLANKS = frozenset({"ADD", "COPY", "EXPOSE", "FROM", "VOLUME"})
KEYWORDS = _WITH_BLANKS | _WITH_ONE_WORD | _WITH_PAIRS | {"ARG", "HEALTHCHECK", "ONBUILD"}
"""The instructions that the builder knows."""


class _Words(NamedTuple):
    words: tuple[Word, ...]
    is_json: bool


class _Parts(NamedTuple):
    """One instruction's line, taken apart."""

    keyword: str
    keyword_span: Span
    flags: tuple[Flag, ...]
    body: Joined


def read_instructions(sources: Sequence[Source], escape: str) -> tuple[Instruction, ...]:
    """The instructions, in order."""
    starts = _argument_starts([source.line.joined.text for source in sources])
    return tuple(
        _outer(source, _parts(source.line.joined, start, escape), escape)
        for source, start in zip(sources, starts, strict=True)
    )


def _argument_starts(lines: Sequence[str]) -> list[int]:
    """Where each line's arguments start, at its end where it has none."""
    shown = "".join(f"{line.translate(_MASK)} {_SENTINEL}\n" for line in lines)
    structure = _DockerfileParser(fileobj=BytesIO(shown.encode(errors="replace"))).structure
    assert len(structure) == len(lines), "dockerfile-parse reads each joined line as one instruction"
    added = len(_SENTINEL) + 1
    return [
        min(len(line), len(line) + added - len(entry["value"]))
        for line, entry in zip(lines, structure, strict=True)
    ]


def _parts(line: Joined, start: int, escape: str) -> _Parts:
    written = line.text[:start].rstrip(BLANKS)
    flags, body = split_flags(cut(line, start, len(line.text)), escape)
    # Only ASCII: the long s of `U+017F` becomes an S in Python, not so in the builder.
    keyword = written.upper() if written.isascii() else written
    return _Parts(keyword, line.span(0, len(written)), flags, body)


def _outer(source: Source, parts: _Parts, escape: str) -> Instruction:
    """An instruction with the one inside an ONBUILD, whose ONBUILD in turn, which is refused, stays whole."""
    trigger = None
    if parts.keyword == "ONBUILD" and parts.body.text:
        inner = _parts(parts.body, _argument_starts([parts.body.text])[0], escape)
        trigger = _instruction(source, inner, escape)
    return _instruction(source, parts, escape, trigger)


def _instruction(
    source: Source, parts: _Parts, escape: str, trigger: Instruction | None = None
) -> Instruction:
    words, is_json = _words(parts, escape) if trigger is None else _Words((), is_json=False)
    end = source.heredocs[-1].span.end if source.heredocs else source.line.stop
    return Instruction(
        keyword=parts.keyword,
        keyword_span=parts.keyword_span,
        span=Span(parts.keyword_span.start, max(end, parts.keyword_span.end)),
        lines=source.lines,
        flags=parts.flags,
        words=words,
        is_json=is_json,
        heredocs=source.heredocs,
        body=parts.body,
        comments=source.line.comments,
        trigger=trigger,
        is_open=source.line.is_open,
    )


def _words(parts: _Parts, escape: str) -> _Words:
    """The words as the builder hands them on: for some instructions everything is one word."""
    keyword, body = parts.keyword, parts.body
    if keyword in JSON_KEYWORDS:
        strings = json_words(body)
        if strings is not None:
            return _Words(strings, is_json=True)
    if keyword == "HEALTHCHECK":
        return _check_words(body)
    if keyword in _WITH_PAIRS:
        return _Words(pair_words(body, escape), is_json=False)
    if keyword == "ARG":
        return _Words(quoted_words(body, escape), is_json=False)
    if keyword in _WITH_ONE_WORD:
        return _Words(whole_word(body), is_json=False)
    return _Words(blank_words(body), is_json=False)


def _check_words(body: Joined) -> _Words:
    """HEALTHCHECK: its type, then a command in JSON or shell form."""
    kind = blank_words(body)[:1]
    if not kind:
        return _Words((), is_json=False)
    length = len(kind[0].text)
    following = body.text[length:]
    start = length + len(following) - len(following.lstrip(BLANKS))
    command = cut(body, start, len(body.text))
    strings = json_words(command)
    return _Words(kind + (whole_word(command) if strings is None else strings), strings is not None)
