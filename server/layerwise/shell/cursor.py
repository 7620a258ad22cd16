"""A place in a script under the scanner: what is left, what went wrong, which here-documents are due."""

import re
from collections.abc import Callable

from layerwise.records import dataclass, field
from layerwise.regex import regex
from layerwise.shell.nodes import HereText, Sequence

LONGEST = 32_768
"""Characters of a script, here-documents included: what is longer is no script that people write."""
DEEPEST = 40
"""Nesting beyond this is given up: a script of people's stays below 10, the interpreter's stack has an end."""

_BLANKS = regex(r"(?:[ \t\r]|\\\r?\n)*(?:#[^\n]*)?")


@dataclass(slots=True, kw_only=True)
class Cursor:
    """Reads `text` from `at` up to `end`.

    `sequence` reads commands up to what closes them: words hold commands, and commands words, so the one file
    hands the others its entry. `effects` and `functions` fill up along the way.
    `has_bodies`: here-documents follow in the text, as everywhere but on the Dockerfile's own lines.
    """

    text: str
    end: int
    sequence: "Callable[[Cursor], Sequence]"
    at: int = 0
    depth: int = 0
    has_bodies: bool = True
    problem: str | None = None
    due: list[HereText] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    functions: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def peek(self, length: int = 1) -> str:
        """The next characters, fewer at the end."""
        return self.text[self.at : min(self.at + length, self.end)]

    def take(self, token: str) -> bool:
        """Whether the text goes on with `token`, which is then passed over."""
        if self.text.startswith(token, self.at, self.end):
            self.at += len(token)
            return True
        return False

    def match(self, pattern: "re.Pattern[str]") -> "re.Match[str] | None":
        """The match here, passed over, or None."""
        found = pattern.match(self.text, self.at, self.end)
        if found:
            self.at = found.end()
        return found

    def skip_blanks(self) -> None:
        """Pass over blanks, continued lines and a comment, up to the line end."""
        self.match(_BLANKS)

    def fail(self, problem: str) -> None:
        """Keep the first reason why the script may not be read completely."""
        self.problem = self.problem or problem

    def enter(self) -> bool:
        """Whether one level deeper may be read; if not, the rest of the text is passed over."""
        self.depth += 1
        if self.depth <= DEEPEST:
            return True
        self.fail("it is nested too deeply")
        self.at = self.end
        return False

    def leave(self) -> None:
        """Come back from a level entered."""
        self.depth -= 1
