"""What a COPY or ADD brings where: its footprint in the image, asked path by path and never listed."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import cast

from layerwise.cache.paths import Paths, parents, prefixes
from layerwise.context.context import BuildContext
from layerwise.context.ignore_pattern import excludes
from layerwise.context.paths import is_within, join
from layerwise.context.pattern import matches_above
from layerwise.context.tree import Entry, Kind, Tree
from layerwise.late import Repeatable
from layerwise.records import dataclass, field, replace
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Mapping(NamedTuple):
    """One source of a copy: a file and the image path that it gets, or a directory whose contents go into one.

    Paths in a build context are relative to it, those in a stage or an image absolute. What is not seen, of a
    stage's base or of a command that nobody knows, counts as a directory that may hold anything.
    """

    source: str
    target: str
    is_directory: bool
    is_seen: bool = True


class _Found(NamedTuple):
    """A source path, and what stands there; None where nobody knows."""

    source: str | None
    entry: Entry | Unknown | None


_NO_SOURCE = _Found(None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A COPY or ADD with its sources resolved.

    `origin` names where the sources lie ("context", "stage 0", "image alpine:3"); `tree` is that place, Unknown
    where it cannot be looked at. `unknown` is the reason why the mappings are not all known. `absent` are sources that
    the context lacks, such as the results of a build before this one; anything may be in them. `watched` are the
    paths and patterns that decide about it and are in no mapping: sources that are patterns, archives that are
    unpacked, symbolic links on the way to a source. `is_led_away`: a source in a stage may lie behind a link of which
    nobody knows where it points. `answers` are what is known of it and its tree, by the question.
    """

    keyword: str
    origin: str
    tree: Tree | Unknown
    mappings: tuple[Mapping, ...]
    owner: str | None = None
    mode: str | None = None
    is_link: bool
    excludes: tuple[str, ...] = ()
    unknown: str | None = None
    absent: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    is_led_away: bool
    _found: dict[str, _Found] = field(default_factory=dict, init=False, repr=False, compare=False)
    _walks: dict[Mapping, Repeatable[str | None]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _linked: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    answers: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def stage(self) -> int | None:
        """The stage that it copies from, if it is one."""
        return int(self.origin.removeprefix("stage ")) if self.origin.startswith("stage ") else None

    @property
    def is_context(self) -> bool:
        """Whether it copies from the build context rather than from a stage or an image."""
        return self.origin == "context"

    @property
    def named_context(self) -> str | None:
        """The named context that it copies from, if it is one."""
        return self.origin.removeprefix("context ") if self.origin.startswith("context ") else None

    @property
    def is_local(self) -> bool:
        """Whether it copies from a build context, the main or a named one."""
        return self.is_context or self.named_context is not None

    @property
    def directories(self) -> frozenset[str]:
        """The directories that it makes where they are missing: into which its sources go, and those above."""
        above = {directory for mapping in self.mappings for directory in parents(mapping.target)}
        return frozenset(above.union(mapping.target for mapping in self.mappings if mapping.is_directory))

    def source_of(self, path: str) -> str | None:
        """The source path that is copied to an image path, None where it brings nothing there.

        The last mapping wins, as later sources lie over earlier ones.
        """
        return self._brought(path).source

    def _brought(self, path: str) -> _Found:
        """What it brings to an image path."""
        known = self._found.get(path)
        if known is None:
            found = (self._from(mapping, path) for mapping in reversed(self.mappings))
            known = self._found[path] = next((one for one in found if one.source is not None), _NO_SOURCE)
        return known

    def would_take(self, mapping: Mapping, source: str) -> bool:
        """Whether a directory's mapping takes a file at or below it, be it there today or not.

        A commit may have changed a file that a later one removed.
        """
        if self._is_excluded(source[len(mapping.source) :].lstrip("/")):
            return False
        if isinstance(self.tree, BuildContext):
            return not self.tree.ignore.is_ignored(source)
        return not isinstance(self.tree, Unknown) and self.tree.entry(source) is not None

    def watches(self, path: str) -> bool:
        """Whether a path, or a directory above it, is one that decides about the copy besides its mappings."""
        if not self.watched:
            return False
        if self.is_local and isinstance(self.tree, BuildContext) and self.tree.ignore.is_ignored(path):
            return False
        return any(matches_above(pattern, path) for pattern in self.watched)

    def _source(self, mapping: Mapping, path: str) -> str | None:
        return self._from(mapping, path).source

    def _from(self, mapping: Mapping, path: str) -> _Found:
        """What a mapping brings to an image path."""
        source = mapping.source
        if path != mapping.target:
            if not mapping.is_directory or not is_within(path, mapping.target):
                return _NO_SOURCE
            relative = path[len(mapping.target) :].lstrip("/")
            if self.excludes and self._is_excluded(relative):
                return _NO_SOURCE
            source = join(source, relative)
        entry = self.tree if isinstance(self.tree, Unknown) else self.tree.entry(source)
        is_absent = entry is None and mapping.is_seen and path != mapping.target
        return _NO_SOURCE if is_absent else _Found(source, entry)

    def takes(self, source: str) -> bool:
        """Whether it brings a source path anywhere."""
        return any(
            source == m.source
            or (
                m.is_directory
                and is_within(source, m.source)
                and not self._is_excluded(source[len(m.source) :].lstrip("/"))
            )
            for m in self.mappings
        )

    def _is_excluded(self, relative: str) -> bool:
        if not self.excludes:
            return False
        pieces = relative.split("/")
        prefixes = ["/".join(pieces[: n + 1]) for n in range(len(pieces))]
        return any(excludes(pattern, prefix) for pattern in self.excludes for prefix in prefixes)

    def entry(self, path: str) -> Entry | Unknown | None:
        """What it brings to an image path, or None."""
        source, found = self._brought(path)
        if source is not None and found is None:
            return Unknown(f"what {source} of {self.origin} is, is not known")
        return found

    def is_behind_link(self, path: str) -> bool:
        """Whether a directory on the way to the path is a symbolic link in it: a narrow copy makes a real one."""
        is_link = False
        for directory in reversed(parents(path)):
            if directory not in self._linked:
                entry = self.entry(directory)
                is_other = isinstance(entry, Entry) and entry.kind is Kind.SYMLINK
                self._linked[directory] = is_link or is_other
            is_link = self._linked[directory]
        return is_link

    def brings(self, path: str) -> bool:
        """Whether it brings anything to the path or below it, or lies over a directory above its targets."""
        return self.source_of(path) is not None or any(is_within(m.target, path) for m in self.mappings)

    def near(self, paths: Iterable[str]) -> list[str]:
        """Those of some paths that are its targets, lie above or below them, sorted: it brings nothing to others."""
        known = cast("tuple[frozenset[str], tuple[str, ...]] | None", self.answers.get(Copy.near))
        if known is None:
            targets = [mapping.target for mapping in self.mappings]
            known = (
                frozenset(directory for target in targets for directory in prefixes(target)).union(targets),
                tuple(f"{target.rstrip('/')}/" for target in dict.fromkeys(targets)),
            )
            self.answers[Copy.near] = known
        above, below = known
        return sorted(path for path in paths if path in above or path.startswith(below))

    def names(self, path: str) -> set[str] | Unknown:
        """The names that it brings into an image directory."""
        found: set[str] = set()
        for mapping in self.mappings:
            if is_within(mapping.target, path) and mapping.target != path:
                found.add(mapping.target[len(path) :].lstrip("/").partition("/")[0])
            elif mapping.is_directory and (source := self._source(mapping, path)) is not None:
                if isinstance(self.tree, Unknown) or not isinstance(self.tree.entry(source), Entry):
                    return Unknown(f"what {source} of {self.origin} holds is not known")
                listed = self.tree.names(source)
                names = () if isinstance(listed, Unknown) else listed
                kept = (n for n in names if self._source(mapping, join(path, n)) is not None)
                found.update(kept if self.excludes else names)
        return found

    def brings_besides(self, paths: Paths, limit: int = 20_000) -> str | None:
        """A file that it brings to some other image path than these, or None; looks at `limit` names of each source.

        The first file met that is not among `paths` ends the search, so that a wide copy costs next to nothing.
        Where nobody can tell what a source holds, all of it counts as among them as soon as any of it is.
        """
        for mapping in self.mappings:
            if not mapping.is_directory:
                if not paths.may_hold(mapping.target):
                    return mapping.target
                continue
            if isinstance(self.tree, Unknown) or not isinstance(self.tree.entry(mapping.source), Entry):
                if paths.meets(mapping.target):
                    continue
                return mapping.target
            for path in islice(self._files_of(mapping), limit):
                if path is not None and not paths.may_hold(path):
                    return path
        return None

    def brings_more(self, paths: Paths) -> bool:
        """Whether it brings such a file: the one of the last time answers nearly always."""
        found = self.answers.get(Copy.brings_more)
        if isinstance(found, str) and not paths.may_hold(found):
            return True
        path = self.brings_besides(paths)
        if path is not None and isinstance(self.entry(path), Entry):
            self.answers[Copy.brings_more] = path
        return path is not None

    def _files_of(self, mapping: Mapping) -> Iterable[str | None]:
        """The files of a mapping, listed once for all who ask and no further than anyone has asked."""
        if mapping not in self._walks:
            walking = replace(self)  # which a walk that stops half-way holds: not the one that holds the walk
            self._walks[mapping] = Repeatable(Copy._files(walking, mapping, mapping.target))
        return self._walks[mapping]

    def _files(self, mapping: Mapping, directory: str) -> Iterator[str | None]:
        """The files that one mapping brings, each directory's own before those of its directories, as `looked_at`."""
        if isinstance(self.tree, Unknown):
            return
        source = self._source(mapping, directory)
        if source is None:
            return
        listed = self.tree.names(source)
        below = []
        for name in () if isinstance(listed, Unknown) else listed:
            path = join(directory, name)
            child = self._source(mapping, path) if self.excludes else join(source, name)
            entry = None if child is None else self.tree.entry(child)
            if entry is None and mapping.is_seen:
                child = None
            is_directory = isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY
            if is_directory:
                below.append(path)
            yield None if child is None or is_directory else path
        for path in below:
            yield from self._files(mapping, path)

    def all_files(self) -> Iterator[str]:
        """Every image path of a file that it brings, lazily."""
        return (path for path in self.looked_at() if path is not None)

    def looked_at(self) -> Iterator[str | None]:
        """The same, and None for each name that is looked at and is no such file."""
        for mapping in self.mappings:
            if mapping.is_directory:
                yield from self._files(mapping, mapping.target)
            else:
                yield mapping.target
