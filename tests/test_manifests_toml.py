"""The TOML reader: every text gives tables or Unknown."""

import pytest
from layerwise.manifests import toml_text
from layerwise.unknown import Unknown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# only a comment\n", {}),
        ("\ufeffa = 1\r\n", {"a": 1}),
        ("[a.b]\nc = ['x', 'y']\n", {"a": {"b": {"c": ["x", "y"]}}}),
        ("[[a]]\nb = 1\n[[a]]\nb = 2\n", {"a": [{"b": 1}, {"b": 2}]}),
        ("a = { 'b.c' = \"\\u00e9\" }\n", {"a": {"b.c": "é"}}),
        (f"a = '{'.' * 900}'", {"a": "." * 900}),
    ],
)
def test_load(text: str, expected: object) -> None:
    """Tables, arrays of tables and inline tables; a byte order mark is passed over."""
    assert toml_text.load(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[project",
        "a = 1\na = 2\n",
        "a = \n",
        "a = 2020-99-99\n",
        "<<<<<<< ours\n",
        "a = " + "[" * 50_000,
        "a = " + "1" * 9_000,
        "a = '\x00'",
        "a = 1\rb = 2",
        "a" + ".a" * 20_000 + " = 1",
    ],
)
def test_unreadable(text: str) -> None:
    """What cannot be read is Unknown, with a reason, and never an exception."""
    value = toml_text.load(text)

    assert isinstance(value, Unknown)
    assert value.why


def test_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text beyond the limit is not read."""
    monkeypatch.setattr(toml_text, "MAX_LENGTH", 10)

    assert toml_text.load.read("a = 1\nb = 2\n") == Unknown("the file is too long to read")


def test_reason_names_the_line() -> None:
    """The reason says where the fault is."""
    value = toml_text.load("a = 1\n[b\n")

    assert isinstance(value, Unknown)
    assert "it is not TOML (" in value.why
    assert "line 2" in value.why


def test_below() -> None:
    """Tables, texts and tables in arrays are found, and nothing else taken for them."""
    data = toml_text.load("[a.b]\nc = ['x', 1]\n[[d]]\ne = 1\n")

    assert not isinstance(data, Unknown)
    assert toml_text.table(data, "a", "b") == {"c": ["x", 1]}
    assert toml_text.table(data, "a", "b", "c") == {}
    assert toml_text.table(data, "none", "b") == {}
    assert toml_text.texts(toml_text.table(data, "a", "b")["c"]) == ("x",)
    assert toml_text.texts("x") == ()
    assert toml_text.tables(data["d"]) == ({"e": 1},)
    assert toml_text.tables({"e": 1}) == ({"e": 1},)
    assert toml_text.tables("x") == ()
