"""pip requirements files as lines; knows how pip reads them, and nothing of where they are."""

import re
import shlex
from collections import deque
from collections.abc import Iterator, Mapping
from enum import Enum
from urllib.parse import unquote

from layerwise.manifests.remembered import Remembered
from layerwise.regex import regex
from layerwise.text import Span
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

# A requirement with its hashes has some twenty; a project with a thousand of them is rare.
MAX_LINES = 100_000
_LONGEST = 8_192  # characters of an option; shlex's time grows with the square


class Kind(Enum):
    """What a line asks for."""

    REQUIREMENT = "a requirement"
    EDITABLE = "-e"
    INCLUDE = "-r"
    CONSTRAINT = "-c"
    LINKS = "--find-links"
    INDEX = "--index-url"


class Line(NamedTuple):
    """One joined line's wish; `value` has its variables expanded as far as known, and no options."""

    kind: Kind
    value: str
    span: Span


# pip's manual, "Requirements File Format": the options that a file may hold and that take a value. A prefix
# that fits one long option alone stands for it, since pip reads these lines with optparse.
_VALUED = {
    "-r": Kind.INCLUDE,
    "--requirement": Kind.INCLUDE,
    "-c": Kind.CONSTRAINT,
    "--constraint": Kind.CONSTRAINT,
    "-e": Kind.EDITABLE,
    "--editable": Kind.EDITABLE,
    "-f": Kind.LINKS,
    "--find-links": Kind.LINKS,
    "-i": Kind.INDEX,
    "--index-url": Kind.INDEX,
    "--pypi-url": Kind.INDEX,
    "--extra-index-url": Kind.INDEX,
    "--no-binary": None,
    "--only-binary": None,
    "--all-releases": None,
    "--only-final": None,
    "--trusted-host": None,
    "--use-feature": None,
    "--hash": None,
    "--config-settings": None,
    "-C": None,
    "--global-option": None,
    "--install-option": None,
}
_FLAGS = ("--no-index", "--prefer-binary", "--require-hashes", "--no-require-hashes", "--pre")
_LONG = (*(name for name in _VALUED if name.startswith("--")), *_FLAGS)

_UNQUOTED = regex(
    r"[ \t\r\n!#-&(-\[\]-~]*"
)  # which shlex, going letter by letter, takes apart at the same places
_COMMENT = regex(r"(?:^|(?<=\s))#.*$")
_VARIABLE = regex(r"\$\{([A-Z0-9_]+)\}")
_NAMED_URL = regex(r"^[A-Za-z0-9][\w.-]*\s*(?:\[[^]]*\]\s*)?@\s*(?=\S)")
_SCHEME = regex(r"([A-Za-z][\w+.-]*):")
_ARCHIVE = regex(r"\.(?:whl|zip|tar|tgz|tbz|txz|tlz|tar\.(?:gz|bz2|xz|lz|lzma))$", re.IGNORECASE)


def read(text: str, environment: Mapping[str, str | None]) -> tuple[Line, ...] | Unknown:
    """The lines of a requirements file; Unknown where pip itself would stop at one."""
    return _read(text, environment) if "${" in text else _read_plain(text)


@Remembered
def _read_plain(text: str) -> tuple[Line, ...] | Unknown:
    """The lines of a file that names no variables, such as most."""
    return _read(text, {})


def _read(text: str, environment: Mapping[str, str | None]) -> tuple[Line, ...] | Unknown:
    if text.count("\n") > MAX_LINES:
        return Unknown("the file is too long to read")
    found: list[Line] = []
    for joined, span in _joined(text):
        line = _expanded(_COMMENT.sub("", joined).strip(), environment)
        requirement, behind = _broken(line)
        options = _options(behind)
        if isinstance(options, Unknown):
            return options
        if requirement:
            # pip looks at no -r, -c or -e behind a requirement (measured: `six -r a.txt` opens no a.txt).
            found.append(Line(Kind.REQUIREMENT, requirement, span))
        else:
            found += [Line(kind, value, span) for kind, value in _heeded(options)]
    return tuple(found)


def local_path(requirement: str) -> str | Unknown | None:
    """The path on disk at which pip looks for a requirement, None for names and what comes from elsewhere.

    A path without `/` in front of it is seen from pip's own working directory (measured).
    """
    requirement = _NAMED_URL.sub("", requirement.strip(), count=1)
    scheme = _SCHEME.match(requirement)
    if scheme and scheme[1].lower().rpartition("+")[2] != "file":
        return None
    if scheme:
        path = unquote(requirement[scheme.end() :].partition(" ;")[0].partition("#")[0].partition("; ")[0])
        path = re.sub(r"^//(?:localhost)?(?=/)", "", path)
    else:
        path = requirement.partition(";")[0].strip()
    path = _without_extras(path)
    is_path = bool(scheme) or "/" in path or path.startswith(".") or _ARCHIVE.search(path) is not None
    if (variable := _VARIABLE.search(path)) and (is_path or variable.start() == 0):
        return Unknown(f"{variable[0]} in {path} is not known")
    return path if is_path and path else None


def _without_extras(path: str) -> str:
    """A path without the `[extra,another]` at its end."""
    start = path.find("[", path.rfind("]", 0, -1) + 1) if path.endswith("]") else -1
    return path[:start].rstrip() if start > 0 else path


def _joined(text: str) -> Iterator[tuple[str, Span]]:
    """Lines with those that end in a backslash joined to the next; a comment line ends such a row."""
    pieces: list[str] = []
    start = end = 0
    for raw in text.removeprefix("\ufeff").splitlines(keepends=True):
        line = raw.splitlines()[0]
        begin, end = end, end + len(raw)
        start = start if pieces else begin
        is_comment = line.lstrip().startswith("#")
        if line.endswith("\\") and not is_comment:
            pieces.append(line.strip("\\"))
            continue
        pieces.append(f" {line}" if is_comment else line)
        yield from _spanned(pieces, Span(start, begin + len(line)), text)
        pieces = []
    if pieces:
        yield from _spanned(pieces, Span(start, end), text)


def _spanned(pieces: list[str], span: Span, text: str) -> Iterator[tuple[str, Span]]:
    line = "".join(pieces)
    if not _COMMENT.sub("", line).strip():
        return
    shift = len(text) - len(text.removeprefix("\ufeff"))
    yield line, Span(span.start + shift, span.end + shift)


def _expanded(line: str, environment: Mapping[str, str | None]) -> str:
    """The line with `${NAME}` replaced; pip leaves unset, empty and lower-case names as they stand."""
    return _VARIABLE.sub(lambda match: environment.get(match[1]) or match[0], line)


def _broken(line: str) -> tuple[str, str]:
    """The requirement and the options behind it: pip cuts at the first word that begins with a dash."""
    words = line.split(" ")
    cut = next((index for index, word in enumerate(words) if word.startswith("-")), len(words))
    return " ".join(words[:cut]).strip(), " ".join(words[cut:])


def _options(text: str) -> list[tuple[Kind, str]] | Unknown:
    if any(len(word) > _LONGEST for word in text.split()):
        return Unknown("a word in it is too long to read")
    try:
        words = deque(text.split() if _UNQUOTED.fullmatch(text) else shlex.split(text))
    except ValueError:
        return Unknown(f"pip cannot read the line {text}")
    found: list[tuple[Kind, str]] = []
    while words:
        word = words.popleft()
        name, equals, value = word.partition("=")
        if not name.startswith("--") and len(name) > len("-r"):
            name, equals, value = word[:2], "=", word[2:]
        full = name if name in _LONG or not name.startswith("--") else _unabbreviated(name)
        if full in _FLAGS or not word.startswith("-"):
            continue
        if full not in _VALUED:
            return Unknown(f"pip reads no {name} in a requirements file")
        if not equals and not words:
            return Unknown(f"{name} has no value")
        kind = _VALUED[full]
        value = value if equals else words.popleft()
        if kind is not None:
            found.append((kind, value))
    return found


def _unabbreviated(name: str) -> str:
    fitting = [known for known in _LONG if known.startswith(name)]
    return fitting[0] if len(fitting) == 1 else name


def _heeded(options: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """What pip heeds of a line: one -e, else one -r, else one -c, else the rest (measured: `-r a -r b`)."""
    for kind in (Kind.EDITABLE, Kind.INCLUDE, Kind.CONSTRAINT):
        for option in options:
            if option[0] is kind:
                return [option]
    return options
