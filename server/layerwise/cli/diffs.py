"""What an overlay changes, as a unified diff."""

import difflib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from layerwise.cli.files import Overlay
from layerwise.cli.terminal import Colour, painted, visible

_COLOURS = {"-": Colour.RED, "+": Colour.GREEN, "@": Colour.CYAN}


def print_diff(overlay: Overlay, names: Mapping[Path, str]) -> None:
    """Show what would change, as `patch` takes it."""
    for line in diff(overlay, names):
        # A diff in a pipe is for `patch`, which needs every byte; one on a terminal is for eyes.
        sys.stdout.write(_shown_line(line) + "\n" if sys.stdout.isatty() else line)


def diff(overlay: Overlay, names: Mapping[Path, str]) -> Iterator[str]:
    """The lines of a unified diff of all files of an overlay, under the names that are given for some."""
    for path, after in overlay.texts.items():
        before = overlay.originals[path]
        yield from _diff(names.get(path) or _shown(path), before or "", after, creates=before is None)


def _shown_line(line: str) -> str:
    text = visible(line.rstrip("\n"))
    if text.startswith(("--- ", "+++ ")):
        return painted(text, Colour.BOLD)
    colour = _COLOURS.get(text[:1])
    return text if colour is None else painted(text, colour)


def _shown(path: Path) -> str:
    """A path as seen from the working directory, where it lies below it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _diff(name: str, before: str, after: str, *, creates: bool) -> Iterator[str]:
    old, new = before.split("\n"), after.split("\n")
    name = name.lstrip("/")
    lines = difflib.unified_diff(
        _ended(old), _ended(new), fromfile="/dev/null" if creates else f"a/{name}", tofile=f"b/{name}"
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n"
        if not line.endswith("\n"):
            yield "\\ No newline at end of file\n"


def _ended(lines: list[str]) -> list[str]:
    """Lines with their ends back; a last one without stays so."""
    return [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])
