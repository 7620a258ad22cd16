"""What a shell script looks like: the scanner's output, offsets in the script's own text, nothing evaluated."""

from typing import TypeAlias

from layerwise.records import dataclass
from layerwise.tuples import NamedTuple

EVERYTHING = "*"
"""Among effects: anything may have changed (a sourced file, `eval`)."""

DIRECTORY = "/"
"""Among effects: the working directory may have changed."""


class Literal(NamedTuple):
    """Text that stands for itself, quotes and escapes taken off."""

    text: str
    is_quoted: bool


class Variable(NamedTuple):
    """A `$name` or `${name...}`; `operator` is such as ":-", "" where there is none, "~" where we do not read it."""

    name: str
    operator: str
    argument: "tuple[Piece, ...]"
    is_quoted: bool


class Substitution(NamedTuple):
    """A `$(...)`, `<(...)` or `>(...)`; `is_process` tells the latter two."""

    body: "Sequence"
    is_process: bool
    is_quoted: bool


class Backquoted(NamedTuple):
    """The script between back quotes, its escapes taken off; it begins at `start` if nothing was taken off."""

    text: str
    start: int
    end: int
    is_exact: bool
    is_quoted: bool


class Computed(NamedTuple):
    """Arithmetic: the names and the substitutions in it matter, its value is not computed."""

    names: tuple[str, ...]
    pieces: "tuple[Piece, ...]"
    is_quoted: bool


Piece: TypeAlias = Literal | Variable | Substitution | Backquoted | Computed


class RawWord(NamedTuple):
    """One word as pieces; `text[start:end]` is how it is written."""

    start: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def plain(self) -> str | None:
        """The word where it is written without quotes and expansions: what reserved words must be."""
        if not self.pieces:
            return None
        texts = [piece.text for piece in self.pieces if isinstance(piece, Literal) and not piece.is_quoted]
        return "".join(texts) if len(texts) == len(self.pieces) else None


@dataclass(slots=True)
class HereText:
    """The body of a here-document: not frozen, as it stands below the line that the scanner is still reading.

    `start` is None where the body is not part of the script's text: the Dockerfile's own here-documents.
    """

    delimiter: str
    expands: bool
    strips_tabs: bool
    text: str = ""
    start: int | None = None
    end: int = 0


class RawRedirect(NamedTuple):
    """A redirection; `here` is there for `<<` and `<<-`."""

    operator: str
    descriptor: int | None
    target: RawWord
    here: HereText | None


class Assignment(NamedTuple):
    """A `name=value` before a command's first word, which begins at `start`."""

    start: int
    name: str
    is_append: bool
    is_array: bool
    value: RawWord


class Simple(NamedTuple):
    """A simple command. `effects` are those of the functions that it may call."""

    start: int
    end: int
    assignments: tuple[Assignment, ...]
    words: tuple[RawWord, ...]
    redirects: tuple[RawRedirect, ...]
    effects: tuple[str, ...]


class Compound(NamedTuple):
    """A group, condition, loop or function, named by its first word: "{", "(", "if", "for", "function", ...

    `always` run at least once, `maybe` perhaps. `subjects` are the words of `for`, `case` and their kind.
    `effects` are the names assigned inside, with the marks above; `variable` is what a loop sets.
    """

    keyword: str
    start: int = 0
    end: int = 0
    subjects: tuple[RawWord, ...] = ()
    always: "tuple[Sequence, ...]" = ()
    maybe: "tuple[Sequence, ...]" = ()
    redirects: tuple[RawRedirect, ...] = ()
    effects: tuple[str, ...] = ()
    variable: str | None = None


Node: TypeAlias = Simple | Compound


class Pipeline(NamedTuple):
    """Commands joined by `|`; mostly just one."""

    start: int
    end: int
    stages: tuple[Node, ...]


class Item(NamedTuple):
    """A pipeline in a sequence with the operator before it: "" for the first, "&&", "||", ";", "&", a line end."""

    operator: str
    operator_start: int
    operator_end: int
    pipeline: Pipeline


class Sequence(NamedTuple):
    """Pipelines in order; `last` is the operator after the last one, "" where there is none."""

    items: tuple[Item, ...]
    last: str


class Scan(NamedTuple):
    """A scanned script; `problem` is why it may not be read completely, else None."""

    body: Sequence
    problem: str | None
