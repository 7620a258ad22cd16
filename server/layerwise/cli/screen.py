"""What the terminal at hand can show: colours, links, and how much of a line."""

import os
from typing import TextIO

from layerwise.cli.terminal import Colour, wants_colour, width
from layerwise.records import dataclass

_NARROWEST = 20  # columns; a terminal that claims less does not know
# Terminals that show links, by what they put into the environment (their own documentation).
_LINKING = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "WarpTerminal", "Tabby"})
_MARKS = ("WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "DOMTERM", "ALACRITTY_WINDOW_ID", "ZED_TERM")
_KINDS = ("xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour")
_FIRST_VTE = 5000  # VTE 0.50 is the first version with links


@dataclass(frozen=True, slots=True)
class Screen:
    """Where text is shown; `columns` is None where nobody looks, as in a pipe, and nothing need be made to fit."""

    has_colour: bool = False
    has_links: bool = False
    columns: int | None = None

    def painted(self, text: str, *colours: Colour) -> str:
        """The text in colours, where there are any."""
        if not self.has_colour or not colours or not text:
            return text
        return f"\x1b[{';'.join(str(colour.value) for colour in colours)}m{text}\x1b[0m"

    def linked(self, text: str, address: str | None) -> str:
        """The text as a link, where the terminal has them (OSC 8)."""
        if not self.has_links or address is None:
            return text
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def screen_of(stream: TextIO) -> Screen:
    """The screen behind a stream."""
    is_seen = stream.isatty() and os.environ.get("TERM") != "dumb"
    return Screen(wants_colour(stream), is_seen and _shows_links(), _columns(stream) if is_seen else None)


def wrap(text: str, room: int | None) -> list[str]:
    """A visible text as lines of so many columns, parted at blanks; a longer word stays whole."""
    if room is None or width(text) <= room:
        return [text]
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(lines[-1]) + 1 + width(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def cut(text: str, columns: int, start: int = 0) -> str:
    """The part of a visible text that begins at a column and fits, with a mark where something is left out."""
    total = width(text)
    if start == 0 and total <= columns:
        return text
    kept, end, at = "…" if start else "", columns - (total > start + columns), -start
    for letter in text:
        begin, at = at, at + width(letter)
        if begin < width(kept):
            kept += " " * max(at - width(kept), 0)  # half of a wide letter is under the mark
        elif at <= end:
            kept += letter
        else:
            break
    return kept if total <= start + columns else f"{kept}…"


def _columns(stream: TextIO) -> int | None:
    told = os.environ.get("COLUMNS", "")
    try:
        columns = int(told) if told.isdecimal() else os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return None
    return columns if columns >= _NARROWEST else None


def _shows_links() -> bool:
    """Whether the terminal is one of those that show links; FORCE_HYPERLINK goes before what is known of it."""
    forced = os.environ.get("FORCE_HYPERLINK")
    if forced is not None:
        return forced not in ("", "0")
    program = os.environ.get("TERM_PROGRAM", "")
    if program == "tmux":  # it passes links on from 3.4 (its list of changes)
        return _version(os.environ.get("TERM_PROGRAM_VERSION", "")) >= (3, 4)
    vte = os.environ.get("VTE_VERSION", "")
    return (
        program in _LINKING
        or any(name in os.environ for name in _MARKS)
        or os.environ.get("TERM", "").startswith(_KINDS)
        or (vte.isdecimal() and int(vte) >= _FIRST_VTE)
    )


def _version(text: str) -> tuple[int, ...]:
    parts = ("".join(letter for letter in part if letter.isdecimal()) for part in text.split("."))
    return tuple(int(part) for part in parts if part)
