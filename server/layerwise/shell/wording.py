"""Written words to `script.Word`s and redirections; the commands in their substitutions are run on the way."""

from layerwise.shell.cursor import LONGEST
from layerwise.shell.expand import Field, fields, names_in, substitutions_in, value_of
from layerwise.shell.nodes import Backquoted, HereText, Piece, RawRedirect, RawWord
from layerwise.shell.run import Context, Place, Run
from layerwise.shell.scan import scan_body
from layerwise.shell.script import Redirect, Word
from layerwise.shell.state import State
from layerwise.text import Span


def words_of(run: Run, raw: RawWord, state: State, context: Context) -> tuple[Word, ...]:
    """The words that the command receives for a written one."""
    names = run_pieces(run, raw.pieces, state, context)
    return tuple(_word(run, raw, field, names) for field in fields(raw.pieces, state))


def unsplit_word(run: Run, raw: RawWord, state: State, context: Context) -> Word:
    """The one word that stands in an assignment or behind a redirection."""
    names = run_pieces(run, raw.pieces, state, context)
    return _word(run, raw, Field(value_of(raw.pieces, state), is_pattern=False), names)


def redirects_of(
    run: Run, raws: tuple[RawRedirect, ...], state: State, context: Context
) -> tuple[Redirect, ...]:
    """The redirections, without what is in their here-documents."""
    return tuple(
        Redirect(raw.operator, raw.descriptor, unsplit_word(run, raw.target, state, context)) for raw in raws
    )


def run_pieces(run: Run, pieces: tuple[Piece, ...], state: State, context: Context) -> tuple[str, ...]:
    """The names that a word uses, those in its substitutions included, which are run."""
    mark = len(run.log.used)
    run.log.used += names_in(pieces)
    inner = context._replace(is_decisive=False)
    for piece in substitutions_in(pieces):
        if isinstance(piece, Backquoted):
            run.script(piece.text, _backquoted_place(run, piece), state, inner)
        else:
            run.walk(run, piece.body, state, inner)
    return tuple(dict.fromkeys(run.log.used[mark:]))


def here_text(run: Run, here: HereText) -> tuple[str, Place]:
    """A here-document's body and where it stands; an empty one where the Dockerfile has none of that name."""
    if here.start is not None:
        place = _shifted(run.place, here.start)
        is_exact = run.text[here.start : here.end] == here.text
        return here.text, place if is_exact else _constant(run.place(here.start, here.end))
    heredoc = run.log.heredoc(here)
    if heredoc is None:
        return "", _constant(run.place(0, 0))
    return heredoc.body, heredoc.lines.span


def run_here(run: Run, here: HereText, state: State, context: Context) -> None:
    """Run the substitutions in a here-document that is data."""
    if here.expands:
        text, place = here_text(run, here)
        if len(text) > LONGEST:
            run.log.fail("a here-document is too long to read")
            return
        inner = run._replace(text=text, place=place)
        run_pieces(inner, scan_body(text), state, context)


def text_place(run: Run, raw: RawWord | None, word: Word, text: str) -> Place:
    """Where a script stands that is a word's value: exact where the word is written as it is received."""
    if raw is not None and run.text[raw.start : raw.end] == text:
        return _shifted(run.place, raw.start)
    if raw is not None and run.text[raw.start + 1 : raw.end - 1] == text:
        return _shifted(run.place, raw.start + 1)
    return _constant(word.span)


def _backquoted_place(run: Run, piece: Backquoted) -> Place:
    if piece.is_exact:
        return _shifted(run.place, piece.start)
    return _constant(run.place(piece.start, piece.end))


def _shifted(place: Place, by: int) -> Place:
    return lambda start, end: place(by + start, by + end)


def _constant(span: Span) -> Place:
    return lambda _start, _end: span


def _word(run: Run, raw: RawWord, field: Field, names: tuple[str, ...]) -> Word:
    written = run.text[raw.start : raw.end]
    return Word(written, run.place(raw.start, raw.end), field.value, field.is_pattern, names)
