"""The fields of a .cabal file or of cabal.project, as text; knows no field's meaning."""

import re

from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# The largest .cabal files have some thousand lines.
MAX_LENGTH = 1_000_000

_FIELD = regex(r"([ \t]*)([A-Za-z][\w-]*)[ \t]*:(?!//)[ \t]*(.*)")


class Field(NamedTuple):
    """A field: its name in lower case, and the lines of its value without their indentation."""

    name: str
    lines: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The value as a list: words between blanks and commas."""
        return tuple(word for line in self.lines for word in re.split(r"[\s,]+", line) if word)


def fields(text: str) -> tuple[Field, ...] | Unknown:
    """All fields in their order, those of sections and conditions among them; a field may occur several times."""
    if len(text) > MAX_LENGTH:
        return Unknown("the file is too long to read")
    found: list[tuple[str, list[str]]] = []
    indent: int | None = None
    for line in text.removeprefix("\ufeff").splitlines():
        stripped = line.strip()
        if not stripped or stripped.startswith("--"):
            continue
        depth = len(line) - len(line.lstrip())
        if indent is not None and depth > indent:
            found[-1][1].append(stripped)
        elif match := _FIELD.match(line):
            indent = depth
            found.append((match[2].lower(), [match[3].strip()] if match[3].strip() else []))
        else:
            indent = None  # the head of a section, or a condition
    return tuple(Field(name, tuple(lines)) for name, lines in found)


def words(found: tuple[Field, ...], name: str) -> tuple[str, ...]:
    """The words of all fields of a name."""
    return tuple(word for field in found if field.name == name for word in field.words)
