"""Folder patterns of workspace lists (`packages/*`, `apps/**`, `!**/test/**`), matched in a tree."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from layerwise.context.tree import Entry, Kind, Tree
from layerwise.records import dataclass, field
from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# A workspace of this many folders is not a workspace; the walk is cut to keep the editor alive.
MAX_FOLDERS = 50_000

_EXTENDED = regex(r"[!?*+@]\(|\\")
_PATTERN = regex(r"[*?\[]")
_BRACES = regex(r"\{([^{},]*,[^{}]*)\}")
_ANY = regex("[^/]")
_NOTHING = regex("(?!)")
# Of one pattern; `{a,b}` ten times are a thousand.
_MOST_ALTERNATIVES = 1_000
# Names that are held against patterns, and patterns against each other.
_MOST_LOOKS = 150_000
_LONGEST = 4_096  # characters of a pattern, as of a path


class Expansion(NamedTuple):
    """The folders that the patterns name, sorted, and those whose names were looked at on the way."""

    folders: tuple[str, ...]
    listed: tuple[str, ...]


def expand(tree: Tree, root: str, patterns: Iterable[str]) -> Expansion | Unknown:
    """The folders below `root` that the patterns name, in the tree's own paths.

    Never looks into `node_modules` nor, for `*`, into names that begin with a dot. A negated pattern takes
    away what it matches wherever it stands, unless a pattern after it is itself matched by it. That is npm's rule
    (@npmcli/map-workspaces); the others differ from it only for lists that contradict themselves.
    """
    wanted: list[str] = []
    negated: list[str] = []
    looks = 0
    for written in patterns:
        looks += len(negated)
        if looks > _MOST_LOOKS:
            return Unknown("the workspace has too many patterns")
        pattern = re.sub(r"^\.?/+", "", written.lstrip("!")).rstrip("/")
        if _EXTENDED.search(pattern) or next(_alternatives(pattern), None) is None:
            return Unknown(f"the pattern {written} is not understood")
        is_negated = (len(written) - len(written.lstrip("!"))) % 2 == 1
        if is_negated:
            negated.append(pattern)
        else:
            negated = [one for one in negated if not is_match(pattern, one)]
            wanted.append(pattern)
    walk = _Walk(tree, root)
    for pattern in dict.fromkeys(alternative for one in wanted for alternative in _alternatives(one)):
        walk.follow(root, tuple(part for part in pattern.split("/") if part != "."))
    if walk.unknown is not None:
        return walk.unknown
    if len(walk.found) * len(negated) > _MOST_LOOKS:
        return Unknown("the workspace has too many patterns")
    found = (path for path in walk.found if not any(is_match(_below(root, path), one) for one in negated))
    return Expansion(tuple(sorted(found)), tuple(sorted(walk.listed)))


def is_match(path: str, pattern: str) -> bool:
    """Whether a relative folder path is one that the pattern names; `dir/**` names `dir` too."""
    return any(
        _matches(path.split("/") if path else [], [part for part in alternative.split("/") if part])
        for alternative in _alternatives(pattern)
    )


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the segments of a path are those of a pattern; each is held against each at most once."""
    reached = {0}
    for piece in pattern:
        if piece == "**":
            reached = set(range(min(reached), len(parts) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(parts) and _is_named(parts[at], piece)}
        if not reached:
            return False
    return len(parts) in reached


def _is_named(name: str, pattern: str) -> bool:
    if not _PATTERN.search(pattern):
        return name == pattern
    if name.startswith(".") and not pattern.startswith("."):
        return False
    return _fits(name, _pieces(pattern))


def _fits(name: str, pieces: Sequence[re.Pattern[str] | None]) -> bool:
    """Whether the pieces, None being a star, match a whole name; only the last star is tried again."""
    at = index = 0
    star, resumed = -1, 0
    while at < len(name):
        piece = pieces[index] if index < len(pieces) else None
        if index < len(pieces) and piece is None:
            star, resumed = index, at
            index += 1
        elif piece is not None and piece.match(name, at):
            at, index = at + 1, index + 1
        elif star >= 0:
            resumed += 1
            at, index = resumed, star + 1
        else:
            return False
    return all(piece is None for piece in pieces[index:])


@lru_cache(maxsize=256)
def _pieces(pattern: str) -> tuple[re.Pattern[str] | None, ...]:
    """One path segment piece by piece; a bracket that is not closed, or holds no range, stands for itself."""
    # Behind the last bracket that closes, none that opens is looked at to the end.
    closed = pattern.rfind("]") + 1
    pieces = re.findall(r"\[[!^]?\]?[^\]]*\]|\*+|.", pattern[:closed], re.DOTALL)
    return tuple(map(_piece, (*pieces, *re.findall(r"\*+|.", pattern[closed:], re.DOTALL))))


def _piece(piece: str) -> re.Pattern[str] | None:
    if piece.startswith("*"):
        return None
    if piece == "?":
        return _ANY
    if len(piece) == 1:
        return re.compile(re.escape(piece))
    inside = piece[1:-1].replace("\\", r"\\")
    inside = "^" + inside[1:] if inside[:1] in ("!", "^") else inside
    try:
        return re.compile(f"[{inside.replace('[', chr(92) + '[')}]", re.DOTALL)
    except re.error:
        return _NOTHING


def _alternatives(pattern: str) -> Iterator[str]:
    """The patterns that `{a,b}` stands for; none of one that stands for more than anyone writes."""
    count = 1
    for braces in _BRACES.finditer(pattern):
        count *= braces[1].count(",") + 1
    if count <= _MOST_ALTERNATIVES and len(pattern) <= _LONGEST:
        yield from _expanded(pattern)


def _expanded(pattern: str) -> Iterator[str]:
    braces = _BRACES.search(pattern)
    if braces is None:
        yield pattern
        return
    for choice in braces[1].split(","):
        yield from _expanded(pattern[: braces.start()] + choice + pattern[braces.end() :])


def _below(root: str, path: str) -> str:
    return path[len(root) :].lstrip("/")


@dataclass(slots=True)
class _Walk:
    """The folders found so far; each place is followed once for each rest of a pattern."""

    tree: Tree
    root: str
    found: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    unknown: Unknown | None = None
    _seen: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)
    _looked: int = 0

    def follow(self, folder: str, rest: tuple[str, ...]) -> None:
        """Take the rest of a pattern from a folder on."""
        pending = [(folder, rest)]
        while pending and self.unknown is None:
            place = pending.pop()
            if place in self._seen:
                continue
            self._seen.add(place)
            if len(self._seen) > MAX_FOLDERS or self._looked > _MOST_LOOKS:
                self.unknown = Unknown("the workspace has too many folders")
            pending += reversed(list(self._next(*place)))

    def _next(self, folder: str, rest: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The folders from which the rest of a pattern goes on, each with what is left of it."""
        if not rest:
            self.found.add(folder)
        elif rest[0] == "**":
            yield folder, rest[1:]
            yield from ((path, rest) for path in self._folders(folder, "*"))
        elif _PATTERN.search(rest[0]):
            yield from ((path, rest[1:]) for path in self._folders(folder, rest[0]))
        else:
            path = posixpath.normpath(posixpath.join(folder, rest[0]))
            if self._is_folder(path):
                yield path, rest[1:]

    def _folders(self, folder: str, pattern: str) -> list[str]:
        names = self.tree.names(folder)
        if isinstance(names, Unknown):
            self.unknown = names
            return []
        self.listed.add(folder)
        self._looked += len(names) if pattern != "*" else 0
        paths = [posixpath.join(folder, name) for name in names if _is_named(name, pattern)]
        return [path for path in paths if self._is_folder(path)]

    def _is_folder(self, path: str) -> bool:
        if path.rpartition("/")[2] == "node_modules":
            return False
        entry = self.tree.entry(path)
        if isinstance(entry, Unknown):
            self.unknown = entry
            return False
        return isinstance(entry, Entry) and entry.kind in (Kind.DIRECTORY, Kind.SYMLINK)
