"""Words to what a command receives: variables put in, quotes off, fields split. Runs nothing."""

import re
from collections.abc import Iterator

from layerwise.regex import regex
from layerwise.shell.nodes import (
    Backquoted,
    Computed,
    Item,
    Literal,
    Piece,
    Sequence,
    Simple,
    Substitution,
    Variable,
)
from layerwise.shell.state import State, Unset
from layerwise.syntax.substitutions import LONGEST
from layerwise.tuples import NamedTuple

_BLANKS = regex(r"[ \t\n]+")
_WILD = regex(r"[*?]")
_BRACES = regex(r"\{([^{}\s]*)\}")
_OPEN = regex(r"[*?\[{~]")
_TILDE = regex(r"~(?=/|\Z)")
_PATTERN_SIGNS = frozenset("*?[")


class Chunk(NamedTuple):
    """A run of text in a word; `is_quoted` text is not looked at again, `splits` text is split at blanks."""

    text: str
    is_quoted: bool
    splits: bool = False


class Field(NamedTuple):
    """One word that the command receives; `value` as in `script.Word`."""

    value: str | None
    is_pattern: bool


def fields(pieces: tuple[Piece, ...], state: State) -> tuple[Field, ...]:
    """The words that one written word becomes: none, one or several; one of unknown value where unclear."""
    match pieces:
        case (Literal(text=text, is_quoted=is_quoted),) if is_quoted or not _OPEN.search(text):
            return (Field(text, is_pattern=False),)  # Nearly all words.
    chunks = _chunks(pieces, state, is_assignment=False)
    if chunks is None:
        return (Field(None, _holds_pattern(pieces)),)
    found: list[list[Chunk]] = []
    current: list[Chunk] | None = None
    for chunk in chunks:
        if not chunk.splits:
            current = [] if current is None else current
            current.append(chunk)
            continue
        for index, text in enumerate(_BLANKS.split(chunk.text)):
            if index and current is not None:
                found.append(current)
                current = None
            if text:
                current = [] if current is None else current
                current.append(Chunk(text, is_quoted=False))
    if current is not None:
        found.append(current)
    return tuple(_field(chunks) for chunks in found)


def value_of(pieces: tuple[Piece, ...], state: State) -> str | None:
    """The value that an assignment of this word gives: not split, patterns left alone; None where unknown."""
    chunks = _chunks(pieces, state, is_assignment=True)
    return None if chunks is None else "".join(chunk.text for chunk in chunks)


def names_in(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """The variables that a word uses, those in its substitutions' commands left out."""
    for piece in pieces:
        if isinstance(piece, Variable):
            if piece.name:
                yield piece.name
            yield from names_in(piece.argument)
        elif isinstance(piece, Computed):
            yield from piece.names
            yield from names_in(piece.pieces)


def substitutions_in(pieces: tuple[Piece, ...]) -> Iterator[Substitution | Backquoted]:
    """The command substitutions of a word, in order."""
    for piece in pieces:
        match piece:
            case Substitution() | Backquoted():
                yield piece
            case Variable():
                yield from substitutions_in(piece.argument)
            case Computed():
                yield from substitutions_in(piece.pieces)
            case Literal():
                pass


def assigned_in(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """The variables that a word sets by `${name:=value}`."""
    for piece in pieces:
        if isinstance(piece, Variable):
            if piece.operator.endswith("="):
                yield piece.name
            yield from assigned_in(piece.argument)


def _chunks(pieces: tuple[Piece, ...], state: State, *, is_assignment: bool) -> list[Chunk] | None:
    """The word's text in order, None where a piece is unknown."""
    written = "".join(p.text if isinstance(p, Literal) and not p.is_quoted else "_" for p in pieces)
    if is_assignment and re.search("[:=]~", written):
        return None
    if not is_assignment and _has_braces(written):  # Expanded by bash, left alone by dash.
        return None
    chunks = []
    length = 0
    for index, piece in enumerate(pieces):
        chunk = _tilde(piece, state) if index == 0 and _begins_at_home(piece) else _chunk(piece, state)
        if chunk is None:
            return None
        chunks.append(chunk)
        length += len(chunk.text)
        if length > LONGEST:
            return None
    return chunks


def _begins_at_home(piece: Piece) -> bool:
    return isinstance(piece, Literal) and not piece.is_quoted and piece.text.startswith("~")


def _tilde(piece: Piece, state: State) -> Chunk | None:
    """A word's beginning with HOME put in for `~`; the homes of other users are unknown."""
    assert isinstance(piece, Literal), "_begins_at_home has said so"
    home = state.lookup("HOME")
    if not isinstance(home, str) or not _TILDE.match(piece.text):
        return None
    return Chunk(home + piece.text[1:], is_quoted=True)


def _chunk(piece: Piece, state: State) -> Chunk | None:
    match piece:
        case Literal():
            return Chunk(piece.text, piece.is_quoted)
        case Variable():
            value = _held(piece, state)
        case Substitution(is_process=False):
            value = state.cwd if _is_pwd(piece.body) else None
        case Backquoted():
            value = state.cwd if piece.text.strip() == "pwd" else None
        case _:
            value = None
    if value is None or (not piece.is_quoted and ("IFS" in state.variables or "IFS" in state.exported)):
        return None
    return Chunk(value, piece.is_quoted, splits=not piece.is_quoted)


def _held(variable: Variable, state: State) -> str | None:
    """What an expansion gives, None where unknown."""
    held = state.lookup(variable.name) if variable.operator != "~" else None
    if held is None:
        return None
    is_missing = isinstance(held, Unset) or (variable.operator.startswith(":") and not held)
    sign = variable.operator[-1:]
    if sign in ("-", "=") and is_missing:
        return value_of(variable.argument, state)
    if sign == "+":
        return "" if is_missing else value_of(variable.argument, state)
    return "" if isinstance(held, Unset) else held


def _is_pwd(body: Sequence) -> bool:
    match body:
        case Sequence(items=(Item(pipeline=pipeline),)) if len(pipeline.stages) == 1:
            stage = pipeline.stages[0]
            return isinstance(stage, Simple) and [word.plain for word in stage.words] == ["pwd"]
        case _:
            return False


def _field(chunks: list[Chunk]) -> Field:
    open_text = "".join("_" if chunk.is_quoted else chunk.text for chunk in chunks)
    if not _is_pattern(open_text):
        return Field("".join(chunk.text for chunk in chunks), is_pattern=False)
    is_confused = any(chunk.is_quoted and _PATTERN_SIGNS & set(chunk.text) for chunk in chunks)
    return Field(None if is_confused else "".join(chunk.text for chunk in chunks), is_pattern=True)


def _holds_pattern(pieces: tuple[Piece, ...]) -> bool:
    texts = (piece.text for piece in pieces if isinstance(piece, Literal) and not piece.is_quoted)
    return any(map(_is_pattern, texts))


def _is_pattern(text: str) -> bool:
    return _WILD.search(text) is not None or 0 <= text.find("[") < text.rfind("]")


def _has_braces(text: str) -> bool:
    """Whether a part such as `{a,b}` or `{1..3}` is in it."""
    return any("," in inside or ".." in inside for inside in _BRACES.findall(text))
