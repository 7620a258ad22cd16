"""The narrow copies that take a wide copy's place: the same files to the same paths, and no others."""

import posixpath
from collections.abc import Iterable

from layerwise.cache.copies import Copy
from layerwise.cache.state import State
from layerwise.cache.steps import Step
from layerwise.context.paths import below_root, is_within, join, relative
from layerwise.regex import regex
from layerwise.split.frontend import has_parents
from layerwise.syntax.tree import Dockerfile, Instruction
from layerwise.tuples import NamedTuple

_PLAIN = regex(r"[\w.@+/=,:~%${}-]+")
_LITERAL = regex(r"[\w.@+/=,:~%-]+")
_PATTERN = regex(r"[*?\[\\]")
_DROPPED_FLAGS = frozenset({"exclude", "parents"})


class Site(NamedTuple):
    """Where narrow copies are to stand: the document, the wide copy that they come from, the state there."""

    document: Dockerfile
    wide: Step
    state: State


def narrow_copies(site: Site, copy: Copy, paths: Iterable[str], optional: frozenset[str]) -> list[str] | None:
    """One COPY for each directory that gets files, as lines without indentation; None where a name is too odd.

    It is one for all of them where the declared frontend keeps their directories (`--parents`). `optional` names
    get a `*`, with which the builder does not mind their absence.
    """
    by_directory: dict[str, list[str]] = {}
    for path in paths:
        by_directory.setdefault(posixpath.dirname(path), []).append(path)
    if len(by_directory) > 1 and has_parents(site.document):
        line = _tree_line(site, copy, [name for names in by_directory.values() for name in names])
        if line is not None:
            return [line]
    lines = [_directory_line(site, copy, names, optional) for names in by_directory.values()]
    known = [line for line in lines if line is not None]
    return known if len(known) == len(lines) else None


def _tree_line(site: Site, copy: Copy, paths: list[str]) -> str | None:
    """`COPY --parents` of files that one source directory brings, None where it does not say the same."""
    mapping = next((m for m in copy.mappings if m.is_directory and is_within(paths[0], m.target)), None)
    if mapping is None or copy.keyword != "COPY":
        return None
    inner = [posixpath.relpath(path, mapping.target) for path in paths]
    written = _as_written(site, mapping.source)
    if written is None:
        return None
    root = f"{written.rstrip('/')}/./" if mapping.source else ""
    if any(copy.source_of(p) != posixpath.join(mapping.source, n) for p, n in zip(paths, inner, strict=True)):
        return None
    return _line(site, [root + name for name in inner], mapping.target, ("--parents",))


def _directory_line(site: Site, copy: Copy, names: list[str], optional: frozenset[str]) -> str | None:
    sources = [source for name in names if (source := copy.source_of(name)) is not None]
    words = [_as_written(site, source) for source in sources]
    if any(posixpath.basename(s) != posixpath.basename(n) for s, n in zip(sources, names, strict=True)):
        return None
    known = [word for word in words if word is not None]
    if len(known) < len(words) or not all(map(_is_writable, sources)):
        return None
    return _line(site, [_escaped(word, optional) for word in known], posixpath.dirname(names[0]))


def _as_written(site: Site, source: str) -> str | None:
    """A source with the build arguments that its wide copy says it with, None where that cannot be told."""
    escape = site.document.escape
    words = [
        word.text for word in site.wide.instruction.words[:-1] if site.wide.state.asked(word.text, escape)
    ]
    for word in words:
        value = site.wide.state.expand(word, escape)
        inner = relative(source, below_root(value)) if isinstance(value, str) else None
        if inner is not None and _PLAIN.fullmatch(word) and value == site.state.expand(word, escape):
            return join(word, inner)
    return None if words else source


def _escaped(source: str, optional: frozenset[str]) -> str:
    word = _PATTERN.sub(lambda match: f"[{match.group()}]", source)
    return f"{word}*" if posixpath.basename(word) in optional else word


def _is_writable(source: str) -> bool:
    """Whether it can be written as a source: nearly anything can, in JSON form."""
    return source.isprintable() and not any(character in source for character in '"\\$`')


def _line(site: Site, words: list[str], directory: str, flags: tuple[str, ...] = ()) -> str | None:
    instruction = site.wide.instruction
    target = _target(instruction, (site.wide.state, site.state), directory, site.document.escape)
    if target is None:
        return None
    kept = [f.span.of(site.document.text) for f in instruction.flags if f.name not in _DROPPED_FLAGS]
    head = [_keyword(instruction, site.document), *kept, *flags]
    is_plain = all(_PLAIN.fullmatch(word.removesuffix("*")) for word in words)
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
    is_quoted = any(character in written for character in "\"'\\`")
    inner = relative(directory, root)
    if root == again and not is_quoted and inner is not None:
        return posixpath.join(written.rstrip("/"), inner).rstrip("/") + "/"
    is_writable = _LITERAL.fullmatch(directory) and states[0].is_fixed(written, escape)
    return directory.rstrip("/") + "/" if is_writable else None


def _resolved(written: str, state: State, escape: str) -> str | None:
    expanded = state.expand(written, escape)
    return state.resolve(expanded) if isinstance(expanded, str) else None
