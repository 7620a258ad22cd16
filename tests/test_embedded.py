"""Dockerfiles in compose files: their places, and edits written back so that YAML reads what was meant."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from checking import FIXTURES, analysed, context_of, fixtures, read, unmark
from hypothesis import assume, given
from hypothesis import strategies as st
from layerwise.analysis import Analysis
from layerwise.builds.inline import Inline
from layerwise.builds.inlines import inlines
from layerwise.findings.finding import Fix
from layerwise.fixes import fix_all, ignore_here, ignore_in_file
from layerwise.hosted import Hosted, fix_hosted
from layerwise.text import Edit, Span, apply
from wrapping import WRAPPINGS, Wrapping, unwrapped, wrap

_FIXTURES = [one for one in fixtures() if (one / "Dockerfile").exists()]


def _same(one: str, other: str) -> bool:
    return one.rstrip("\n") == other.rstrip("\n")


@pytest.mark.parametrize("number", range(len(_FIXTURES)), ids=lambda number: _name(_FIXTURES[number]))
def test_fixes_of_fixtures(number: int) -> None:
    """Each fix and comment of each fixture, written into YAML in some way, is read there as in a plain Dockerfile."""
    text = _text(_FIXTURES[number])
    inline = _held(text, number)
    found = analysed(inline.text, context_of(_FIXTURES[number]))
    for edits in _changes(found):
        carried = inline.carried(edits)

        assert carried is not None
        assert _same(unwrapped(apply(inline.host, carried)).text, apply(inline.text, edits))
    for finding in found.findings:
        shown = inline.outer(finding.span).of(inline.host).replace("$$", "$")

        assert shown.split() == finding.span.of(inline.text).split()


def _name(folder: Path) -> str:
    return folder.relative_to(FIXTURES).as_posix()


def _text(folder: Path) -> str:
    return unmark(read(folder / "Dockerfile")).replace("\r\n", "\n").removeprefix("\ufeff")


def _changes(found: Analysis) -> list[Sequence[Edit]]:
    """All fixes, and the comments that silence the first finding."""
    changes: list[Sequence[Edit]] = [fix.edits for finding in found.findings for fix in finding.fixes]
    for finding in found.findings[:1]:
        comments = (ignore_here(found.document, finding), ignore_in_file(found.document, finding))
        changes += [(edit,) for edit in comments if edit is not None]
    return changes


def _held(text: str, number: int) -> Inline:
    """The Dockerfile as read from YAML, in one of the ways in which it can stand there: for each number another."""
    ways = (*WRAPPINGS, *WRAPPINGS)[number % len(WRAPPINGS) :]
    return next(found for way in ways if (found := _read(text, way)) is not None)


def _read(text: str, wrapping: Wrapping) -> Inline | None:
    """The Dockerfile as read from YAML; None where it cannot stand there in that way."""
    found = inlines(wrap(text, wrapping), {})
    return found[0] if found and found[0].is_placed and _same(found[0].text, text) else None


@pytest.mark.parametrize("number", range(0, len(_FIXTURES), 4))
@pytest.mark.parametrize("takes_review", [False, True])
def test_all_fixes_of_fixtures(number: int, takes_review: bool) -> None:
    """All fixes in a compose file give what they give in a plain Dockerfile."""
    folder = _FIXTURES[number]
    text = _text(folder)
    files = context_of(folder)
    inline = _held(text, number)

    def is_wanted(fix: Fix) -> bool:
        return not fix.changes and (takes_review or fix.safety.value == "safe")

    def again(after: str, fix: Fix) -> Analysis:
        del fix
        return analysed(after, files)

    plain = fix_all(analysed(inline.text, files), is_wanted, again)
    there, fixed = fix_hosted(Hosted(inline=inline, analysis=analysed(inline.text, files)), is_wanted, again)

    assert fixed.text == plain.text
    assert _same(unwrapped(there.host).text, plain.text)


_LINE = st.text(st.sampled_from("ab $#\\é😀\t"), max_size=6)
_LINES = st.lists(_LINE, min_size=1, max_size=6).map("\n".join)


@given(text=_LINES, wrapping=st.sampled_from(WRAPPINGS), data=st.data())
def test_any_edits(text: str, wrapping: Wrapping, data: st.DataObject) -> None:
    """Any edits of any text are written so that YAML reads the edited text, or not at all; places agree both ways."""
    inline = _read(f"x{text}\n", wrapping)
    assume(inline is not None)
    assert inline is not None
    ends = st.integers(0, len(inline.text))
    cuts = sorted(data.draw(st.lists(ends, max_size=6)))
    edits = [
        Edit(Span(start, end), data.draw(_LINES)) for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    carried = inline.carried(edits)
    if carried is not None and apply(inline.text, edits).strip():
        assert _same(unwrapped(apply(inline.host, carried)).text, apply(inline.text, edits))
    for offset in range(len(inline.text)):
        outer = inline.outer(Span(offset, offset + 1))

        assert inline.inner(outer.start) == offset
        assert outer.of(inline.host).replace("\r\n", "\n").replace("$$", "$") in (inline.text[offset], "")


@given(text=_LINES, wrapping=st.sampled_from(WRAPPINGS))
def test_simple_edits_are_written(text: str, wrapping: Wrapping) -> None:
    """A whole line that is put in anywhere below the first is always written."""
    inline = _read(f"x{text}\n", wrapping)
    assume(inline is not None)
    assert inline is not None
    for number, line in enumerate(inline.text.split("\n")[1:], 1):
        start = len("\n".join(inline.text.split("\n")[:number])) + 1
        if start <= len(inline.text):
            assert inline.carried([Edit(Span(start, start), "COPY $A .\n")]) is not None, line
