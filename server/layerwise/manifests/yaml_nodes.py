"""YAML text as nodes that know their lines, merges filled in; no tag or number is interpreted."""

import re
from collections.abc import Mapping
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_LENGTH = 100_000  # characters: about two seconds of the pure-Python reader

_DEEPEST = 100
_BRACKET = re.compile(r"[\[\]{}]")


@lru_cache(maxsize=128)
def compose(text: str) -> Node | None:
    """The one document's node; None where the text is empty or cannot be read.

    Remembered by text: such files hardly change while a Dockerfile is typed, and reading YAML is slow.
    """
    if len(text) > MAX_LENGTH or _is_deep(text):
        return None
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(text.removeprefix("\ufeff"))
    except (YAMLError, RecursionError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        # Beyond its own error, the reader raises these for broken escapes, directives and deep nesting.
        return None
    return root


def mapping(node: Node | None) -> Mapping[str, Node]:
    """The mapping's values by name, merges (`<<`) filled in; empty for any other node."""
    found: dict[str, Node] = {}
    seen: set[int] = set()
    pending = [node]
    while pending:
        current = pending.pop()
        # Each node is merged once, however often it is named: aliases may be nested, and go round in circles.
        if not isinstance(current, (MappingNode, SequenceNode)) or id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, SequenceNode):
            pending.extend(reversed(current.value if current is not node else []))
            continue
        merges: list[Node] = []
        for key, value in current.value:
            if not isinstance(key, ScalarNode):
                continue
            if key.value == "<<":
                merges.append(value)
            else:
                found.setdefault(key.value, value)
        pending.extend(reversed(merges))
    return found


def items(node: Node | None) -> list[Node]:
    """The elements of a sequence; none for any other node."""
    return list(node.value) if isinstance(node, SequenceNode) else []


def scalar(node: Node | None) -> str | None:
    """The text of a scalar; None for a null and for any other node."""
    return node.value if isinstance(node, ScalarNode) and not is_null(node) else None


def is_null(node: Node) -> bool:
    """Whether it is written as nothing at all."""
    return (
        isinstance(node, ScalarNode)
        and node.style is None
        and node.value in {"", "~", "null", "Null", "NULL"}
    )


def line(node: Node) -> int:
    """The line on which it begins, counted from 1; of a block scalar the one of its `|`."""
    number: int = node.start_mark.line
    return number + 1


def offset(node: Node) -> int:
    """Where it begins in the text, its tag and anchor included, counted without a byte order mark."""
    index: int = node.start_mark.index
    return index


def text_line(node: Node) -> int:
    """The line on which a scalar's text begins, counted from 1."""
    return line(node) + (isinstance(node, ScalarNode) and node.style in ("|", ">"))


def _is_deep(text: str) -> bool:
    """Whether brackets are nested, or left open, beyond what people write; the reader's time is quadratic then."""
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            return True
    return False
