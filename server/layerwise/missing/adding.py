"""The edits that bring missing files into the image: further sources of a COPY, and copies right below it."""

import posixpath
from collections.abc import Iterator, Sequence

from layerwise.cache.copies import Copy, Mapping
from layerwise.cache.plan import BuildPlan
from layerwise.context.context import BuildContext
from layerwise.edits import indentation, insertion_after, newline
from layerwise.findings.finding import FileChange
from layerwise.missing.search import Missing
from layerwise.records import replace
from layerwise.regex import regex
from layerwise.split.narrow import Site, narrow_copies
from layerwise.text import Edit, Span

_PLAIN = regex(r"[\w.@+/,:~%-]+")


def added(found: Missing) -> tuple[Edit, ...] | None:
    """The edits of the Dockerfile, None where they cannot be written."""
    document, instruction = found.plan.document, found.anchor.instruction
    copy = next(event.copy for event in found.anchor.events if event.copy is not None)
    beside = [source for need, source in found.files if _is_beside(found, copy, need.path, source)]
    below = [need.path for need, source in found.files if source not in beside]
    edits: list[Edit] = []
    if beside:
        edits += _more_sources(found, beside)
    if below:
        mappings = tuple(Mapping(pair.context, pair.image, is_directory=True) for pair in found.pairs)
        site = Site(document, found.anchor, found.anchor.after)
        lines = narrow_copies(site, replace(copy, mappings=mappings, excludes=()), below, frozenset())
        if lines is None:
            return None
        indent = indentation(document, instruction)
        text = newline(document).join(f"{indent}{line}" for line in lines)
        edits.append(insertion_after(document, instruction, text))
    return tuple(edits)


def _is_beside(found: Missing, copy: Copy, path: str, source: str) -> bool:
    """Whether a further source of the same COPY brings a file to its place."""
    instruction = found.anchor.instruction
    is_plain = not (instruction.is_json or instruction.heredocs or copy.keyword != "COPY" or copy.excludes)
    if not is_plain or instruction.flag("parents") is not None or not _PLAIN.fullmatch(source):
        return False
    if posixpath.basename(path) != posixpath.basename(source):
        return False
    files = [mapping for mapping in copy.mappings if not mapping.is_directory]
    is_into = all(posixpath.basename(one.target) == posixpath.basename(one.source) for one in files)
    return bool(files) and is_into and _folder(found, copy) == posixpath.dirname(path)


def _folder(found: Missing, copy: Copy) -> str | None:
    """The directory into which a COPY puts its files, None where the destination is written as a file's name."""
    folders = {posixpath.dirname(one.target) for one in copy.mappings if not one.is_directory}
    escape = found.plan.document.escape
    written = found.anchor.state.expand(found.anchor.instruction.words[-1].text, escape)
    target = found.anchor.state.resolve(written) if isinstance(written, str) else None
    return target if folders == {target} else None


def _more_sources(found: Missing, sources: Sequence[str]) -> Iterator[Edit]:
    """The names behind the last source; a destination of several sources ends in a slash."""
    *_, last, target = found.anchor.instruction.words
    yield Edit(Span(last.span.end, last.span.end), "".join(f" {source}" for source in sources))
    if not target.text.endswith("/") and target.text[-1] not in "\"'":
        yield Edit(Span(target.span.end, target.span.end), "/")


def restored(plan: BuildPlan, sources: Sequence[str]) -> FileChange | None:
    """Exceptions at the end of the ignore file for files that it keeps out, None where that does not let them in."""
    context = plan.build.context
    if not isinstance(context, BuildContext):
        return None
    text = context.raw.text(context.ignore.name)
    folders = {posixpath.dirname(source) for source in sources}
    if any(context.ignore.is_ignored(folder) for folder in folders if folder):
        return None  # a whole folder is kept out, of which more may be needed
    if not isinstance(text, str) or any(not _PLAIN.fullmatch(source) for source in sources):
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    start = end if text and not text.endswith("\n") else ""
    added = start + "".join(f"!{source}{end}" for source in sources)
    return FileChange(context.ignore.name, create=False, edits=(Edit(Span(len(text), len(text)), added),))
