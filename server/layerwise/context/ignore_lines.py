"""Lines added to an ignore file in the hand of its author."""

from collections.abc import Sequence

from layerwise.text import Edit, Span


def newline(text: str) -> str:
    """The line end that the file uses: that of its first line."""
    return "\r\n" if text.partition("\n")[0].endswith("\r") and "\n" in text else "\n"


def appended(text: str, patterns: Sequence[str]) -> Edit:
    """The edit that puts more patterns below all lines; the last line ends as the last one did."""
    end = newline(text)
    is_open = bool(text) and not text.endswith("\n")
    lines = end.join(patterns)
    return Edit(Span(len(text), len(text)), f"{end}{lines}" if is_open else f"{lines}{end}")
