"""A uv project with its workspace and the folders that its sources name."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems.python._pyproject import Pyproject, nearest, normalized, parse, upward
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import globs
from layerwise.manifests.toml_text import table, tables, texts
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Workspace(NamedTuple):
    """The project in which uv runs, the root of its workspace, and all members, the root among them."""

    project: Pyproject
    root: Pyproject
    members: tuple[Pyproject, ...]


class Source(NamedTuple):
    """A folder or archive that [tool.uv.sources] names; `project` is the folder's own, where it has one."""

    name: str
    path: str
    is_folder: bool
    said_by: Pyproject
    project: Pyproject | None


def find(tree: Tree, reads: Reads, start: str) -> Workspace | None:
    """The project of a folder: the nearest one upward, and the workspace above that lists it.

    Measured with strace: every pyproject.toml on the way up is looked for, and those of all members are opened.
    """
    project = nearest(reads, start, "the project")
    if project is None:
        return None
    if "workspace" in project.table("tool", "uv"):
        return Workspace(project, project, (project, *_members(tree, reads, project)))
    for folder in list(upward(project.folder))[1:]:
        path = posixpath.join(folder, "pyproject.toml")
        text = reads.looked_for(path, "uv looks for a workspace above")
        above = parse(reads, path, text) if text is not None else None
        if above is not None and "workspace" in above.table("tool", "uv"):
            members = _members(tree, reads, above)
            if project.folder in [member.folder for member in members]:
                return Workspace(project, above, (above, *members))
            break
        if above is not None and "project" in above.data:
            break
    return Workspace(project, project, (project,))


def _members(tree: Tree, reads: Reads, root: Pyproject) -> list[Pyproject]:
    """The members besides the root, by [tool.uv.workspace]; a folder without pyproject.toml is none."""
    settings = root.table("tool", "uv", "workspace")
    patterns = [posixpath.normpath(one) for one in texts(settings.get("members"))]
    excluded = [posixpath.normpath(one) for one in texts(settings.get("exclude"))]
    for pattern in (*patterns, *excluded):
        # Rust's glob knows neither, and takes them as they stand.
        if "{" in pattern or pattern.startswith(("!", "/", "..")):
            reads.cannot_know(f"the pattern {pattern} is not understood", root.path)
            return []
    expansion = globs.expand(tree, root.folder, patterns)
    if isinstance(expansion, Unknown):
        reads.cannot_know(expansion.why, root.path)
        return []
    _look_at_hidden(reads, expansion.listed)
    found = []
    for folder in expansion.folders:
        below = posixpath.relpath(folder, root.folder)
        if folder == root.folder or any(globs.is_match(below, one) for one in excluded):
            continue
        path = posixpath.join(folder, "pyproject.toml")
        text = reads.text(path, f"a workspace member of {reads.shown(root.path)}")
        member = parse(reads, path, text) if text is not None else None
        if member is not None:
            found.append(member)
    return found


def _look_at_hidden(reads: Reads, listed: tuple[str, ...]) -> None:
    """A `*` of uv fits hidden folders too, where they have a pyproject.toml (measured)."""
    for folder in listed:
        for name in reads.names(folder):
            path = posixpath.join(folder, name, "pyproject.toml")
            if name.startswith(".") and reads.looked_for(path, "a hidden member") is not None:
                reads.cannot_know(f"{reads.shown(path)} may be a workspace member", path)


def sources(reads: Reads, projects: tuple[Pyproject, ...]) -> Iterator[Source]:
    """What the sources of these projects name on disk, and those of the folders in turn."""
    queue = list(projects)
    seen = {project.folder for project in projects}
    while queue:
        said_by = queue.pop(0)
        for name, path in _paths(reads, said_by):
            kind = reads.kind(path)
            project = None
            if kind is Kind.DIRECTORY and path not in seen:
                seen.add(path)
                project = _local_project(reads, path, name)
                queue += [project] if project else []
                yield Source(normalized(name), path, is_folder=True, said_by=said_by, project=project)
            elif kind is Kind.FILE:
                reads.file(path, f"the source of {name}")
                yield Source(normalized(name), path, is_folder=False, said_by=said_by, project=None)
            elif kind is not Kind.DIRECTORY:
                reads.fails(f"{reads.shown(path)} is not in the image at this point", path, said_by.path)


def _paths(reads: Reads, project: Pyproject) -> Iterator[tuple[str, str]]:
    for name, value in project.table("tool", "uv", "sources").items():
        for one in tables(value):
            path, git = one.get("path"), one.get("git")
            if isinstance(git, str) and not re.match(r"(?!file:)[\w+]+:|[\w.-]+@", git):
                reads.cannot_know(f"the source of {name} is a repository on the disk", project.path)
            if isinstance(path, str):
                yield name, reads.resolve(path.removeprefix("file://"), project.folder)
    for requirement in project.requirements():
        if "file:" in requirement:
            reads.cannot_know(f"{requirement} in {reads.shown(project.path)} is a local file", project.path)


def _local_project(reads: Reads, folder: str, name: str) -> Pyproject | None:
    """A folder's project; its setup.py and setup.cfg are looked for too (measured)."""
    for other in ("setup.py", "setup.cfg"):
        reads.looked_for(posixpath.join(folder, other), f"the source of {name}")
    path = posixpath.join(folder, "pyproject.toml")
    text = reads.text(path, f"the source of {name}")
    return parse(reads, path, text) if text is not None else None


def is_package(project: Pyproject) -> bool:
    """Whether uv builds a project: [tool.uv] package, else whether it has [build-system]."""
    said = project.table("tool", "uv").get("package")
    return said if isinstance(said, bool) else "build-system" in project.data


def is_managed(project: Pyproject) -> bool:
    """Whether uv accepts a project: one with [tool.uv] managed = false is refused."""
    return table(project.data, "tool", "uv").get("managed") is not False
