"""Parser directives: the `# name=value` comments at the very top of a file.

BuildKit, `parser/directives.go`: the first line that is none, a blank one too, ends them.
"""

from collections.abc import Sequence

from layerwise.regex import regex
from layerwise.syntax.lines import SPACES, Line, comment_span
from layerwise.syntax.tree import Directive, Problem
from layerwise.tuples import NamedTuple

_NAMES = frozenset({"syntax", "escape", "check"})
_SPACE = "\t\n\f\r "
_HEAD = regex(r"([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=")
_ESCAPES = ("\\", "`")


class Head(NamedTuple):
    """What the top of a file says: its directives, and the escape character that follows from them."""

    directives: tuple[Directive, ...]
    escape: str
    problems: tuple[Problem, ...]


def read_directives(lines: Sequence[Line]) -> Head:
    """The directives above everything else; a repeated or impossible one is a problem and has no effect."""
    found: dict[str, Directive] = {}
    problems: list[Problem] = []
    for line in lines:
        directive = _directive(line)
        if directive is None:
            break
        if directive.name in found:
            problems.append(Problem(f"only one {directive.name} directive can be used", directive.span))
        elif directive.name == "escape" and directive.value not in _ESCAPES:
            problems.append(Problem(r"the escape directive must be \ or `", directive.span))
        else:
            found[directive.name] = directive
    escape = found["escape"].value if "escape" in found else _ESCAPES[0]
    return Head(tuple(found.values()), escape, tuple(problems))


def _directive(line: Line) -> Directive | None:
    span = comment_span(line)
    if span is None:
        return None
    comment = line.text[span.start - line.start + 1 :].lstrip(SPACES)
    head = _HEAD.match(comment)
    if head is None or head[1].lower() not in _NAMES:
        return None
    value = comment[head.end() :].strip(_SPACE)
    return Directive(head[1].lower(), value, span) if value else None
