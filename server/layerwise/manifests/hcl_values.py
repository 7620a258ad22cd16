"""What HCL text consists of, as values; nothing is evaluated."""

from collections.abc import Mapping
from typing import TypeAlias

from layerwise.text import Span
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Name(NamedTuple):
    """A reference: `TAG` is ("TAG",), `item.folder` is ("item", "folder")."""

    parts: tuple[str, ...]


class Template(NamedTuple):
    """A string; its parts are texts, references, and what is not known."""

    parts: "tuple[str | Name | Unknown, ...]"


class Items(NamedTuple):
    """A list."""

    values: "tuple[Expression, ...]"


class Members(NamedTuple):
    """A map; keys that are no plain text are left out."""

    values: "Mapping[str, Expression]"


class Null(NamedTuple):
    """The value `null`."""


Expression: TypeAlias = Template | Name | Items | Members | Null | Unknown


class Attribute(NamedTuple):
    """A value and the span of the whole attribute, name included."""

    value: Expression
    span: Span


class Block(NamedTuple):
    """A block such as `target "web" { ... }`; the span is that of its head."""

    kind: str
    labels: tuple[str, ...]
    attributes: Mapping[str, Attribute]
    blocks: "tuple[Block, ...]"
    span: Span
