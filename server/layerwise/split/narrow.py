"""The narrow copies that take a wide copy's place: the same files to the same paths, and no others."""

import posixpath
import re
from collections.abc import Iterable

from layerwise.cache.copies import Copy
from layerwise.cache.plan import Step
from layerwise.cache.state import State
from layerwise.syntax.tree import Dockerfile, Instruction

_PLAIN = re.compile(r"[\w.@+/=,:~%-]+")
_PATTERN = re.compile(r"[*?\[\\]")
_DROPPED_FLAGS = frozenset({"exclude", "parents"})


def narrow_copies(
    document: Dockerfile,
    moved: tuple[Step, State],
    copy: Copy,
    paths: Iterable[str],
    optional: frozenset[str],
) -> list[str] | None:
    """One COPY for each directory that gets files, as lines without indentation; None where a name is too odd.

    `moved` is the wide copy and the state where the lines are to stand. `optional` names get a `*`, with which
    the builder does not mind their absence.
    """
    step, place = moved
    by_directory: dict[str, list[str]] = {}
    for path in paths:
        by_directory.setdefault(posixpath.dirname(path), []).append(path)
    lines = []
    for directory, names in by_directory.items():
        sources = [copy.source_of(name) or "" for name in names]
        is_renamed = any(
            posixpath.basename(s) != posixpath.basename(n) for s, n in zip(sources, names, strict=True)
        )
        if is_renamed:
            return None
        line = _line(document, (step, place), sources, directory, optional)
        if line is None:
            return None
        lines.append(line)
    return lines


def _line(
    document: Dockerfile,
    moved: tuple[Step, State],
    sources: list[str],
    directory: str,
    optional: frozenset[str],
) -> str | None:
    step, place = moved
    instruction = step.instruction
    target = _target(instruction, (step.state, place), directory, document.escape)
    if target is None:
        return None
    flags = [flag.span.of(document.text) for flag in instruction.flags if flag.name not in _DROPPED_FLAGS]
    head = [_keyword(instruction, document), *flags]
    words = [_PATTERN.sub(lambda match: f"[{match.group()}]", source) for source in sources]
    words = [f"{word}*" if posixpath.basename(word) in optional else word for word in words]
    is_plain = all(_PLAIN.fullmatch(source) for source in sources)
    if not all(_PLAIN.fullmatch(source.replace(" ", "_")) for source in sources):
        return None
    if instruction.is_json or not is_plain:
        quoted = ", ".join(f'"{word}"' for word in (*words, target))
        return " ".join([*head, f"[{quoted}]"])
    return " ".join([*head, *words, target])


def _keyword(instruction: Instruction, document: Dockerfile) -> str:
    """COPY, also for an ADD, which would unpack archives; in the author's case."""
    return "copy" if instruction.keyword_span.of(document.text).islower() else "COPY"


def _target(instruction: Instruction, states: tuple[State, State], directory: str, escape: str) -> str | None:
    """A directory as the author would write it: after the copy's own destination, ending in a slash.

    The destination is written out in full where it means something else in the second state than in the first.
    """
    written = instruction.words[-1].text
    root, again = (_resolved(written, state, escape) for state in states)
    if root is None:
        return None
    is_quoted = any(character in written for character in "\"'\\`") and not instruction.is_json
    relative = posixpath.relpath(directory, root)
    if root == again and not is_quoted and not relative.startswith(".."):
        start = written.rstrip("/")
        return posixpath.join(start, "" if relative == "." else relative).rstrip("/") + "/"
    return directory.rstrip("/") + "/" if _PLAIN.fullmatch(directory) else None


def _resolved(written: str, state: State, escape: str) -> str | None:
    expanded = state.expand(written, escape)
    return state.resolve(expanded) if isinstance(expanded, str) else None
