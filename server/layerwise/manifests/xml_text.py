"""XML text as plain elements; knows no file's meaning, and expands no entities."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from layerwise.records import dataclass, field
from layerwise.unknown import Unknown

MAX_LENGTH = 4_000_000
MAX_DEPTH = 200


@dataclass(slots=True)
class Element:
    """An element: its name without a namespace, attributes, children, and the text directly in it, stripped."""

    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> Iterator["Element"]:
        """The elements of a name anywhere below, in the order of the text."""
        waiting = list(reversed(self.children))
        while waiting:
            element = waiting.pop()
            if element.name == name:
                yield element
            waiting += reversed(element.children)

    def child(self, *names: str) -> "Element | None":
        """The first element at a path of names."""
        element: Element | None = self
        for name in names:
            children = element.children if element else []
            element = next((one for one in children if one.name == name), None)
        return element


def load(text: str) -> Element | Unknown:
    """The root element of a document; Unknown where it is not XML, or declares entities."""
    if len(text) > MAX_LENGTH:
        return Unknown("the file is too long to read")
    builder = _Builder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.EntityDeclHandler = builder.entity
    try:
        # The text has been decoded already, whatever its declaration says.
        parser.Parse(re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text), True)
    except (expat.ExpatError, _RefusedError, UnicodeEncodeError) as error:
        return Unknown(f"it is XML that cannot be read ({error})")
    return builder.root.children[0]


class _RefusedError(Exception):
    """The document asks for more than reading."""


class _Builder:
    """Collects elements while the parser goes through the text."""

    __slots__ = ("open", "root")

    def __init__(self) -> None:
        self.root = Element("", {})
        self.open = [self.root]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > MAX_DEPTH:
            raise _RefusedError("it is nested too deep")
        element = Element(name.rpartition(":")[2], attributes)
        self.open[-1].children.append(element)
        self.open.append(element)

    def end(self, _name: str) -> None:
        element = self.open.pop()
        element.text = element.text.strip()

    def characters(self, text: str) -> None:
        self.open[-1].text += text

    def entity(self, *_declared: object) -> None:
        raise _RefusedError("it declares entities")
