"""The POMs of a build: modules, their parents in the project, and the other files that they name."""

import posixpath
import re
from collections.abc import Iterator

from layerwise.context.tree import Kind
from layerwise.ecosystems.jvm._maven_extensions import look_at_build
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import xml_text
from layerwise.manifests.xml_text import Element
from layerwise.records import dataclass, field
from layerwise.regex import regex
from layerwise.unknown import Unknown

_BASE = regex(r"\$\{(?:project\.|pom\.)?basedir\}")
_PROPERTY = regex(r"\$\{([^{}]*)\}")
_LONGEST = 4096  # PATH_MAX: longer values name no file, and properties of properties grow without end
_SHOWN = 80  # as much of a value as a message holds
_JAVA_HOME = ("${java.home}", "${env.JAVA_HOME}")


@dataclass(frozen=True, slots=True)
class Pom:
    """One POM; `bases` are the folders of the modules that inherit from it, its own first where it is one."""

    path: str
    data: Element
    bases: list[str] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The folder in which it lies."""
        return posixpath.dirname(self.path)

    @property
    def artifact(self) -> str:
        """Its artifactId."""
        found = self.data.child("artifactId")
        return found.text if found is not None else ""


@dataclass(frozen=True, slots=True)
class Build:
    """All POMs that a call opens, those that are built and their parents alone, by path."""

    modules: dict[str, Pom]
    parents: dict[str, Pom]


def follow(reads: Reads, path: str, *, is_recursive: bool) -> Build:
    """Opens the POMs of a build; measured with Maven 3.8: modules of profiles that are not active are not opened."""
    build = Build({}, {})
    waiting = [(path, "names the dependencies", True)]
    while waiting:
        place, why, is_required = waiting.pop(0)
        if place in build.modules:
            continue
        pom = _opened(reads, place, why, is_required=is_required)
        if pom is None:
            continue
        build.modules[place] = pom
        pom.bases.append(pom.folder)
        _open_parents(reads, build, pom)
        if is_recursive:
            waiting += _modules(reads, pom)
    for pom in {**build.parents, **build.modules}.values():
        _look_at(reads, pom)
    return build


def siblings(build: Build) -> Iterator[tuple[Pom, str]]:
    """The POMs that depend on what another module builds, with its name."""
    names = {pom.artifact for pom in build.modules.values()}
    for pom in {**build.parents, **build.modules}.values():
        managed = {
            id(one) for section in pom.data.all("dependencyManagement") for one in section.all("dependency")
        }
        for dependency in (*pom.data.all("dependency"), *pom.data.all("plugin")):
            artifact = dependency.child("artifactId")
            if artifact is not None and artifact.text in names and id(dependency) not in managed:
                yield pom, artifact.text


def _opened(reads: Reads, path: str, why: str, *, is_required: bool) -> Pom | None:
    text = reads.required(path, why) if is_required else reads.text(path, why)
    data = xml_text.load(text) if text is not None else None
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return None
    return Pom(path, data) if data is not None else None


def _modules(reads: Reads, pom: Pom) -> Iterator[tuple[str, str, bool]]:
    """The modules of a POM, and those of its profiles, which need not be there."""
    profiles = pom.data.child("profiles")
    sections = [
        (pom.data, True),
        *((one, False) for one in (profiles.children if profiles is not None else [])),
    ]
    found = 0
    for section, is_required in sections:
        for list_name, name in (("modules", "module"), ("subprojects", "subproject")):
            listed = section.child(list_name)
            for module in (
                one for one in (listed.children if listed is not None else []) if one.name == name
            ):
                found += 1
                if "${" in module.text:
                    reads.cannot_know(f"the module {module.text} is not known", pom.path)
                    continue
                path = reads.resolve(module.text.replace("\\", "/"), pom.folder)
                path = path if reads.kind(path) is Kind.FILE else f"{path}/pom.xml"
                yield path, f"a module of {reads.shown(pom.path)}", is_required
    version = pom.data.child("modelVersion")
    if not found and version is not None and version.text != "4.0.0":
        # Maven 4 finds subprojects by itself ("What's new in Maven 4").
        reads.cannot_know("subprojects are found without being named", pom.path)


def _open_parents(reads: Reads, build: Build, pom: Pom) -> None:
    """The parents on the disk: `relativePath`, which is ../pom.xml unless it is said ("POM Reference")."""
    child, seen = pom, {pom.path}
    while (parent := child.data.child("parent")) is not None:
        said = parent.child("relativePath")
        if said is not None and not said.text:
            return
        named = said.text if said is not None else "../pom.xml"
        if "${" in named:
            reads.cannot_know(f"the parent {named} is not known", child.path)
            return
        path = reads.resolve(named.replace("\\", "/"), child.folder)
        path = f"{path}/pom.xml" if reads.kind(path) is Kind.DIRECTORY else path
        known = build.parents.get(path) or _opened(
            reads, path, f"the parent of {reads.shown(child.path)}", is_required=False
        )
        if known is None or path in seen:
            return
        build.parents[path] = known
        known.bases.append(pom.folder)
        seen.add(path)
        child = known


def _look_at(reads: Reads, pom: Pom) -> None:
    """The files that a POM names, as seen from each module that inherits from it."""
    look_at_build(reads, pom.path, pom.data)
    for activation in pom.data.all("activation"):
        said = activation.child("file")
        for condition in said.children if said is not None else []:
            for path in _places(reads, pom, condition.text):
                _condition(reads, pom, path)
    for jar in pom.data.all("systemPath"):
        if not jar.text.startswith(_JAVA_HOME):
            for path in _places(reads, pom, jar.text):
                if reads.kind(path) is Kind.FILE:
                    reads.file(path, f"a systemPath of {reads.shown(pom.path)}")
    for kind in ("repository", "pluginRepository"):
        for repository in pom.data.all(kind):
            url = repository.child("url")
            if url is not None:
                _repository(reads, pom, url.text)


def _condition(reads: Reads, pom: Pom, path: str) -> None:
    """A file whose presence turns a profile on or off."""
    kind = reads.kind(path)
    if kind is Kind.DIRECTORY:
        reads.cannot_know(f"a profile depends on whether {reads.shown(path)} is there", pom.path)
    elif kind is not None:
        reads.file(path, f"a profile of {reads.shown(pom.path)} depends on it")


def _repository(reads: Reads, pom: Pom, url: str) -> None:
    plain = _interpolated(pom, url, pom.folder)
    if plain is None or plain.startswith("file:"):
        places = [re.sub(r"^file:(?://(?=/)|//)?", "", plain)] if plain else []
        for place in places:
            if len(set(pom.bases)) == 1 and pom.bases[0] == pom.folder:
                reads.folder(reads.resolve(place, pom.folder), f"a repository of {reads.shown(pom.path)}")
                return
        reads.cannot_know(f"the repository {url[:_SHOWN]} may be a folder", pom.path)


def _places(reads: Reads, pom: Pom, text: str) -> Iterator[str]:
    for base in dict.fromkeys(pom.bases):
        plain = _interpolated(pom, text, base)
        if plain is None or "${" in plain:
            reads.cannot_know(f"{text[:_SHOWN]} is not known", pom.path)
            return
        yield reads.resolve(plain, base)


def _interpolated(pom: Pom, text: str, base: str) -> str | None:
    """A value with the base directory and plain properties of the same POM put in; None where it begins unknown."""
    properties = pom.data.child("properties")
    for _ in range(5):
        if len(text) > _LONGEST:
            return None
        text = _BASE.sub(lambda _: base, text)
        found = _PROPERTY.search(text)
        known = properties.child(found[1]) if found and properties is not None else None
        if found is None or known is None:
            break
        text = text.replace(found[0], known.text)
    return None if text.startswith("${") else text
