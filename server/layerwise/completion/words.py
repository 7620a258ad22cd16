"""The word of a COPY or ADD in which a cursor stands, however much of it is written."""

import json

from layerwise.regex import regex
from layerwise.syntax.tree import Instruction
from layerwise.text import Span
from layerwise.tuples import NamedTuple

_STRING = regex(r'"((?:[^"\\\r\n]|\\.)*)("?)')
_ARRAY = regex(r'\[\s*(?:"|$)')  # else it is a word with a pattern: `[[]slug].js`
_OPEN = regex(r"[^\s,\]]*")  # what belongs to a string that nobody has closed yet


class Written(NamedTuple):
    """A word around a cursor: `before` the cursor, decoded; `span` from its first letter to its last, quotes left out.

    `name` is where its part behind the last slash before the cursor begins. `quote` is what stands before it, and
    `is_closed`: behind it, too. `is_last`: no word follows; `is_first`: none precedes.
    """

    before: str
    name: int
    span: Span
    quote: str
    is_json: bool
    is_closed: bool
    is_first: bool
    is_last: bool


def written_at(text: str, instruction: Instruction, offset: int) -> Written | None:
    """The word at a cursor, an empty one between words; None where nothing can be written, as in a keyword."""
    begin = instruction.body.offset(0) if instruction.body.text else instruction.keyword_span.end + 1
    flags_end = max((flag.span.end for flag in instruction.flags), default=instruction.keyword_span.end)
    if offset <= flags_end or text[flags_end : flags_end + 1].strip():
        return None
    if _ARRAY.match(instruction.body.text):
        return _in_json(text, Span(begin, max(instruction.span.end, begin)), offset)
    words = instruction.words
    word = next((one for one in words if one.span.start <= offset <= one.span.end), None)
    is_first = not any(one.span.end < offset for one in words)
    is_last = not any(one.span.start > offset for one in words)
    if word is None:
        return Written("", offset, Span(offset, offset), "", False, True, is_first, is_last)
    if word.span.of(text) != word.text:
        return None  # it goes on behind a continuation
    quote = word.text[0] if word.text[0] in "\"'" else ""
    start = word.span.start + len(quote)
    is_closed = bool(quote) and len(word.text) > 1 and word.text.endswith(quote)
    end = word.span.end - 1 if is_closed else word.span.end
    if not start <= offset <= end:
        return None
    before = text[start:offset]
    name = start + before.rfind("/") + 1
    return Written(before, name, Span(start, end), quote, False, is_closed or not quote, is_first, is_last)


def _in_json(text: str, body: Span, offset: int) -> Written | None:
    """The string of a JSON array at a cursor, None between strings."""
    strings = list(_STRING.finditer(text, body.start, body.end))
    for place, match in enumerate(strings):
        is_closed = bool(match[2])
        start, end = match.span(1)
        if not is_closed:
            open_ = _OPEN.match(text, start, body.end)
            end = open_.end() if open_ else start
        if start <= offset <= end:
            try:
                before = str(json.loads(f'"{text[start:offset]}"'))
            except ValueError:
                return None
            is_last = place == len(strings) - 1
            name = start + text[start:offset].rfind("/") + 1
            return Written(before, name, Span(start, end), '"', True, is_closed, place == 0, is_last)
    return None
