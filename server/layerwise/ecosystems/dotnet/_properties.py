"""MSBuild's properties, as far as paths are made of them: `$(Name)` and the functions that look for files."""

import posixpath
import re
from collections.abc import Callable, Mapping

from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex

# Folders of the SDK and of packages: no file of a project lies there.
_OUTSIDE = regex(
    r"^\s*\$\((MSBuild(Extensions|Tools|Bin|SDKs|FrameworkTools|UserExtensions)Path(32|64)?|VSToolsPath"
    r"|NuGetPackageRoot|Pkg\w+|LanguageTargets|FSharpTargetsPath|CodeAnalysisTargets)\)",
    re.IGNORECASE,
)
# Properties with which other files are read or written ("Customize your build", "NuGet pack and restore as targets").
_ELSEWHERE = frozenset((
    "directorybuildpropspath", "directorybuildtargetspath", "directorypackagespropspath", "nugetlockfilepath",
    "baseintermediateoutputpath", "msbuildprojectextensionspath", "restorepackagespath", "restoreconfigfile",
    "restoreoutputpath", "artifactspath", "restorerootconfigdirectory", "restoreprojectstyle",
))  # fmt: skip
# Properties that name files to import ("Customize your build", extension points of the common targets).
_IMPORTING = regex(r"custom(before|after)|(before|after)microsoft|alternatecommonprops|languagetargets")
_NAME = regex(r"\$\(\s*([A-Za-z_]\w*)\s*\)")
_FUNCTION = regex(r"\$\(\s*\[(MSBuild|System\.IO\.Path)\]::(\w+)\(([^()]*)\)\s*\)", re.IGNORECASE)
_MOST_ROUNDS = 50
_LONGEST = 4_000  # no path is longer; a property may be made of another twice


class Properties:
    """The properties of one project while it is read; those given for the whole call cannot be changed.

    Variables of the environment are properties too, which a project may change.

    A value of None is one that nobody can say.
    """

    __slots__ = ("_given", "_reads", "_values")

    def __init__(
        self,
        reads: Reads,
        project: str,
        given: Mapping[str, str | None],
        environment: Mapping[str, str | None],
    ) -> None:
        folder, name = posixpath.split(project)
        stem, extension = posixpath.splitext(name)
        self._reads = reads
        self._given = {key.lower(): value for key, value in given.items()}
        self._values: dict[str, str | None] = {
            **{key.lower(): value for key, value in environment.items()},
            "msbuildprojectdirectory": folder,
            "msbuildprojectfile": name,
            "msbuildprojectfullpath": project,
            "msbuildprojectname": stem,
            "msbuildprojectextension": extension,
            "os": "Unix",
            **self._given,
        }

    def set(self, name: str, value: str | None, *, is_certain: bool) -> None:
        """Give a property a value; one that is given under a condition may keep its old one."""
        key = name.lower()
        if key in self._given:
            return
        if is_certain or (key in self._values and self._values[key] == value):
            self._values[key] = value
        else:
            self._values[key] = None

    def has(self, name: str) -> bool:
        """Whether the property may have a value."""
        return self._values.get(name.lower(), "") != ""

    def get(self, name: str) -> str | None:
        """The value, empty where the property is nowhere set."""
        return self._values.get(name.lower(), "")

    def path(self, text: str, file: str) -> str | None:
        """A text as a file of the project says it, with forward slashes; None where nobody can say."""
        for _ in range(_MOST_ROUNDS):
            replaced = self._once(text, file)
            if replaced is None or len(replaced) > _LONGEST:
                return None
            if replaced == text:
                break
            text = replaced
        return None if re.search(r"[$@%]\(", text) else text.strip().replace("\\", "/")

    def _once(self, text: str, file: str) -> str | None:
        """The text with its innermost name or function replaced."""
        if name := _NAME.search(text):
            value = self._value(name[1].lower(), file)
            return None if value is None else text[: name.start()] + value + text[name.end() :]
        if function := _FUNCTION.search(text):
            arguments = [one.strip().strip("'\"").replace("\\", "/") for one in function[3].split(",")]
            called = _FUNCTIONS.get(function[2].lower())
            value = called(self._reads, arguments, posixpath.dirname(file)) if called else None
            return None if value is None else text[: function.start()] + value + text[function.end() :]
        return text

    def _value(self, key: str, file: str) -> str | None:
        folder, name = posixpath.split(file)
        here = {
            "msbuildthisfiledirectory": folder.rstrip("/") + "/",
            "msbuildthisfile": name,
            "msbuildthisfilefullpath": file,
            "msbuildthisfilename": posixpath.splitext(name)[0],
        }
        # What nothing sets may come from the SDK.
        return here[key] if key in here else self._values.get(key)


def is_outside(text: str) -> bool:
    """Whether a path begins in the SDK or a package."""
    return _OUTSIDE.match(text) is not None


def leads_elsewhere(name: str) -> bool:
    """Whether a property of this name has other files read or written."""
    key = name.lower()
    is_order = key.endswith("dependson") and "restore" in key
    return key in _ELSEWHERE or is_order or _IMPORTING.match(key) is not None


def above(reads: Reads, folder: str, name: str, why: str) -> str | None:
    """The nearest file of a name, from a folder up."""
    while True:
        path = posixpath.join(folder, name)
        if reads.looked_for(path, why) is not None:
            return path
        if folder in ("/", ""):
            return None
        folder = posixpath.dirname(folder)


def _folder_above(reads: Reads, arguments: list[str], folder: str) -> str | None:
    start = posixpath.normpath(posixpath.join(folder, arguments[0]))
    found = above(reads, start, arguments[-1], "looked for by a project")
    return posixpath.dirname(found) if found else ""


def _path_above(reads: Reads, arguments: list[str], folder: str) -> str | None:
    start = posixpath.normpath(posixpath.join(folder, *arguments[1:2]))
    return above(reads, start, arguments[0], "looked for by a project") or ""


def _joined(_reads: Reads, arguments: list[str], folder: str) -> str | None:
    return posixpath.normpath(posixpath.join(folder, *arguments))


def _combined(_reads: Reads, arguments: list[str], _folder: str) -> str | None:
    return posixpath.join(*arguments)


def _joined_folder(reads: Reads, arguments: list[str], folder: str) -> str | None:
    return f"{_joined(reads, arguments, folder)}/"


# "MSBuild property functions" of the manual; the names in lower case.
_FUNCTIONS: dict[str, Callable[[Reads, list[str], str], str | None]] = {
    "getdirectorynameoffileabove": _folder_above,
    "getpathoffileabove": _path_above,
    "normalizepath": _joined,
    "normalizedirectory": _joined_folder,
    "getfullpath": _joined,
    "combine": _combined,
}
