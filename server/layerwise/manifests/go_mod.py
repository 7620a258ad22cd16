"""go.mod and go.work files: what they require, replace and use; knows nothing of where they are."""

import re

from layerwise.records import dataclass
from layerwise.regex import regex
from layerwise.text import Span
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown


class Module(NamedTuple):
    """A required module; `span` covers its line."""

    path: str
    version: str
    span: Span


class Replacement(NamedTuple):
    """A replaced module, all versions where `version` is None; `folder` is the path put in its place.

    `folder` is None where another module takes the place, which `by` names.
    """

    path: str
    version: str | None
    folder: str | None
    by: tuple[str, str] | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class GoFile:
    """One file; `uses` are the folders of a workspace's modules, `go` and `toolchain` versions."""

    go: str | None = None
    toolchain: str | None = None
    requires: tuple[Module, ...] = ()
    replaces: tuple[Replacement, ...] = ()
    uses: tuple[str, ...] = ()


# The Go Modules Reference, "go.mod files" and "Workspaces"; `tool`, `ignore` and `godebug` came with Go 1.24.
_OTHER = frozenset({"module", "exclude", "retract", "godebug", "tool", "ignore"})
_TOKEN = regex(r'"(?:[^"\\\n]|\\.)*"|`[^`]*`|//.*|=>|[()]|(?:(?!//|=>)[^\s()])+')


def read(text: str) -> GoFile | Unknown:
    """The file; Unknown where the go command would not read it."""
    values: dict[str, str] = {}
    requires: list[Module] = []
    replaces: list[Replacement] = []
    uses: list[str] = []
    for verb, words, span in _entries(text):
        match verb, words:
            case (("go" | "toolchain"), [value]):
                values[verb] = value
            case "require", [path, version]:
                requires.append(Module(path, version, span))
            case "use", [folder]:
                uses.append(folder)
            case "replace", _ if (replacement := _replacement(words, span)) is not None:
                replaces.append(replacement)
            case _ if verb not in _OTHER:
                return Unknown(f"the go command cannot read the line {span.of(text).strip()}")
    return GoFile(
        go=values.get("go"),
        toolchain=values.get("toolchain"),
        requires=tuple(requires),
        replaces=tuple(replaces),
        uses=tuple(uses),
    )


def sums(text: str) -> frozenset[tuple[str, str]]:
    """The module and version of each line of a go.sum; versions of go.mod files end in `/go.mod`."""
    lines = (line.split() for line in text.splitlines())
    return frozenset(
        (words[0], words[1]) for words in lines if len(words) == len(("path", "version", "hash"))
    )


def _entries(text: str) -> list[tuple[str, list[str], Span]]:
    """Each directive's verb, words and line, blocks taken apart."""
    found: list[tuple[str, list[str], Span]] = []
    block: str | None = None
    end = 0
    for line in text.splitlines(keepends=True):
        start, end = end, end + len(line)
        span = Span(start, start + len(line.rstrip("\r\n")))
        words = [_unquoted(word) for word in _TOKEN.findall(line.removeprefix("\ufeff")) if word[:2] != "//"]
        if not words:
            continue
        if block is not None and words == [")"]:
            block = None
        elif block is not None:
            found.append((block, words, span))
        elif words[1:] == ["("]:
            block = words[0]
        else:
            found.append((words[0], words[1:], span))
    return found


def _unquoted(word: str) -> str:
    return word[1:-1] if word[0] in '"`' and len(word) > 1 else word


def _replacement(words: list[str], span: Span) -> Replacement | None:
    """`old [version] => new [version]`; a new one that begins with a dot or slash is a folder."""
    if "=>" not in words:
        return None
    at = words.index("=>")
    old, new = words[:at], words[at + 1 :]
    if not (1 <= len(old) <= len(("path", "version")) and 1 <= len(new) <= len(("path", "version"))):
        return None
    is_folder = re.match(r"\.{0,2}/|\.{1,2}$", new[0]) is not None
    if is_folder != (len(new) == 1):
        return None
    version = old[1] if len(old) > 1 else None
    return Replacement(
        old[0], version, new[0] if is_folder else None, None if is_folder else (new[0], new[1]), span
    )
