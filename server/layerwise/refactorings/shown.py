"""Names in a title."""

from collections.abc import Sequence

_MOST = 3


def listed(names: Sequence[str]) -> str:
    """The names as words: "go.mod and go.sum", "package.json and 4 more files"."""
    shown = list(dict.fromkeys(names))
    if len(shown) > _MOST:
        return f"{shown[0]} and {len(shown) - 1} more files"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
