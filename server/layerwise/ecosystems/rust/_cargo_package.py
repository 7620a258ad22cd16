"""A Cargo.toml: its dependencies that are folders, and the target files without which cargo refuses it."""

import posixpath
from collections.abc import Iterator

from layerwise.ecosystems.reads import Reads
from layerwise.manifests import toml_text
from layerwise.manifests.toml_text import Toml, table, tables
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_TABLES = (
    "dependencies",
    "dev-dependencies",
    "dev_dependencies",
    "build-dependencies",
    "build_dependencies",
)
# Where each kind of target lies by default ("Package Layout", The Cargo Book).
_FOLDERS = {"bin": "src/bin", "example": "examples", "test": "tests", "bench": "benches"}
_FIRST_EDITION = "2015"


class Package(NamedTuple):
    """One Cargo.toml, which may be a workspace's alone."""

    folder: str
    data: dict[str, Toml]

    @property
    def path(self) -> str:
        """Its own path."""
        return posixpath.join(self.folder, "Cargo.toml")

    @property
    def package(self) -> dict[str, Toml]:
        """[package], which was once called [project]."""
        return table(self.data, "package") or table(self.data, "project")


def opened(reads: Reads, folder: str, why: str) -> Package | None:
    """A folder's manifest, where it is there and can be read."""
    path = posixpath.join(folder, "Cargo.toml")
    text = reads.text(path, why)
    return parsed(reads, folder, text) if text is not None else None


def parsed(reads: Reads, folder: str, text: str) -> Package | None:
    """A manifest's text as a package; noted where it cannot be read."""
    data = toml_text.load(text)
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, posixpath.join(folder, "Cargo.toml"))
        return None
    return Package(folder, data)


def folders(package: Package) -> Iterator[tuple[str, bool]]:
    """The folders that it depends on or patches with, and whether cargo surely opens them.

    Measured: dependencies for other targets, optional and development ones too; what [workspace.dependencies]
    and [replace] name is opened where it is used.
    """
    data = package.data
    named = _dependencies(data)
    named += [table(one) for one in table(data, "patch").values()]
    for one in (value for dependencies in named for value in dependencies.values()):
        if path := table(one).get("path"):
            yield str(path), True
    for section in (table(data, "workspace", "dependencies"), table(data, "replace")):
        for one in section.values():
            if path := table(one).get("path"):
                yield str(path), False


def inherited(package: Package) -> Iterator[str]:
    """The names of the dependencies that it takes from its workspace."""
    for dependencies in _dependencies(package.data):
        yield from (name for name, one in dependencies.items() if table(one).get("workspace") is True)


def _dependencies(data: dict[str, Toml]) -> list[dict[str, Toml]]:
    """All its tables of dependencies."""
    named = [table(data, name) for name in _TABLES]
    return named + [table(one, name) for one in table(data, "target").values() for name in _TABLES]


def open_targets(reads: Reads, package: Package) -> None:
    """The files of which cargo looks whether they are there: declared targets without a path, else any target.

    Measured with cargo 1.95: their text is not read; a target with a path is not looked for, nor is `build`
    unless by default for `links`; `default-run` wants its target among those found.
    """
    if not package.package:
        return
    if "links" in package.package and "build" not in package.package:
        _first(reads, package, ("build.rs",), "links wants a build script")
    is_found = _declared(reads, package)
    if "default-run" in package.package:
        name = str(package.package["default-run"])
        if name not in [one.get("name") for one in tables(package.data.get("bin"))]:
            _first(reads, package, _bins(package, name), "the target of default-run")
            is_found = True
    if not is_found:
        _any(reads, package)


def _declared(reads: Reads, package: Package) -> bool:
    """Opens the declared targets that have no path; whether any is declared that cargo takes for a target."""
    library = table(package.data, "lib")
    if library and "path" not in library:
        names = ("src/lib.rs", *((f"src/{library.get('name')}.rs",) if _is_first_edition(package) else ()))
        _first(reads, package, names, "the library")
    is_found = bool(library)
    for kind, folder in _FOLDERS.items():
        declared = tables(package.data.get(kind)) if kind in package.data else ()
        for one in declared:
            name = str(one.get("name"))
            is_found = True
            usual = (f"{folder}/{name}.rs", f"{folder}/{name}/main.rs")
            if "path" not in one:
                _first(reads, package, _bins(package, name) if kind == "bin" else usual, f"the {kind} {name}")
    return is_found


def _bins(package: Package, name: str) -> tuple[str, ...]:
    is_main = name == package.package.get("name") or _is_first_edition(package)
    usual = (f"src/bin/{name}.rs", f"src/bin/{name}/main.rs", *(("src/main.rs",) if is_main else ()))
    return (*usual, f"src/{name}.rs") if _is_first_edition(package) else usual


def _is_first_edition(package: Package) -> bool:
    return package.package.get("edition", _FIRST_EDITION) == _FIRST_EDITION


def _any(reads: Reads, package: Package) -> None:
    """One target of those that cargo finds by itself: without any it refuses the manifest."""
    for name in ("src/lib.rs", "src/main.rs"):
        path = posixpath.join(package.folder, name)
        if f"auto{'lib' if name.endswith('lib.rs') else 'bins'}" not in package.package and reads.kind(path):
            reads.file(path, "cargo wants a target in every package")
            return
    if any(str(key).startswith("auto") for key in package.package):
        reads.cannot_know("which targets are found is not known", package.path)
        return
    for folder in _FOLDERS.values():
        for name in reads.names(posixpath.join(package.folder, folder)):
            path = posixpath.join(package.folder, folder, name)
            path = path if name.endswith(".rs") else f"{path}/main.rs"
            if reads.kind(path) is not None:
                reads.file(path, "cargo wants a target in every package")
                return
    reads.fails(
        "no target is in the image at this point", posixpath.join(package.folder, "src"), package.path
    )


def _first(reads: Reads, package: Package, names: tuple[str, ...], why: str) -> None:
    for name in names:
        path = posixpath.join(package.folder, name)
        if reads.kind(path) is not None:
            reads.file(path, why)
            return
    reads.cannot_know(f"{why} is not in the image at this point", package.path)
