"""What cabal works on: the project's root, its settings, and the .cabal file of each of its packages."""

import posixpath
import re

from layerwise.context.tree import Kind, Tree
from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import cabal_text, globs
from layerwise.manifests.cabal_text import Field
from layerwise.regex import regex
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_IMPLICIT = ("./*.cabal",)  # the whole project where there is no cabal.project (run with 3.4)
_NAME = regex(r"[A-Za-z0-9][\w-]*")
# What comes with every compiler, so that nothing is downloaded for it (GHC's manual, "Release notes", its libraries).
_WITH_COMPILER = frozenset((
    "array", "base", "binary", "bytestring", "containers", "deepseq", "directory", "exceptions", "filepath",
    "ghc", "ghc-prim", "haskeline", "mtl", "parsec", "pretty", "process", "stm", "template-haskell", "terminfo",
    "text", "time", "transformers", "unix",
))  # fmt: skip


# Settings of cabal.project whose folders count for what is built of dependencies (Cabal User Guide).
_FOLDERS = frozenset(
    ("extra-lib-dirs", "extra-lib-dirs-static", "extra-include-dirs", "extra-prog-path", "package-dbs")
)


class Package(NamedTuple):
    """A package of the project: its .cabal file and the fields of it."""

    path: str
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        """Its name, which is also the file's."""
        return posixpath.basename(self.path).removesuffix(".cabal")


class Project(NamedTuple):
    """The project's folder and its packages."""

    root: str
    packages: tuple[Package, ...]

    def downloads(self) -> bool:
        """Whether a package depends on one that is neither the project's own nor the compiler's."""
        own = {package.name for package in self.packages} | _WITH_COMPILER
        return any(
            (match := _NAME.match(item.strip())) is not None and match[0] not in own
            for package in self.packages
            for field in package.fields
            if field.name in {"build-depends", "setup-depends"}
            for item in " ".join(field.lines).split(",")
        )


def find(tree: Tree, reads: Reads, call: Call) -> Project:
    """The project of a call; one without packages where there is none."""
    is_implicit = call.has("-z", "--ignore-project")
    place = None if is_implicit else _project_file(reads, call)
    named = place or reads.resolve("cabal.project")
    root = posixpath.dirname(named)
    found = () if place is None else _settings(reads, place, "cabal's project")
    for suffix in (".local", ".freeze"):  # opened beside no cabal.project too (measured with strace)
        found += _settings(reads, named + suffix, "cabal's settings for the project")
    patterns = (
        *(_IMPLICIT if place is None else ()),
        *cabal_text.words(found, "packages"),
        *(f"?{word}" for word in cabal_text.words(found, "optional-packages")),
    )
    if any(field.name in _FOLDERS or _is_repository_here(field) for field in found):
        reads.cannot_know("settings of the project name folders that cabal looks into", named)
    if place is not None and not patterns:
        reads.cannot_know("it names no packages", place)
    return Project(root, _packages(tree, reads, root, patterns))


def _is_repository_here(field: Field) -> bool:
    """`url: file+noindex:///app/vendor`, a repository of packages that is a folder."""
    return field.name in {"url", "location"} and any(
        not re.match(r"https?:|git|ssh:", word) for word in field.words
    )


def _project_file(reads: Reads, call: Call) -> str | None:
    """The nearest cabal.project, looked for up to the home or the root (measured with strace; findProjectRoot)."""
    named = [word.value for word in call.values("--project-file")]
    if call.has("--project-dir", "--cabal-file") or None in named:
        reads.cannot_know("options name another project")
        return None
    name = (named[-1] if named else None) or "cabal.project"
    folder = reads.resolve(".")
    while folder not in {"/", call.command.environment.get("HOME")}:
        path = posixpath.normpath(posixpath.join(folder, name))
        if reads.looked_for(path, f"the nearest {name}") is not None:
            return path
        if reads.unreadable(path):
            return None
        folder = posixpath.dirname(folder)
    if named:
        reads.cannot_know(f"{name} is not in the image at this point")
    return None


def _settings(reads: Reads, path: str, why: str, seen: frozenset[str] = frozenset()) -> tuple[Field, ...]:
    """The fields of a project file and of the files that it imports (Cabal User Guide, cabal.project, `import`)."""
    found = cabal_text.fields(reads.text(path, why) or "")
    if isinstance(found, Unknown):
        reads.cannot_know(found.why, path)
        return ()
    for named in cabal_text.words(found, "import"):
        imported = reads.resolve(named, posixpath.dirname(path))
        if "://" not in named and imported not in seen:
            reads.required(imported, f"imported by {reads.shown(path)}")
            found += _settings(reads, imported, "imported", seen | {imported})
    return found


def _packages(tree: Tree, reads: Reads, root: str, patterns: tuple[str, ...]) -> tuple[Package, ...]:
    paths = [path for written in patterns for path in _matched(tree, reads, root, written.strip("\"'"))]
    found: list[Package] = []
    for path in dict.fromkeys(paths):
        fields = cabal_text.fields(reads.text(path, "says what the package depends on") or "")
        if isinstance(fields, Unknown):
            reads.cannot_know(fields.why, path)
        else:
            found.append(Package(path, fields))
    return tuple(found)


def _matched(tree: Tree, reads: Reads, root: str, written: str) -> list[str]:
    """The .cabal files that a word of `packages` names: a file, a folder, or a pattern of either."""
    pattern = written.removeprefix("?")
    if "://" in pattern:
        return []
    if pattern.startswith(("/", "~")):
        reads.cannot_know(f"{pattern} lies outside the project")
        return []
    if pattern.endswith(".tar.gz"):
        path = reads.resolve(pattern, root)
        if reads.kind(path) is Kind.FILE:
            reads.file(path, "a package of the project, packed")
        else:
            reads.cannot_know(f"{pattern} is not in the image at this point")
        return []
    folder, last = posixpath.split(pattern) if pattern.endswith(".cabal") else (pattern, "*.cabal")
    expansion = globs.expand(tree, root, (folder or ".",))
    if isinstance(expansion, Unknown):
        reads.cannot_know(expansion.why)
        return []
    for listed in expansion.listed:
        reads.names(listed)
    found = [
        posixpath.join(one, name)
        for one in expansion.folders
        for name in reads.names(one)
        if globs.is_match(name, last)
    ]
    if not found and written == pattern and pattern not in _IMPLICIT:
        reads.cannot_know(f"{pattern} names no package that is in the image at this point")
    return found
