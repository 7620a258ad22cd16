"""The parts of a Dockerfile as values; every part knows where it stands in the text."""

from bisect import bisect_right
from enum import Enum

from layerwise.late import Late
from layerwise.records import dataclass
from layerwise.text import Lines, Span
from layerwise.tuples import NamedTuple


class Directive(NamedTuple):
    """A parser directive at the top of the file, such as `# escape=`; its name is lower case."""

    name: str
    value: str
    span: Span


class Word(NamedTuple):
    """One word of an instruction, continuations taken out, quotes and variables still in it.

    In JSON form, `text` is the decoded string and `span` covers the quotes.
    """

    text: str
    span: Span


class Flag(NamedTuple):
    """A `--name` or `--name=value` before the first word; `value` is None where there is no `=`."""

    name: str
    value: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Joined:
    """Text joined from pieces of the document: continuation lines without their escapes and comments.

    `starts[i]` is the offset in `text` at which the piece begins that stands at `origins[i]` in the document;
    the first is 0.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def offset(self, position: int) -> int:
        """The document's offset of a position in `text`."""
        piece = bisect_right(self.starts, position) - 1
        return self.origins[piece] + position - self.starts[piece]

    def span(self, start: int, end: int) -> Span:
        """The document's span of `text[start:end]`; an inner line break and its escape count as covered."""
        if end <= start:
            offset = self.offset(start)
            return Span(offset, offset)
        if len(self.starts) == 1:
            return Span(self.origins[0] + start, self.origins[0] + end)
        return Span(self.offset(start), self.offset(end - 1) + 1)


class Heredoc(NamedTuple):
    """A here-document: its lines as the command receives them (`<<-` has its tabs taken off).

    `expands` is False where the name was quoted. `span` covers body and terminator without its line end,
    `body_span` the body lines alone, line ends included. `is_open`: the terminator is missing, so that it
    runs to the end of the file.
    """

    name: str
    lines: Joined
    expands: bool
    strips_tabs: bool
    span: Span
    body_span: Span
    is_open: bool

    @property
    def body(self) -> str:
        """The lines as one text."""
        return self.lines.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction(Late):
    """One instruction; `keyword` is upper case, and empty where a line holds nothing but an escape.

    `body` is everything after keyword and flags, joined, without heredoc bodies. `words` are what the builder
    makes of it: blanks separate them in FROM, COPY, ADD, EXPOSE and VOLUME, blanks outside quotes in ARG, ENV
    and LABEL (`name=value`, or in the old form a name and the rest), and everything is one word in WORKDIR,
    USER and the shell form of RUN, CMD and ENTRYPOINT. `is_json`: they come from a JSON array, in
    HEALTHCHECK those after the first. `span` runs from the keyword through the last character, heredocs
    included, line end excluded; `lines` are its whole lines, indentation and line end included.
    `comments` are those between its continuation lines. `is_open`: the text ends inside a continuation.

    `trigger` is the instruction inside an ONBUILD, which has no words of its own; the two share lines,
    heredocs and comments.

    The parts of one that stands elsewhere than it was read are made when somebody asks for one (`moved.py`).
    """

    keyword: str
    keyword_span: Span
    span: Span
    lines: Span
    flags: tuple[Flag, ...]
    words: tuple[Word, ...]
    is_json: bool
    heredocs: tuple[Heredoc, ...]
    body: Joined
    comments: tuple[Span, ...]
    trigger: "Instruction | None"
    is_open: bool

    def flag(self, name: str) -> Flag | None:
        """The last flag of that name, the one that counts, or None."""
        found = None
        for flag in self.flags:
            if flag.name == name:
                found = flag
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A FROM and the instructions up to the next; `base` is the image word, None where FROM is bare.

    `name` is lower case, as the builder compares it.
    """

    index: int
    name: str | None
    base: Word | None
    start: Instruction
    instructions: tuple[Instruction, ...]


class Speech(Enum):
    """Whose way of writing a pragma is in."""

    OURS = "layerwise"
    CHECK = "check"
    HADOLINT = "hadolint"


class Pragma(NamedTuple):
    """A comment that silences rules, by the name of ours: `ignore`, or `ignore-file` for the whole file.

    `codes` are as written, empty means all; `places` are where they stand, none where nobody is to change them.
    """

    name: str
    codes: tuple[str, ...]
    reason: str | None
    span: Span
    speech: Speech = Speech.OURS
    places: tuple[Span, ...] = ()


class Problem(NamedTuple):
    """Something the builder would refuse, in one line; never published as a diagnostic, told in `check`."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Dockerfile:
    """A whole file. `arguments` are the ARG instructions above the first FROM.

    Instructions above the first FROM that are not ARG stand in `instructions` only, with a problem.
    `comments` are those outside of instructions, directives among them; `pragmas` stand in any comment. `above` is how
    many lines stand above it, where it stands in another file.
    """

    text: str
    directives: tuple[Directive, ...]
    escape: str
    instructions: tuple[Instruction, ...]
    arguments: tuple[Instruction, ...]
    stages: tuple[Stage, ...]
    comments: tuple[Span, ...]
    pragmas: tuple[Pragma, ...]
    problems: tuple[Problem, ...]
    above: int = 0

    @property
    def lines(self) -> Lines:
        """Its lines, numbered as in the file in which they stand."""
        return Lines(self.text, self.above)

    def directive(self, name: str) -> str | None:
        """The value of a parser directive, or None."""
        return next((directive.value for directive in self.directives if directive.name == name), None)
