"""TOML text as plain values; knows no file's meaning."""

import sys
from typing import TypeAlias

from layerwise.manifests.remembered import Remembered
from layerwise.unknown import Unknown

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Toml: TypeAlias = bool | int | float | str | list["Toml"] | dict[str, "Toml"] | object

# Large lockfiles have a few megabytes, read at some ten a second; beyond this the editor would wait.
MAX_LENGTH = 32_000_000
# The reader's time grows with the square of the parts of a dotted name; a thousand take 20 ms.
MAX_DOTS = 1_000


@Remembered
def load(text: str) -> dict[str, Toml] | Unknown:
    """The tables and values of a TOML document, which nobody changes."""
    if len(text) > MAX_LENGTH:
        return Unknown("the file is too long to read")
    if any(line.count(".") > MAX_DOTS for line in text.splitlines()):
        return Unknown("it has lines that are too long to read")
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        return Unknown(f"it is not TOML ({_words(error)})")
    except (ValueError, RecursionError):
        # A number of thousands of digits, and thousands of brackets in each other.
        return Unknown("it is TOML that cannot be read")


def table(value: Toml, *names: str) -> dict[str, Toml]:
    """The table below a value at a path of names; an empty one where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def texts(value: Toml) -> tuple[str, ...]:
    """The strings in an array; nothing for any other value."""
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def tables(value: Toml) -> tuple[dict[str, Toml], ...]:
    """The tables in an array, or the one table that the value is."""
    found = value if isinstance(value, list) else [value]
    return tuple(one for one in found if isinstance(one, dict))


def _words(error: ValueError) -> str:
    words = str(error)
    return words[:1].lower() + words[1:]
