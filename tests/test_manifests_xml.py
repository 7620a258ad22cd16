"""XML: elements as plain values; whatever is no XML, or wants more than reading, is Unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layerwise.manifests import xml_text
from layerwise.manifests.xml_text import Element
from layerwise.unknown import Unknown

POM = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- a comment -->
<m:project xmlns:m="http://example.com/pom" m:root="yes" kind='a &amp; b'>
  <modules>
    <module> web
    </module>
    <module><![CDATA[a<b]]></module>
  </modules>
  <profiles><profile><modules><module>x&#233;</module></modules></profile></profiles>
  <empty/>
</m:project>"""


def _root(text: str) -> Element:
    found = xml_text.load(text)
    assert isinstance(found, Element), found
    return found


def test_elements() -> None:
    """Names lose their namespace, texts the blanks around them; comments are dropped."""
    root = _root(POM)

    assert (root.name, root.attributes["kind"]) == ("project", "a & b")
    assert [one.name for one in root.children] == ["modules", "profiles", "empty"]
    assert [one.text for one in root.all("module")] == ["web", "a<b", "xé"]


def test_child() -> None:
    """A path of names leads to the first element there, or to nothing."""
    root = _root(POM)
    first = root.child("modules", "module")

    assert first is not None
    assert first.text == "web"
    assert root.child("profiles", "profile", "build") is None
    assert root.child("nothing", "at", "all") is None


@pytest.mark.parametrize("before", ["", "\ufeff", "  \n", '\ufeff<?xml version="1.0" encoding="UTF-16"?>'])
def test_declaration(before: str) -> None:
    """The text has been decoded already, whatever its declaration and its first character say."""
    assert _root(f"{before}<a>é</a>").text == "é"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<<<<<<< HEAD\n<a/>",
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "<a>&undefined;</a>",
        "<a>\x00</a>",
        "<a>\ud800</a>",
        "<a>" * 300 + "</a>" * 300,
    ],
)
def test_unknown(text: str) -> None:
    """What cannot be read, or asks for other texts, is Unknown."""
    assert isinstance(xml_text.load(text), Unknown)


def test_too_long() -> None:
    """A text of many megabytes is left alone."""
    assert isinstance(xml_text.load(f"<a>{' ' * xml_text.MAX_LENGTH}</a>"), Unknown)


@given(st.text() | st.text("<>/a&;![]-?= \"'"))
def test_never_raises(text: str) -> None:
    """Any text gives an element or Unknown."""
    assert isinstance(xml_text.load(text), Element | Unknown)
