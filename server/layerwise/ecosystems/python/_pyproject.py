"""What a `pyproject.toml` says, as far as every tool understands it."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.ecosystems.reads import Reads
from layerwise.manifests import toml_text
from layerwise.manifests.toml_text import Toml, table, texts
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Pyproject(NamedTuple):
    """One project's file: its folder, its own path and its tables."""

    folder: str
    path: str
    data: dict[str, Toml]

    def table(self, *names: str) -> dict[str, Toml]:
        """The table at a path of names, empty where there is none."""
        return table(self.data, *names)

    @property
    def name(self) -> str:
        """The project's name, normalized; "" where it has none."""
        return normalized(self.table("project").get("name"))

    @property
    def dynamic(self) -> frozenset[str]:
        """The fields that the build backend fills in."""
        return frozenset(texts(self.table("project").get("dynamic")))

    def requirements(self) -> Iterator[str]:
        """Every requirement of the project, its extras and its dependency groups."""
        project = self.table("project")
        yield from texts(project.get("dependencies"))
        groups = (table(project, "optional-dependencies"), self.table("dependency-groups"))
        for value in (value for group in groups for value in group.values()):
            yield from texts(value)


def normalized(name: Toml) -> str:
    """A package's name as names are compared (packaging.python.org, "Name normalization")."""
    return re.sub(r"[-_.]+", "-", name).lower() if isinstance(name, str) else ""


def parse(reads: Reads, path: str, text: str) -> Pyproject | None:
    """The project that a text says; None, and noted, where it does not follow the format."""
    data = toml_text.load(text)
    if isinstance(data, Unknown):
        reads.cannot_know(f"{reads.shown(path)}: {data.why}", path)
        return None
    return Pyproject(posixpath.dirname(path), path, data)


# Those that stop where the readme is not there; setuptools only warns (measured: hatchling; issues: the others).
_STRICT_BACKENDS = ("hatchling", "poetry.core", "poetry_core", "pdm.backend", "uv_build", "flit_core")


def follow_readme(reads: Reads, folder: str) -> None:
    """The readme of a project that is built, where its build fails without."""
    data = toml_text.load(reads.peek(posixpath.join(folder, "pyproject.toml")) or "")
    if isinstance(data, Unknown):
        return
    backend = table(data, "build-system").get("build-backend")
    readme = table(data, "project").get("readme")
    named = readme if isinstance(readme, str) else table(readme).get("file")
    if isinstance(backend, str) and backend.startswith(_STRICT_BACKENDS) and isinstance(named, str):
        path = reads.resolve(named, folder)
        if reads.peek(path) is not None:
            reads.file(path, "the readme that pyproject.toml names")
            reads.requires(path, posixpath.join(folder, "pyproject.toml"))


def upward(folder: str) -> Iterator[str]:
    """The folder and those above it, up to "/"."""
    yield folder
    while folder != "/":
        folder = posixpath.dirname(folder)
        yield folder


def nearest(reads: Reads, start: str, why: str) -> Pyproject | None:
    """The project of the folder or of the first above it; None, and noted, where nobody knows of one."""
    for folder in upward(start):
        path = posixpath.join(folder, "pyproject.toml")
        text = reads.looked_for(path, why)
        if text is not None:
            return parse(reads, path, text)
        if reads.unreadable(path):
            return None
    path = posixpath.join(start, "pyproject.toml")
    reads.cannot_know("pyproject.toml is not in the image at this point", path)
    return None
