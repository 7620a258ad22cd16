"""Lines added to an ignore file in the hand of its author."""

from collections.abc import Sequence

from layerwise.regex import regex
from layerwise.text import Edit, Span

# Other characters have a meaning of their own in an ignore file, or are stripped.
_PLAIN = regex(r"[\w.@+/=:~%,][\w.@+/=:~%, -]*(?<! )")


def is_plain(path: str) -> bool:
    """Whether a path, written as a pattern, matches itself and what lies below it."""
    return _PLAIN.fullmatch(path) is not None


def newline(text: str) -> str:
    """The line end that the file uses: that of its first line."""
    return "\r\n" if text.partition("\n")[0].endswith("\r") and "\n" in text else "\n"


def appended(text: str, patterns: Sequence[str]) -> Edit:
    """The edit that puts more patterns below all lines; the last line ends as the last one did."""
    end = newline(text)
    is_open = bool(text) and not text.endswith("\n")
    lines = end.join(patterns)
    return Edit(Span(len(text), len(text)), f"{end}{lines}" if is_open else f"{lines}{end}")
