"""The lines of a log as the builder wrote them: without colours, and without what CI and compose put before each."""

from collections.abc import Iterator

from layerwise.regex import regex

# Escape sequences of terminals: CSI with its parameters, OSC with its text, and two-letter ones (ECMA-48).
_ESCAPES = regex(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")
_STAMP = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?"
_BEFORE = (
    regex(rf"\[?{_STAMP}\]? ?(?:\d\d[OE]\+? ?)?"),  # GitHub Actions, Jenkins; GitLab numbers the stream
    regex(r"\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]? "),
    regex(rf"[^\t]*\t[^\t]*\t(?=\ufeff?{_STAMP})"),  # `gh run view --log`: job and step
    regex(r"[\w.-]+ +\| "),  # compose: the service
    regex(r"\ufeff|##\[\w+\]"),  # a mark of GitHub's, such as that of a group
)
_MOST_BEFORE = 4  # `gh run view --log` of a compose build has three


def lines(text: str) -> Iterator[str]:
    """The lines of a log, tidied; what a terminal would have overwritten is left out."""
    for line in _ESCAPES.sub("", text.removeprefix("\ufeff")).split("\n"):
        yield without_prefix(line.rstrip("\r").rpartition("\r")[2])


def without_prefix(line: str) -> str:
    """A line without the marks of CI and compose before it."""
    for _ in range(_MOST_BEFORE):
        if line.startswith("#") and not line.startswith("##"):
            return line
        found = next((match for prefix in _BEFORE if (match := prefix.match(line))), None)
        if found is None or not found.end():
            return line
        line = line[found.end() :]
    return line
