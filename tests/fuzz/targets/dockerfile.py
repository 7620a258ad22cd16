"""The parser of Dockerfiles: any text gives a tree whose spans lie in order and join to the text."""

from collections.abc import Iterator
from itertools import pairwise

from layerwise.syntax.expand import expand, names
from layerwise.syntax.parse import parse, parse_anew
from layerwise.syntax.tree import Dockerfile
from layerwise.text import Span

from fuzz.target import text_of

WORDS = (
    *("FROM ", "RUN ", "COPY ", "ADD ", "ARG ", "ENV ", "WORKDIR ", "USER ", "SHELL ", "ONBUILD ", "LABEL "),
    *(
        "HEALTHCHECK ",
        "CMD ",
        "ENTRYPOINT ",
        "VOLUME ",
        "STOPSIGNAL ",
        "EXPOSE ",
        "MAINTAINER ",
        " AS ",
        "NONE",
    ),
    *("<<EOF", "<<-'E'", "\nEOF\n", "\nE\n", "\\\n", "`\n", "# escape=`\n", "# syntax=docker/dockerfile:1\n"),
    *(
        "# layerwise: ignore=",
        "# layerwise: ignore-file=",
        "# check=skip=all\n",
        '["a", ',
        '"]',
        "--from=",
        "--chown=",
    ),
    *(
        "--mount=type=bind,target=",
        "--exclude=",
        "--parents ",
        "--link ",
        "${",
        "${A:-",
        "${A:+",
        "${A#",
        "${A//",
    ),
    *(
        "$A",
        "\\$",
        "\r\n",
        "\r",
        "\t",
        "\ufeff",
        "\u2028",
        "\x0b",
        "\x0c",
        "\x85",
        "\0",
        "é",
        "\U0001f600",
        "#!",
    ),
)
SEEDS = (
    "# syntax=docker/dockerfile:1\nFROM a AS b\nARG A=1\nENV B=${A:-x} C='d e'\nCOPY --from=b . .\n",
    'FROM a\nRUN <<E cat && \\\n  # c\n x\nbody $A\nE\nCOPY <<-"F" /f\n\tx\n\tF\n',
    '# escape=`\nFROM a\nRUN ["a", "b\\n"]\nONBUILD ADD x `\n  y\nLABEL a="b c" d=e\nhealthcheck cmd x\n',
    "# layerwise: ignore=a,b reason=c\n\nFROM ${X:+y}\nCOPY [\"a b\", 'c']\nENV A b c\\\r\n d\n",
)


def run(data: bytes) -> None:
    """Parse the text, as it is and half of it first."""
    text = text_of(data)
    document = parse_anew(text)
    _check(document)
    if len(text) >= 1000:  # what is shorter is never read by what was read before
        parse(text[: len(text) // 2])
        assert parse(text) == document
    expand(text, {"A": "b"})
    names(text)


def _check(document: Dockerfile) -> None:
    text = document.text
    assert all(0 <= one.start <= one.end <= len(text) for one in _spans(document))
    assert all(one.lines.end <= two.lines.start for one, two in pairwise(document.instructions))
    pieces, at = [], 0
    for instruction in document.instructions:
        pieces += [text[at : instruction.lines.start], instruction.lines.of(text)]
        at = instruction.lines.end
        assert instruction.lines.contains(instruction.span)
    assert "".join([*pieces, text[at:]]) == text


def _spans(document: Dockerfile) -> Iterator[Span]:
    yield from document.comments
    yield from (problem.span for problem in document.problems)
    for pragma in document.pragmas:
        yield from (pragma.span, *pragma.places)
    for one in document.instructions:
        yield from (one.lines, one.span, one.keyword_span, *one.comments)
        yield from (word.span for word in one.words)
        yield from (flag.span for flag in one.flags)
        yield from (heredoc.span for heredoc in one.heredocs)
