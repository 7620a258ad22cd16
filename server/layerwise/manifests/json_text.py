"""JSON text as values, and where in the text a value stands; knows no file's meaning."""

import json
import re
from collections.abc import Sequence
from typing import NoReturn, TypeAlias

from layerwise.manifests.remembered import Remembered
from layerwise.regex import regex
from layerwise.text import Span
from layerwise.unknown import Unknown

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

# Large lockfiles have a few megabytes; beyond this a reading would hold up the editor.
MAX_LENGTH = 32_000_000

_SPACE = regex(r"[ \t\r\n]*")

# A string, which stays as it is, or a comment; a string, or a comma before the end of a list or an object.
# What is not closed goes to the end, so that nobody looks for its end twice.
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)'
_COMMENT = regex(rf"{_STRING}|//[^\n]*|/\*(?:(?P<closed>.*?\*/)|.*)", re.DOTALL)
_TRAILING = regex(rf"{_STRING}|,(?=\s*[\]}}])", re.DOTALL)


@Remembered
def load(text: str) -> "Json | Unknown":
    """The value, which nobody changes; of several members with one name the last counts, as in JavaScript."""
    if len(text) > MAX_LENGTH:
        return Unknown("the file is too long to read")
    try:
        value: Json = _DECODER.decode(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return Unknown(f"it is not JSON ({_words(error)})")
    return value


def load_object(text: str) -> dict[str, Json] | Unknown:
    """The members of the object that the text is; any other value is Unknown."""
    value = load(text)
    if isinstance(value, (dict, Unknown)):
        return value
    return Unknown("it is not a JSON object")


def load_commented(text: str) -> dict[str, Json] | Unknown:
    """The members of an object in JSON with comments and trailing commas, as `deno.jsonc` and `rush.json` have them."""
    return load_object(_TRAILING.sub(_kept, _COMMENT.sub(_uncommented, text)))


def locate(text: str, path: Sequence[str | int]) -> Span | None:
    """Where the value at a path of names and indexes stands; None where there is none."""
    try:
        return _locate(text, _skip(text, len("\ufeff") if text.startswith("\ufeff") else 0), path)
    except (ValueError, IndexError, TypeError, RecursionError):
        return None  # no JSON: among others, a list stands for a name


def _locate(text: str, start: int, path: Sequence[str | int]) -> Span | None:
    """The place of the value at a path inside the value that begins at `start`."""
    for key in path:
        opening = "{" if isinstance(key, str) else "["
        found = _items(text, start).get(key) if text[start] == opening else None
        if found is None:
            return None
        start = found
    return Span(start, _end(text, start))


def _items(text: str, start: int) -> dict[str | int, int]:
    """Where each member or element of the object or array at `start` begins."""
    is_object = text[start] == "{"
    found: dict[str | int, int] = {}
    at = _skip(text, start + 1)
    while text[at] not in "}]":
        key: str | int = len(found)
        if is_object:
            key, end = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, end) + len(":"))
        found[key] = at
        at = _skip(text, _end(text, at))
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def _end(text: str, start: int) -> int:
    return _DECODER.raw_decode(text, start)[1]


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _uncommented(match: re.Match[str]) -> str:
    is_comment = match["closed"] is not None or match[0].startswith("//")
    return "" if is_comment else match[0]


def _kept(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith('"') else ""


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON value")


def _words(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[:1].lower()}{error.msg[1:]} in line {error.lineno}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "a value is out of range"


_DECODER = json.JSONDecoder(parse_constant=_refuse)
