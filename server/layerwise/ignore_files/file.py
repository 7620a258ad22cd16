"""An ignore file with all that bears on it: its context, and the builds that it is in force for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from layerwise.cache.plan import BuildPlan
from layerwise.context.context import BuildContext
from layerwise.context.ignore import Ignore, IgnorePattern, IgnoreProblem, parse_ignore
from layerwise.context.ignore_lines import newline
from layerwise.ignoring.uses import named_sources, needed_sources
from layerwise.records import dataclass, replace
from layerwise.syntax.pragmas import read_pragmas
from layerwise.syntax.tree import Pragma
from layerwise.text import Edit, Span, apply
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_BLANKS = " \t\r\n\v\f\ufeff"


class Line(NamedTuple):
    """A line that holds a pattern: the pattern's own span, and that of the line with its end."""

    pattern: IgnorePattern
    span: Span
    whole: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreFile:
    """One version of an ignore file; `context` has it in force, Unknown where the folder cannot be read.

    `plans` are the builds that it is in force for, as far as they are known.
    """

    text: str
    ignore: Ignore
    context: BuildContext | Unknown
    plans: tuple[BuildPlan, ...]
    lines: tuple[Line, ...]
    comments: tuple[Span, ...]

    @property
    def end(self) -> str:
        """The line end that the file uses."""
        return newline(self.text)

    def whole(self, number: int) -> Span:
        """The span of a line, counted from 1, with its end."""
        return _spans(self.text)[number - 1]

    def problem_span(self, problem: IgnoreProblem) -> Span:
        """What the builder refuses."""
        return _trimmed(self.text, self.whole(problem.line))

    def pragmas(self) -> tuple[Pragma, ...]:
        """The comments that silence findings."""
        return tuple(read_pragmas(self.text, self.comments))

    def removed(self, line: Line) -> Edit:
        """The edit that takes a line away."""
        start, end = line.whole
        if not self.text[start:end].endswith("\n") and start:
            # The last line has no end of its own: that of the line above goes.
            start -= 2 if self.text[:start].endswith("\r\n") else 1
        return Edit(Span(start, end), "")

    def rewritten(self, line: Line, patterns: Sequence[str]) -> Edit:
        """The edit that puts others in a pattern's place, one a line."""
        return Edit(line.span, self.end.join(patterns))

    def hides_needed(self, edits: Sequence[Edit]) -> bool:
        """Whether with the edits something is ignored that a build is known to need."""
        after = parse_ignore(apply(self.text, edits), self.ignore.name)
        used = {path for plan in self.plans for path in (*named_sources(plan), *needed_sources(plan))}
        return any(after.is_ignored(path) and not self.ignore.is_ignored(path) for path in used)


def read_ignore_file(
    text: str, context: BuildContext | Unknown, plans: Sequence[BuildPlan], name: str
) -> IgnoreFile:
    """An ignore file's text in its place."""
    ignore = parse_ignore(text, name)
    spans = _spans(text)
    return IgnoreFile(
        text=text,
        ignore=ignore,
        context=replace(context, ignore=ignore) if isinstance(context, BuildContext) else context,
        plans=tuple(plans),
        lines=tuple(_line(text, spans, pattern) for pattern in ignore.patterns),
        comments=tuple(_trimmed(text, span) for span in spans if text.startswith("#", span.start)),
    )


def _line(text: str, spans: Sequence[Span], pattern: IgnorePattern) -> Line:
    whole = spans[pattern.line - 1]
    start = text.index(pattern.text, whole.start)
    return Line(pattern, Span(start, start + len(pattern.text)), whole)


@lru_cache(maxsize=2)
def _spans(text: str) -> tuple[Span, ...]:
    """The lines as the builder splits them, each with its end; each line's question is about all of them."""
    return tuple(_split(text))


def _split(text: str) -> Iterator[Span]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        yield Span(start, len(text) if end < 0 else end + 1)
        if end < 0:
            return
        start = end + 1


def _trimmed(text: str, span: Span) -> Span:
    line = span.of(text)
    start = span.start + len(line) - len(line.lstrip(_BLANKS))
    return Span(start, start + len(line.strip(_BLANKS)))
