"""Texts that once took minutes, or for ever: each ends within a limit far above what it takes.

`python tests/fuzz/bounds.py` gives every entry a megabyte of every kind.
"""

import re
import sys
from functools import partial

import pytest
from fuzz.conversation import initialize, spelt, talk, workspace
from fuzz.entries import entries, of_ecosystems
from fuzz.targets import analysis, ecosystems, shell
from layerwise.builds.builds import builds_for
from layerwise.builds.hints import Hints
from layerwise.builds.interpolate import read_environment
from layerwise.completion.configuration import configuration_items
from layerwise.configuration.file import LARGEST, problems_in, read_file
from layerwise.context.context import BuildContext
from layerwise.context.ignore import MOST_LINES as MOST_LINES_OF_IGNORE
from layerwise.context.memory import MemoryTree
from layerwise.ecosystems.index import NAMES
from layerwise.ecosystems.jvm._gradle_scripts import _COMMENT as _GRADLE
from layerwise.ecosystems.jvm._sbt_build import _COMMENT as _SBT
from layerwise.ecosystems.mobile.swift import _COMMENT as _SWIFT
from layerwise.ecosystems.other.nimble import _DOES_MORE
from layerwise.ecosystems.python.pipenv import _SETTING
from layerwise.ecosystems.r.renv import _VERSION
from layerwise.ecosystems.registry import load
from layerwise.ignore_files.analysis import analyse_ignore
from layerwise.manifests import yaml_text
from layerwise.manifests.globs import is_match
from layerwise.settings import Settings
from layerwise.shell.read import read_text
from layerwise.syntax.expand import expand
from layerwise.syntax.parse import MOST_LINES, parse
from layerwise.unknown import Unknown

if sys.platform == "win32":
    pytest.skip("needs processes that can be forked", allow_module_level=True)

from fuzz.measure import measured

_LIMIT = 30.0  # seconds of the processor; each takes less than one
_SIZE = 30_000  # characters
_ATTACKS = (
    *(("manifest jsonc", kind) for kind in ("escaped quotes", "open comment")),
    *(("manifest yaml", kind) for kind in ("merges", "many aliases")),
    ("manifest hcl", "open heredocs"),
    *(("manifest gemfile", kind) for kind in ("ends with commas", "ends with backslashes")),
    *(("manifest requirements", kind) for kind in ("one word", "blanks", "brackets", "open extras")),
    *(("manifest calls", kind) for kind in ("escaped quotes", "calls in calls")),
    *(("manifest elixir", kind) for kind in ("line ends", "blank lines")),
    *(("manifest erlang", kind) for kind in ("escaped quotes", "open locks")),
    ("manifest sln", "blank lines"),
    *(("shell", kind) for kind in ("double quotes", "open brackets", "semicolons", "words")),
    *(("globs", kind) for kind in ("two stars", "stars and letters")),
    *(("builds Makefile", kind) for kind in ("value and blanks", "blanks", "value of calls in calls")),
    ("builds .env", "value and blanks"),
    *(("ignore file", kind) for kind in ("exceptions", "backslashes and line ends")),
    *(("layerwise.toml", kind) for kind in ("inline tables", "tables")),
    *(("analysis", kind) for kind in ("ENV of itself", "RUN with &&", "RUN of evals", "pragmas of codes")),
)


@pytest.mark.parametrize(("name", "kind"), _ATTACKS, ids=lambda part: part.replace(" ", "-"))
def test_ends(name: str, kind: str) -> None:
    """The text is read, or refused, without anyone waiting for it."""
    entry = next(one for one in entries() if one.name == name)
    found = measured(partial(entry.run, entry.kinds[kind](_SIZE)), _LIMIT)

    assert found.seconds is not None, f"{name} takes more than {_LIMIT:g} s for {kind}"
    assert not found.error


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Package.swift", "escaped quotes"),
        *(("pixi.lock", kind) for kind in ("line ends", "blank lines")),
    ],
)
def test_readings_end(name: str, kind: str) -> None:
    """So does a manifest or a lockfile, be it as long as it likes."""
    entry = next(one for one in of_ecosystems() if one.name.endswith(f" {name}"))
    found = measured(partial(entry.run, entry.kinds[kind](4 * _SIZE)), _LIMIT / 10)

    assert found.seconds is not None, f"{name} takes more than {_LIMIT / 10:g} s for {kind}"
    assert not found.error


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        *((pattern, "/* ") for pattern in (_GRADLE, _SBT, _SWIFT)),
        *((pattern, "\n") for pattern in (_DOES_MORE, _SETTING, _VERSION)),
    ],
    ids=["Gradle", "sbt", "Swift", "Nimble", "pipenv", "renv"],
)
def test_patterns_go_over_a_text_once(pattern: re.Pattern[str], text: str) -> None:
    """Comments that are not closed, and blank lines."""
    found = measured(partial(pattern.sub, "", text * 4 * _SIZE), _LIMIT / 10)
    assert found.seconds is not None, f"{pattern.pattern} looks at the same letters again and again"


def test_settings_of_caches_are_found_at_once() -> None:
    """However many blank lines a file of settings has, the pattern of where a cache lies goes over it once."""
    patterns = {cache.moved for module in NAMES for cache in load(module).caches if cache.moved}
    for pattern in patterns:
        found = measured(partial(re.search, pattern, "\n" * _SIZE, re.MULTILINE), _LIMIT / 10)
        assert found.seconds is not None, f"{pattern} looks at blank lines again and again"
    assert len(patterns) > 5


def test_a_merge_of_merges_is_refused() -> None:
    """Forty lines of YAML that name a trillion values give none; aliases that multiply little are read."""
    levels = "".join(f"x{n + 1}: &x{n + 1} {{<<: [*x{n}, *x{n}]}}\n" for n in range(40))

    assert isinstance(yaml_text.load(f"x0: &x0 {{a: b}}\n{levels}"), Unknown)
    assert isinstance(yaml_text.load("a: &a [*a]"), Unknown)
    assert yaml_text.load("a: &a [1]\nb: [*a, *a]") == {"a": [1], "b": [[1], [1]]}


def test_values_that_double_are_given_up() -> None:
    """A value that is made of itself twice, again and again, is unknown before it is large."""
    doubled = "".join(f"A{n + 1}=$A{n}$A{n}\n" for n in range(40))
    environment = read_environment(f"A0=x\n{doubled}")
    script = read_text("A=x;" + "A=$A$A;" * 40 + "echo $A", cwd="/", environment={})

    assert max(len(value) for value in environment.values() if isinstance(value, str)) <= 1 << 15
    assert isinstance(environment["A40"], Unknown)
    assert isinstance(expand("$A$A", {"A": "x" * 20_000}), Unknown)
    assert expand("$A", {"A": "x" * 20_000}) == "x" * 20_000
    assert script.commands[-1].words[1].value is None


def test_a_script_of_thousands_of_commands_is_not_followed() -> None:
    """A RUN with more commands than anyone writes says so, and so is one whose scripts multiply."""
    plan = parse("FROM a\nRUN " + "a && " * 2000 + "a\n")
    evals = "a='x;x;x'; b='eval $a;eval $a;eval $a'; " + 'eval "$b;$b;$b"; ' * 400

    shell.run(b"a; " * 2000)
    assert len(plan.instructions) == 2
    assert read_text("a; " * 2000, cwd="/", environment={}).unreadable is None
    assert read_text(evals * 3, cwd="/", environment={}).unreadable == "it has too many commands"


def test_a_dockerfile_of_too_many_lines_is_not_read() -> None:
    """It has a problem that says so, and no instruction."""
    document = parse("RUN a\n" * (MOST_LINES + 1))

    assert not document.instructions
    assert [problem.message for problem in document.problems] == [
        "nothing of it is read: it has more than 50,000 lines"
    ]


def test_settings_of_too_many_characters_are_not_read() -> None:
    """Where the file is ours that is said; a project's file that says nothing of us may be as long as it likes."""
    long = "# more\n" * (LARGEST // len("# more\n")) + "history = 7\n"
    why = "nothing of it is read: it has more than 100,000 characters"

    assert len(long) > LARGEST
    assert not problems_in(long[-LARGEST:], "layerwise.toml")
    assert [problem.message for problem in problems_in(long, "layerwise.toml")] == [why]
    assert [problem.message for problem in problems_in(f"[tool.layerwise]\n{long}", "pyproject.toml")] == [
        why
    ]
    assert read_file(f"# layerwise\n{long}", "pyproject.toml") is None
    assert configuration_items(long[-LARGEST:], "layerwise.toml", LARGEST).items
    assert not configuration_items(long, "layerwise.toml", len(long)).items


@pytest.mark.parametrize(("more", "is_guess"), [(0, False), (1, True)])
def test_a_file_longer_than_people_write_declares_no_build(more: int, *, is_guess: bool) -> None:
    """Of 200,000 characters at most; where nobody says how the image is built, that is guessed."""
    text = "image:\n\tdocker build -f app/Dockerfile app\n"
    makefile = text + "#" * (200_000 - len(text) + more)
    tree = MemoryTree({"Makefile": makefile, "app/Dockerfile": "", "app/a": ""})
    (build,) = builds_for("app/Dockerfile", Hints(parse("FROM a\nCOPY a /\n")), tree)
    assert build.is_guess is is_guess


def test_an_ignore_file_of_too_many_lines_is_not_read() -> None:
    """Nobody knows then what the build context holds, and nothing is said of the file."""
    known = "*.log\n" * (MOST_LINES_OF_IGNORE - 1)
    for text, is_read in ((known, True), (f"{known}*.log\n", False)):
        tree = MemoryTree({".dockerignore": text, "Dockerfile": ""})
        (build,) = builds_for("Dockerfile", Hints(parse("FROM a\nCOPY . .\n")), tree)
        assert isinstance(build.context, BuildContext) is is_read
        assert is_read or build.context == Unknown(".dockerignore has more than 10,000 lines")
        assert not analyse_ignore(text, build.context, (), Settings())


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("a/b/c", "a/**", True),
        ("a", "a/**", True),
        ("a/x/b/y/c", "**/x/**/c", True),
        ("a/x/b/y/d", "**/x/**/c", False),
        ("ab", "{a,b}{b,c}", True),
        ("a" * 200, "*a" * 60 + "b", False),
        ("a" * 200, "*a" * 60, True),
        ("/".join("a" * 100), "**/" * 60 + "b", False),
        ("a", "{a,b}" * 40, False),
        ("b", "[z-a]", False),
        ("x1", "[!a]?", True),
        ("a-b", "a*[-_]?", True),
    ],
)
def test_workspace_patterns(path: str, pattern: str, expected: bool) -> None:
    """Stars are tried once for each place, not once for each way to get there."""
    assert is_match(path, pattern) == expected


@pytest.mark.parametrize("digits", ["9" * 5000, "²", "٣"])
def test_numbers_of_any_kind(digits: str) -> None:
    """A number that Python does not read is none that a tool reads."""
    for line in (f"a {digits}> b", f"{digits}<<E\nE\n", f"a || exit {digits}", f"a || return {digits}"):
        shell.run(line.encode())
    for line in (f"COPY --from={digits} a b", f"COPY --chmod={digits} . .", f"USER {digits}"):
        analysis.run(f"FROM a\n{line}\nRUN npm ci\n=== package.json\n{{}}\n".encode())
    analysis.run(f"# syntax=docker/dockerfile:{digits}.{digits}\nFROM a\nCOPY . .\nRUN npm ci\n".encode())
    for tool in ("npm", "pnpm", "yarn"):
        manifest = f'{{"packageManager": "{tool}@{digits}.0", "dependencies": {{"prisma": "{digits}.0"}}}}'
        ecosystems.run(f"{tool} install\n=== package.json\n{manifest}\n".encode())


def test_an_exit_code_is_taken_modulo_256() -> None:
    """`|| exit 256` is a success, and so turns no failure into the script's."""
    parts = [read_text(f"a || exit {code}; b", cwd="/", environment={}).commands for code in ("1", "256")]

    assert [len(commands) for commands in parts] == [3, 3]


@pytest.mark.parametrize("length", [b"9" * 5000, b"9" * 20, b"1" + b"0" * 10])
def test_a_server_outlives_an_absurd_length(length: bytes) -> None:
    """A header that promises more than any message holds is passed over, and the next message is answered."""
    sent = b"Content-Length: " + length + b"\r\n\r\n{}\r\n"
    told = talk(sent + spelt(initialize(workspace())), ["init"])

    assert [set(one) for one in told.answers("init")] == [{"id", "jsonrpc", "result"}]
