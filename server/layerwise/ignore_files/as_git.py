"""Lines that other tools read otherwise, git first of all: for the builder they match nothing."""

from collections.abc import Iterator, Sequence

from layerwise.context.paths import clean
from layerwise.context.tree import Entry
from layerwise.findings.words import shorten
from layerwise.ignore_files.file import IgnoreFile, Line
from layerwise.ignore_files.slashes import has_separators
from layerwise.regex import regex
from layerwise.text import Edit
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_COMMENT = regex(r"(?P<pattern>.*?\S)[ \t]+(?P<comment>#.*)")
_QUOTED = regex(r"(['\"])(?P<pattern>[^'\"]+)\1")
_BRACES = regex(r"(?P<before>[^{}]*)\{(?P<choices>[^{}]*,[^{}]*)\}(?P<after>[^{}]*)")


class Misread(NamedTuple):
    """What is wrong with a line, and what makes it right: a fix's title and its edits.

    `is_same`: with them the same files enter the build context as before.
    """

    message: str
    title: str
    edits: tuple[Edit, ...]
    is_same: bool = False


def misread(file: IgnoreFile, line: Line) -> Misread | None:
    """What is wrong with a line, None where the builder may read it as it is meant."""
    written = line.pattern.text
    if _is_there(file, written.removeprefix("!")):
        return None
    return next(_faults(file, line, written), None)


def _faults(file: IgnoreFile, line: Line, written: str) -> Iterator[Misread]:
    remove = (file.removed(line),)
    shown = shorten(written, 30)
    if written.startswith("#"):
        start = line.whole.start
        edit = Edit(line.span._replace(start=start, end=line.span.start), "")
        yield Misread(
            "A comment starts in the first column, so this is a pattern",
            "Move # there",
            (edit,),
            is_same=True,
        )
    pattern = clean(written.removeprefix("!").strip() or ".")
    if pattern in {".", "/"} and not line.pattern.is_exception:
        yield Misread(
            f"{shown} names the build context, which is never ignored",
            "Remove the line",
            remove,
            is_same=True,
        )
    if pattern == ".." or pattern.startswith("../"):
        yield Misread(f"{shown} lies outside of the build context", "Remove the line", remove, is_same=True)
    comment = _COMMENT.fullmatch(written) if "#" in written else None
    if comment is not None:
        lines = (comment["comment"], comment["pattern"])
        edit = file.rewritten(line, lines)
        yield Misread(
            "A comment needs a line of its own, so all this is one pattern", "Put the comment above", (edit,)
        )
    quoted = _QUOTED.fullmatch(written) if written.startswith(("'", '"')) else None
    if quoted is not None:
        yield Misread(
            "The quotes are part of the pattern",
            "Remove the quotes",
            (file.rewritten(line, [quoted["pattern"]]),),
        )
    braces = _BRACES.fullmatch(written) if "{" in written else None
    if braces is not None:
        choices = [f"{braces['before']}{one}{braces['after']}" for one in braces["choices"].split(",")]
        yield Misread(
            "Braces stand for themselves in a pattern",
            "Write a line for each",
            (file.rewritten(line, choices),),
        )
    if has_separators(written):
        edit = file.rewritten(line, [written.replace("\\", "/")])
        yield Misread(
            "A backslash parts no folders, it takes the next character as it is", "Write slashes", (edit,)
        )
    yield from _several(file, line, written.split())


def _several(file: IgnoreFile, line: Line, words: Sequence[str]) -> Iterator[Misread]:
    """Several patterns in one line, each of which names something that is there."""
    if len(words) > 1 and all(_is_there(file, word.removeprefix("!")) for word in words):
        yield Misread(
            "A line holds one pattern, blanks included",
            "Write a line for each",
            (file.rewritten(line, words),),
        )


def _is_there(file: IgnoreFile, path: str) -> bool:
    """Whether a file or folder of exactly this name is in the context; what cannot be read may be."""
    if isinstance(file.context, Unknown):
        return False
    entry = file.context.raw.entry(clean(f"/{path}")[1:])
    return isinstance(entry, Entry | Unknown) and clean(f"/{path}") != "/"
