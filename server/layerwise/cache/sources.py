"""COPY and ADD resolved: which sources go to which image paths."""

import posixpath
from collections.abc import Iterator, Mapping

from layerwise.builds.build import Build
from layerwise.cache.copies import Copy
from layerwise.cache.copies import Mapping as Copied
from layerwise.cache.image import Image
from layerwise.cache.paths import USUAL_DIRECTORIES
from layerwise.cache.state import State
from layerwise.cache.watched import ARCHIVE, REMOTE, watched
from layerwise.context.context import BuildContext
from layerwise.context.paths import is_within, join
from layerwise.context.paths import resolve as resolve_links
from layerwise.context.pattern import has_pattern
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.records import dataclass
from layerwise.syntax.tree import Instruction
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_LONGEST_PATTERN = 4_096  # as long as a path is at most (PATH_MAX of Linux)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a COPY can take its sources from: the build's contexts, and the images of earlier stages by name."""

    build: Build
    context: Tree | Unknown
    stages: Mapping[str, tuple[int, Image]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A COPY or ADD: its copy, and the paths that it writes besides.

    These are archives, downloads, heredocs, and what is taken from an image or by a pattern from a stage: nobody
    can say which files that are, but where they go.
    """

    copy: Copy
    files: tuple[str, ...] = ()
    trees: tuple[str, ...] = ()


def resolve(instruction: Instruction, state: State, image: Image, places: Places, escape: str) -> Resolved:
    """What the instruction brings where, given the image before it."""
    origin, tree = _origin(instruction, state, places, escape)
    words = [state.expand(word.text, escape) for word in instruction.words]
    known = [word for word in words if isinstance(word, str)]
    unknown = next((word.why for word in words if isinstance(word, Unknown)), None)
    if len(words) < len(("source", "destination")):
        unknown = "it has no destination"
    target = state.resolve(known[-1]) if unknown is None else None
    if target is None:
        unknown = unknown or "the working directory is not known"
    copied: list[Copied] = []
    files: list[str] = []
    trees: list[str] = []
    absent: list[str] = []
    if target is not None:
        into = _is_directory(known[-1], target, state, image) or len(known) > len(("source", "destination"))
        for source in known[:-1]:
            destination = join(target, posixpath.basename(source)) if into else target
            if source.startswith("<<"):
                files.append(join(target, source.lstrip("<-").strip("'\"")) if into else target)
            elif instruction.keyword == "ADD" and REMOTE.match(source):
                trees.append(destination)
            elif instruction.keyword == "ADD" and ARCHIVE.search(source):
                trees.append(target)
            else:
                kind = _Spelling(into, _has_parents(instruction), origin.startswith("context"))
                found = _mappings(tree, source, target, kind)
                if isinstance(found, Unknown) and not kind.is_context:
                    trees.append(target)  # a file goes into it or becomes it, a directory gives its contents
                elif isinstance(found, Unknown):
                    unknown = unknown or found.why
                elif found is None:
                    absent.append(source)
                    # A build that makes it first has it: a file by its name, else a folder whose contents go there.
                    trees.append(destination if posixpath.splitext(source)[1] else target)
                else:
                    copied += found
    excludes = [flag.value for flag in instruction.flags if flag.name == "exclude" and flag.value]
    if any(len(pattern) > _LONGEST_PATTERN for pattern in excludes):
        unknown = unknown or f"it excludes a pattern of more than {_LONGEST_PATTERN:,} characters"
    seen = watched(tree, known[:-1], is_add=instruction.keyword == "ADD")
    copy = Copy(
        keyword=instruction.keyword,
        origin=origin,
        tree=tree,
        mappings=tuple(copied),
        owner=_flag(instruction, "chown", state, escape),
        mode=_flag(instruction, "chmod", state, escape),
        is_link=instruction.flag("link") is not None,
        excludes=tuple(pattern for pattern in excludes if len(pattern) <= _LONGEST_PATTERN),
        unknown=unknown,
        absent=tuple(absent),
        watched=seen.patterns,
        is_led_away=seen.is_led_away,
    )
    return Resolved(copy=copy, files=tuple(files), trees=tuple(trees))


def _has_parents(instruction: Instruction) -> bool:
    flag = instruction.flag("parents")
    return flag is not None and flag.value != "false"


def _flag(instruction: Instruction, name: str, state: State, escape: str) -> str | None:
    flag = instruction.flag(name)
    if flag is None or flag.value is None:
        return None
    value = state.expand(flag.value, escape)
    return flag.value if isinstance(value, Unknown) else value


def _origin(
    instruction: Instruction, state: State, places: Places, escape: str
) -> tuple[str, Tree | Unknown]:
    """The name of the place that a COPY takes its sources from, and its tree."""
    flag = instruction.flag("from")
    if flag is None or flag.value is None:
        return "context", places.context
    name = state.expand(flag.value, escape)
    if isinstance(name, Unknown):
        return f"image {flag.value}", name
    if name.lower() in places.stages:
        index, image = places.stages[name.lower()]
        return f"stage {index}", image
    if name in places.build.contexts:
        return f"context {name}", places.build.contexts[name]
    return f"image {name}", Unknown(f"the files of the image {name} are not known")


def _is_directory(written: str, target: str, state: State, image: Image) -> bool:
    """Whether a destination is a directory: by its spelling, or because the image has one there.

    The builder makes the working directory of every image, so that of the base is there too.
    """
    if posixpath.basename(written) in (".", "..", ""):
        return True
    is_made = image.has_directory(target)
    if is_made is None:
        return target in USUAL_DIRECTORIES or (state.cwd is not None and is_within(state.cwd, target))
    return is_made


class _Spelling(NamedTuple):
    """How a COPY is written: into a directory, with --parents, from a build context."""

    is_into: bool
    has_parents: bool
    is_context: bool


def _mappings(
    tree: Tree | Unknown, source: str, target: str, spelling: _Spelling
) -> list[Copied] | Unknown | None:
    """The mappings of one source word, which may be a pattern; None where it is not in the build context."""
    pivot, path = _pivot(source) if spelling.has_parents else ("", source)
    path = "/" + join(pivot, path).lstrip("/")
    if isinstance(tree, Unknown):
        return tree
    path = posixpath.normpath(path)
    path = path.lstrip("/") if spelling.is_context else path
    names = [path] if not has_pattern(source) else _matching(tree, path, is_deep=spelling.has_parents)
    if isinstance(names, Unknown):
        return names
    found = []
    for name in names:
        # A link that is named as a source is followed; one inside a copied directory stays a link.
        real = resolve_links(tree.entry, name) if spelling.is_context else name
        if isinstance(real, Unknown):
            return real
        entry = None if real is None else tree.entry(real)
        if isinstance(entry, Unknown) and spelling.is_context:
            return entry
        if real is None or (entry is None and spelling.is_context):
            return None
        # What a RUN made in another stage, or its base holds, may be a directory with anything in it.
        is_directory = not isinstance(entry, Entry) or entry.kind is Kind.DIRECTORY
        if spelling.has_parents:
            kept = name[len(pivot) :].lstrip("/")
            found.append(Copied(real, join(target, kept), is_directory, is_seen=entry is not None))
        elif is_directory:
            found.append(Copied(real, target, is_directory=True, is_seen=entry is not None))
        else:
            destination = (
                join(target, posixpath.basename(name)) if spelling.is_into or len(names) > 1 else target
            )
            found.append(Copied(real, destination, is_directory=False))
    return found


def _pivot(source: str) -> tuple[str, str]:
    """The part of a --parents source before `/./`, which is not kept in the image, and the rest."""
    before, marker, after = source.partition("/./")
    return (before, after) if marker else ("", source)


def _matching(tree: Tree, pattern: str, *, is_deep: bool) -> list[str] | Unknown:
    if isinstance(tree, BuildContext):
        return list(tree.glob(pattern, is_deep=is_deep))
    return Unknown(f"which files {pattern} matches in another stage is not known")


def stage_names(index: int, name: str | None) -> Iterator[str]:
    """The words by which `--from` may name a stage."""
    yield str(index)
    if name is not None:
        yield name
