"""What the package managers of Node.js share: package.json, workspaces, bin files."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from layerwise.context.tree import Entry, Kind, Tree
from layerwise.ecosystems.facts import Call, Reading, Reason
from layerwise.ecosystems.reads import Reads
from layerwise.manifests.globs import expand
from layerwise.manifests.json_text import Json, load_object
from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

DEPENDENCIES = ("dependencies", "devDependencies", "optionalDependencies")
ALL_DEPENDENCIES = (*DEPENDENCIES, "peerDependencies")

# Options of npm, pnpm, Yarn and bun; their values may follow.
_PRODUCTION = frozenset(
    ("--production", "--prod", "-P", "--omit=dev", "--only=prod", "--only=production", "--production=true")
)
_TARBALL = regex(r"\.(?:tgz|tar\.gz|tar)$")
_EXECUTABLE = 0o111
_VERSIONED = regex(r'"(?:packageManager|devEngines)"')


class Package(NamedTuple):
    """A package.json: where it stands and what it says."""

    folder: str
    text: str
    data: Mapping[str, Json]

    @property
    def path(self) -> str:
        """The path of the file."""
        return posixpath.join(self.folder, "package.json")

    @property
    def name(self) -> str | None:
        """The package's name, where it has one."""
        name = self.data.get("name")
        return name if isinstance(name, str) else None

    def ranges(self, *fields: str) -> dict[str, str]:
        """The dependencies in these fields by name; a later field wins."""
        return {name: spec for field in fields for name, spec in strings(self.data.get(field)).items()}


class Written(NamedTuple):
    """The files that an install makes, and those that it may write again."""

    outputs: tuple[str, ...] = ()
    rewrites: tuple[str, ...] = ()


def strings(value: object) -> dict[str, str]:
    """The members of an object that are strings; nothing for any other value."""
    if not isinstance(value, Mapping):
        return {}
    return {name: one for name, one in value.items() if isinstance(name, str) and isinstance(one, str)}


def texts(value: object) -> tuple[str, ...]:
    """The elements of a list that are strings; nothing for any other value."""
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def upward(folder: str) -> Iterator[str]:
    """The folder, then each one above it up to "/"."""
    yield folder
    while folder != "/":
        folder = posixpath.dirname(folder)
        yield folder


def join(folder: str, path: str) -> str:
    """A path as written in a file of that folder."""
    return posixpath.normpath(posixpath.join(folder, path))


def has(reads: Reads, path: str, why: str) -> bool:
    """Whether a file is at the path, links included; it is needed then."""
    if reads.kind(path) in (None, Kind.DIRECTORY):
        return False
    reads.file(path, why)
    return True


def below(reads: Reads, folder: str, why: str) -> list[str]:
    """Every file below a folder, all of which are needed."""
    return [path for path in _files_below(reads, folder) if has(reads, path, why)]


def unknown_place() -> Reading:
    """The reading of a call whose working directory nobody can say."""
    return Reading(unknown=Reason("its working directory is not known"))


def follow_own_version(reads: Reads, folder: str, *settings: str) -> None:
    """What a global install has from the project around it: the version of its tool, and settings.

    corepack, which may stand in for the tool, obeys the nearest package.json, and Yarn 1 refuses to run against it;
    the settings may name the registry (seen with strace: pnpm 10, Yarn 1).
    """
    folders = list(upward(folder))
    for path in (join(above, name) for above in folders for name in settings):
        if reads.peek(path) is not None:
            has(reads, path, "settings of the project")
    manifests = (join(above, "package.json") for above in folders)
    nearest = next((path for path in manifests if reads.peek(path) is not None), None)
    if nearest is not None and _VERSIONED.search(reads.peek(nearest) or ""):
        has(reads, nearest, "the version of the tool")


def read_package(reads: Reads, folder: str, why: str) -> Package | None:
    """The package.json of a folder; one that cannot be read makes the rest unknown."""
    path = join(folder, "package.json")
    text = reads.text(path, why)
    if text is None:
        return None
    data = load_object(text)
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return None
    return Package(folder, text, data)


def workspace_patterns(package: Package) -> tuple[str, ...]:
    """The field `workspaces`: a list, or an object that holds the list as `packages`."""
    value = package.data.get("workspaces")
    return texts(value.get("packages")) if isinstance(value, dict) else texts(value)


def read_workspaces(tree: Tree, reads: Reads, root: Package, call: Call | None = None) -> list[Package]:
    """The packages that the root's field `workspaces` names, besides the root; `call` installs them."""
    return read_members(tree, reads, root, workspace_patterns(root), root.path, call)


def read_members(
    tree: Tree, reads: Reads, root: Package, patterns: Iterable[str], said_by: str, call: Call | None
) -> list[Package]:
    """The packages of a workspace besides its root; `said_by` is the file that has the patterns."""
    expansion = expand(tree, root.folder, patterns)
    if isinstance(expansion, Unknown):
        reads.cannot_know(expansion.why, said_by)
        return []
    for folder in expansion.listed:
        reads.names(folder)
    found = [
        read_package(reads, folder, f"a workspace of {said_by}")
        for folder in expansion.folders
        if folder != root.folder
    ]
    packages = [package for package in found if package is not None]
    if call is not None:
        _ask_for_members(reads, [root, *packages], call)
    return packages


def _ask_for_members(reads: Reads, packages: list[Package], call: Call) -> None:
    """A workspace that is not there is left out with all that it depends on (measured: npm 8 to 11, pnpm, bun, Yarn 1).

    That another one depends on it tells that it is meant to be there; not where it can do without, nor where only
    development needs it and the install leaves that out.
    """
    fields = (
        "dependencies",
        "peerDependencies",
        *([] if _may_be_for_production(call) else ["devDependencies"]),
    )
    members: dict[str | None, list[tuple[int, Package]]] = {}
    for number, package in enumerate(packages[1:]):
        members.setdefault(package.name, []).append((number, package))
    for asking in packages:
        names = asking.ranges(*fields).keys() - asking.ranges("optionalDependencies").keys()
        for _, package in sorted(one for name in names for one in members.get(name, ())):
            if package is not asking:
                reads.misses(package.path, asking.path)


def _may_be_for_production(call: Call) -> bool:
    """Whether an install may leave out what only development needs."""
    words = {word.value for word in call.command.words}
    if not words.isdisjoint(_PRODUCTION) or any(word.value == "dev" for word in call.values("--omit")):
        return True
    return call.command.environment.get("NODE_ENV", "") in (None, "production")


def follow_bins(tree: Tree, reads: Reads, package: Package) -> tuple[str, ...]:
    """The files behind a package's commands that linking them writes.

    A command is linked only where its file exists by then. Linking makes the file executable and takes a
    carriage return off its first line (measured with npm 11, pnpm 10; Yarn 1, 3 and 4 change the mode only).
    """
    written = []
    for path in _bin_files(reads, package):
        if not has(reads, path, f"a command of {package.name or reads.shown(package.folder)}"):
            continue
        entry, text = tree.entry(path), tree.text(path)
        is_executable = isinstance(entry, Entry) and entry.mode & _EXECUTABLE == _EXECUTABLE
        first_line = text.partition("\n")[0] if isinstance(text, str) else ""
        if not is_executable or (first_line.startswith("#!") and first_line.endswith("\r")):
            written.append(path)
    return tuple(written)


def _bin_files(reads: Reads, package: Package) -> Iterator[str]:
    """The files that `bin` names; without it, each file below the folder `directories.bin`.

    npm 11, pnpm 10 and Yarn 1 link those as well (tests/installers).
    """
    value = package.data.get("bin")
    if value is None:
        folder = strings(package.data.get("directories")).get("bin")
        yield from _files_below(reads, join(package.folder, folder)) if folder else ()
    for target in [value] if isinstance(value, str) else strings(value).values():
        yield join(package.folder, target)


def _files_below(reads: Reads, folder: str) -> Iterator[str]:
    for name in reads.names(folder):
        path = posixpath.join(folder, name)
        if reads.kind(path) is Kind.DIRECTORY:
            yield from _files_below(reads, path)
        else:
            yield path


def home(call: Call) -> str:
    """The home folder where the call runs; the root user's where nothing says otherwise."""
    return call.command.environment.get("HOME") or "/root"


def is_tarball(spec: str) -> bool:
    """Whether a dependency names a packed file."""
    return _TARBALL.search(spec) is not None


def is_path(spec: str) -> bool:
    """Whether a dependency names a file or a folder of the tree."""
    return spec.startswith(("file:", "./", "../", "/"))
