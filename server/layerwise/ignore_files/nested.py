"""Patterns that hold for the top folder only, while what they name lies in others as well."""

from collections import deque
from collections.abc import Iterator, Sequence

from layerwise.context.context import BuildContext
from layerwise.context.paths import join
from layerwise.context.pattern import matches
from layerwise.context.tree import Entry, Kind
from layerwise.ignore_files.file import IgnoreFile, Line
from layerwise.ignoring import kinds
from layerwise.ignoring.wide import wide_copies
from layerwise.unknown import Unknown

_MOST_FOLDERS = 400  # are looked into; a large tree is not walked
_MOST_LEVELS = 5

_FILES = frozenset(
    {"*.pyc", "*.pyo", "*.py[cod]", "*.py[co]", ".DS_Store", "Thumbs.db", "*.swp", "*.egg-info"}
)
_DOTNET = ("*.csproj", "*.fsproj", "*.vbproj")
# Names that people use too: what must lie beside them.
_BESIDE = {
    "target": ("pom.xml", "Cargo.toml", "build.sbt", "project.clj"),
    "obj": _DOTNET,
    "bin": _DOTNET,
}
_ANYWHERE = _FILES.union(kinds.CACHES, kinds.UNMISTAKABLE, _BESIDE)


def missed(file: IgnoreFile, line: Line) -> str | None:
    """A path that enters the build context though a pattern of its name leaves the top folder's one out."""
    pattern = line.pattern.pattern
    is_meant = line.pattern.text.startswith(("/", "./"))  # git takes it for the top folder's, too
    if is_meant or line.pattern.is_exception or pattern not in _ANYWHERE:
        return None
    if isinstance(file.context, Unknown):
        return None
    return next((path for path in _named(file.context, pattern) if _is_taken(file, path)), None)


def _named(context: BuildContext, pattern: str) -> Iterator[str]:
    """What lies in folders below the top under a name that the pattern matches, and is not ignored."""
    pending = deque([("", 0)])
    for _ in range(_MOST_FOLDERS):
        if not pending:
            return
        folder, level = pending.popleft()
        listed = context.names(folder)
        names = () if isinstance(listed, Unknown) else listed
        for name in names:
            path = join(folder, name)
            if matches(pattern, name):
                if folder and _is_one(pattern, names):
                    yield path
            elif level < _MOST_LEVELS and not name.startswith(".") and name not in _ANYWHERE:
                entry = context.entry(path)
                if isinstance(entry, Entry) and entry.kind is Kind.DIRECTORY:
                    pending.append((path, level + 1))


def _is_one(pattern: str, names: Sequence[str]) -> bool:
    """Whether what lies beside it proves that it is what it is called."""
    beside = _BESIDE.get(pattern)
    return beside is None or any(matches(one, name) for one in beside for name in names)


def _is_taken(file: IgnoreFile, path: str) -> bool:
    """Whether a copy takes the path in, as far as builds are known."""
    copies = [copy for plan in file.plans for copy in wide_copies(plan)]
    return (not copies and not file.plans) or any(copy.copy.takes(path) for copy in copies)
