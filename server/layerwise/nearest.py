"""The word that was meant."""

from collections.abc import Iterable

_ALIKE = 0.7  # a slip or two in a word of some length; less is a guess


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like a mistyped one, None where none is much like it."""
    spelt = {one.lower().replace("_", "-"): one for one in sorted(known)}
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes alone

    found = get_close_matches(word.lower().replace("_", "-"), spelt, 1, _ALIKE)
    return spelt[found[0]] if found else None
