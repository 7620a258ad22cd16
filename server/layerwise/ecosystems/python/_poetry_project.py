"""A Poetry project: what `pyproject.toml`, `poetry.lock` and `poetry.toml` say."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.python._pyproject import Pyproject, parse
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import requirements, toml_text
from layerwise.manifests.toml_text import Toml, table, tables
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Local(NamedTuple):
    """A dependency by path; `is_folder` where it is a project that is built; `said_by` the file that names it."""

    name: str
    path: str
    is_folder: bool
    said_by: str


def is_package(project: Pyproject) -> bool:
    """Whether the project itself is installed: unless [tool.poetry] package-mode is false."""
    return project.table("tool", "poetry").get("package-mode") is not False


def locals_of(reads: Reads, project: Pyproject) -> Iterator[Local]:
    """The dependencies by path of a project, of any group, and theirs in turn.

    Measured with Poetry 1.8 and 2.5: each is looked at as soon as the project is read, whichever are installed.
    """
    queue, seen = [project], set()
    while queue:
        said_by = queue.pop(0)
        for name, written in _paths(reads, said_by):
            path = reads.resolve(written, said_by.folder)
            kind = reads.kind(path)
            if path in seen:
                continue
            seen.add(path)
            if kind is Kind.DIRECTORY:
                below = _local_project(reads, path, name)
                queue += [below] if below else []
            elif kind is Kind.FILE:
                reads.file(path, f"the dependency {name}")
            yield Local(name, path, kind is not Kind.FILE, said_by.path)


def _paths(reads: Reads, project: Pyproject) -> Iterator[tuple[str, str]]:
    settings = project.table("tool", "poetry")
    groups = [settings.get("dependencies"), settings.get("dev-dependencies")]
    groups += (table(group).get("dependencies") for group in table(settings, "group").values())
    for name, value in ((name, value) for group in groups for name, value in table(group).items()):
        for one in tables(value):
            path = one.get("path")
            if isinstance(path, str):
                yield name, path
    for written in project.requirements():
        if "file:" in written:
            place = requirements.local_path(written)
            if isinstance(place, str):
                yield written.partition("@")[0].strip(), place
            else:
                reads.cannot_know(f"{written} in {reads.shown(project.path)} is not understood", project.path)


def _local_project(reads: Reads, folder: str, name: str) -> Pyproject | None:
    """A folder's project; without a pyproject.toml it has a setup.py (both are looked for, measured)."""
    for other in ("setup.py", "setup.cfg"):
        reads.looked_for(posixpath.join(folder, other), f"the dependency {name}")
    path = posixpath.join(folder, "pyproject.toml")
    text = reads.text(path, f"the dependency {name}")
    return parse(reads, path, text) if text is not None else None


def locked(reads: Reads, project: Pyproject, path: str, text: str) -> Iterator[Local]:
    """The dependencies by path that a lockfile has, those of dependencies among them."""
    data = toml_text.load(text)
    if isinstance(data, Unknown):
        reads.cannot_know(f"{reads.shown(path)}: {data.why}", path)
        return
    for one in tables(data.get("package", [])):
        source = table(one, "source")
        kind, url, name = source.get("type"), source.get("url"), one.get("name")
        if kind not in ("directory", "file") or not isinstance(url, str) or not isinstance(name, str):
            continue
        place = reads.resolve(url, project.folder)
        if kind == "directory":
            _local_project(reads, place, name)
        elif reads.kind(place) is Kind.FILE:
            reads.file(place, f"the dependency {name}")
        yield Local(name, place, kind == "directory", path)


class Settings(NamedTuple):
    """What Poetry's settings say of environments; None where they say nothing of it."""

    in_project: bool | None
    creates: bool | None
    path: str | None


def settings(reads: Reads, project: Pyproject, environment: dict[str, str | None], home: str) -> Settings:
    """Settings: of the user, over them the project's poetry.toml, over them the environment (Poetry's manual)."""
    said: dict[str, Toml] = {}
    config = environment.get("POETRY_CONFIG_DIR") or (
        f"{environment.get('XDG_CONFIG_HOME') or f'{home}/.config'}/pypoetry"
    )
    for path in (f"{config}/config.toml", f"{config}/auth.toml"):
        text = reads.looked_for(path, "Poetry's settings")
        found = parse(reads, path, text) if text is not None else None
        said |= found.table("virtualenvs") if found else {}
    path = posixpath.join(project.folder, "poetry.toml")
    text = reads.text(path, "Poetry's settings for the project")
    found = parse(reads, path, text) if text is not None else None
    said |= found.table("virtualenvs") if found else {}
    for key in ("in-project", "create", "path"):
        name = f"POETRY_VIRTUALENVS_{key.upper().replace('-', '_')}"
        if name in environment and environment[name] is None:
            reads.cannot_know(f"the value of {name} is not known")
        elif environment.get(name):
            said[key] = environment[name]
    place = said.get("path")
    return Settings(
        _flag(said, "in-project"), _flag(said, "create"), place if isinstance(place, str) else None
    )


def _flag(said: dict[str, Toml], key: str) -> bool | None:
    """A switch; in the environment "true" and "1" are on (Poetry's source, `boolean_normalizer`)."""
    value = said.get(key)
    return (
        value.lower() in {"true", "1"}
        if isinstance(value, str)
        else value
        if isinstance(value, bool)
        else None
    )
