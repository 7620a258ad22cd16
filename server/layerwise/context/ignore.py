"""What .dockerignore keeps out of the build context, as moby/patternmatcher and BuildKit's walk decide it.

Knows nothing of the files that exist: it answers for any path, relative to the context root.
"""

from layerwise.context.ignore_pattern import BadPatternError, Matcher, compile_pattern, may_match_below
from layerwise.context.paths import clean
from layerwise.records import dataclass, field
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

MOST_LINES = 10_000
"""Lines of an ignore file that is read; people write some hundred, and each pattern is asked about each path."""

# Go's unicode.IsSpace; Python's str.strip() would take four control characters more.
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_SPACE += "\u2028\u2029\u202f\u205f\u3000"
_LONGEST_LINE = 65_535  # bufio.MaxScanTokenSize, in bytes; the builder refuses the file beyond it
_MOST_ANSWERS = 5_000_000  # of all patterns, kept before they are dropped


@dataclass(frozen=True, slots=True)
class IgnorePattern:
    """One line of an ignore file: `line` counts from 1, `text` is as written, `pattern` as it is applied."""

    line: int
    text: str
    pattern: str
    is_exception: bool
    matches: Matcher = field(repr=False, compare=False)


class IgnoreProblem(NamedTuple):
    """A line that makes the builder refuse the whole build, and why."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Ignore:
    """The patterns of one ignore file, in order; the last one to match decides. Without patterns: nothing."""

    patterns: tuple[IgnorePattern, ...] = ()
    name: str = ".dockerignore"
    problems: tuple[IgnoreProblem, ...] = ()
    _known: dict[str, tuple[bool, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_ignored(self, path: str) -> bool:
        """Whether the path is kept out; the context root never is."""
        deciding = self.deciding(path)
        return deciding is not None and not deciding.is_exception

    def deciding(self, path: str) -> IgnorePattern | None:
        """The line that decides about the path: one that ignores it, an exception, or None."""
        if not self.patterns or path in {"", "."}:
            return None
        matched = self._answers(path)
        last = next((index for index in range(len(matched) - 1, -1, -1) if matched[index]), None)
        return None if last is None else self.patterns[last]

    def may_restore_below(self, directory: str) -> bool:
        """Whether an exception could let something below an ignored directory in again."""
        return any(p.is_exception and may_match_below(p.pattern, directory) for p in self.patterns)

    def _matched(self, path: str, parent: str) -> tuple[bool, ...]:
        """For each pattern, whether it matches the path or, at the time it was asked, a parent of it.

        As in BuildKit's walk, a pattern is asked about a path only where its answer could change the outcome,
        and a directory's answers go down to what lies in it. So with `a/b` before `!a`, a/b stays ignored:
        when the walk came to a, nothing had matched and the exception was not asked.
        """
        above = self._answers(parent) if parent else ()
        matched: list[bool] = []
        is_out = False
        for index, pattern in enumerate(self.patterns):
            hit = bool(above) and above[index]
            if not hit and pattern.is_exception == is_out:
                hit = pattern.matches(path)
            matched.append(hit)
            if hit:
                is_out = not pattern.is_exception
        return tuple(matched)

    def _answers(self, path: str) -> tuple[bool, ...]:
        """What `_matched` says of a path, worked out from the top down and kept."""
        known = self._known.get(path)
        if known is not None:
            return known
        if len(self._known) * len(self.patterns) >= _MOST_ANSWERS:
            self._known.clear()
        parent = ""
        end = path.find("/")
        while end != -1:
            current = path[:end]
            if current not in self._known:
                self._known[current] = self._matched(current, parent)
            parent = current
            end = path.find("/", end + 1)
        answer = self._known[path] = self._matched(path, parent)
        return answer


def read_ignore(text: str, name: str = ".dockerignore") -> Ignore | Unknown:
    """The patterns of an ignore file of the disk; Unknown for one that is too long to ask about each path."""
    if text.count("\n") >= MOST_LINES:
        return Unknown(f"{name} has more than {MOST_LINES:,} lines")
    return parse_ignore(text, name)


def parse_ignore(text: str, name: str = ".dockerignore") -> Ignore:
    """The patterns of an ignore file's text; a line that the builder refuses is a problem and left out."""
    patterns: list[IgnorePattern] = []
    problems: list[IgnoreProblem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if len(line.encode("utf-8", "replace")) > _LONGEST_LINE:
            problems.append(IgnoreProblem(number, "the line is longer than 64 KB"))
            break
        if line.startswith("#"):
            continue
        written = line.strip(_SPACE)
        if not written:
            continue
        try:
            patterns.append(_read_line(number, written))
        except BadPatternError as error:
            problems.append(IgnoreProblem(number, str(error)))
    return Ignore(tuple(patterns), name, tuple(problems))


def _read_line(number: int, written: str) -> IgnorePattern:
    """One pattern. moby takes two steps, the reader's and the matcher's own, which sees `/!a` as `!a`."""
    is_negated = written.startswith("!")
    pattern = written[1:].strip(_SPACE) if is_negated else written
    if pattern:
        pattern = clean(pattern)
        if len(pattern) > 1:
            pattern = pattern.removeprefix("/")
    pattern = clean((f"!{pattern}" if is_negated else pattern).strip(_SPACE))
    is_exception = pattern.startswith("!")
    if is_exception:
        pattern = pattern[1:]
        if not pattern:
            raise BadPatternError("an exception needs a pattern after the exclamation mark")
    return IgnorePattern(number, written, pattern, is_exception, compile_pattern(pattern))
