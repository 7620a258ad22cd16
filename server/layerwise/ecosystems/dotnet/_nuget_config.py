"""NuGet's settings: `nuget.config` in its spellings, and the folders of packages that it names."""

import posixpath
import re

from layerwise.ecosystems.reads import Reads
from layerwise.manifests import xml_text
from layerwise.manifests.xml_text import Element
from layerwise.unknown import Unknown

# Where case matters, each folder's first of these counts (NuGet.Client, Settings.cs).
NAMES = ("nuget.config", "NuGet.config", "NuGet.Config")
_FOLDERS = ("globalPackagesFolder", "repositoryPath")


def settings(reads: Reads, folders: list[str], home: str | None) -> list[str]:
    """Opens the settings of each folder and those above it, and of the user; the folders that packages go to."""
    places: dict[str, None] = {}
    for folder in folders:
        place = folder
        while place not in places:
            places[place] = None
            place = posixpath.dirname(place)
    users = [f"{home}/.nuget/NuGet", f"{home}/.config/NuGet"] if home else []
    found: list[str] = []
    for folder in (*places, *users):
        for name in NAMES:
            path = posixpath.join(folder, name)
            text = reads.looked_for(path, "NuGet's settings")
            if text is not None:
                found += one(reads, path, text)
                break
    return found


def one(reads: Reads, path: str, text: str) -> list[str]:
    """Opens what one settings file names; the folders that packages go to."""
    root = xml_text.load(text)
    if isinstance(root, Unknown):
        reads.cannot_know(root.why, path)
        return []
    for section in ("packageSources", "fallbackPackageFolders"):
        for value in _values(root, section):
            _source(reads, path, value)
    named = [(key, value) for key, value in _pairs(root, "config") if key in _FOLDERS]
    return [posixpath.normpath(posixpath.join(posixpath.dirname(path), value)) for _, value in named]


def _source(reads: Reads, path: str, value: str) -> None:
    """A folder of packages; what is no address is one, seen from the settings file."""
    if re.match(r"https?://", value, re.IGNORECASE):
        return
    if "%" in value or "://" in value or re.match(r"[A-Za-z]:", value):
        reads.cannot_know(f"the package source {value} is not known", path)
        return
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(path), value))
    reads.folder(folder, f"a package source in {reads.shown(path)}")


def _values(root: Element, section: str) -> list[str]:
    return [value for _, value in _pairs(root, section)]


def _pairs(root: Element, section: str) -> list[tuple[str, str]]:
    inner = root.child(section)
    added = [element for element in inner.children if element.name == "add"] if inner else []
    return [
        (element.attributes.get("key", ""), element.attributes.get("value", "").replace("\\", "/"))
        for element in added
    ]
