"""EDN and Clojure's syntax around it: every text gives forms or Unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.manifests import edn_text
from layerwise.manifests.edn_text import Edn, Form, Name
from layerwise.unknown import Unknown


def _all(text: str) -> tuple[Edn, ...]:
    found = edn_text.load(text)
    assert isinstance(found, Form), found
    return found.items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("\ufeff ; only a comment", ()),
        ('"a\\n\\"\\u00e9;"', ('a\n"é;',)),
        (":a b/c, 1.5 \\a \\space nil", tuple(map(Name, (":a", "b/c", "1.5", "\\a", "\\space", "nil")))),
        ("{:a [1 (2)]}", (Form("{", (Name(":a"), Form("[", (Name("1"), Form("(", (Name("2"),)))))),)),
        (
            "#{a} #(b) #?(:clj c)",
            (Form("#{", (Name("a"),)), Form("#(", (Name("b"),)), Form("#?(", (Name(":clj"), Name("c")))),
        ),
        ("[a #_ b #_#_ c d e]", (Form("[", (Name("a"), Name("e"))),)),
        (
            "#=(f) ~x '[y]",
            (
                Form("#=", (Form("(", (Name("f"),)),)),
                Form("~", (Name("x"),)),
                Form("'", (Form("[", (Name("y"),)),)),
            ),
        ),
        ('#inst "2020"', (Form("#inst", ("2020",)),)),
        ('#".*"', (Name('#".*"'),)),
        ("^:a ^{:b 1} [c]", (Form("[", (Name("c"),)),)),
        ("#:x{:a 1}", (Form("#:x", (Form("{", (Name(":a"), Name("1"))),)),)),
    ],
)
def test_load(text: str, expected: tuple[Edn, ...]) -> None:
    """Collections, marks in front of a form, comments and dropped forms, metadata."""
    assert _all(text) == expected


def test_maps() -> None:
    """A map is asked by keyword, and lists all forms in it."""
    (found,) = _all('{:a {:b "c"} :d [{:e 1}]}')

    assert isinstance(found, Form)
    assert found.get(":a") == Form("{", (Name(":b"), "c"))
    assert found.get(":x") is None
    assert sorted(form.opener for form in found.all()) == ["[", "{", "{", "{"]


@pytest.mark.parametrize(
    "text", ["(", ")", "[)", '"a', "{:a 1", "#", "'", "#_", "(#_)", "[" * 300, "'" * 300, "<<<<<<< HEAD)"]
)
def test_unknown(text: str) -> None:
    """Brackets and quotes that do not fit make it Unknown."""
    assert isinstance(edn_text.load(text), Unknown)


def test_too_long() -> None:
    """A text of megabytes is left alone."""
    assert isinstance(edn_text.load(" " * (edn_text.MAX_LENGTH + 1)), Unknown)


@given(st.text() | st.text("()[]{}#_'`~@^\"\\;: a1\n"))
def test_never_raises(text: str) -> None:
    """Any text gives a form or Unknown."""
    assert isinstance(edn_text.load(text), Form | Unknown)
