"""A fix as the lines that it takes out and puts in, beneath a finding."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from layerwise.analysis import Analysis
from layerwise.cli.formats.snippet import Gutter
from layerwise.cli.screen import cut
from layerwise.cli.terminal import Colour, visible
from layerwise.cli.texts import Unusable, read_text
from layerwise.findings.finding import FileChange, Fix
from layerwise.host.disk import directories
from layerwise.text import Lines, apply
from layerwise.tuples import NamedTuple

_SHORT = 20  # lines of a fix that is drawn unasked, so that a finding and its fix fit on a small screen
_AROUND = 1  # unchanged lines shown beside what changes


class _Row(NamedTuple):
    """A line as it was or will be; `sign` is empty for words about a file, "…" where lines are left out."""

    sign: str
    number: int | None
    text: str


def fix_lines(analysis: Analysis, fix: Fix, gutter: Gutter, *, has_all: bool) -> Iterator[str]:
    """The lines of a fix; of a long one, unless all are wanted, only how many there are."""
    text = analysis.document.text
    rows = list(_rows(text, apply(text, fix.edits)))
    root = next(iter(directories(analysis.builds)), None)
    for change in fix.changes:
        rows += _elsewhere(change, root)
    if not has_all and len(rows) > _SHORT:
        changed = sum(row.sign in ("+", "-") for row in rows)
        yield from gutter.note(f"it changes {changed} lines; --show-fixes shows them")
        return
    yield gutter.row()
    yield from (_drawn(row, gutter) for row in rows)


def _elsewhere(change: FileChange, root: Path | None) -> Iterator[_Row]:
    """What a fix does to another file; nothing where that cannot be read any more."""
    if root is None:
        return
    try:
        before = "" if change.create else read_text(root / change.path)
    except Unusable:
        return
    yield _Row("", None, f"{change.path}{' (a new file)' if change.create else ''}")
    yield from _rows(before, apply(before, change.edits))


def _rows(before: str, after: str) -> Iterator[_Row]:
    old, new = _split(before), _split(after)
    from difflib import SequenceMatcher  # noqa: PLC0415 - where a fix is drawn

    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND)
    for number, group in enumerate(groups):
        if number:
            yield _Row("…", None, "")
        for tag, *bounds in group:
            yield from _changed(tag, old, new, bounds)


def _split(text: str) -> list[str]:
    """The lines of a text without their ends, parted where editors part them."""
    lines = Lines(text)
    found = [lines.line(number).of(text).rstrip("\r\n") for number in range(len(lines))]
    return found if found[-1] else found[:-1]


def _changed(tag: str, old: Sequence[str], new: Sequence[str], bounds: Sequence[int]) -> Iterator[_Row]:
    start, end, new_start, new_end = bounds
    if tag == "equal":
        yield from (_Row(" ", new_start + at + 1, line) for at, line in enumerate(old[start:end]))
        return
    yield from (_Row("-", start + at + 1, line) for at, line in enumerate(old[start:end]))
    yield from (_Row("+", new_start + at + 1, line) for at, line in enumerate(new[new_start:new_end]))


def _drawn(row: _Row, gutter: Gutter) -> str:
    if not row.sign:
        return gutter.row(gutter.screen.painted(visible(row.text), Colour.BOLD))
    if row.sign == "…":
        return gutter.row("…")
    line = f"{row.sign} {visible(row.text.rstrip())}".rstrip()
    shown = line if gutter.room is None else cut(line, gutter.room)
    colours = {"-": (Colour.RED,), "+": (Colour.GREEN,)}.get(row.sign, ())
    return gutter.row(gutter.screen.painted(shown, *colours), row.number)
