"""Backslashes that were meant to part folders."""

from collections.abc import Sequence

from layerwise.findings.finding import Fix, Safety
from layerwise.ignore_files.file import IgnoreFile
from layerwise.regex import regex
from layerwise.text import Edit

_SEPARATOR = regex(r"(?<!\\)\\[A-Za-z0-9]")


def has_separators(written: str) -> bool:
    """Whether a backslash stands before what needs none."""
    return _SEPARATOR.search(written) is not None


def with_slashes(file: IgnoreFile, edits: Sequence[Edit]) -> tuple[Fix, ...]:
    """The fix that writes slashes, where nothing that a build needs is then hidden."""
    if file.hides_needed(edits):
        return ()
    return (
        Fix(
            title="Write slashes",
            edits=tuple(edits),
            safety=Safety.REVIEW,
            reason="what the line names would no longer enter the image",
        ),
    )
