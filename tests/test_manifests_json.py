"""JSON and YAML readers: every text gives values or Unknown, and places are where the values stand."""

import pytest
from layerwise.manifests import json_text, yaml_text
from layerwise.unknown import Unknown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", {}),
        ('\ufeff{"a": 1}', {"a": 1}),
        ('{"a": 1, "a": 2}', {"a": 2}),
        ('{"a": "\\u00e9"}', {"a": "é"}),
        (" [1, null] ", [1, None]),
    ],
)
def test_load(text: str, expected: object) -> None:
    """A byte order mark is passed over and the last of several members counts."""
    assert json_text.load(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"a": 1,}', "// no\n{}", "NaN", "[" * 100_000, "1" * 10_000, '{"a": "\n"}', "\x00", "{}{}"],
)
def test_load_unreadable(text: str) -> None:
    """What is not JSON is Unknown, with a reason, and never an exception."""
    value = json_text.load(text)

    assert isinstance(value, Unknown)
    assert value.why
    assert json_text.locate(text, ["b"]) is None


def test_load_object_wants_an_object() -> None:
    """Another value is Unknown."""
    assert isinstance(json_text.load_object("[]"), Unknown)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (["scripts", "postinstall"], '"node \\"x\\".js"'),
        (["scripts"], '{ "postinstall" : "node \\"x\\".js" }'),
        (["list", 1], "[2, {}]"),
        (["list", 1, 0], "2"),
        (["twice"], "2"),
        ([], None),
        (["list", 9], None),
        (["list", "0"], None),
        (["scripts", 0], None),
        (["none"], None),
        (["twice", "deeper"], None),
    ],
)
def test_locate(path: list[str | int], expected: str | None) -> None:
    """The span covers the value and nothing else; a path that leads nowhere has none."""
    text = """\ufeff {
      "scripts": { "postinstall" : "node \\"x\\".js" },
      "list": [1, [2, {}]], "twice": 1, "twice": 2
    }"""
    span = json_text.locate(text, path)

    assert (span.of(text) if span else None) == (text[2:] if path == [] else expected)


@pytest.mark.parametrize("text", ["", "[", '["a"', '{"a": ', '{"a" 1}', '{"a": 1', "{,}", "[1 2]"])
def test_locate_in_broken_text(text: str) -> None:
    """Half-typed text has no places, and no error."""
    assert json_text.locate(text, ["b"]) is None
    assert json_text.locate(text, [3]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# only a comment\n", {}),
        ("packages:\n  - 'apps/*'\n", {"packages": ["apps/*"]}),
        ("\ufeffa: true\n", {"a": True}),
        ("a: &x [1]\nb: *x\n", {"a": [1], "b": [1]}),
    ],
)
def test_yaml_load_mapping(text: str, expected: object) -> None:
    """Settings files are mappings; an empty one has no members."""
    assert yaml_text.load_mapping(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: 1\na: 2\n",
        "- 1\n",
        "a: 1\n---\nb: 2\n",
        "a: !!python/object:os.system x\n",
        "a: 2020-99-99\n",
        "\ta: 1",
        "[" * 5_000,
        "- " * 5_000,
        "a: " + "x" * 300_000,
        "a: \x00",
    ],
)
def test_yaml_unreadable(text: str) -> None:
    """What cannot be read is Unknown, and never an exception."""
    assert isinstance(yaml_text.load_mapping(text), Unknown)


def test_yaml_load_plain() -> None:
    """Lockfiles are read as nested names and texts."""
    text = """\
# comment
lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      '@scope/a':
        specifier: ^1.0.0
        version: link:../a
  packages/b: {}

"a@npm:^1, a@npm:^2":
  resolution: "a@npm:1.0.0"
? "a-very-long@npm:1"
:
  version: 1
"""
    expected = {
        "lockfileVersion": "9.0",
        "importers": {
            ".": {"dependencies": {"@scope/a": {"specifier": "^1.0.0", "version": "link:../a"}}},
            "packages/b": "{}",
        },
        "a@npm:^1, a@npm:^2": {"resolution": "a@npm:1.0.0"},
        "a-very-long@npm:1": {"version": "1"},
    }

    assert yaml_text.load_plain(text) == expected


@pytest.mark.parametrize(
    "text", ["- a\n", "a: |\n  text\n", "a: &b c\n", "just text\n", "{a: b}\n", '"a\\n": b\n']
)
def test_yaml_load_plain_refuses(text: str) -> None:
    """Anything else that YAML can say is Unknown to the plain reader."""
    assert isinstance(yaml_text.load_plain(text), Unknown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1, // one\n "b": [1, 2,],}', {"a": 1, "b": [1, 2]}),
        ('/* x */ {"a//b": "/* kept */", "c": ",]"}', {"a//b": "/* kept */", "c": ",]"}),
        ('{"a": "\\"// kept"}', {"a": '"// kept'}),
        ("{}", {}),
    ],
)
def test_comments(text: str, expected: dict[str, object]) -> None:
    """Comments and trailing commas are passed over, what looks like them within strings stays."""
    assert json_text.load_commented(text) == expected


def test_comment_without_end() -> None:
    """What is no JSON without its comments either is unknown."""
    assert isinstance(json_text.load_commented('{"a": 1, /* x'), Unknown)
