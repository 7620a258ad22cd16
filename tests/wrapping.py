"""Dockerfiles written into compose files in the ways in which YAML lets people write a literal block."""

from typing import NamedTuple

from layerwise.builds.inline import Inline
from layerwise.builds.inlines import inlines


class Wrapping(NamedTuple):
    """How a Dockerfile is written: the lines before it and after it, its header, its indent, and the line end."""

    before: str
    header: str
    indent: int
    after: str = ""
    newline: str = "\n"


_SERVICE = "services:\n  web:\n    build:\n      context: .\n      dockerfile_inline: "
_MORE = "      args:\n        A: $B\n  other:\n    image: alpine\n"
_ALIAS = "services:\n  web:\n    build: &build {dockerfile_inline: *file}\n  again:\n    build: *build\n"
WRAPPINGS = (
    Wrapping(_SERVICE, "|", 8, _MORE),
    Wrapping(_SERVICE, "|-", 8),
    Wrapping(_SERVICE, "|+  # all of it", 7, "\n"),
    Wrapping(_SERVICE, "|2", 8, f"\n\n{_MORE}"),
    Wrapping(_SERVICE, "!!str &file |1-", 7, "\n    # of the service\n    image: a\n"),
    Wrapping(_SERVICE, "|", 10, _MORE, "\r\n"),
    Wrapping("x-file: &file ", "|", 1, _ALIAS),
    Wrapping("# of a list\nx-files:\n  - &file ", "|4", 6, _ALIAS, "\r\n"),
    Wrapping(f"\ufeff{_SERVICE}", "|+", 8, ""),
)


def wrap(text: str, wrapping: Wrapping) -> str:
    """The compose file; blank lines are written without an indent, as editors leave them."""
    indent = " " * wrapping.indent
    lines = text.replace("\r\n", "\n").replace("$", "$$").split("\n")
    body = "\n".join(f"{indent}{line}" if line else "" for line in lines)
    whole = f"{wrapping.before}{wrapping.header}\n{body}{wrapping.after if body.endswith(chr(10)) else ''}"
    return whole.replace("\n", wrapping.newline)


def unwrapped(host: str) -> Inline:
    """The one Dockerfile in a compose file, as YAML's own reader finds it."""
    (found,) = inlines(host, {})
    return found
