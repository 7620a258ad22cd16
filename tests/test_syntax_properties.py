"""What holds for the tree of any text."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from layerwise.syntax.expand import expand, names
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile, Instruction
from layerwise.text import Span
from syntax_cases import CASES, SNIPPETS

pieces = st.sampled_from((*SNIPPETS, *CASES.values())) | st.text(max_size=4)
texts = st.lists(pieces, max_size=8).map("".join)
surrogates = st.text(st.characters(codec=None), max_size=8)


def parts(tree: Dockerfile) -> list[Span]:
    """The instructions' lines and the comments outside of them, in order."""
    return sorted((*(instruction.lines for instruction in tree.instructions), *tree.comments))


def spans(instruction: Instruction) -> Iterator[Span]:
    """All places that an instruction names, but for its lines and comments."""
    yield instruction.keyword_span
    yield instruction.span
    yield from (flag.span for flag in instruction.flags)
    yield from (word.span for word in instruction.words)
    for heredoc in instruction.heredocs:
        yield from (heredoc.span, heredoc.body_span)
    if instruction.trigger:
        yield from spans(instruction.trigger)


class Shape(NamedTuple):
    """An instruction without its places."""

    keyword: str
    flags: list[tuple[str, str | None]]
    words: list[str]
    is_json: bool
    is_open: bool
    bodies: list[str]
    comments: list[str]


def shape(text: str) -> list[Shape]:
    """The structure of a text, line ends aside."""
    return [
        Shape(
            instruction.keyword,
            [(flag.name, flag.value) for flag in instruction.flags],
            [word.text for word in instruction.words],
            instruction.is_json,
            instruction.is_open,
            [heredoc.body.replace("\r\n", "\n") for heredoc in instruction.heredocs],
            [comment.of(text) for comment in instruction.comments],
        )
        for instruction in parse(text).instructions
    ]


@given(texts | surrogates)
def test_parts_join_to_the_text(text: str) -> None:
    """Between the lines of instructions and the comments, which do not overlap, stands white space alone."""
    done = 0
    for span in parts(parse(text)):
        assert span.start >= done
        assert not text[done : span.start].strip(" \t\n\r\v\f\ufeff\x85\xa0\u2028\u2029\u3000").strip()
        done = span.end
    assert not text[done:].strip("\ufeff").strip()


@given(texts)
def test_spans_lie_inside(text: str) -> None:
    """Every part of an instruction lies within its span, and that within its lines."""
    for instruction in parse(text).instructions:
        assert instruction.lines.contains(instruction.span)
        for span in spans(instruction):
            assert instruction.span.contains(span)
        for comment in instruction.comments:
            assert instruction.lines.contains(comment)


@given(texts)
def test_spans_are_in_order(text: str) -> None:
    """Keyword, flags and words follow each other without overlap."""
    for outer in parse(text).instructions:
        for instruction in filter(None, (outer, outer.trigger)):
            flags = [flag.span for flag in instruction.flags]
            words = [word.span for word in instruction.words]

            assert all(
                left.end <= right.start
                for left, right in pairwise((instruction.keyword_span, *flags, *words))
            )


@given(texts)
def test_body_stands_in_the_text(text: str) -> None:
    """Each character of a joined body is the one at its place."""
    for instruction in parse(text).instructions:
        body = instruction.body

        assert "".join(text[body.offset(index)] for index in range(len(body.text))) == body.text


@given(texts)
def test_stages_hold_all_instructions(text: str) -> None:
    """From the first FROM on, each instruction belongs to one stage."""
    tree = parse(text)
    held = [inner for stage in tree.stages for inner in (stage.start, *stage.instructions)]

    assert tuple(held) == tree.instructions[len(tree.instructions) - len(held) :]
    assert all(instruction.keyword != "FROM" for instruction in tree.instructions[: -len(held) or None])


@given(texts.filter(lambda text: "\r" not in text))
def test_line_ends_do_not_matter(text: str) -> None:
    """A file with carriage returns is read as one without."""
    assert shape(text.replace("\n", "\r\n")) == shape(text)


@given(texts)
def test_instructions_stand_alone(text: str) -> None:
    """The lines of an instruction, read alone, give the same instruction."""
    tree = parse(text)
    head = f"# escape={tree.escape}\n"
    for instruction, expected in zip(tree.instructions, shape(text), strict=True):
        lines = instruction.lines
        alone = lines.of(text) if lines.start else lines.of(text).removeprefix("\ufeff")
        assert shape(head + alone) == [expected]


@given(texts | surrogates)
def test_expand_never_fails(text: str) -> None:
    """Any text expands to something, and its variables are found."""
    expand(text, {"A": "b"})
    names(text)
