"""Patterns, names and lists made to take for ever: each answer comes at once, and is the one that it always was.

`python tests/fuzz/expressions.py` attacks every expression; what it finds and the server really meets stands here.
"""

import sys
from collections.abc import Callable

import pytest
from layerwise.analysis import analyse
from layerwise.builds.build import Build
from layerwise.builds.interpolate import interpolate
from layerwise.builds.sources import is_compose_file
from layerwise.cache.key import key
from layerwise.cache.plan import plan
from layerwise.context.context import BuildContext
from layerwise.context.ignore import parse_ignore
from layerwise.context.memory import Link, MemoryTree
from layerwise.context.pattern import matches_above
from layerwise.ecosystems.javascript._node_settings import from_npmrc
from layerwise.ignoring.asking import _ASKS, _SCRIPT
from layerwise.lsp.convert import plain
from layerwise.manifests.gemfile import read_gemspec
from layerwise.manifests.globs import expand
from layerwise.secrets.contents import in_environment
from layerwise.settings import Settings
from layerwise.syntax.expand import names
from layerwise.syntax.parse import MOST_INSTRUCTIONS, MOST_STAGES, parse
from layerwise.syntax.sources import MOST_WORDS
from layerwise.unknown import Unknown

if sys.platform == "win32":
    pytest.skip("needs processes that can be forked", allow_module_level=True)

from fuzz.entries import entries
from fuzz.measure import measured

_LIMIT = 10.0  # seconds of the processor; each takes less than one
_LINE = "TOKEN=9fKq2LmZ7xTw4RvB8cYd3HsJ6pGn1A5u"
_DEEP = "/".join("a" * 24)


def _makefile() -> None:
    entry = next(one for one in entries() if one.name == "builds Makefile")
    entry.run(entry.kinds["setting lines"](100_000))


def _judged(command: str, files: dict[str, str]) -> Callable[[], object]:
    """The analysis of a Dockerfile that copies the files of its context and runs a command."""
    build = Build(context=BuildContext(MemoryTree(files)), label="", origin="a test")
    return lambda: analyse(f"FROM a\nWORKDIR /app\nCOPY . .\nRUN {command}\n", [build], Settings())


def _long(text: str) -> str:
    return text * (400_000 // len(text))


def _project(text: str) -> dict[str, str]:
    return {"a.csproj": f'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>{text}</PropertyGroup></Project>'}


def _pom(properties: str, path: str) -> dict[str, str]:
    jar = f"<dependency><scope>system</scope><systemPath>{path}</systemPath></dependency>"
    inner = f"<properties>{properties}</properties><dependencies>{jar}</dependencies>"
    return {"pom.xml": f"<project>{inner}</project>"}


_READINGS = {
    "backslashes in an address of sed": _judged("sed '\\a" + "\\" * 50 + "' f", {}),
    "strings of rebar over line ends": _judged("rebar3 compile", {"rebar.config": _long('"a\\aa\\') + "\n"}),
    "conditions of MSBuild": _judged("dotnet restore", _project(f"<A>{_long('exists ( ')}</A>")),
    **{
        f"blanks behind {word} of Gradle": _judged(
            "gradle dependencies", {"build.gradle": "", "settings.gradle": word + _long(" \n")}
        )
        for word in ("include", "url =", "id", "apply")
    },
    "properties of a POM that stay open": _judged("mvn dependency:go-offline", _pom("", _long("${"))),
    "properties of a POM in themselves": _judged(
        "mvn dependency:go-offline", _pom(f"<a>{'${a}' * 1_000}</a>", "${a}")
    ),
}
_CASES: dict[str, Callable[[], object]] = {
    **_READINGS,
    "runs of backticks in a hover": lambda: plain("```a\n " + "```" * 20_000),
    "links in a hover that stay open": lambda: plain("[a" * 100_000 + "[a](" * 100_000),
    "the name of a compose file": lambda: is_compose_file("docker-compose" + "-" * 80),
    "options of git": lambda: _ASKS.search("git" + " --a" * 40 + " -C -C" * 40 + " x"),
    "scripts of a package": lambda: _SCRIPT.findall("." * 40_000),
    "stars for folders": lambda: matches_above("**/a/" * 12 + "b", _DEEP),
    "an ignore file of stars": lambda: parse_ignore(
        "**/" * 20_000 + "x\n" + "*/**/" * 6_000 + "y"
    ).is_ignored(_DEEP),
    "stars for folders in stars": lambda: BuildContext(MemoryTree({f"{_DEEP}/b": ""})).glob(
        "**/a/" * 8 + "c", is_deep=True
    ),
    "blanks in .npmrc": lambda: from_npmrc("a" + " " * 20_000 + "x"),
    "defaults within defaults": lambda: interpolate("${A:-" * 600_000 + "}" * 600_000),
    "open variables in .npmrc": lambda: from_npmrc("a=" + "${" * 200_000),
    "comments of .env": lambda: in_environment("# change me\n" * 40_000),
    "equals and comments of .env": lambda: in_environment("a=" * 3_000 + " #" * 3_000),
    "blanks in a gemspec": lambda: read_gemspec("require" + " " * 60_000 + "x"),
    "variables of a Makefile": _makefile,
    "patterns of workspaces": lambda: expand(MemoryTree({"a": ""}), "", ["!b", "c"] * 20_000),
    "a pattern for each folder": lambda: expand(
        MemoryTree({f"a{n}/x": "" for n in range(3_000)}), "", [f"*{n}" for n in range(3_000)]
    ),
    "links that lead to themselves": lambda: expand(
        MemoryTree({"p/package.json": "", "p/a": Link("."), "p/b": Link("../p")}), "", ["p/**"]
    ),
}


@pytest.mark.parametrize("case", _CASES)
def test_ends(case: str) -> None:
    """It is answered, without an error and without anyone waiting for it."""
    found = measured(_CASES[case], _LIMIT)

    assert found.seconds is not None, f"{case} takes more than {_LIMIT:g} s"
    assert not found.error


def test_names_of_compose_files() -> None:
    """What was a compose file is one, and nothing else."""
    assert is_compose_file("compose.yaml")
    assert is_compose_file("docker-compose.prod-eu.override.yml")
    assert not is_compose_file("docker-compose..yml")
    assert not is_compose_file("compose-.yml")


def test_stars_for_folders() -> None:
    """`**` stands for none and for many, but needs one behind it; what lies below a match counts."""
    assert matches_above("**/b", "b")
    assert matches_above("a/**/b", "a/x/y/b/c")
    assert matches_above("**", "a")
    assert not matches_above("a/**/b", "a/x")
    assert BuildContext(MemoryTree({"a/a/b": "", "b": ""})).glob("**/**/b", is_deep=True) == ("a/a/b", "b")


def test_settings_of_npm() -> None:
    """Lists, values with blanks, comments, variables and line ends are as npm reads them."""
    text = "a[] = b c \n;x=1\nd\n[e]\n 'f' = \"g\"\nh=${I}\nj=${K\r\nl\r\n"

    assert from_npmrc(text) == {"a": "b c", "d": "true", "f": "g", "h": None, "j": "${K\r"}


def test_values_to_be_replaced() -> None:
    """A comment above or behind says so; a line between it and the value takes that back."""
    assert in_environment(f"{_LINE}\n")
    assert in_environment(f"# change me\n\n{_LINE}\n")
    assert not in_environment(f"# change me\n# more\n{_LINE}\n")
    assert not in_environment(f"{_LINE} # replace it\n")


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nCOPY" + " a" * MOST_WORDS + " /b/\nRUN npm ci\n",
        "FROM a\nCOPY . .\nRUN npm ci\nENV" + " A=b" * (MOST_WORDS + 1),
        "FROM a\nCOPY . .\nRUN npm ci\nRUN [" + '"a",' * MOST_WORDS + '"a"]',
        "FROM a\nCOPY . .\nRUN npm ci\nRUN a" + " <<E" * (MOST_WORDS + 1),
    ],
    ids=["COPY", "ENV", "JSON", "heredocs"],
)
def test_an_instruction_of_too_many_words(text: str) -> None:
    """Nothing of the Dockerfile is read, nothing is found in it, and that is said where the instruction stands."""
    document = parse(text)

    assert not document.instructions
    assert [problem.message for problem in document.problems] == [
        "nothing of it is read: an instruction has more than 5,000 words"
    ]
    assert not analyse(text, [], Settings()).findings


def test_a_script_has_one_word() -> None:
    """A long RUN is no reason to leave the Dockerfile out, and 5,000 words are none either."""
    assert len(parse("FROM a\nRUN echo" + " a" * 20_000).instructions) == 2
    assert len(parse("FROM a\nCOPY" + " a" * (MOST_WORDS - 1)).instructions) == 2


def test_too_many_stages() -> None:
    """A thousand are read, and one more is refused."""
    stages = "FROM a\n" * MOST_STAGES

    assert len(parse(stages).stages) == MOST_STAGES
    assert parse(stages + "FROM b\n").problems[0].message == (
        "nothing of it is read: it has more than 1,000 stages"
    )


def test_too_many_instructions() -> None:
    """Twenty thousand are read, and one more is refused where it stands."""
    text = "FROM a\n" + "ENV A=b\n" * (MOST_INSTRUCTIONS - 1)
    (problem,) = parse(text + "ENV B=c\n").problems

    assert len(parse(text).instructions) == MOST_INSTRUCTIONS
    assert problem.message == "nothing of it is read: it has more than 20,000 instructions"
    assert problem.span.start == len(text)


def test_an_exclusion_that_is_longer_than_a_path() -> None:
    """What the copy brings is not known then; one that is as long is followed."""
    for length, is_known in ((4_096, True), (4_097, False)):
        text = f"FROM a\nCOPY --exclude={'x' * length} . /b/\n"
        context = BuildContext(MemoryTree({"a.js": "1"}))
        step = plan(parse(text), Build(context=context, label="", origin="a test")).stages[0].steps[0]
        (copy,) = key(step).copies
        assert (copy.unknown is None) is is_known
        assert bool(copy.excludes) is is_known


def test_names_in_a_long_word() -> None:
    """Every variable of a word that is too long to follow is still known to be in it."""
    assert names("'" + "x" * 200_000 + "'$A${B:-$C}${A}") == ("A", "B", "C")


def test_a_deep_tree_of_folders() -> None:
    """A workspace a thousand folders down is found."""
    path = "/".join("a" * 1_010)

    found = expand(MemoryTree({f"{path}/package.json": "{}"}), "", ["a/**"])

    assert not isinstance(found, Unknown)
    assert found.folders[-1] == path
