"""Scans words: quotes, escapes, expansions and substitutions. What commands are it leaves to `scan`."""

import re

from layerwise.regex import regex
from layerwise.shell.cursor import Cursor
from layerwise.shell.nodes import (
    Backquoted,
    Computed,
    Literal,
    Piece,
    RawWord,
    Sequence,
    Substitution,
    Variable,
)

_PLAIN = regex(r"""[^ \t\r\n;&|<>()'"\\`$]+""")
_PLAIN_IN_TEST = regex(r"""[^ \t\r\n'"\\`$]+""")
_PLAIN_IN_QUOTES = regex(r'[^"\\`$]+')
_PLAIN_IN_BRACES = regex(r"""[^}'"\\`$]+""")
_PLAIN_IN_BODY = regex(r"[^\\`$]+")
_PARENTHESIS = regex(r"[()]")
_SINGLE = regex(r"'([^']*)('|\Z)")
_ANSI = regex(r"'((?:[^'\\]|\\[\s\S])*)('|\Z)")
_BACKQUOTED = regex(r"`((?:[^`\\]|\\[\s\S]|\\\Z)*)(`|\Z)")
_NAME = regex(r"[A-Za-z_]\w*|\d|[?@*#!$-]", re.ASCII)
_BRACED_NAME = regex(r"([#!]?)([A-Za-z_]\w*|\d+|[?@*#!$-])(:?[-=?+])?", re.ASCII)
_IDENTIFIER = regex(r"[A-Za-z_]\w*", re.ASCII)
_ESCAPED = regex(r"\\([\\`$])")
_ANSI_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}


def read_word(cursor: Cursor, *, in_test: bool = False) -> RawWord | None:
    """The word here, or None where an operator, a blank or the end stands; `in_test` is inside `[[ ]]`."""
    start = cursor.at
    pieces: list[Piece] = []
    plain = _PLAIN_IN_TEST if in_test else _PLAIN
    while cursor.at < cursor.end:
        if found := cursor.match(plain):
            pieces.append(Literal(found.group(), is_quoted=False))
        elif cursor.peek() == "'":
            pieces.append(_single(cursor))
        elif cursor.peek() in '"\\`$':
            pieces += _special(cursor, is_quoted=False)
        elif cursor.at == start and cursor.peek(2) in ("<(", ">("):
            cursor.at += 2
            pieces.append(_commands(cursor, is_process=True, is_quoted=False))
        else:
            break
    return RawWord(start, cursor.at, tuple(pieces)) if cursor.at > start else None


def read_body(cursor: Cursor) -> tuple[Piece, ...]:
    """The pieces of a here-document whose delimiter is not quoted: all of what is left."""
    pieces: list[Piece] = []
    while cursor.at < cursor.end:
        if found := cursor.match(_PLAIN_IN_BODY):
            pieces.append(Literal(found.group(), is_quoted=True))
        else:
            pieces += _special(cursor, is_quoted=True)
    return tuple(pieces)


def read_arithmetic(cursor: Cursor, *, is_quoted: bool) -> Computed | None:
    """What stands between `((` here and its `))`; None, with nothing passed over, where it is not closed so."""
    close = _arithmetic_end(cursor)
    if close is None or not cursor.enter():
        return None
    outer, cursor.end = cursor.end, close
    cursor.at += 2
    pieces = read_body(cursor)
    cursor.at, cursor.end = close + 2, outer
    cursor.leave()
    texts = [piece.text for piece in pieces if isinstance(piece, Literal)]
    names = tuple(dict.fromkeys(_IDENTIFIER.findall(" ".join(texts))))
    others = tuple(piece for piece in pieces if not isinstance(piece, Literal))
    return Computed(names, others, is_quoted)


def _arithmetic_end(cursor: Cursor) -> int | None:
    """Where the `))` stands that closes the `((` here, by parentheses alone."""
    opened, last = 0, -1
    for found in _PARENTHESIS.finditer(cursor.text, cursor.at, cursor.end):
        opened += 1 if found.group() == "(" else -1
        if opened == 0:
            return last if last == found.start() - 1 and last > cursor.at + 1 else None
        last = found.start() if found.group() == ")" else -1
    return None


def _special(cursor: Cursor, *, is_quoted: bool) -> tuple[Piece, ...]:
    """The pieces that a double quote, a backslash, a back quote or a dollar sign begins."""
    match cursor.peek():
        case '"':
            return _double(cursor)
        case "\\":
            return _escape(cursor, is_quoted=is_quoted)
        case "`":
            return (_backquoted(cursor, is_quoted=is_quoted),)
        case _:
            return _dollar(cursor, is_quoted=is_quoted)


def _single(cursor: Cursor) -> Literal:
    found = cursor.match(_SINGLE)
    assert found, "a single quote begins here"
    if not found.group(2):
        cursor.fail("a quote is not closed")
    return Literal(found.group(1), is_quoted=True)


def _double(cursor: Cursor) -> tuple[Piece, ...]:
    cursor.at += 1
    pieces: list[Piece] = [Literal("", is_quoted=True)]
    while cursor.at < cursor.end:
        if found := cursor.match(_PLAIN_IN_QUOTES):
            pieces.append(Literal(found.group(), is_quoted=True))
        elif cursor.take('"'):
            return tuple(pieces)
        else:
            pieces += _special(cursor, is_quoted=True)
    cursor.fail("a quote is not closed")
    return tuple(pieces)


def _escape(cursor: Cursor, *, is_quoted: bool) -> tuple[Piece, ...]:
    r"""What a backslash makes of the next character; between quotes it keeps itself before most."""
    cursor.at += 1
    if cursor.take("\n") or cursor.take("\r\n"):
        return ()
    following = cursor.peek()
    if not following or (is_quoted and following not in '$`"\\'):
        return (Literal("\\", is_quoted=True),)
    cursor.at += 1
    return (Literal(following, is_quoted=True),)


def _backquoted(cursor: Cursor, *, is_quoted: bool) -> Backquoted:
    found = cursor.match(_BACKQUOTED)
    assert found, "a back quote begins here"
    if not found.group(2):
        cursor.fail("a back quote is not closed")
    written = found.group(1)
    text = _ESCAPED.sub(r"\1", written)
    if is_quoted:
        text = text.replace('\\"', '"')
    return Backquoted(text, found.start(1), found.end(), text == written, is_quoted)


def _dollar(cursor: Cursor, *, is_quoted: bool) -> tuple[Piece, ...]:
    cursor.at += 1
    following = cursor.peek()
    if cursor.peek(2) == "((":
        computed = read_arithmetic(cursor, is_quoted=is_quoted)
        if computed:
            return (computed,)
    if cursor.take("("):
        return (_commands(cursor, is_process=False, is_quoted=is_quoted),)
    if cursor.take("{"):
        return (_braced(cursor, is_quoted=is_quoted),)
    if not is_quoted and following == "'":
        return (_ansi(cursor),)
    if not is_quoted and following == '"':
        return _double(cursor)
    if found := cursor.match(_NAME):
        return (Variable(found.group(), "", (), is_quoted),)
    return (Literal("$", is_quoted=True),)


def _commands(cursor: Cursor, *, is_process: bool, is_quoted: bool) -> Substitution:
    mark = len(cursor.effects)
    body = cursor.sequence(cursor) if cursor.enter() else Sequence((), "")
    cursor.leave()
    del cursor.effects[mark:]  # They stay in the subshell.
    if not cursor.take(")"):
        cursor.fail("a substitution is not closed")
    return Substitution(body, is_process, is_quoted)


def _braced(cursor: Cursor, *, is_quoted: bool) -> Variable:
    """The expansion after `${`."""
    found = cursor.match(_BRACED_NAME)
    prefix, name, operator = found.groups() if found else ("", "", None)
    pieces: list[Piece] = []
    if not cursor.enter():
        cursor.leave()
        return Variable(name, "~", (), is_quoted)
    if prefix or not name or (not operator and cursor.peek() != "}"):
        operator = "~"
    while cursor.at < cursor.end and cursor.peek() != "}":
        if found := cursor.match(_PLAIN_IN_BRACES):
            pieces.append(Literal(found.group(), is_quoted))
        elif cursor.peek() == "'":
            pieces.append(_quote_in_braces(cursor, is_quoted=is_quoted))
        else:
            pieces += _special(cursor, is_quoted=is_quoted)
    cursor.leave()
    if not cursor.take("}"):
        cursor.fail("an expansion is not closed")
    return Variable(name, operator or "", tuple(pieces), is_quoted)


def _quote_in_braces(cursor: Cursor, *, is_quoted: bool) -> Literal:
    """A single quote in an expansion, which between double quotes is just a character."""
    if is_quoted:
        cursor.at += 1
        return Literal("'", is_quoted=True)
    return _single(cursor)


def _ansi(cursor: Cursor) -> Literal:
    r"""Text such as `$'a\n'`; numeric escapes stand as written."""
    found = cursor.match(_ANSI)
    if not found:
        cursor.at = cursor.end
        cursor.fail("a quote is not closed")
        return Literal("", is_quoted=True)
    if not found.group(2):
        cursor.fail("a quote is not closed")
    decoded = re.sub(
        r"\\([\s\S])", lambda match: _ANSI_ESCAPES.get(match.group(1), match.group(1)), found.group(1)
    )
    return Literal(decoded, is_quoted=True)
