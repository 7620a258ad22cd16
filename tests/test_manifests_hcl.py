"""HCL as it stands in bake files: what is read, and what is left unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.manifests.hcl_text import MAX_LENGTH, load, template
from layerwise.manifests.hcl_values import Block, Expression, Items, Members, Name, Null, Template
from layerwise.unknown import Unknown

UNKNOWN = Unknown("the expression is not read")


def _text(*parts: str | Name | Unknown) -> Template:
    return Template(parts)


def _value(text: str) -> Expression:
    root = load(f"before = 1\nx = {text}\nafter = 2\n")
    assert isinstance(root, Block)
    assert list(root.attributes) == ["before", "x", "after"]
    return root.attributes["x"].value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('""', _text()),
        ('"a"', _text("a")),
        ('"a # b // c"', _text("a # b // c")),
        ('"a" # comment', _text("a")),
        ("12.5", _text("12.5")),
        ("true", _text("true")),
        ("null", Null()),
        ("TAG", Name(("TAG",))),
        ("item.folder", Name(("item", "folder"))),
        ('"a${TAG}b"', _text("a", Name(("TAG",)), "b")),
        ('"a${ item.x }"', _text("a", Name(("item", "x")))),
        ('"$${a} %%{b} $ % $5"', _text("${a} %{b} $ % $5")),
        ('"a\\n\\"\\u0041\\\\"', _text('a\n"A\\')),
        ("[]", Items(())),
        ('["a", TAG,\n  # more\n  "b",\n]', Items((_text("a"), Name(("TAG",)), _text("b")))),
        ("{}", Members({})),
        ('{ A = "1", "B" : TAG }', Members({"A": _text("1"), "B": Name(("TAG",))})),
        ('{\n  A = "1"\n  B = f("x")\n}', Members({"A": _text("1"), "B": UNKNOWN})),
        ("<<EOT\n a\n  b ${TAG}\n  EOT", _text(" a\n  b ", Name(("TAG",)), "\n")),
        ("<<-EOT\n   a\n    b\n  EOT", _text("a\n b\n")),
        ("/* a */ 1 /* b */", _text("1")),
        ('f("a", ["}"], { b = 1 })', UNKNOWN),
        ('A != "" ? "}" : "${f("{")}"', UNKNOWN),
        ("[for x in y : x]", UNKNOWN),
        ('x["a"]', UNKNOWN),
        ("x.0.y", UNKNOWN),
        ("1 + 2", UNKNOWN),
        ('"a" "b"', UNKNOWN),
        ("(\n1\n)", UNKNOWN),
        ('["a", f("]")]', Items((_text("a"), UNKNOWN))),
    ],
)
def test_values(text: str, value: Expression) -> None:
    """A value is read, or known to be unknown, and what follows it is read in any case."""
    assert _value(text) == value


@pytest.mark.parametrize("text", ['"${f("a")}"', '"%{ if a }b%{ endif }"', '"${~ a ~}"'])
def test_templates_that_are_not_read(text: str) -> None:
    """A template that computes is unknown in its place."""
    value = _value(text)

    assert isinstance(value, Template)
    assert any(isinstance(part, Unknown) for part in value.parts)


def test_blocks() -> None:
    """Blocks have labels, attributes, inner blocks, and the span of their head."""
    text = '# a\ntarget "web" {\n  context = "."\n  inner x "y" {\n  }\n}\nTAG = 1\n'

    root = load(text)

    assert isinstance(root, Block)
    (block,) = root.blocks
    assert (block.kind, block.labels, list(block.attributes)) == ("target", ("web",), ["context"])
    assert [(inner.kind, inner.labels) for inner in block.blocks] == [("inner", ("x", "y"))]
    assert block.span.of(text) == 'target "web" '
    assert block.attributes["context"].span.of(text) == 'context = "."'
    assert list(root.attributes) == ["TAG"]


@pytest.mark.parametrize(
    "text",
    [
        *("a", '"', "a {", 'a = "', 'a "${b}" {\n}', "= 1", "a = [", "{", "}", "a = /* b"),
        *('a = "${', 'a = "${' * 500, "a = " + "[" * 5000, "a = " + "{a=" * 500, "a { " * 500),
        *('a = "x\\', "a = <<X\n}", "x" * (MAX_LENGTH + 1), "a = [" + "/*" * 9000, "a = " + "(" * 900),
    ],
    ids=lambda text: text[:12],
)
def test_broken(text: str) -> None:
    """Broken text has an answer, and soon."""
    load(text)
    template(text)


def test_text_outside_of_hcl() -> None:
    """A string of a JSON file is a template as well, without escapes."""
    assert template('a\\n${TAG}"$${b}') == _text("a\\n", Name(("TAG",)), '"${b}')
    assert isinstance(template("${").parts[0], Unknown)


@given(st.text(alphabet='ab={}[]()"$%\\,.:\n <-E#/*1', max_size=60))
def test_any_text(text: str) -> None:
    """Whatever stands there, there is an answer."""
    load(text)
    load(f'target "a" {{\n{text}\n}}')
    template(text)
