"""A PDM project: what `pyproject.toml` and `pdm.lock` say."""

import hashlib
import json
import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.python._pyproject import Pyproject, normalized
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import requirements, toml_text
from layerwise.manifests.toml_text import Toml, tables, texts
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_ROOT = "${PROJECT_ROOT}"


class Local(NamedTuple):
    """A dependency by path; `groups` are those that it belongs to, None where nobody knows."""

    name: str
    path: str
    said_by: str
    groups: frozenset[str] | None = None


class Lock(NamedTuple):
    """A lockfile: its path and its tables."""

    path: str
    data: dict[str, Toml]

    def is_of(self, project: Pyproject) -> bool:
        """Whether it was made from the project as it is, by the digest that it holds."""
        held = toml_text.table(self.data, "metadata").get("content_hash")
        return held is not None and held == _digest(project)


def is_distribution(project: Pyproject) -> bool:
    """Whether the project itself is installed (pdm/project/core.py, `is_distribution`)."""
    settings = project.table("tool", "pdm")
    if "package-type" in settings:
        return project.name != "" and settings["package-type"] == "library"
    return project.name != "" and settings.get("distribution") is not False


def _digest(project: Pyproject) -> str | None:
    """The digest of what a lockfile depends on (pdm/project/project_file.py, `content_hash`)."""
    said, settings = project.table("project"), project.table("tool", "pdm")
    groups: dict[str, list[Toml]] = {}
    for place in (project.table("dependency-groups"), project.table("tool", "pdm", "dev-dependencies")):
        for name, value in place.items():
            groups.setdefault(normalized(name), []).extend(value if isinstance(value, list) else ())
    data = {
        "sources": settings.get("source", []),
        "dependencies": said.get("dependencies", []),
        "dev-dependencies": groups,
        "optional-dependencies": said.get("optional-dependencies", {}),
        "requires-python": said.get("requires-python", ""),
        "resolution": settings.get("resolution", {}),
    }
    try:
        text = json.dumps(data, sort_keys=True)
    except (TypeError, ValueError):
        return None
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"sha256:{digest}"


def read_lock(reads: Reads, path: str) -> Lock | None:
    """The lockfile at a path, None where there is none."""
    text = reads.text(path, "the locked versions")
    data = toml_text.load(text or "")
    if isinstance(data, Unknown):
        reads.cannot_know(f"{reads.shown(path)}: {data.why}", path)
        return None
    return Lock(path, data) if text is not None else None


def named(reads: Reads, project: Pyproject) -> Iterator[Local]:
    """The dependencies by path that pyproject.toml names."""
    settings = project.table("tool", "pdm", "dev-dependencies")
    written = [*project.requirements(), *(one for value in settings.values() for one in texts(value))]
    for one in written:
        bare = one.removeprefix("-e").strip().replace(f"file:///{_ROOT}", f"file://{project.folder}")
        place = requirements.local_path(bare)
        if isinstance(place, Unknown):
            reads.cannot_know(f"{reads.shown(project.path)}: {place.why}", project.path)
        elif place is not None:
            name = one.partition("@")[0].strip() if "@" in one else bare
            yield Local(name, reads.resolve(place, project.folder), project.path)


def locked(reads: Reads, project: Pyproject, lock: Lock) -> Iterator[Local]:
    """The dependencies by path that a lockfile has."""
    for one in tables(lock.data.get("package", [])):
        path, name = one.get("path"), one.get("name")
        if isinstance(path, str):
            groups = frozenset(texts(one.get("groups"))) or None
            yield Local(str(name), reads.resolve(path, project.folder), lock.path, groups)


def open_local(reads: Reads, local: Local) -> bool:
    """Opens what is looked at of a dependency whether it is installed or not; whether it is a folder.

    Measured with 2.29: the manifests of a folder, in this order; an archive only where it is installed.
    """
    kind = reads.kind(local.path)
    if kind is Kind.FILE:
        reads.file(local.path, f"the dependency {local.name}")
    elif kind is not None:
        for manifest in ("pyproject.toml", "setup.cfg", "setup.py"):
            reads.text(posixpath.join(local.path, manifest), f"the dependency {local.name}")
    return kind is not Kind.FILE
