"""Which files a traced command opened, and which it looked for in vain."""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

_UNFINISHED = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(.*)$")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_FOLDER = re.compile(r"(?:AT_FDCWD|\d+)<([^>]*)>, $")
_OPENS = frozenset({"open", "openat", "openat2", "creat"})
_WRITES_ONLY = re.compile(r"\bO_WRONLY\b|\bO_PATH\b|\bO_DIRECTORY\b")


class Seen(NamedTuple):
    """Absolute paths: files opened to be read or run, and paths that were not there when asked for."""

    opened: frozenset[str]
    absent: frozenset[str]


def read(text: str) -> Seen:
    """What strace saw; its option --decode-fds=path names the file behind each descriptor."""
    opened: set[str] = set()
    absent: set[str] = set()
    for line in _whole_lines(text):
        found = _LINE.match(line)
        if found is None:
            continue
        call, arguments, code, rest = found.groups()
        if rest.startswith(" ENOENT"):
            absent |= {path for path in [_asked(arguments)] if path is not None}
        elif call in _OPENS and not _WRITES_ONLY.search(arguments):
            opened |= {decoded for decoded in [_decoded(rest)] if decoded is not None}
        elif call == "execve" and code == "0":
            opened |= {path for path in [_asked(arguments)] if path is not None}
    return Seen(frozenset(opened), frozenset(absent))


def _whole_lines(text: str) -> Iterator[str]:
    """The lines, those that another thread interrupted put together again."""
    begun: dict[str, str] = {}
    for line in text.splitlines():
        if unfinished := _UNFINISHED.match(line):
            begun[unfinished[1]] = unfinished[2]
        elif resumed := _RESUMED.match(line):
            yield f"{resumed[1]} {begun.pop(resumed[1], '')}{resumed[2]}"
        else:
            yield line


def _decoded(rest: str) -> str | None:
    """The path behind the descriptor that a call returned."""
    found = re.match(r"<([^>]*)>", rest)
    return found[1] if found else None


def _asked(arguments: str) -> str | None:
    """The path that a call names, None where it is seen from a folder that the line does not tell."""
    found = _STRING.search(arguments)
    if found is None:
        return None
    path = found[1]
    folder = _FOLDER.search(arguments[: found.start()])
    if not path.startswith("/"):
        if folder is None:
            return None
        path = posixpath.join(folder[1], path)
    return posixpath.normpath(path)
