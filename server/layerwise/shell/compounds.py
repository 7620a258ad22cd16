"""Scans groups, conditions, loops and functions; the commands inside come from the cursor's `sequence`."""

from layerwise.regex import regex
from layerwise.shell.cursor import Cursor
from layerwise.shell.heredocs import read_redirect, skip_lines
from layerwise.shell.nodes import Compound, Item, Pipeline, RawRedirect, RawWord, Sequence
from layerwise.shell.words import read_arithmetic, read_word

_OPENER = regex(r"(if|while|until|for|select|case|function|\{)(?=[ \t\r\n;(&|<>\\]|\Z)")
_FUNCTION = regex(r"([^\s'\"\\`$(){}<>;&|#=]+)[ \t]*\([ \t]*\)")
_FUNCTION_NAME = regex(r"[ \t]*([^\s'\"\\`$(){}<>;&|#]+)(?:[ \t]*\([ \t]*\))?")
_IN = regex(r"in(?=[ \t\r\n;\\]|\Z)")
_ESAC = regex(r"esac(?=[ \t\r\n;&|()<>]|\Z)")
_CLAUSE_END = regex(r";;&|;;|;&")


def read_compound(cursor: Cursor) -> Compound | None:
    """The compound command here, its redirections included, or None."""
    start, mark = cursor.at, len(cursor.effects)
    if cursor.peek(2) == "((" and (computed := read_arithmetic(cursor, is_quoted=True)):
        return Compound("((", start, cursor.at, subjects=(RawWord(start, cursor.at, (computed,)),))
    keyword = _keyword(cursor)
    if keyword is None:
        return None
    compound = _read(cursor, keyword) if cursor.enter() else Compound(keyword)
    cursor.leave()
    effects = tuple(dict.fromkeys(cursor.effects[mark:]))
    if keyword == "function":
        cursor.functions[compound.variable or ""] = effects
    if keyword in ("function", "("):
        del cursor.effects[mark:]
    end = cursor.at
    redirects = _redirects(cursor)
    return compound._replace(
        start=start, end=cursor.at if redirects else end, effects=effects, redirects=redirects
    )


def _keyword(cursor: Cursor) -> str | None:
    """The word that begins a compound command, passed over; a function's name stays."""
    if cursor.take("("):
        return "("
    if found := cursor.match(_OPENER):
        return found.group(1)
    return "function" if _FUNCTION.match(cursor.text, cursor.at, cursor.end) else None


def _read(cursor: Cursor, keyword: str) -> Compound:
    match keyword:
        case "(" | "{":
            body = cursor.sequence(cursor)
            _expect(cursor, ")" if keyword == "(" else "}")
            return Compound(keyword, always=(body,))
        case "if":
            return _if(cursor)
        case "while" | "until":
            condition = cursor.sequence(cursor)
            return Compound(keyword, always=(condition,), maybe=(_loop_body(cursor),))
        case "for" | "select":
            return _for(cursor)
        case "case":
            return _case(cursor)
        case _:
            return _function(cursor)


def _if(cursor: Cursor) -> Compound:
    condition = cursor.sequence(cursor)
    _expect(cursor, "then")
    maybe = [cursor.sequence(cursor)]
    while cursor.take("elif"):
        maybe.append(cursor.sequence(cursor))
        _expect(cursor, "then")
        maybe.append(cursor.sequence(cursor))
    if cursor.take("else"):
        maybe.append(cursor.sequence(cursor))
    _expect(cursor, "fi")
    return Compound("if", always=(condition,), maybe=tuple(maybe))


def _loop_body(cursor: Cursor) -> Sequence:
    skip_lines(cursor)
    if cursor.take("{"):  # Bash takes braces for `do` and `done` after `for`.
        body = cursor.sequence(cursor)
        _expect(cursor, "}")
        return body
    _expect(cursor, "do")
    body = cursor.sequence(cursor)
    _expect(cursor, "done")
    return body


def _for(cursor: Cursor) -> Compound:
    cursor.skip_blanks()
    if cursor.peek(2) == "((" and (computed := read_arithmetic(cursor, is_quoted=True)):
        subjects: tuple[RawWord, ...] = (RawWord(cursor.at, cursor.at, (computed,)),)
        cursor.effects += computed.names
        name = None
    else:
        variable = read_word(cursor)
        name = variable.plain if variable else None
        cursor.effects.append(name or "")
        skip_lines(cursor)
        subjects = _words(cursor) if cursor.match(_IN) else ()
    cursor.skip_blanks()
    cursor.take(";")
    return Compound("for", subjects=subjects, maybe=(_loop_body(cursor),), variable=name)


def _case(cursor: Cursor) -> Compound:
    cursor.skip_blanks()
    subject = read_word(cursor)
    skip_lines(cursor)
    if not cursor.match(_IN):
        cursor.fail("a case has no `in`")
    clauses: list[Sequence] = []
    while True:
        skip_lines(cursor)
        if cursor.match(_ESAC):
            break
        if cursor.at >= cursor.end or not _patterns(cursor):
            cursor.fail("a case is not closed")
            break
        clauses.append(cursor.sequence(cursor))
        cursor.match(_CLAUSE_END)
    return Compound("case", subjects=(subject,) if subject else (), maybe=tuple(clauses))


def _patterns(cursor: Cursor) -> bool:
    """Whether the patterns of a clause stand here, which are then passed over with their parenthesis."""
    cursor.take("(")
    while True:
        cursor.skip_blanks()
        read_word(cursor)
        cursor.skip_blanks()
        if not cursor.take("|"):
            return cursor.take(")")


def _function(cursor: Cursor) -> Compound:
    found = cursor.match(_FUNCTION_NAME)
    skip_lines(cursor)
    body = read_compound(cursor)
    if body is None:
        cursor.fail("a function has no body")
        return Compound("function", variable=found.group(1) if found else None)
    # One more layer, so that the body may be any compound command.
    item = Item("", body.start, body.start, Pipeline(body.start, body.end, (body,)))
    name = found.group(1) if found else None
    return Compound("function", maybe=(Sequence((item,), ""),), variable=name)


def _words(cursor: Cursor) -> tuple[RawWord, ...]:
    words = []
    cursor.skip_blanks()
    while word := read_word(cursor):
        words.append(word)
        cursor.skip_blanks()
    return tuple(words)


def _redirects(cursor: Cursor) -> tuple[RawRedirect, ...]:
    redirects: list[RawRedirect] = []
    while True:
        place = cursor.at
        cursor.skip_blanks()
        redirect = read_redirect(cursor)
        if redirect is None:
            cursor.at = place
            return tuple(redirects)
        redirects.append(redirect)


def _expect(cursor: Cursor, token: str) -> None:
    skip_lines(cursor)
    if not cursor.take(token):
        cursor.fail(f"`{token}` is missing")
