"""Solutions of .NET: the projects that `.sln`, `.slnx` and `.slnf` name, with forward slashes."""

import re

from layerwise.manifests import json_text, xml_text
from layerwise.regex import regex
from layerwise.unknown import Unknown

_PROJECT = regex(r'^[ \t]*Project\("\{([0-9A-Fa-f-]+)\}"\)\s*=\s*"[^"]*"\s*,\s*"([^"]*)"', re.MULTILINE)
# Solution folders, which are no files (docs of Visual Studio, "Solution (.sln) file").
_FOLDER = "2150E333-8FDC-42A3-9474-1A3956D46DE8"
_WEB_SITE = "E24C65DC-7377-472B-9ABA-BC803B73C61A"


def projects(name: str, text: str) -> tuple[str, ...] | Unknown:
    """The paths of the projects, from the folder of the solution; `name` says which of the formats it is."""
    return _of_xml(text) if name.endswith(".slnx") else _of_lines(text)


def _of_lines(text: str) -> tuple[str, ...] | Unknown:
    if "Microsoft Visual Studio Solution File" not in text:
        return Unknown("it is not a solution")
    found = _PROJECT.findall(text)
    if any(kind.upper() == _WEB_SITE for kind, _ in found):
        return Unknown("it has a web site without a project")
    return tuple(path.replace("\\", "/") for kind, path in found if kind.upper() != _FOLDER)


def _of_xml(text: str) -> tuple[str, ...] | Unknown:
    root = xml_text.load(text)
    if isinstance(root, Unknown):
        return root
    found = (element.attributes.get("Path", "") for element in root.all("Project"))
    return tuple(path.replace("\\", "/") for path in found if path)


def filtered(text: str) -> tuple[str, tuple[str, ...]] | Unknown:
    """The solution that a filter names, from its own folder, and the projects, from the solution's folder."""
    data = json_text.load_object(text)
    inner = data.get("solution") if isinstance(data, dict) else None
    if isinstance(data, Unknown) or not isinstance(inner, dict):
        return data if isinstance(data, Unknown) else Unknown("it names no solution")
    path, listed = inner.get("path"), inner.get("projects")
    if not isinstance(path, str) or not isinstance(listed, list):
        return Unknown("it names no solution")
    return path.replace("\\", "/"), tuple(one.replace("\\", "/") for one in listed if isinstance(one, str))
