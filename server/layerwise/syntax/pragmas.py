"""Comments that silence rules: our own, and those of the builder's checks and of hadolint.

`# layerwise: ignore=CODE[,CODE] [reason=...]` and `ignore-file=` likewise; the directive `# check=skip=CODE[,CODE]`
(BuildKit, "Build checks"); `# hadolint ignore=CODE[,CODE]` and `global ignore=` (hadolint, "Inline ignores"). Which
of the codes are rules of ours is not known here.
"""

from collections.abc import Iterable, Iterator

from layerwise.regex import regex
from layerwise.syntax.tree import Directive, Pragma, Speech
from layerwise.text import Span

_NAME = regex(r"#\s*layerwise:\s*(ignore-file|ignore)(?![\w-])\s*")
_HADOLINT = regex(r"#\s*hadolint\s+(global\s+)?ignore\s*=\s*")
_CODE = regex(r"[\w-]+")
_COMMA = regex(r"\s*,\s*")
_REASON = regex(r"\s*reason\s*=\s*")


def read_pragmas(
    text: str, comments: Iterable[Span], directives: Iterable[Directive] = ()
) -> Iterator[Pragma]:
    """The pragmas among the directives, then those among the comments; what is no pragma to the end is none."""
    for directive in directives:
        if directive.name == "check":
            yield from _checks(directive)
    for span in comments:
        comment = span.of(text)
        pragma = _pragma(comment, span) or _hadolint(comment, span)
        if pragma:
            yield pragma


def _pragma(comment: str, span: Span) -> Pragma | None:
    head = _NAME.match(comment)
    if head is None:
        return None
    position = head.end()
    places: tuple[Span, ...] = ()
    if comment.startswith("=", position):
        places = _codes(comment, len(comment) - len(comment[position + 1 :].lstrip()))
        if not places:
            return None
        position = _end(comment, places[-1].end)
    reason = _REASON.match(comment, position)
    if reason is None and comment[position:].strip():
        return None
    return Pragma(
        head[1],
        tuple(place.of(comment) for place in places),
        comment[reason.end() :].strip() if reason else None,
        span,
        places=tuple(Span(span.start + place.start, span.start + place.end) for place in places),
    )


def _codes(comment: str, position: int) -> tuple[Span, ...]:
    """Where the codes of a list stand that begins at a position."""
    found = []
    while code := _CODE.match(comment, position):
        found.append(Span(*code.span()))
        comma = _COMMA.match(comment, code.end())
        if comma is None:
            break
        position = comma.end()
    return tuple(found)


def _end(comment: str, position: int) -> int:
    """The end of a list of codes, a comma after its last one included."""
    comma = _COMMA.match(comment, position)
    return comma.end() if comma else position


def _hadolint(comment: str, span: Span) -> Pragma | None:
    head = _HADOLINT.match(comment)
    codes = tuple(place.of(comment) for place in _codes(comment, head.end())) if head else ()
    if head is None or not codes:
        return None
    return Pragma("ignore-file" if head[1] else "ignore", codes, None, span, Speech.HADOLINT)


def _checks(directive: Directive) -> Iterator[Pragma]:
    for part in directive.value.split(";"):
        name, _, value = (piece.strip() for piece in part.partition("="))
        codes = tuple(code for one in value.split(",") if (code := one.strip()))
        if name == "skip" and codes:
            skipped = () if codes == ("all",) else codes
            yield Pragma("ignore-file", skipped, None, directive.span, Speech.CHECK)
