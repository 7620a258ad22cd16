"""Scans a script to pipelines in sequence and their simple commands. What is inside words it leaves to `words`.

Nothing is refused: what a shell would not accept is passed over and named as the scan's problem.
"""

import re
from functools import lru_cache

from layerwise.regex import regex
from layerwise.shell.compounds import read_compound
from layerwise.shell.cursor import LONGEST, Cursor
from layerwise.shell.effects import effects_of
from layerwise.shell.heredocs import read_redirect, skip_lines
from layerwise.shell.nodes import (
    Assignment,
    Item,
    Node,
    Piece,
    Pipeline,
    RawRedirect,
    RawWord,
    Scan,
    Sequence,
    Simple,
)
from layerwise.shell.words import read_body, read_word

_SEPARATOR = regex(r"&&|\|\||;(?![;&])|&(?![&>])")
_CLOSER = regex(r"(?:then|elif|else|fi|do|done|esac|\})(?=[ \t\r\n;&|()<>]|\Z)")
_NEGATION = regex(r"!(?=[ \t\r\n\\])")
_PIPE = regex(r"\|&|\|(?!\|)")
_ASSIGNMENT = regex(r"([A-Za-z_]\w*)(?:\[[^]\s]*\])?(\+?)=", re.ASCII)
_TEST = regex(r"\[\[(?=[ \t\r\n\\])")


@lru_cache(maxsize=64)
def scan(text: str, *, has_bodies: bool = True) -> Scan:
    """The script; `has_bodies` is False where its here-documents' bodies are kept elsewhere."""
    if len(text) > LONGEST:
        return Scan(Sequence((), ""), "it is too long to read")
    cursor = Cursor(text=text, end=len(text), sequence=_sequence, has_bodies=has_bodies)
    items: list[Item] = []
    while True:
        found = _sequence(cursor)
        items += (
            found.items
            if not items
            else (item._replace(operator=item.operator or ";") for item in found.items)
        )
        if cursor.at >= cursor.end:
            break
        cursor.fail("a word or sign stands where no command can")
        if not cursor.match(_CLOSER):
            cursor.at += 1
    if has_bodies and cursor.due:
        cursor.fail("a here-document is not closed")
    return Scan(Sequence(tuple(items), found.last), cursor.problem)


def scan_body(text: str) -> tuple[Piece, ...]:
    """The pieces of a here-document's body that is expanded."""
    return read_body(Cursor(text=text, end=len(text), sequence=_sequence))


def _sequence(cursor: Cursor) -> Sequence:
    """The commands from here up to a closing word or parenthesis, which is left."""
    items: list[Item] = []
    operator, start, end = "", cursor.at, cursor.at
    while True:
        if skip_lines(cursor) and not operator:
            operator = "\n"
        if _is_closed(cursor):
            return Sequence(tuple(items), "" if operator == "\n" else operator)
        pipeline = _pipeline(cursor)
        if pipeline is None or (items and not operator):
            cursor.fail("a word or sign stands where no command can")
        if pipeline is None:
            cursor.at += 1
            continue
        items.append(Item(operator or ";", start, end, pipeline) if items else _first(pipeline))
        cursor.skip_blanks()
        start = cursor.at
        separator = cursor.match(_SEPARATOR)
        operator = separator.group() if separator else ""
        end = cursor.at if separator else start + (cursor.peek() == "\n")


def _first(pipeline: Pipeline) -> Item:
    return Item("", pipeline.start, pipeline.start, pipeline)


def _is_closed(cursor: Cursor) -> bool:
    if cursor.at >= cursor.end or cursor.peek() == ")" or cursor.peek(2) in (";;", ";&"):
        return True
    return _CLOSER.match(cursor.text, cursor.at, cursor.end) is not None


def _pipeline(cursor: Cursor) -> Pipeline | None:
    start, mark = cursor.at, len(cursor.effects)
    while cursor.match(_NEGATION):
        cursor.skip_blanks()
    stages: list[Node] = []
    while True:
        node = read_compound(cursor) or _simple(cursor)
        if node is None:
            break
        stages.append(node)
        end = cursor.at
        cursor.skip_blanks()
        if not cursor.match(_PIPE):
            cursor.at = end
            break
        skip_lines(cursor)
    if not stages:
        return None
    if len(stages) > 1:
        del cursor.effects[mark:]  # Each stage is a subshell.
    return Pipeline(start, stages[-1].end, tuple(stages))


def _simple(cursor: Cursor) -> Simple | None:
    start = end = cursor.at
    assignments: list[Assignment] = []
    words: list[RawWord] = []
    redirects: list[RawRedirect] = []
    in_test = bool(_TEST.match(cursor.text, cursor.at, cursor.end))
    while True:
        if redirect := None if in_test else read_redirect(cursor):
            redirects.append(redirect)
        elif assignment := None if words else _assignment(cursor):
            assignments.append(assignment)
        elif word := read_word(cursor, in_test=in_test):
            words.append(word)
            in_test = in_test and word.plain != "]]"
        elif not (in_test and cursor.peek() == "\n") and not (words and _array(cursor, words[-1])):
            break
        end = cursor.at
        cursor.skip_blanks()
        if in_test:
            skip_lines(cursor)
    cursor.at = end
    if end == start:
        return None
    effects = effects_of(tuple(assignments), tuple(words), cursor.functions)
    cursor.effects += effects
    is_call = bool(words) and words[0].plain in cursor.functions
    return Simple(start, end, tuple(assignments), tuple(words), tuple(redirects), effects if is_call else ())


def _assignment(cursor: Cursor) -> Assignment | None:
    found = cursor.match(_ASSIGNMENT)
    if not found:
        return None
    name, is_append = found.group(1), bool(found.group(2))
    is_array = "[" in found.group() or cursor.peek() == "("
    value = RawWord(cursor.at, cursor.at, ())
    if cursor.peek() == "(":
        value = _elements(cursor)
    elif word := read_word(cursor):
        value = word
    return Assignment(found.start(), name, is_append, is_array, value)


def _array(cursor: Cursor, word: RawWord) -> bool:
    """Whether a list in parentheses belongs to the word before, as in `declare -a names=(a b)`."""
    is_list = cursor.at == word.end and cursor.peek() == "(" and cursor.text[word.end - 1] == "="
    if is_list:
        _elements(cursor)
    return is_list


def _elements(cursor: Cursor) -> RawWord:
    """The list in parentheses as one word that holds the pieces of all."""
    start = cursor.at
    cursor.take("(")
    pieces: list[Piece] = []
    skip_lines(cursor)
    while word := read_word(cursor):
        pieces += word.pieces
        skip_lines(cursor)
    if not cursor.take(")"):
        cursor.fail("an array is not closed")
    return RawWord(start, cursor.at, tuple(pieces))
