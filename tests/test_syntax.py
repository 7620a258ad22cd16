"""The tree of a Dockerfile: what is read, and where it stands."""

from typing import TYPE_CHECKING

import pytest
from layerwise.syntax.parse import parse
from layerwise.syntax.tree import Instruction, Pragma

if TYPE_CHECKING:
    from collections.abc import Callable


def only(text: str) -> Instruction:
    """The last instruction of a Dockerfile."""
    return parse(text).instructions[-1]


def words(text: str) -> list[str]:
    """The words of the last instruction."""
    return [word.text for word in only(text).words]


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "COPY a 'b c' d": ["a", "'b", "c'", "d"],
        "WORKDIR /a b ": ["/a b"],
        "RUN a  && b": ["a  && b"],
        'RUN ["a", "b c"]': ["a", "b c"],
        'RUN ["a"] && b': ['["a"] && b'],
        "RUN ['a']": ["['a']"],
        "RUN [1]": ["[1]"],
        'COPY ["a b", "c\\u0020d"]': ["a b", "c d"],
        'COPY ["a" b': ['["a"', "b"],
        "ENV a=b c='d e' f=g\\ h": ["a=b", "c='d e'", "f=g\\ h"],
        "ENV a b  c": ["a", "b  c"],
        "ENV a": ["a"],
        'ARG a b="c d"': ["a", 'b="c d"'],
        "HEALTHCHECK CMD a b": ["CMD", "a b"],
        'HEALTHCHECK CMD ["a", "b"]': ["CMD", "a", "b"],
        "HEALTHCHECK": [],
        "COPY a\\\n  b": ["a", "b"],
        "COPY a\\\nb c": ["ab", "c"],
        "FOO a b": ["a", "b"],
        "ONBUILD RUN a": [],
    }.items(),
)
def test_words(text: str, expected: list[str]) -> None:
    """Each instruction's words are split as the builder splits them."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "flags", "body"),
    [
        ("COPY --from=a --link b c", [("from", "a"), ("link", None)], "b c"),
        ("RUN --mount=type=cache,target=/x a --b", [("mount", "type=cache,target=/x")], "a --b"),
        ('RUN --mount="type=cache,target=/a b" c', [("mount", "type=cache,target=/a b")], "c"),
        ("RUN --a=b\\ c d", [("a", "b c")], "d"),
        ("RUN -a --b", [], "-a --b"),
        ("RUN --a -- --b", [("a", None)], "--b"),
        ("FROM --platform=x", [("platform", "x")], ""),
        ("COPY --from=\\\nb \\\n --link c d", [("from", "b"), ("link", None)], "c d"),
    ],
)
def test_flags(text: str, flags: list[tuple[str, str | None]], body: str) -> None:
    """Leading words with two dashes are flags, their quotes taken off."""
    instruction = only(text)

    assert [(flag.name, flag.value) for flag in instruction.flags] == flags
    assert instruction.body.text == body


def test_last_flag_counts() -> None:
    """Of a repeated flag the last is found."""
    flag = only("COPY --from=a --from=b c d").flag("from")

    assert flag
    assert flag.value == "b"


@pytest.mark.parametrize(
    ("part", "expected"),
    {
        "instruction": "Run --mount=a \\\n  # why\n  echo <<E\n  x\nE",
        "keyword": "Run",
        "flag": "--mount=a",
        "word": "echo <<E",
        "comment": "# why",
        "heredoc": "  x\nE",
        "body": "  x\n",
        "lines": " Run --mount=a \\\n  # why\n  echo <<E\n  x\nE\n",
    }.items(),
)
def test_spans(part: str, expected: str) -> None:
    """Every part knows its place."""
    text = "FROM a\n Run --mount=a \\\n  # why\n  echo <<E\n  x\nE\nRUN b\n"
    run = parse(text).instructions[1]
    spans = {
        "instruction": run.span,
        "keyword": run.keyword_span,
        "flag": run.flags[0].span,
        "word": run.words[0].span,
        "comment": run.comments[0],
        "heredoc": run.heredocs[0].span,
        "body": run.heredocs[0].body_span,
        "lines": run.lines,
    }

    assert spans[part].of(text) == expected


def test_word_spans() -> None:
    """A word's span covers its quotes in JSON form, and the continuation inside it."""
    text = 'COPY ["a b", \\\n "c"]\nCOPY de\\\nf g\n'
    spans = [word.span.of(text) for instruction in parse(text).instructions for word in instruction.words]

    assert spans == ['"a b"', '"c"', "de\\\nf", "g"]


def test_trigger() -> None:
    """An ONBUILD holds an instruction with words, flags and places of its own."""
    text = "ONBUILD \\\n copy --from=a b c\n"
    trigger = only(text).trigger

    assert trigger
    assert trigger.keyword == "COPY"
    assert trigger.span.of(text) == "copy --from=a b c"
    assert [word.span.of(text) for word in trigger.words] == ["b", "c"]
    assert trigger.lines == only(text).lines


@pytest.mark.parametrize(
    ("mark", "expected"),
    {
        "<<E": ("\tx\n", True, False),
        "<<-E": ("x\n", True, True),
        "<<'E'": ("\tx\n", False, False),
        "<< E": ("\tx\n", True, False),
        '3<<"E"': ("\tx\n", False, False),
    }.items(),
)
def test_heredoc(mark: str, expected: tuple[str, bool, bool]) -> None:
    """A heredoc's body, whether it expands, and whether tabs are taken off."""
    heredoc = only(f"RUN cat {mark}\n\tx\nE\n").heredocs[0]

    assert (heredoc.body, heredoc.expands, heredoc.strips_tabs) == expected
    assert heredoc.name == "E"


def test_open_heredoc() -> None:
    """A heredoc without its end takes the rest of the file, and says so."""
    text = "FROM a\nRUN <<E\nRUN b\n"
    tree = parse(text)

    assert len(tree.instructions) == 2
    assert tree.instructions[1].heredocs[0].is_open
    assert tree.instructions[1].lines.end == len(text)
    assert [problem.message for problem in tree.problems] == ["the heredoc E is not ended"]


@pytest.mark.parametrize(
    ("text", "is_open"),
    {"RUN a \\": True, "RUN a \\\n\n# b\n": True, "RUN a \\\n b": False, "RUN a": False}.items(),
)
def test_open_continuation(text: str, is_open: bool) -> None:
    """A continuation that the end of the file cuts off is open, and loses nothing."""
    instruction = only(text)

    assert instruction.is_open == is_open
    assert instruction.lines.of(text) == text


def test_stages() -> None:
    """Stages hold their base, their lower-case name and their instructions; ARG above them stands apart."""
    tree = parse("ARG V\nFROM --platform=x a:$V AS One\nRUN x\nFROM b\nFROM\n")

    assert [argument.keyword for argument in tree.arguments] == ["ARG"]
    assert [(stage.index, stage.name) for stage in tree.stages] == [(0, "one"), (1, None), (2, None)]
    assert [stage.base and stage.base.text for stage in tree.stages] == ["a:$V", "b", None]
    assert [len(stage.instructions) for stage in tree.stages] == [1, 0, 0]


def test_directives() -> None:
    """Directives stand at the very top; the escape is in force at once."""
    tree = parse("# Syntax = a/b:1\n#check=skip=all\n# escape=`\n# syntax=late\nFROM a\nRUN a `\n b\n")

    assert tree.directive("syntax") == "a/b:1"
    assert tree.directive("check") == "skip=all"
    assert tree.escape == "`"
    assert tree.instructions[-1].body.text == "a  b"


@pytest.mark.parametrize(
    "text", ["# c\n# escape=`\n", "\n# escape=`\n", "# escape=x\n", "FROM a\n# escape=`\n"]
)
def test_no_directive(text: str) -> None:
    """A directive below anything else, or with an impossible value, is none."""
    assert parse(text).escape == "\\"


@pytest.mark.parametrize(
    ("comment", "expected"),
    {
        "# layerwise: ignore=a-b": ("ignore", ("a-b",), None),
        "#layerwise:ignore = a , b": ("ignore", ("a", "b"), None),
        "# layerwise: ignore=a,b reason=it is, so": ("ignore", ("a", "b"), "it is, so"),
        "# layerwise: ignore": ("ignore", (), None),
        "# layerwise: ignore reason=x": ("ignore", (), "x"),
        "# layerwise: ignore-file=a": ("ignore-file", ("a",), None),
        "# layerwise: ignore=": None,
        "# layerwise: ignore=a b": None,
        "# layerwise: ignored=a": None,
        "# layerwise ignore=a": None,
        "# see layerwise: ignore=a": None,
    }.items(),
)
def test_pragma(comment: str, expected: tuple[str, tuple[str, ...], str | None] | None) -> None:
    """A comment that is a pragma to its end is read as one."""
    pragmas = parse(f"FROM a\n{comment}\nRUN b\n").pragmas

    assert [pragma[:3] for pragma in pragmas] == ([expected] if expected else [])


def test_pragma_places() -> None:
    """Pragmas are found between continuation lines too, in order, and not in heredocs."""
    text = "# layerwise: ignore=a\nRUN x \\\n  # layerwise: ignore=b\n y <<E\n# layerwise: ignore=c\nE\n"
    pragmas: tuple[Pragma, ...] = parse(text).pragmas

    assert [pragma.span.of(text) for pragma in pragmas] == ["# layerwise: ignore=a", "# layerwise: ignore=b"]


def test_comments() -> None:
    """Comments outside of instructions are listed, without indentation and line end."""
    text = "# escape=`\n  # a\r\nFROM a # b\n"

    assert [span.of(text) for span in parse(text).comments] == ["# escape=`", "# a"]


@pytest.mark.parametrize(
    ("text", "message"),
    {
        "": "there is no FROM",
        "FROM a\nFOO b": "FOO is no instruction",
        "RUN a\nFROM b": "RUN stands above the first FROM",
        "FROM a\nCOPY b": "COPY needs a source and a destination",
        "FROM a\nENV": "ENV needs an argument",
        "FROM a\nENV b": "ENV has a name without a value",
        "FROM a\nENV b=c d": "d lacks its =",
        "FROM a b": "FROM takes an image, or an image, AS and a name",
        "FROM a AS 1": "1 cannot name a stage",
        "FROM a\nONBUILD FROM b": "FROM cannot stand in an ONBUILD",
        "FROM a\nONBUILD COPY b": "COPY needs a source and a destination",
        "FROM a\nRUN [1]": "the JSON array of RUN holds other things than strings",
        "FROM a\nSHELL sh": "SHELL needs a JSON array",
        "# escape=x\nFROM a": "the escape directive must be \\ or `",
        "# syntax=a\n# syntax=b\nFROM a": "only one syntax directive can be used",
    }.items(),
)
def test_problem(text: str, message: str) -> None:
    """What the builder would refuse is told in one line."""
    assert [problem.message for problem in parse(text).problems] == [message]


@pytest.mark.parametrize(
    "text", ["FROM a\nRUN\nCMD []\nENTRYPOINT\n", "ARG b\nFROM a AS c\nCOPY b c\nENV a=b\n"]
)
def test_no_problem(text: str) -> None:
    """What the builder takes has no problem."""
    assert parse(text).problems == ()


LARGE: "dict[str, Callable[[int], str]]" = {
    "lines": lambda size: "FROM a\n" + "RUN b && c\n" * size,
    "continuations": lambda size: "FROM a\nCOPY a \\\n" + " b \\\n" * size + " c\n",
    "comments in a continuation": lambda size: "FROM a\nRUN a \\\n" + "# b\n" * size + " c\n",
    "open continuation": lambda size: "FROM a\nRUN a \\\n" + "\n" * size,
    "one line": lambda size: "FROM a\nRUN " + "a" * 40 * size,
    "quoted words": lambda size: "FROM a\nENV a=" + "'b c' \\" * 5 * size,
    "flags": lambda size: "FROM a\nRUN " + "--a=b " * 5 * size,
    "JSON": lambda size: "FROM a\nRUN [" + '"a",' * 5 * size + '"b"]',
    "open JSON": lambda size: "FROM a\nRUN [" + '"a",' * 5 * size,
    "open brackets": lambda size: "FROM a\nRUN " + "[" * 30 * size,
    "heredoc body": lambda size: "FROM a\nRUN <<EOF\n" + "b\n" * size,
    "heredoc marks": lambda size: "FROM a\nRUN " + "<<b " * size + "\n" + "b\n" * size,
    "nested substitutions": lambda size: "FROM a\nRUN <<" + "${a:-" * 5 * size,
    "nested triggers": lambda size: "FROM a\n" + "ONBUILD " * size,
    "escapes": lambda size: "\\" * 30 * size + "\n" + "\\ " * 10 * size,
    "blanks": lambda size: " " * 30 * size + "\n" * size,
    "pragma": lambda size: "# layerwise: ignore=" + "a , " * 5 * size,
}


@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_large(make: "Callable[[int], str]") -> None:
    """Very large files are read in the ordinary run: time grows with the text, not with its square."""
    text = make(30_000)

    assert parse(text).text == text
