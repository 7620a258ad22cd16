"""The function calls in a piece of R or Julia: their names and their arguments as text; knows no function."""

import re

from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

MAX_LENGTH = 200_000
# The arguments of a call hold those of the calls in it.
MAX_DEPTH = 30

_TOKEN = regex(
    r"""(?P<comment>\#[^\n]*)
      | (?P<string>"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|'[^'\\]*(?:\\.[^'\\]*)*(?:'|\\?\Z))
      | (?P<name>[A-Za-z.][\w.]*(?:(?:::?:?|\.)[A-Za-z.][\w.]*)*!?)
      | (?P<open>\()|(?P<close>\))|(?P<rest>.)""",
    re.VERBOSE | re.DOTALL,
)


class FunctionCall(NamedTuple):
    """A call: the function's name as written, and what stands between its parentheses."""

    name: str
    arguments: str

    @property
    def strings(self) -> tuple[str, ...]:
        """The quoted texts among the arguments."""
        return tuple(match["string"][1:-1] for match in _TOKEN.finditer(self.arguments) if match["string"])

    def named(self, name: str) -> str | None:
        """The argument given by a name, quotes taken off; None where there is none."""
        match = re.search(rf"(?:^|,)\s*{name}\s*=(?!=)\s*([^,]+)", self.arguments)
        return match[1].strip().strip("'\"") if match else None

    @property
    def first(self) -> str | None:
        """The first argument where it has no name, quotes taken off; None where there is none."""
        argument = self.arguments.partition(",")[0].strip()
        return None if not argument or re.match(r"[\w.]+\s*=(?!=)", argument) else argument.strip("'\"")


def calls(text: str) -> tuple[FunctionCall, ...] | Unknown:
    """All calls, by the place of their names, those within the arguments of others among them."""
    if len(text) > MAX_LENGTH:
        return Unknown("the file is too long to read")
    found: list[tuple[str, int, int | None]] = []
    waiting: list[int | None] = []
    name: str | None = None
    for match in _TOKEN.finditer(text):
        if match["open"]:
            waiting.append(len(found) if name is not None else None)
            if len(waiting) > MAX_DEPTH:
                return Unknown("it is nested too deeply")
            if name is not None:
                found.append((name, match.end(), None))
        elif match["close"] and waiting:
            index = waiting.pop()
            if index is not None:
                found[index] = (found[index][0], found[index][1], match.start())
        if not match["comment"] and not (match["rest"] or "").isspace():
            name = match["name"]
    if waiting:
        return Unknown("a parenthesis is not closed")
    return tuple(FunctionCall(name, text[start:end]) for name, start, end in found)


def bare(text: str) -> str:
    """The text without strings and comments."""
    return "".join("" if match["comment"] or match["string"] else match[0] for match in _TOKEN.finditer(text))
