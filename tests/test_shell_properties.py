"""What holds for any script, however broken."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.shell.read import read
from layerwise.shell.script import Script
from layerwise.syntax.parse import parse
from shell_cases import SCRIPTS

_TOKENS = (
    *(
        " ",
        "\t",
        ";",
        "&&",
        "||",
        "|",
        "&",
        "(",
        ")",
        "{ ",
        " }",
        "'",
        '"',
        "`",
        "\\",
        "$",
        "$(",
        "${",
        "$((",
        "))",
    ),
    *(
        "if ",
        "then ",
        "else ",
        "fi ",
        "for x in ",
        "do ",
        "done ",
        "case a in ",
        "b) ",
        ";;",
        "esac ",
        "f() ",
        "! ",
    ),
    *(
        "cd ",
        "x",
        "A=1 ",
        "export ",
        "eval ",
        "sh -c ",
        "sudo ",
        "xargs ",
        "find . -exec ",
        "#",
        "<<E",
        ">",
        "2>&1",
    ),
    *("[[ ", " ]]", "*", "~", "$A", "}", "=(", "\n", "\nE\n", "\\\n", "é", "\U0001f600"),
)
_SCRIPTS = st.lists(st.sampled_from(_TOKENS), max_size=30).map("".join) | st.text(max_size=60)


def _read(text: str) -> list[Script]:
    """The scripts of every RUN in a Dockerfile."""
    instructions = parse(text).instructions
    return [read(i, cwd="/", environment={"A": "1 2"}) for i in instructions if i.keyword.upper() == "RUN"]


@given(_SCRIPTS, st.sampled_from(("RUN {}", "RUN <<H\n{}\nH\n", "RUN bash <<-H && x\n{}\nH\n")))
def test_reads_anything(script: str, form: str) -> None:
    """Any text reads without an exception, and all spans lie inside."""
    text = "FROM a\n" + form.replace("{}", script)

    for found in _read(text):
        spans = [part.span for part in found.parts]
        spans += [part.operator_span for part in found.parts]
        spans += [command.span for command in found.commands]
        spans += [word.span for command in found.commands for word in command.words]
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@given(_SCRIPTS)
def test_parts_stand_in_order(script: str) -> None:
    """Parts and the operators between them follow one another without overlap."""
    for found in _read("FROM a\nRUN " + script):
        spans = [span for part in found.parts for span in (part.operator_span, part.span)]
        assert all(one.end <= two.start for one, two in pairwise(spans))


@given(_SCRIPTS)
def test_parts_hold_the_commands(script: str) -> None:
    """Each command belongs to exactly one part."""
    for found in _read("FROM a\nRUN " + script):
        assert found.commands == tuple(command for part in found.parts for command in part.commands)


@pytest.mark.parametrize("script", SCRIPTS)
def test_forms_agree(script: str) -> None:
    """A script has the same commands on its own line, in a heredoc and behind `bash -c`."""
    direct, quoted = (
        [command.name for found in _read(f"FROM a\n{run}") for command in found.commands]
        for run in (f"RUN <<HERE\n{script}\nHERE", f"RUN bash <<HERE && true\n{script}\nHERE")
    )

    assert direct == quoted[:-1]


@pytest.mark.parametrize(
    "token", ["${x:-", "$(", "`", "$((", "(", "{ ", "if ", '$(a "', "a)", "f() { ", "! "]
)
def test_depth(token: str) -> None:
    """Five thousand levels neither crash nor take long."""
    for found in _read("FROM a\nRUN " + token * 5000):
        assert found.unreadable is not None or token in ("! ", "`")


@pytest.mark.parametrize(
    "unit", ["a && ", "a; ", "x=1; ", "a | ", "cd x; ", "export A=1; ", "(a); ", "$(a) "]
)
def test_length(unit: str) -> None:
    """A script of thousands of commands is read."""
    assert _read("FROM a\nRUN " + unit * 3000 + "a")
