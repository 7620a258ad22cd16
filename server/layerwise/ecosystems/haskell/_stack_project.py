"""What stack works on: stack.yaml, the manifest of each package that it lists, whether its lockfile is in step."""

import posixpath
from collections.abc import Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import yaml_text
from layerwise.manifests.yaml_text import Yaml
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_Mapping = dict[Yaml, Yaml]


# Settings that name folders and files ("Configuration", stack's manual).
_FOLDERS = (
    "extra-include-dirs", "extra-lib-dirs", "package-index", "package-indices", "setup-info", "setup-info-locations",
    "with-gcc", "with-hpack", "local-programs-path", "work-dir", "curator",
)  # fmt: skip


class Package(NamedTuple):
    """A package of the project: its folder, its .cabal file where one is there, its package.yaml for hpack."""

    folder: str
    cabal: str | None
    hpack: str | None


class Project(NamedTuple):
    """stack.yaml, its packages, dependencies that are folders, and whether stack.yaml.lock says all of it already."""

    path: str
    packages: tuple[Package, ...]
    folders: tuple[Package, ...]
    is_locked: bool


def find(reads: Reads, call: Call) -> Project | None:
    """The project of a call; None where it cannot be told."""
    path = _path(reads, call)
    data = None if path is None else _mapping(reads, path, "stack's project")
    if path is None or data is None:
        return None
    root = posixpath.dirname(path)
    for field in ("docker", "nix"):
        if isinstance(data.get(field), dict):
            reads.cannot_know(f"stack runs in an environment of its own: {field} in stack.yaml", path)
    for field in _FOLDERS:
        if field in data:
            reads.cannot_know(f"{field} in stack.yaml names places that stack looks into", path)
    for field in ("resolver", "snapshot"):
        _follow_snapshot(reads, root, data.get(field))
    packages = tuple(
        _package(reads, reads.resolve(name, root)) for name in _texts(reads, data, "packages", ["."])
    )
    dependencies = data.get("extra-deps") or []
    listed = dependencies if isinstance(dependencies, list) else []
    # Run with 2.7: the manifest of such a folder is opened even where nothing of it is compiled.
    folders = tuple(_package(reads, folder) for folder in _folders(reads, root, listed))
    lock = reads.text(f"{path}.lock", "the locked versions")
    return Project(path, packages, folders, lock is not None and _is_in_step(data, listed, lock))


def _path(reads: Reads, call: Call) -> str | None:
    """The stack.yaml of --stack-yaml or STACK_YAML, else the nearest one upward (measured with strace)."""
    environment = call.command.environment
    named = [word.value for word in call.values("--stack-yaml")] or [environment.get("STACK_YAML", "")]
    if named[-1] is None:
        reads.cannot_know("the value of --stack-yaml or STACK_YAML is not known")
        return None
    if named[-1]:
        return reads.resolve(named[-1])
    folder = reads.resolve(".")
    while True:
        path = posixpath.join(folder, "stack.yaml")
        if reads.looked_for(path, "the nearest stack.yaml") is not None:
            return path
        if reads.unreadable(path):
            return None
        if folder == "/":
            reads.cannot_know("stack.yaml is not in the image at this point", reads.resolve("stack.yaml"))
            return None
        folder = posixpath.dirname(folder)


def _mapping(reads: Reads, path: str, why: str) -> _Mapping | None:
    text = reads.required(path, why)
    data = yaml_text.load_mapping(text or "")
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return None
    return data if text is not None else None


def _texts(reads: Reads, data: _Mapping, field: str, usual: list[str]) -> list[str]:
    found = data.get(field, usual)
    texts = [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    if not isinstance(found, list) or len(texts) < len(found):
        reads.cannot_know(f"{field} in stack.yaml holds more than folders")
    return texts


def _follow_snapshot(reads: Reads, root: str, named: Yaml) -> None:
    """A snapshot that is a file of the project ("Snapshot location" in stack's manual), and the one that it extends."""
    if isinstance(named, str) and named.endswith((".yaml", ".yml")) and "://" not in named:
        path = reads.resolve(named, root)
        data = _mapping(reads, path, "the snapshot that stack.yaml names") or {}
        for field in ("resolver", "snapshot"):
            inner = data.get(field)
            if isinstance(inner, str) and inner.endswith((".yaml", ".yml")) and "://" not in inner:
                reads.cannot_know("a snapshot extends another file", path)
        if any(_is_folder(one) for one in _listed(data.get("packages"))):
            reads.cannot_know("a snapshot names folders", path)
    elif named is not None and not isinstance(named, str):
        reads.cannot_know("the snapshot in stack.yaml is written out")


def _listed(value: Yaml) -> list[Yaml]:
    return value if isinstance(value, list) else []


def _package(reads: Reads, folder: str) -> Package:
    """A package's manifest: hpack makes the .cabal file of package.yaml, where there is one."""
    hpack = posixpath.join(folder, "package.yaml")
    text = reads.text(hpack, "hpack makes the .cabal file of it")
    if text is not None:
        _look_at_hpack(reads, hpack, text)
        licence = posixpath.join(folder, "LICENSE")
        if reads.kind(licence) is Kind.FILE:
            reads.file(licence, "hpack looks which licence it is")
    names = [name for name in reads.names(folder) if name.endswith(".cabal")]
    for name in names:
        reads.text(posixpath.join(folder, name), "says what the package depends on")
    if text is None and len(names) != 1:
        reads.cannot_know(f"{reads.shown(folder)} has no .cabal file or package.yaml at this point", folder)
    cabal = posixpath.join(folder, names[0]) if names else None
    return Package(folder, cabal, hpack if text is not None else None)


def _look_at_hpack(reads: Reads, path: str, text: str) -> None:
    """Distrust defaults, which may be files; `!include` is a tag that the reader does not know either."""
    data = yaml_text.load_mapping(text)
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
    elif "defaults:" in text and "local:" in text:
        reads.cannot_know("its defaults are files", path)


def _is_folder(dependency: Yaml) -> bool:
    """`./lib`, `../lib`, `vendor/lib`; packages are `name-1.0@...` and URLs hold "://" ("Package location")."""
    if not isinstance(dependency, str):
        return False
    return dependency.startswith((".", "/")) or (
        "/" in dependency and "://" not in dependency.partition("@")[0]
    )


def _folders(reads: Reads, root: str, dependencies: list[Yaml]) -> Iterator[str]:
    for one in dependencies:
        if isinstance(one, str) and _is_folder(one):
            yield reads.resolve(one, root)
        elif isinstance(one, dict) and "git" not in one and "github" not in one:
            archive = one.get("archive") or one.get("url")
            if not isinstance(archive, str) or "://" not in archive:
                reads.cannot_know("extra-deps in stack.yaml name an archive that is no address")


def _is_in_step(data: _Mapping, dependencies: list[Yaml], lock: str) -> bool:
    """Whether the lockfile has just the packages and the snapshot of stack.yaml, so that it is not written again."""
    locked = yaml_text.load_mapping(lock)
    if isinstance(locked, Unknown):
        return False
    originals = [one.get("original") for one in _listed(locked.get("packages")) if isinstance(one, dict)]
    names = {one.get("hackage") for one in originals if isinstance(one, dict)}
    wanted = {one for one in dependencies if isinstance(one, str) and not _is_folder(one)}
    if names != wanted or any(isinstance(one, dict) for one in dependencies):
        return False
    snapshot = data.get("resolver") or data.get("snapshot")
    path = (
        f"{snapshot}".replace("lts-", "lts/")
        .replace("nightly-", "nightly/")
        .replace(".", "/")
        .replace("-", "/")
    )
    text = f"{locked.get('snapshots')}"
    return f"'{snapshot}'" in text or f"/{path}.yaml" in text
