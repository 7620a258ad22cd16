"""YAML text as plain values; knows no file's meaning.

`load` reads all of YAML, some 300 KB a second, so its texts are capped. `load_plain` reads the part that lockfiles
are written in, four times as fast.
"""

import re
from functools import lru_cache
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.constructor import ConstructorError, SafeConstructor
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import Node

from layerwise.manifests.yaml_weight import is_too_heavy
from layerwise.regex import regex
from layerwise.unknown import Unknown

Yaml: TypeAlias = bool | int | float | str | list["Yaml"] | dict["Yaml", "Yaml"] | object | None
Plain: TypeAlias = str | dict[str, "Plain"]

# Settings and workspace files have a few kilobytes; this much takes most of a second.
MAX_LENGTH = 120_000
MAX_PLAIN_LENGTH = 32_000_000
# The reader's time grows with the square of the depth.
MAX_DEPTH = 100

_KEY = regex(
    r"""(?P<indent>[ ]*)(?P<long>\?[ ])?
        (?:"(?P<double>[^"\\]*)"|'(?P<single>(?:[^']|'')*)'|(?P<bare>[^\s"'#&*!|>%@`{\[,?:-][^\n]*?))
        (?(long)|:(?=[ ]|$))[ ]*(?P<value>.*?)[ ]*$""",
    re.VERBOSE,
)
# Block scalars, anchors, aliases and tags.
_NOT_PLAIN = tuple("|>&*!%@`")


@lru_cache(maxsize=32)
def load(text: str) -> Yaml | Unknown:
    """The value of the one document; several documents, repeated names and unknown tags are Unknown.

    Remembered by text, since a fix on trial reads all manifests again: nobody changes the value.
    """
    if len(text) > MAX_LENGTH:
        return Unknown("the file is too long to read")
    if _is_deep(text):
        return Unknown("it is nested too deeply")
    try:
        reader = YAML(typ="safe", pure=True)
        reader.Constructor = _Constructor
        value: Yaml = reader.load(text.removeprefix("\ufeff"))
    except YAMLError as error:
        return Unknown(f"it is not YAML ({_words(error)})")
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError):
        # What the reader raises for scalars that only look like dates or numbers, and for deep nesting.
        return Unknown("it is YAML that cannot be read")
    return value


def load_mapping(text: str) -> dict[Yaml, Yaml] | Unknown:
    """The members of the mapping that the text is; an empty text has none, any other value is Unknown."""
    value = load(text)
    if value is None:
        return {}
    return value if isinstance(value, (dict, Unknown)) else Unknown("it is not a YAML mapping")


def load_plain(text: str) -> dict[str, Plain] | Unknown:
    """The mapping that the text is where it holds block mappings and one-line scalars only, else Unknown.

    Scalars stay text, quotes taken off; flow collections (`{integrity: ...}`) stay as they are written.
    """
    if len(text) > MAX_PLAIN_LENGTH:
        return Unknown("the file is too long to read")
    root: dict[str, Plain] = {}
    open_mappings = [(-1, root)]
    for line in text.removeprefix("\ufeff").splitlines():
        content = line.strip()
        if not content or content.startswith("#") or content in ("---", ":"):
            continue
        match = _KEY.match(line)
        if match is None or match["value"].startswith(_NOT_PLAIN):
            return Unknown("it is not written as lockfiles are")
        indent = len(match["indent"])
        while open_mappings[-1][0] >= indent:
            open_mappings.pop()
        child: dict[str, Plain] = {}
        key = match["double"] or match["bare"] or (match["single"] or "").replace("''", "'")
        open_mappings[-1][1][key] = _scalar(match["value"]) if match["value"] else child
        if not match["value"]:
            open_mappings.append((indent, child))
    return root


class _Constructor(SafeConstructor):
    """Makes no values of a bomb: merges (`<<`) of merges double what they copy."""

    def construct_document(self, node: Node) -> Yaml:
        """The value of the document's node."""
        if is_too_heavy(node):
            raise ConstructorError(problem="its aliases make it too large")
        value: Yaml = super().construct_document(node)
        return value


def _is_deep(text: str) -> bool:
    """Whether brackets, or sequences begun in one line, stand in each other too often."""
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        if depth > MAX_DEPTH:
            return True
    return re.search(rf"(?:[-?] +){{{MAX_DEPTH}}}", text) is not None


def _scalar(text: str) -> str:
    if text[0] == text[-1] == "'" and len(text) > 1:
        return text[1:-1].replace("''", "'")
    return text[1:-1] if text[0] == text[-1] == '"' and len(text) > 1 else text


def _words(error: YAMLError) -> str:
    problem = getattr(error, "problem", None)
    mark = getattr(error, "problem_mark", None)
    line = getattr(mark, "line", None)
    where = f" in line {line + 1}" if isinstance(line, int) else ""
    return f"{problem.strip()}{where}" if isinstance(problem, str) else "it does not follow the format"
