"""Scans redirections and the here-documents that follow their line."""

import re

from layerwise.regex import regex
from layerwise.shell.cursor import Cursor
from layerwise.shell.nodes import HereText, Literal, RawRedirect, RawWord
from layerwise.shell.words import read_word

_REDIRECT = regex(r"([0-9]{0,9})(<<<|<<-|<<|<>|<&|<(?!\()|>>|>\||>&|>(?!\()|&>>|&>)")
_TABS = regex(r"^\t+", re.MULTILINE)
_BOTH = {"&>": ">", "&>>": ">>"}
"""Bash's spellings for standard output and error together; the descriptors do not matter to us."""


def read_redirect(cursor: Cursor) -> RawRedirect | None:
    """The redirection here, or None; a here-document's body becomes due at the next line end."""
    found = cursor.match(_REDIRECT)
    if not found:
        return None
    operator = _BOTH.get(found.group(2), found.group(2))
    cursor.skip_blanks()
    target = read_word(cursor)
    if target is None:
        cursor.fail("a redirection has no target")
        target = RawWord(found.start(), found.end(), ())
    here = _here(operator, target) if operator in ("<<", "<<-") else None
    if here:
        cursor.due.append(here)
    descriptor = int(found.group(1)) if found.group(1) else None
    return RawRedirect(operator, descriptor, target, here)


def skip_lines(cursor: Cursor) -> bool:
    """Pass over blanks, comments and line ends, reading here-documents; whether there was a line end."""
    found = False
    cursor.skip_blanks()
    while cursor.take("\n"):
        found = True
        _read_due(cursor)
        cursor.skip_blanks()
    return found


def _read_due(cursor: Cursor) -> None:
    """Read the bodies that are due; the line above them has just ended."""
    if cursor.has_bodies:
        for here in cursor.due:
            _read_body(cursor, here)
        cursor.due.clear()


def _here(operator: str, target: RawWord) -> HereText:
    texts = [piece.text for piece in target.pieces if isinstance(piece, Literal)]
    is_quoted = any(piece.is_quoted for piece in target.pieces)
    return HereText("".join(texts), not is_quoted, strips_tabs=operator == "<<-")


def _read_body(cursor: Cursor, here: HereText) -> None:
    here.start = cursor.at
    while cursor.at < cursor.end:
        line_start = cursor.at
        line_end = cursor.text.find("\n", line_start, cursor.end)
        line_end = cursor.end if line_end < 0 else line_end
        cursor.at = min(line_end + 1, cursor.end)
        line = cursor.text[line_start:line_end].rstrip("\r")
        if (line.lstrip("\t") if here.strips_tabs else line) == here.delimiter:
            here.end = line_start
            break
    else:
        here.end = cursor.end
        cursor.fail("a here-document is not closed")
    here.text = cursor.text[here.start : here.end]
    if here.strips_tabs:
        here.text = _TABS.sub("", here.text)
