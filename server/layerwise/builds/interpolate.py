"""Variables in compose files: `$NAME`, `${NAME}`, their defaults, and the `.env` file; nothing else is known."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from layerwise.regex import regex
from layerwise.syntax.substitutions import LONGEST
from layerwise.text import Span
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_VARIABLE = regex(
    r"""\$(?:(?P<sign>\$) | (?P<plain>[A-Za-z_]\w*)
        | (?P<brace>\{)(?:(?P<braced>[A-Za-z_]\w*)(?:(?P<operator>:?[-?+])|(?=\})))?)""",
    re.VERBOSE | re.ASCII,
)
_BRACE = regex(r"\$\{|\}")
_DEEPEST = 20  # defaults within defaults; people write one or two
_NOTHING: Mapping[str, str | Unknown] = MappingProxyType({})

# A line of an .env file: a name, and a value that is quoted, or ends before a blank and "#".
_SETTING = regex(
    r"""[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*
        (?:'(?P<single>[^'\n]*)'|"(?P<double>(?:[^"\\\n]|\\.)*)"|(?P<open>['"]).*|(?P<plain>.*))
        [ \t]*(?:(?<=[ \t'"=])\#.*)?""",
    re.VERBOSE,
)


_COMMENT = regex(r"""(?<=[ \t'"=])#""")


class Variable(NamedTuple):
    """A variable in a text, and what it stands for; `is_sign`: it is `$$`, which stands for a dollar sign."""

    span: Span
    value: str | Unknown
    is_sign: bool = False


def read_environment(text: str) -> Mapping[str, str | Unknown]:
    """The variables of an `.env` file; Unknown for a value that is not written in one line."""
    found: dict[str, str | Unknown] = {}
    for line in text.splitlines():
        match = _SETTING.fullmatch(line)
        if match is None or match["name"] in found:
            continue
        if match["single"] is not None:
            found[match["name"]] = match["single"]
        elif match["open"]:
            found[match["name"]] = Unknown(f"the value of {match['name']} is not written in one line")
        else:
            value = (
                match["double"] if match["double"] is not None else _uncommented(line, match.start("plain"))
            )
            found[match["name"]] = interpolate(value, found)
    return found


def _uncommented(line: str, start: int) -> str:
    """The value that begins there, without the comment and the blanks behind it."""
    comment = _COMMENT.search(line, start)
    return line[start : comment.start() if comment else len(line)].rstrip(" \t")


def interpolate(
    text: str, environment: Mapping[str, str | Unknown] = _NOTHING, depth: int = 0
) -> str | Unknown:
    """The text with variables replaced by their values, or else their defaults; Unknown where one has neither.

    Nothing but the files is asked, so a default is taken for the value, as in a build without settings.
    """
    pieces: list[str] = []
    position = length = 0
    for span, value, _ in variables(text, environment, depth):
        if isinstance(value, Unknown):
            return value
        pieces += (text[position : span.start], value)
        position = span.end
        length += len(value)
        if length > LONGEST:
            return Unknown("a value is too long to follow")
    return "".join(pieces) + text[position:]


def variables(
    text: str, environment: Mapping[str, str | Unknown] = _NOTHING, depth: int = 0
) -> Iterator[Variable]:
    """The variables of a text in order; after one that is malformed, whose span is empty, comes none.

    A dollar sign before anything but a name, a brace or another dollar sign is itself (compose-go, `template.go`).
    """
    if depth > _DEEPEST:
        yield Variable(Span(0, 0), Unknown("its variables are nested too deeply"))
        return
    position = text.find("$")
    while position != -1:
        match = _VARIABLE.match(text, position)
        end = position + 1
        if match is not None and match["sign"]:
            end = match.end()
            yield Variable(Span(position, end), "$", is_sign=True)
        elif match is not None:
            closing = _closing_brace(text, match.end()) if match["brace"] else match.end()
            argument = text[match.end() : closing]
            if closing is None or not (match["plain"] or match["braced"]) or "\n" in argument:
                yield Variable(Span(position, position), Unknown("a variable in it is malformed"))
                return
            end = closing + bool(match["brace"])
            yield Variable(Span(position, end), _value(match, argument, environment, depth))
        position = text.find("$", end)


def _value(
    match: re.Match[str], argument: str, environment: Mapping[str, str | Unknown], depth: int
) -> str | Unknown:
    """What one variable stands for; `argument` is what follows its operator."""
    name, operator = match["plain"] or match["braced"], match["operator"] or ""
    value = environment.get(name)
    is_given = value is not None and not (value == "" and operator.startswith(":"))
    if "+" in operator:
        return interpolate(argument, environment, depth + 1) if is_given else ""
    if value is not None and is_given:
        return value
    if "-" in operator:
        return interpolate(argument, environment, depth + 1)
    return Unknown(f"the value of {name} comes from the environment")


def _closing_brace(text: str, start: int) -> int | None:
    """Where the brace closes whose inside begins at `start`; None where it does not, or holds too many."""
    depth = 0
    for brace in _BRACE.finditer(text, start):
        if brace[0] == "}" and not depth:
            return brace.start()
        depth += -1 if brace[0] == "}" else 1
        if depth > _DEEPEST:
            return None
    return None
