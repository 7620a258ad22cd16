"""The readers of .cabal files, and of calls in R and Julia."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.manifests import cabal_text, call_text
from layerwise.manifests.cabal_text import Field
from layerwise.manifests.call_text import FunctionCall
from layerwise.unknown import Unknown


def test_cabal_fields() -> None:
    """Values go on in deeper lines; heads of sections, comments and addresses are no fields."""
    text = (
        "packages: a, b\n-- c: d\n  ./e\n  https://x.invalid/y.tar.gz\n\nIf impl(ghc >= 9)\n"
        "  Tests: True\npackage *\n  flags:\n    +f\n"
    )

    assert cabal_text.fields(text) == (
        Field("packages", ("a, b", "./e", "https://x.invalid/y.tar.gz")),
        Field("tests", ("True",)),
        Field("flags", ("+f",)),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f(1)", (FunctionCall("f", "1"),)),
        ("a::b(c('x'), d = 2) # e(3)", (FunctionCall("a::b", "c('x'), d = 2"), FunctionCall("c", "'x'"))),
        ("'f(1)'; \"g(2\"", ()),
        ("if (x) { f (y) }", (FunctionCall("if", "x"), FunctionCall("f", "y"))),
        ("(1 + 2) * f()", (FunctionCall("f", ""),)),
        ('Pkg.Registry.add("General")', (FunctionCall("Pkg.Registry.add", '"General"'),)),
        ("push!(x)", (FunctionCall("push!", "x"),)),
    ],
)
def test_calls(text: str, expected: tuple[FunctionCall, ...]) -> None:
    """Calls by their names, with those in their arguments; strings and comments hold none."""
    assert call_text.calls(text) == expected


def test_arguments() -> None:
    """Arguments by name or place, quotes taken off."""
    call = FunctionCall("f", "'a', lockfile = \"b\", n==2")

    assert (call.first, call.named("lockfile"), call.named("n"), call.strings) == ("a", "b", None, ("a", "b"))
    assert FunctionCall("f", "x = 1").first is None


@pytest.mark.parametrize("text", ["f(", "x" * 300_000])
def test_calls_unknown(text: str) -> None:
    """What is not closed, or too long, is not known."""
    assert isinstance(call_text.calls(text), Unknown)


@given(st.text(alphabet="ab.:'\"()#\n -!=,\\"))
def test_any_text(text: str) -> None:
    """Any text has an answer."""
    call_text.bare(text)
    cabal_text.fields(text)
    found = call_text.calls(text)
    for call in () if isinstance(found, Unknown) else found:
        assert call.arguments in text
        assert isinstance(call.first or call.named("a") or "", str)
