"""What mix opens of a project before any of its tasks: `mix.exs`, those of folders it depends on, and `config/`."""

import posixpath
import re

from layerwise.context.tree import Kind
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import elixir
from layerwise.manifests.elixir import Dependency
from layerwise.manifests.globs import is_match
from layerwise.records import dataclass, field
from layerwise.regex import regex

_ENVIRONMENT = regex(r"#\{\s*(config_env\(\)|Mix\.env(\(\))?)\s*\}")
_TARGET = regex(r"#\{\s*(config_target\(\)|Mix\.target(\(\))?)\s*\}")
_DEEPEST = 100
_WHY = "compile-time settings"
_RUNTIME = ("runtime.exs", "releases.exs")


@dataclass(slots=True)
class Project:
    """A project as its files say it; `locals` are the folders that it depends on, those of an umbrella included."""

    folder: str
    text: str
    dependencies: list[Dependency] = field(default_factory=list)
    locals: list[str] = field(default_factory=list)

    def place(self, name: str, usual: str) -> str:
        """A path that the project may set, such as `deps_path`."""
        return posixpath.normpath(posixpath.join(self.folder, elixir.setting(self.text, name) or usual))


def project(reads: Reads, path: str, environment: dict[str, str | None]) -> Project | None:
    """Opens the project whose mix.exs stands at a path, as every task of mix does (measured with 1.14)."""
    text = _code(reads, path, "the project")
    if text is None:
        return None
    found = Project(posixpath.dirname(path), text)
    _take(reads, found, path, text, set())
    config = found.place("config_path", "config/config.exs")
    if elixir.has_setting(text, "config_path") and elixir.setting(text, "config_path") is None:
        reads.cannot_know("config_path cannot be followed", path)
    if reads.kind(config) is not None:
        _config(reads, config, _places(text, environment), {})
    return found


def _code(reads: Reads, path: str, why: str) -> str | None:
    """The code of a file that is run, with the files that it is seen to read."""
    text = reads.required(path, why)
    if text is None:
        return None
    code = elixir.code(text)
    if not elixir.is_clear(code):
        reads.cannot_know("it reads files or runs programs", path)
    for name in elixir.reads(code):
        place = reads.resolve(name)  # mix runs code in the working directory
        if reads.kind(place) is Kind.DIRECTORY:
            reads.cannot_know(f"it asks for {name}", path)
        else:
            reads.text(place, f"read by {reads.shown(path)}")
    return code


def _take(reads: Reads, found: Project, path: str, text: str, seen: set[str], depth: int = 0) -> None:
    """The dependencies of one mix.exs, and the mix.exs of each that is a folder."""
    if depth > _DEEPEST:
        reads.cannot_know("its projects lead from one to the next without an end", path)
        return
    folder = posixpath.dirname(path)
    seen.add(folder)
    dependencies = elixir.dependencies(text)
    found.dependencies += dependencies
    if elixir.has_setting(text, "compile") and re.search(r'\bcompile:\s*"', text):
        reads.cannot_know("a dependency is compiled by a command", path)
    if any(one.is_unclear for one in dependencies):
        reads.cannot_know("a dependency's folder cannot be followed", path)
    folders = [reads.resolve(one.path, folder) for one in dependencies if one.path is not None]
    apps = elixir.setting(text, "apps_path")
    if apps is not None:
        root = reads.resolve(apps, folder)
        folders += [
            f"{root}/{name}"
            for name in reads.listed(root)
            if reads.kind(f"{root}/{name}/mix.exs") is not None
        ]
    elif elixir.has_setting(text, "apps_path"):
        reads.cannot_know("apps_path cannot be followed", path)
    for one in folders:
        if one not in seen:
            found.locals.append(one)
            if reads.kind(f"{one}/mix.exs") is None:
                # Measured: `mix deps.get` leaves it out and says nothing.
                reads.cannot_know(f"{reads.shown(one)}/mix.exs is not in the image at this point", path)
                continue
            reads.misses(f"{one}/mix.exs", path)
            inner = _code(reads, f"{one}/mix.exs", f"named in {reads.shown(path)}")
            if inner is not None:
                _take(reads, found, f"{one}/mix.exs", inner, seen, depth + 1)


def _places(text: str, environment: dict[str, str | None]) -> tuple[str, str]:
    """The environment and the target by which files of `config/` are named; `*` where nobody can say."""
    is_usual = not (elixir.has_setting(text, "default_env") or elixir.has_setting(text, "default_target"))
    env = environment.get("MIX_ENV", "dev" if is_usual else None)
    target = environment.get("MIX_TARGET", "host" if is_usual else None)
    return env or "*", target or "*"


def _config(
    reads: Reads, path: str, places: tuple[str, str], seen: dict[str, bool], *, is_sure: bool = True
) -> None:
    """A file of settings and those that it imports; nothing is said against one that another run may read."""
    if seen.get(path, False) or (path in seen and not is_sure):
        return
    seen[path] = is_sure
    text = _code(reads, path, _WHY) if is_sure else reads.text(path, _WHY)
    for written in elixir.imports(elixir.code(text or "")):
        named = _named(reads, path, written, places)
        if named is None and is_sure:
            reads.cannot_know(f"import_config {written} cannot be followed", path)
        for name in named or ():
            _config(reads, name, places, seen, is_sure=is_sure)
        # The environment is often a build argument: what it may name as well is copied, so that any value works.
        others = _named(reads, path, written, ("*", "*")) if _is_of_environment(written) else None
        for name in others or ():
            _config(reads, name, places, seen, is_sure=False)


def _is_of_environment(written: str) -> bool:
    return _ENVIRONMENT.search(written) is not None or _TARGET.search(written) is not None


def _named(reads: Reads, path: str, written: str, places: tuple[str, str]) -> list[str] | None:
    """The files that an `import_config` names, with a pattern those that are there; None where nobody can say."""
    named = _TARGET.sub(places[1], _ENVIRONMENT.sub(places[0], written))
    literal = re.match(r'"([^"]*)"', named)
    folder, name = posixpath.split(reads.resolve(literal[1] if literal else "", posixpath.dirname(path)))
    if literal is None or "#{" in literal[1] or "*" in folder:
        return None
    if "*" not in name:
        return [f"{folder}/{name}"]
    return [f"{folder}/{one}" for one in reads.listed(folder) if is_match(one, name) and one not in _RUNTIME]
