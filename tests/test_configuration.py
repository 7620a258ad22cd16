"""Configuration files: every key, every wrong value with its place, and what holds for which Dockerfile."""

import json
from pathlib import Path

import pytest
from layerwise.builds.build import Profile
from layerwise.configuration.file import problems_in, read_file
from layerwise.configuration.keys import IN_FILES, OVERRIDES, PATH_KEY, PATHS
from layerwise.configuration.schema import schema
from layerwise.configuration.values import settings_of
from layerwise.findings.finding import Severity
from layerwise.manifests import toml_text
from layerwise.settings import Settings

_RULE, _OTHER = "source-before-install", "source-before-packages"
_DOCS = Path(__file__).parent.parent / "docs"
_NAME = "layerwise.toml"


def _settings(text: str, path: str = "Dockerfile", name: str = _NAME) -> Settings:
    file = read_file(text, name)
    assert file is not None
    assert file.problems == ()
    return settings_of(file.values_for(path))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Settings()),
        (f'select = ["{_RULE}"]', Settings(select=frozenset({_RULE}))),
        (f'ignore = ["{_RULE}"]', Settings(ignore=frozenset({_RULE}))),
        (f'severity.{_RULE} = "error"', Settings(severity={_RULE: Severity.ERROR})),
        (f'[severity]\n{_RULE} = "off"', Settings(severity={_RULE: None})),
        ('context = "web"', Settings(context="web")),
        ('target = "runtime"', Settings(target="runtime")),
        ('arguments = { VERSION = "22" }', Settings(arguments={"VERSION": "22"})),
        ('builder = "podman"', Settings(builder=Profile.PODMAN)),
        ("history = 7", Settings(history=7)),
    ],
)
def test_each_key(text: str, expected: Settings) -> None:
    """What a key says is what holds, in a file of our own and in that of a Python project."""
    assert _settings(text) == expected
    head, _, rest = text.partition("\n")
    shared = f"[tool.layerwise.{head[1:-1]}]\n{rest}" if rest else f"[tool.layerwise]\n{text}"
    assert _settings(f'[project]\nname = "a"\n{shared}\n', name="pyproject.toml") == expected


def test_every_key_is_tested() -> None:
    """The examples that the keys state are read without a complaint, and are not the defaults."""
    for key in IN_FILES:
        assert _settings(f"{key.name} = {key.example}") != Settings()
    assert problems_in(f"[[{OVERRIDES}]]\n{PATHS} = {PATH_KEY.example}\n", _NAME) == ()


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("selct = []", "selct", "unknown key selct; did you mean select?"),
        ("zzz = 1", "zzz", "unknown key zzz"),
        ("debounce = 1", "debounce", "unknown key debounce"),
        ('select = "x"', '"x"', 'select must be a list of rule codes, not "x"'),
        ("select = [1]", "1", "select must be a rule code, not 1"),
        (
            'ignore = [\n  "source-before-instal",\n]',
            '"source-before-instal"',
            f'ignore names no rule: "source-before-instal"; did you mean {_RULE}?',
        ),
        ('ignore = ["zzz"]', '"zzz"', 'ignore names no rule: "zzz"'),
        ("severity = 1", "1", "severity must be a table of rule codes with severities, not 1"),
        ('[severity]\nzzz = "error"', "zzz", 'severity names no rule: "zzz"'),
        (
            f'severity = {{ {_RULE} = "loud" }}',
            '"loud"',
            'severity must be one of error, warning, information, hint, off, not "loud"',
        ),
        ("context = true", "true", "context must be a string, not true"),
        ("target = []", "[]", "target must be a string, not an empty list"),
        ("arguments = { A = 1 }", "1", "arguments must be a string, not 1"),
        ("arguments = 'A=1'", "'A=1'", 'arguments must be a table of names with strings, not "A=1"'),
        ("builder = 'kaniko'", "'kaniko'", 'builder must be one of buildkit, buildah, podman, not "kaniko"'),
        ("history = 0", "0", "history must be a number from 1 to 10000, not 0"),
        ("history = true", "true", "history must be a number from 1 to 10000, not true"),
        ("overrides = 1", "1", "overrides must be an array of tables: [[overrides]]"),
        (
            "[[overrides]]\nhistory = 1",
            "overrides",
            "overrides needs paths, which say for which Dockerfiles it is",
        ),
        (
            "[[overrides]]\npaths = 'a'",
            "'a'",
            'paths must be a list of path patterns, not "a"',
        ),
        ("[[overrides]]\npaths = ['a']\nignor = []", "ignor", "unknown key ignor; did you mean ignore?"),
        ("[[overrides]]\npaths = ['a']\noverrides = []", "overrides = ", "unknown key overrides"),
        ("history = 3\n[a", "a", "it is not TOML (expected ']' at the end of a table declaration)"),
    ],
)
def test_each_problem(text: str, place: str, message: str) -> None:
    """What is wrong is told once, at its place, in a file of our own."""
    (problem,) = problems_in(text, _NAME)

    assert problem.message == message
    assert problem.span.of(text) == place.removesuffix(" = ")


def test_the_rest_holds() -> None:
    """Around what is wrong everything counts."""
    text = f'histroy = 1\nignore = ["zzz", "{_RULE}"]\n[severity]\nzzz = "off"\n{_OTHER} = "hint"\n'
    file = read_file(text, _NAME)
    assert file is not None

    assert [problem.message.partition(";")[0] for problem in file.problems] == [
        "unknown key histroy",
        'ignore names no rule: "zzz"',
        'severity names no rule: "zzz"',
    ]
    assert settings_of(file.values_for("Dockerfile")) == Settings(
        ignore=frozenset({_RULE}), severity={_OTHER: Severity.HINT}
    )


def test_what_is_no_toml_says_nothing() -> None:
    """The place of the fault is that of the text; the values are the defaults."""
    file = read_file("history = 3\n\nhistory = 4\n", _NAME)
    assert file is not None

    assert file.is_broken
    assert settings_of(file.values_for("Dockerfile")) == Settings()
    assert "it is not TOML (" in file.problems[0].message
    assert file.problems[0].span.start > len("history = 3\n")


@pytest.mark.parametrize(
    "text", ["", '[project]\nname = "layerwise"\n', "[tool.other]\n", '[project]\nname = "layerwise\n', "[x"]
)
def test_files_of_other_tools(text: str) -> None:
    """A pyproject.toml without a table of ours says nothing, whatever else is in it."""
    assert read_file(text, "pyproject.toml") is None
    assert problems_in(text, "pyproject.toml") == ()


def test_shared_file_that_is_wrong() -> None:
    """With a table of ours, it is told of where that is no table or the file no TOML."""
    (problem,) = problems_in("[tool]\nlayerwise = 1\n", "pyproject.toml")
    (broken,) = problems_in("[tool.layerwise]\nhistory = \n", "pyproject.toml")

    assert problem.message == "tool.layerwise must be a table"
    assert broken.message.startswith("it is not TOML (")


@pytest.mark.parametrize(
    ("pattern", "path", "is_named"),
    [
        ("services/**", "services/a/Dockerfile", True),
        ("services/**", "Dockerfile", False),
        ("services/*/Dockerfile", "services/a/Dockerfile", True),
        ("services/*/Dockerfile", "services/a/b/Dockerfile", False),
        ("Dockerfile", "services/a/Dockerfile", True),
        ("*.dev", "a/Dockerfile.dev", True),
        ("*.dev", "a/Dockerfile", False),
        ("./Dockerfile", "a/Dockerfile", True),
        ("**/a/*", "x/a/Dockerfile", True),
    ],
)
def test_overrides_name_dockerfiles(pattern: str, path: str, *, is_named: bool) -> None:
    """Patterns are for paths below the file's folder, or for names where they have no slash."""
    assert (_settings(f'[[overrides]]\npaths = ["{pattern}"]\nhistory = 7\n', path).history == 7) is is_named


def test_overrides_go_before_the_rest() -> None:
    """A later table goes before an earlier one, entry by entry where the value is a table."""
    text = (
        f'history = 1\nignore = ["{_RULE}"]\n[severity]\n{_OTHER} = "hint"\n'
        f'[[overrides]]\npaths = ["a/**"]\nhistory = 2\nignore = []\nseverity = {{ {_RULE} = "off" }}\n'
        '[[overrides]]\npaths = ["a/b/**"]\nhistory = 3\n'
    )
    severity = {_OTHER: Severity.HINT, _RULE: None}

    assert _settings(text, "Dockerfile").history == 1
    assert _settings(text, "a/Dockerfile") == Settings(history=2, severity=severity)
    assert _settings(text, "a/b/Dockerfile") == Settings(history=3, severity=severity)


def test_schema_is_fresh(*, update: bool) -> None:
    """The schema says what the table of keys says."""
    path = _DOCS / "layerwise.schema.json"
    if update:
        path.write_text(schema())

    assert path.read_text() == schema(), "npm test -- --update writes the schema again"


def test_page_has_every_key(*, update: bool) -> None:
    """The table on the page about configuration is that of the keys."""
    path = _DOCS / "configuration.md"
    rows = [f"| `{key.name}` | {key.kind.name} | {key.summary} | `{key.example}` |" for key in IN_FILES]
    rows.append(f"| `{PATHS}` | {PATH_KEY.kind.name} | {PATH_KEY.summary} | `{PATH_KEY.example}` |")
    head = "| key | value | meaning | example |\n|---|---|---|---|\n"
    before, _, rest = path.read_text().partition(head)
    whole = f"{before}{head}" + "\n".join(rows) + "\n\n" + rest.partition("\n\n")[2]
    if update:
        path.write_text(whole)

    assert path.read_text() == whole, "npm test -- --update writes the table again"


def test_page_tells_the_truth() -> None:
    """The files that the page shows are read without a complaint."""
    blocks = (_DOCS / "configuration.md").read_text().split("```toml")[1:]

    for block in blocks:
        text = block.partition("```")[0].lstrip("\n")
        name = "pyproject.toml" if "[tool." in text else _NAME
        assert read_file(text, name) is not None
        assert problems_in(text, name) == ()


def test_schema_knows_what_the_reader_knows() -> None:
    """Every key of the schema is one that is read, and the other way round."""
    properties = json.loads(schema())["properties"]

    assert set(properties) == {*(key.name for key in IN_FILES), OVERRIDES}
    assert set(properties[OVERRIDES]["items"]["properties"]) == {PATHS, *(key.name for key in IN_FILES)}


def test_many_overrides() -> None:
    """A long file is read in time that grows with its length."""
    text = "".join(f'[[overrides]]\npaths = ["a{n}/**"]\nhistory = {n + 1}\n' for n in range(2000))

    assert not isinstance(toml_text.load(text), str)
    assert _settings(text, "a1999/Dockerfile").history == 2000
