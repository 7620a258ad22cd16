"""The standard library's argparse and pathlib, imported without what few uses of them need.

argparse has its messages translated, of which there is no translation, and pathlib writes addresses: a twentieth of a
small check.
"""

from layerwise.standing import standing_in


def import_lightly() -> None:
    """Import both, before anything else does."""
    with standing_in("gettext", gettext=str, ngettext=_ngettext):
        import argparse  # noqa: F401, PLC0415 - while gettext is stood in for
    with standing_in("urllib.parse", quote_from_bytes=_quote_from_bytes):
        import pathlib  # noqa: F401, PLC0415 - while urllib is stood in for


def _ngettext(one: str, several: str, number: int) -> str:
    return one if number == 1 else several


def _quote_from_bytes(text: bytes) -> str:
    from urllib.parse import quote_from_bytes  # noqa: PLC0415 - once an address is written

    return quote_from_bytes(text)
