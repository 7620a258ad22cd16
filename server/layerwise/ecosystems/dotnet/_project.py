"""One project of MSBuild as a restore evaluates it: its imports and references, found without running anything."""

import posixpath
import re
from collections.abc import Mapping

from layerwise.context.tree import Kind
from layerwise.ecosystems.dotnet._patterns import matching
from layerwise.ecosystems.dotnet._properties import Properties, above, is_outside, leads_elsewhere
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import xml_text
from layerwise.manifests.globs import is_match
from layerwise.manifests.xml_text import Element
from layerwise.records import dataclass, field
from layerwise.regex import regex
from layerwise.unknown import Unknown

# SDKs that do nothing of their own while a project is restored; of others nobody knows.
_SDKS = regex(
    r"(Microsoft\.NET\.Sdk(\.\w+)*|Microsoft\.Build\.(NoTargets|Traversal)|MSTest\.Sdk|Aspire\.AppHost\.Sdk"
    r"|Microsoft\.Docker\.Sdk)(/[\w.-]+)?$"
)
_EMPTY = regex(r"\s*'\$\((\w+)\)'\s*([!=]=)\s*''\s*")
_EXISTS = regex(r"\bexists\s*\(\s*'?([^')]*(?:\([^)]*\)[^')]*)*)'?\s*\)", re.IGNORECASE)
_READS_FILES = regex(
    r"\[System\.IO\.(File|Directory|FileInfo|DirectoryInfo)\]|GetFileHash|ReadAllText", re.IGNORECASE
)
_HOOK = regex(r"restore|^_?collect|frameworkreferences|\$\(", re.IGNORECASE)
_SOURCES = ("RestoreSources", "RestoreAdditionalProjectSources", "RestoreFallbackFolders")
_MOST_FILES = 100
# Characters of a condition that is looked at, and times that it asks: the time grows with the square of the one.
_LONGEST, _MOST = 500, 4
_SHOWN = 80  # as much of a path as a message holds


@dataclass(slots=True)
class Evaluation:
    """A project's evaluation so far: what it has imported, and the projects that it references."""

    reads: Reads
    path: str
    properties: Properties
    references: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    @property
    def folder(self) -> str:
        """The folder of the project, from which its items are named."""
        return posixpath.dirname(self.path)

    def file(self, path: str, text: str, *, is_certain: bool = True) -> None:
        """Take in the project or one of its imports."""
        if path in self._seen:
            return
        self._seen.add(path)
        root = xml_text.load(text)
        if isinstance(root, Unknown):
            self.reads.cannot_know(root.why, path)
        elif len(self._seen) > _MOST_FILES:
            self.reads.cannot_know("it imports too many files to follow", self.path)
        else:
            self._sdks(root, path)
            if root.attributes.get("InitialTargets"):
                self.reads.cannot_know("InitialTargets run before the restore", path)
            self._elements(root, path, is_certain)

    def _sdks(self, element: Element, path: str) -> None:
        for name in filter(None, (one.strip() for one in element.attributes.get("Sdk", "").split(";"))):
            if not _SDKS.match(name):
                self.reads.cannot_know(f"nobody knows what the SDK {name} reads", path)

    def _elements(self, parent: Element, path: str, is_certain: bool) -> None:
        for element in parent.children:
            condition = element.attributes.get("Condition", "")
            self._looked_for(condition, path)
            is_sure = is_certain and self._holds(condition, path) is True
            match element.name:
                case "PropertyGroup":
                    for one in element.children:
                        self._property(one, path, is_sure)
                case "ItemGroup":
                    for one in element.children:
                        self._item(one, path, is_sure)
                case "Import":
                    self._import(element, path, is_sure)
                case "ImportGroup" | "Choose" | "When" | "Otherwise":
                    self._elements(element, path, is_sure and element.name == "ImportGroup")
                case "Target":
                    self._target(element, path)
                case "Sdk":
                    self._sdks(Element("", {"Sdk": element.attributes.get("Name", "")}), path)
                case _:
                    pass

    def _holds(self, condition: str, path: str) -> bool | None:
        """Whether a condition holds: one of `'$(X)' == ''`, `'$(X)' != ''` and `Exists(...)`; None of any other."""
        if not condition.strip():
            return True
        if compared := _EMPTY.fullmatch(condition):
            value = self.properties.get(compared[1])
            return None if value is None else bool(value) == (compared[2] == "!=")
        whole = _EXISTS.fullmatch(condition.strip()) if len(condition) <= _LONGEST else None
        value = self.properties.path(whole[1], path) if whole else None
        if not value:
            return None
        return self.reads.kind(_joined(posixpath.dirname(path), value)) is not None

    def _looked_for(self, text: str, path: str) -> None:
        """The files whose existence a condition asks for, and reasons to distrust a text."""
        if _READS_FILES.search(text):
            self.reads.cannot_know("it reads files while it is evaluated", path)
        lower = text.lower()
        is_short = len(text) <= _LONGEST and lower.count("exists") <= _MOST
        found = _EXISTS.findall(text) if is_short else []
        if len(found) != lower.count("exists("):
            self.reads.cannot_know("what it asks for cannot be followed", path)
        for asked in found:
            value = self.properties.path(asked, path)
            if value is None and not is_outside(asked):
                self.reads.cannot_know(f"Exists('{asked[:_SHOWN]}') cannot be followed", path)
            for place in (
                [_joined(folder, value) for folder in {posixpath.dirname(path), self.folder}] if value else ()
            ):
                kind = self.reads.kind(place)
                if kind is Kind.DIRECTORY:
                    self.reads.cannot_know(f"it asks whether {asked} exists", path)
                elif kind is not None:
                    self.reads.file(place, f"asked for in {self.reads.shown(path)}")

    def _property(self, element: Element, path: str, is_certain: bool) -> None:
        condition = element.attributes.get("Condition", "")
        self._looked_for(condition, path)
        self._looked_for(element.text, path)
        name = element.name.lower()
        if leads_elsewhere(name):
            self.reads.cannot_know(f"{element.name} leads elsewhere", path)
        holds = self._holds(condition, path)
        if holds is not False:
            value = self.properties.path(element.text, path)
            self.properties.set(name, value, is_certain=is_certain and holds is True)

    def _item(self, element: Element, path: str, is_certain: bool) -> None:
        for text in element.attributes.values():
            self._looked_for(text, path)
        if element.name not in {"ProjectReference", "ProjectFile"}:
            return
        is_sure = is_certain and not element.attributes.get("Condition", "").strip()
        for written in element.attributes.get("Include", "").split(";"):
            if not written.strip():
                continue
            value = self.properties.path(written, path)
            if value is None:
                self.reads.cannot_know(f"the project {written.strip()[:_SHOWN]} cannot be followed", path)
            elif "*" in value:
                self.references += matching(self.reads, self.folder, value)
            else:
                place = _joined(self.folder, value)
                if is_sure or self.reads.kind(place) is not None:
                    self.references.append(place)

    def _import(self, element: Element, path: str, is_certain: bool) -> None:
        written = element.attributes.get("Project", "")
        if element.attributes.get("Sdk"):
            self._sdks(element, path)
            return
        self._looked_for(written, path)
        value = self.properties.path(written, path)
        if value is None:
            if not is_outside(written):
                self.reads.cannot_know(f"the import of {written[:_SHOWN]} cannot be followed", path)
            return
        has_condition = bool(element.attributes.get("Condition", "").strip()) or not is_certain
        if not value:
            if not has_condition:
                self.reads.cannot_know(f"{written} finds nothing to import", path)
            return
        place = _joined(posixpath.dirname(path), value)
        why = f"imported by {self.reads.shown(path)}"
        for one in self._imported(place):
            text = (
                self.reads.text(one, why) if has_condition or "*" in value else self.reads.required(one, why)
            )
            if text is not None:
                self.file(one, text, is_certain=is_certain)

    def _imported(self, place: str) -> list[str]:
        folder, name = posixpath.split(place)
        if "*" in folder:
            self.reads.cannot_know(f"the import of {place} cannot be followed", self.path)
            return []
        if "*" not in name:
            return [place]
        return [posixpath.join(folder, one) for one in self.reads.names(folder) if is_match(one, name)]

    def _target(self, element: Element, path: str) -> None:
        """Targets that run in a restore, or stand in for one of its own."""
        for place in ("Name", "BeforeTargets", "AfterTargets"):
            for name in element.attributes.get(place, "").split(";"):
                if _HOOK.search(name.strip()):
                    self.reads.cannot_know(
                        f"its target {element.attributes.get('Name')} runs in a restore", path
                    )


# What a restore goes by; other properties are those of the build ("NuGet pack and restore as MSBuild targets").
_OF_RESTORE = regex(
    r"<(?:TargetFramework|Package|RuntimeIdentifier|Restore|Central|ManagePackage|GlobalPackage)"
)


def evaluate(
    reads: Reads,
    path: str,
    given: Mapping[str, str | None],
    environment: Mapping[str, str | None],
    asked_by: str | None,
) -> Evaluation:
    """What a restore opens for one project, in the order in which the SDK imports it.

    `asked_by` is the project that references it, None for one that the call or a solution names.
    """
    found = Evaluation(reads, path, Properties(reads, path, given, environment))
    for name in ("Directory.Build.props", "Directory.Packages.props"):
        _from_above(found, name)
    text = reads.required(path, "the project") if asked_by is None else _referenced(reads, path, asked_by)
    if text is not None:
        found.file(path, text)
    _from_above(found, "Directory.Build.targets")
    user = reads.text(f"{path}.user", "imported beside the project")  # Microsoft.Common.targets
    if user is not None:
        found.file(f"{path}.user", user)
    for name in (*given, *environment):
        if leads_elsewhere(name):
            reads.cannot_know(f"{name} leads elsewhere")
    for name in _SOURCES:
        if found.properties.has(name):
            _sources(found, name)
    return found


def _referenced(reads: Reads, path: str, asked_by: str) -> str | None:
    """A project that another one references: NuGet skips one that is not found, with a message (NuGet.targets)."""
    text = reads.text(path, "the project")
    reads.misses(path, asked_by)
    if text is None:
        reads.cannot_know(f"{reads.shown(path)} is not in the image at this point", path)
    return text


def _from_above(found: Evaluation, name: str) -> None:
    path = above(found.reads, found.folder, name, f"the nearest {name}")
    if path is not None:
        text = found.reads.text(path, f"the nearest {name}") or ""
        found.file(path, text)
        if _OF_RESTORE.search(text):
            found.reads.misses(path, found.path)


def _sources(found: Evaluation, name: str) -> None:
    """The folders of packages among the sources that a property lists."""
    value = found.properties.get(name)
    if value is None:
        found.reads.cannot_know(f"the value of {name} is not known", found.path)
    for one in (value or "").split(";"):
        if one.strip() and "://" not in one:
            found.reads.folder(_joined(found.folder, one.strip()), f"packages, by {name}")


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))
