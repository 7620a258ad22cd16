"""Our reading of Dockerfiles against BuildKit's own parser (PyPI `dockerfile`, optional)."""

import itertools
import json
import random
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from checking import fixtures, read, unmark
from layerwise.syntax.instructions import KEYWORDS
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Dockerfile, Instruction
from syntax_cases import CASES, SNIPPETS

oracle: Any = pytest.importorskip("dockerfile", reason="BuildKit's parser (PyPI dockerfile) is not installed")


class Reading(NamedTuple):
    """What both parsers tell of an instruction; lines count from 1."""

    keywords: tuple[str, str]
    first_line: int
    last_line: int
    flags: tuple[str, ...]
    values: tuple[str, ...]
    heredocs: tuple[tuple[str, str], ...]


def mutations(count: int) -> list[str]:
    """That many texts made from the cases by cutting, doubling and inserting, always the same ones."""
    chance = random.Random(7)  # noqa: S311 - not for secrets
    texts = list(CASES.values())
    made: list[str] = []
    for _ in range(count):
        text = chance.choice(texts)
        for _ in range(chance.randint(1, 4)):
            start, end = sorted(chance.randint(0, len(text)) for _ in range(2))
            part = chance.choice((chance.choice(SNIPPETS), chance.choice(SNIPPETS), "", text[start:end]))
            end = start if part in SNIPPETS else min(end, start + 6)
            text = text[:start] + part + text[end:]
        made.append(text)
    return made


def theirs(text: str) -> list[Reading] | None:
    """What the builder reads, None where it refuses the text."""
    try:
        commands = oracle.parse_string(text)
    except oracle.GoParseError:
        return None
    return [_their_reading(command) for command in commands]


def _their_reading(command: Any) -> Reading:  # noqa: ANN401 - an object of the oracle's
    keywords = (_upper(command.cmd or ""), _upper(command.sub_cmd or ""))
    # Of unknown instructions and of the heredocs under ONBUILD it tells nothing.
    return Reading(
        keywords,
        command.start_line,
        command.end_line,
        command.flags,
        command.value if _are_known(keywords) else (),
        () if command.sub_cmd else tuple((heredoc.name, heredoc.content) for heredoc in command.heredocs),
    )


def _our_reading(text: str, instruction: Instruction) -> Reading:
    inner = instruction.trigger or instruction
    keywords = (instruction.keyword, instruction.trigger.keyword if instruction.trigger else "")
    words = tuple(word.text for word in inner.words)
    if inner.keyword in ("ENV", "LABEL") and words and "=" in words[0]:
        words = tuple(part for word in words for part in word.split("=", 1))
    flags = (
        f"--{flag.name}" + ("" if flag.value is None else f"={flag.value}") for flag in instruction.flags
    )
    heredocs = ((heredoc.name, heredoc.body_span.of(text)) for heredoc in instruction.heredocs)
    return Reading(
        keywords,
        text.count("\n", 0, instruction.lines.start) + 1,
        text.count("\n", 0, instruction.lines.end - 1) + 1,
        tuple(flags),
        words if _are_known(keywords) else (),
        () if instruction.trigger else tuple(heredocs),
    )


def _are_known(keywords: tuple[str, ...]) -> bool:
    return keywords[0] in KEYWORDS and keywords[1] in KEYWORDS - {"ONBUILD"} | {""}


def _upper(keyword: str) -> str:
    return keyword.upper() if keyword.isascii() else keyword


def _is_beyond(tree: Dockerfile) -> bool:
    """Whether the oracle, which is an older builder, reads the text otherwise than the present one.

    It does not know `# check=` nor `RUN << EOF`, wants ASCII blanks in directives, takes `RUN ["a"] && b` for
    JSON, and the backslash for the escape of flags whatever the directive says.
    """
    if tree.directive("check") or not all(line.span.of(tree.text).isascii() for line in tree.directives):
        return True
    if tree.escape == "`" and any(instruction.flags for instruction in tree.instructions):
        return True
    bodies = [(instruction.trigger or instruction).body.text for instruction in tree.instructions]
    return any(re.search(r"<<-?[ \t\r]", body) or _is_json_with_tail(body) for body in bodies)


def _is_json_with_tail(body: str) -> bool:
    start = max(body.find("["), 0)
    try:
        _, end = json.JSONDecoder().raw_decode(body, start)
    except ValueError:
        return False
    return end < len(body)


def compare(text: str) -> None:
    """Both readings are the same, or both refuse the text."""
    tree = parse(text)
    if _is_beyond(tree):
        return
    expected = theirs(text)
    if expected is None:
        assert tree.problems
        return
    # It reads flags byte by byte, so that any that are not ASCII are spoilt.
    if not all(flag.isascii() for reading in expected for flag in reading.flags):
        return

    assert [_our_reading(text, instruction) for instruction in tree.instructions] == expected


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_cases(text: str) -> None:
    """Each case is read as the builder reads it."""
    compare(text)


@pytest.mark.parametrize("folder", fixtures(), ids=lambda path: path.name)
def test_fixtures(folder: Path) -> None:
    """So are the Dockerfiles of all fixtures."""
    compare(unmark(read(folder / "Dockerfile")))


@pytest.mark.parametrize("text", mutations(300), ids=itertools.count())
def test_mutations(text: str) -> None:
    """So are mutations."""
    compare(text)
